"""What the map shows beside towns: who holds what and which way goods go, as marks that are schematic on purpose."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from compendium.errors import Refused
from compendium.evidence.fields import ClaimReference, Number, Record, Sentence, Slug


class Point(Record):
    """A direction to draw an arrow towards, where no town stands for it."""

    latitude: Annotated[Number, Field(ge=-90, le=90)]
    longitude: Annotated[Number, Field(ge=-180, le=180)]


class Mark(Record):
    """An area, a route or a gate, placed by towns alone: no front and no road is traced, and no mine is located.

    An area is a circle around the middle of its ``places``; a route is an arrow through them, and on
    ``towards`` a point if its end is no town.
    """

    id: Slug
    kind: Literal["area", "route", "gate"]
    looks: Literal["held", "contested", "neighbour", "shared", "used", "proposed", "gate"]
    label: Annotated[tuple[str, ...], Field(min_length=1)]
    says: Sentence
    places: Annotated[tuple[Slug, ...], Field(min_length=1)]
    radius_km: Annotated[Number, Field(gt=0)] | None = None
    towards: Point | None = None
    claims: Annotated[tuple[ClaimReference, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.kind == "area") != (self.radius_km is not None):
            raise Refused("an area has a radius_km, and nothing else has one")
        if self.kind == "route" and len(self.places) + (self.towards is not None) < 2:
            raise Refused("a route leads from a place to another, or towards a point")
        return self


class SketchFile(Record):
    """The file ``seeds/sketch.yaml``."""

    sketch: tuple[Mark, ...]
