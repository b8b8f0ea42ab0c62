"""The chain of needs: what it takes to sell a good, or to get it elsewhere, and which claims bear on it."""

from typing import Literal, Self

from pydantic import model_validator

from compendium.errors import Refused
from compendium.evidence.fields import ClaimReference, Record, Sentence, Slug


class Need(Record):
    """One link of the chain, and what it asks."""

    id: Slug
    name: str
    asks: Sentence


class Destination(Record):
    """Somebody who may buy what the book is about, or somewhere that may supply it instead."""

    id: Slug
    name: str
    role: Literal["buyer", "origin"]


class Bearing(Record):
    """How one claim bears on one need of one destination.

    ``supports`` it or ``hinders`` it; ``fully`` where the claim speaks of the whole need, and says that it is met
    or that it is not. ``why`` explains a bearing that the claim's own words do not make plain.
    """

    destination: Slug
    need: Slug
    claim: ClaimReference
    bears: Literal["supports", "hinders"]
    fully: bool = False
    why: str = ""

    @property
    def id(self) -> str:
        """The bearing's name: destination, need and claim."""
        return f"{self.destination}/{self.need}/{self.claim}"


class NeedsFile(Record):
    """The file ``seeds/needs.yaml``: needs in the order of the chain, destinations in the order of reading."""

    needs: tuple[Need, ...] = ()
    destinations: tuple[Destination, ...] = ()
    bearings: tuple[Bearing, ...] = ()

    @model_validator(mode="after")
    def _speaks_of_each(self) -> Self:
        for field, listed in (("need", self.needs), ("destination", self.destinations)):
            spoken, known = {getattr(each, field) for each in self.bearings}, {each.id for each in listed}
            if spoken - known:
                raise Refused(f"a bearing names the {field} {', '.join(sorted(spoken - known))}; "
                                 f"there are: {', '.join(sorted(known))}")
            if known - spoken:
                raise Refused(f"no claim bears on the {field} {', '.join(sorted(known - spoken))}; leave it out")
        return self
