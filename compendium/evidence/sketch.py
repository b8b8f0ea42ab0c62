"""What the map shows beside towns: who holds what and which way goods go, as marks that are schematic on purpose."""

from collections.abc import Iterator
from math import cos, hypot, inf, radians
from statistics import fmean
from typing import TYPE_CHECKING, Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from compendium.columns import Column
from compendium.errors import Refused, unknown
from compendium.evidence.columns import CLAIMS
from compendium.evidence.fields import ClaimReference, Number, Record, Sentence, Slug
from compendium.evidence.names import Place
from compendium.evidence.vocabulary import PlacedFault, Row, Table, Vocabulary, column, described

if TYPE_CHECKING:
    from compendium.evidence.ledger import Ledger

Shape = Literal["area", "route", "gate"]
Looks = Literal["held", "contested", "neighbour", "shared", "used", "proposed", "gate"]
KM_PER_DEGREE = 111.2
"""Between two degrees north, and between two degrees east on the equator."""


class Point(Record):
    """A direction to draw an arrow towards, where no town stands for it."""

    latitude: Annotated[Number, Field(ge=-90, le=90, description="Degrees north.", examples=[51.6])]
    longitude: Annotated[Number, Field(ge=-180, le=180, description="Degrees east.", examples=[-0.8])]


class Mark(Record):
    """An area, a route or a gate, placed by towns alone: no front and no road is traced, and no mine is located.

    An area is a circle around the middle of its ``places``; a route is an arrow through them, and on
    ``towards`` a point if its end is no town.
    """

    id: Annotated[Slug, Field(description="The mark's id.", examples=["upper-river"])]
    kind: Annotated[Shape, Field(description="A circle around towns, an arrow, or a gate.")]
    looks: Annotated[Looks, Field(description="How it is drawn: what stands behind the mark.")]
    label: Annotated[tuple[str, ...], Field(
        min_length=1, description="Its label, line by line.", examples=[["upper river"]])]
    says: Annotated[Sentence, Field(
        description="What the mark stands for.", examples=["The reach above the village, where most dens are."])]
    places: Annotated[tuple[Slug, ...], Field(
        min_length=1, description="The towns that place it, by their ids.", examples=[["aldham"]])]
    radius_km: Annotated[Annotated[Number, Field(gt=0)] | None, Field(
        description="The radius of a circle, for an area: chosen, not measured.", examples=[5])] = None
    towards: Annotated[Point | None, Field(
        description="Where an arrow points, if it ends at no town.",
        examples=[{"latitude": 51.6, "longitude": -0.8}])] = None
    claims: Annotated[tuple[ClaimReference, ...], Field(
        min_length=1, description="The claims that it rests on.", examples=[["lenn-post-2019-04/otters-2019"]])]

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.kind == "area") != (self.radius_km is not None):
            raise Refused("an area has a radius_km, and nothing else has one")
        if self.kind == "route" and len(self.places) + (self.towards is not None) < 2:
            raise Refused("a route leads from a place to another, or towards a point")
        return self


class SketchFile(Record):
    """The file ``seeds/sketch.yaml``."""

    sketch: Annotated[tuple[Mark, ...], Field(description="The marks of the map.", examples=[[{
        "id": "upper-river", "kind": "area", "looks": "held", "label": ["upper river"],
        "says": "The reach above the village.", "places": ["aldham"], "radius_km": 5,
        "claims": ["lenn-post-2019-04/otters-2019"]}]])]


def _references(ledger: "Ledger") -> Iterator[PlacedFault]:
    """Marks of the map that rest on no known claim, or on a place that has no coordinates."""
    towns = [place.id for place in ledger.places.values() if place.latitude is not None]
    for index, mark in enumerate(ledger.sketch.values()):
        for field, names, known in (("claims", mark.claims, list(ledger.entries)), ("places", mark.places, towns)):
            for _, what in unknown(field, names, known):
                yield ("sketch", index, field), f"mark {mark.id}: {field}: {what}"
        placed = [place for name in mark.places if (place := ledger.places.get(name)) and place.latitude is not None]
        for place in placed if mark.radius_km else ():
            if (apart := _from_middle(place, placed)) > (mark.radius_km or inf):
                yield ("sketch", index, "radius_km"), (
                    f"mark {mark.id}: radius_km: {place.id} lies {apart:.1f} km from the middle of its places, outside"
                    f" its circle of {mark.radius_km:g} km; correct the radius, or the coordinates of a town")


def _from_middle(place: Place, places: list[Place]) -> float:
    """How many km a town lies from the middle of some, on the small plane that they share."""
    north, east = (fmean(getattr(each, way) for each in places) for way in ("latitude", "longitude"))
    return KM_PER_DEGREE * hypot((place.latitude or 0) - north, ((place.longitude or 0) - east) * cos(radians(north)))


def _rows(ledger: "Ledger") -> Iterator[Row]:
    """One row per mark of the map."""
    for mark in ledger.sketch.values():
        end = mark.towards
        yield {**mark.model_dump(exclude={"towards"}),
               "to_latitude": end.latitude if end else None, "to_longitude": end.longitude if end else None}


def _table() -> Table:
    return Table("What the map shows beside towns: areas, routes and gates, all of them schematic.", (
        column(Mark, "id", required=True, unique=True),
        column(Mark, "kind", "category", get_args(Shape), required=True),
        column(Mark, "looks", "category", get_args(Looks), required=True),
        column(Mark, "label", required=True),
        column(Mark, "says", required=True),
        column(Mark, "places", required=True),
        column(Mark, "radius_km", "number"),
        Column("to_latitude", "number", described(Mark, "towards")),
        Column("to_longitude", "number", described(Mark, "towards")),
        CLAIMS), _rows)


SKETCH = Vocabulary("sketch", SketchFile, _references, table=_table)
