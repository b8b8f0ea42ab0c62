"""The places and actors that claims speak of, with every spelling the sources use."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from compendium.columns import Column
from compendium.errors import Refused
from compendium.evidence.fields import ListedName, Name, Number, Record, Sentence, Slug
from compendium.evidence.vocabulary import Row, Table, Vocabulary, column

if TYPE_CHECKING:
    from compendium.evidence.ledger import Ledger


class Place(Record):
    """A place no finer than a town or township; no mine is located."""

    id: Annotated[Slug, Field(description="The place's id.")]
    name: Annotated[Name, Field(description="The name that the book uses.")]
    spellings: Annotated[tuple[ListedName, ...], Field(description="Other spellings in the sources.")] = ()
    what: Annotated[Sentence, Field(description="What the place is.")]
    latitude: Annotated[Annotated[Number, Field(ge=-90, le=90)] | None, Field(
        description="Degrees north, of the town.")] = None
    longitude: Annotated[Annotated[Number, Field(ge=-180, le=180)] | None, Field(
        description="Degrees east, of the town.")] = None
    coordinates_from: Annotated[str, Field(description="Where the coordinates come from.")] = ""

    @model_validator(mode="after")
    def _both_coordinates(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            given, missing = ("latitude", "longitude") if self.longitude is None else ("longitude", "latitude")
            raise Refused(f"{missing} is missing: a place with a {given} has both, or neither")
        return self


class Actor(Record):
    """A party, firm, institution or publicly named person that claims speak of."""

    id: Annotated[Slug, Field(description="The actor's id.")]
    name: Annotated[Name, Field(description="The name in full.")]
    abbreviation: Annotated[str, Field(description="The abbreviation, where there is one.")] = ""
    spellings: Annotated[tuple[ListedName, ...], Field(description="Other spellings in the sources.")] = ()
    kind: Annotated[
        Literal["state", "armed group", "political body", "company", "research or civil society",
                "media", "person", "community", "informant"],
        Field(description="What kind of actor it is.")]
    what: Annotated[Sentence, Field(description="What the actor is.")]


class PlaceFile(Record):
    """The file ``seeds/places.yaml``."""

    places: Annotated[tuple[Place, ...], Field(description="The places that claims speak of.")]

    @model_validator(mode="after")
    def _apart(self) -> Self:
        met = dict[tuple[float | None, float | None], str]()
        for place in self.places:
            if place.latitude is not None and (
                    other := met.setdefault((place.latitude, place.longitude), place.id)) != place.id:
                raise Refused(f"'{other}' and '{place.id}' stand on one point; two towns have two")
        return self


class ActorFile(Record):
    """The file ``seeds/actors.yaml``."""

    actors: Annotated[tuple[Actor, ...], Field(description="The actors that claims speak of.")]


def _place_rows(ledger: "Ledger") -> Iterator[Row]:
    """One row per place, with the claims that speak of it."""
    for place in ledger.places.values():
        named = [entry.id for entry in ledger if place.id in entry.claim.place or entry.claim.to == place.id]
        yield {**place.model_dump(), "claims": named}


def _places() -> Table:
    return Table("The places that claims speak of, no finer than a town or township.", (
        column(Place, "id", required=True, unique=True),
        column(Place, "name", required=True),
        column(Place, "spellings"),
        column(Place, "what", required=True),
        column(Place, "latitude", "number"),
        column(Place, "longitude", "number"),
        column(Place, "coordinates_from"),
        Column("claims", "text", "The claims that speak of the place, joined by '; '.")), _place_rows)


def _actor_rows(ledger: "Ledger") -> Iterator[Row]:
    """One row per actor, with the claims that speak of it."""
    for actor in ledger.actors.values():
        yield {**actor.model_dump(), "claims": [entry.id for entry in ledger if actor.id in entry.claim.actor]}


def _actors() -> Table:
    return Table("The parties, firms, institutions and publicly named people that claims speak of.", (
        column(Actor, "id", required=True, unique=True),
        column(Actor, "name", required=True),
        column(Actor, "abbreviation"),
        column(Actor, "kind", "category", required=True),
        column(Actor, "what", required=True),
        Column("claims", "text", "The claims that speak of the actor, joined by '; '.")), _actor_rows)


PLACES = Vocabulary("places", PlaceFile, table=_places)
ACTORS = Vocabulary("actors", ActorFile, table=_actors)
