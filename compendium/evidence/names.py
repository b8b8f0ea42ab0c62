"""The places and actors that claims speak of, with every spelling the sources use."""

from typing import Annotated, Literal

from pydantic import Field

from compendium.evidence.fields import Record, Sentence, Slug


class Place(Record):
    """A place no finer than a town or township; no mine is located."""

    id: Slug
    name: str
    spellings: tuple[str, ...] = ()
    what: Sentence
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    coordinates_from: str = ""


class Actor(Record):
    """A party, firm, institution or publicly named person that claims speak of."""

    id: Slug
    name: str
    abbreviation: str = ""
    spellings: tuple[str, ...] = ()
    kind: Literal["state", "armed group", "political body", "company", "research or civil society",
                  "media", "person", "community", "informant"]
    what: Sentence


class PlaceFile(Record):
    """The file ``seeds/places.yaml``."""

    places: tuple[Place, ...]


class ActorFile(Record):
    """The file ``seeds/actors.yaml``."""

    actors: tuple[Actor, ...]
