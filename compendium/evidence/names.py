"""The places and actors that claims speak of, with every spelling the sources use."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from compendium.errors import Refused
from compendium.evidence.fields import Name, Number, Record, Sentence, Slug


class Place(Record):
    """A place no finer than a town or township; no mine is located."""

    id: Slug
    name: Name
    spellings: tuple[str, ...] = ()
    what: Sentence
    latitude: Annotated[Number, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[Number, Field(ge=-180, le=180)] | None = None
    coordinates_from: str = ""

    @model_validator(mode="after")
    def _both_coordinates(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            given, missing = ("latitude", "longitude") if self.longitude is None else ("longitude", "latitude")
            raise Refused(f"{missing} is missing: a place with a {given} has both, or neither")
        return self


class Actor(Record):
    """A party, firm, institution or publicly named person that claims speak of."""

    id: Slug
    name: Name
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
