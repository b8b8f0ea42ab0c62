"""The chain of needs: what it takes to sell a good, or to get it elsewhere, and which claims bear on it."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from compendium.columns import Column
from compendium.errors import Refused, unknown
from compendium.evidence.columns import CLAIMS, CREDIT, RESTS_ON, SAYS, SOURCE, STANDING
from compendium.evidence.credit import ancestors, links
from compendium.evidence.fields import ClaimReference, Record, Sentence, Slug
from compendium.evidence.vocabulary import PlacedFault, Row, Table, Vocabulary, column, described

if TYPE_CHECKING:
    from compendium.evidence.ledger import Ledger

DestinationRole = Literal["buyer", "origin"]
Bears = Literal["supports", "hinders"]


class Need(Record):
    """One link of the chain, and what it asks."""

    id: Annotated[Slug, Field(description="The link's id.")]
    name: Annotated[str, Field(description="What the book calls the link.")]
    asks: Annotated[Sentence, Field(description="What it takes to meet the need.")]


class Destination(Record):
    """Somebody who may buy what the book is about, or somewhere that may supply it instead."""

    id: Annotated[Slug, Field(description="The destination's id.")]
    name: Annotated[str, Field(description="What the book calls the destination.")]
    role: Annotated[DestinationRole, Field(description="Somebody who may buy, or an origin that may supply instead.")]


class Bearing(Record):
    """How one claim bears on one need of one destination.

    ``supports`` it or ``hinders`` it; ``fully`` where the claim speaks of the whole need, and says that it is met
    or that it is not. ``why`` explains a bearing that the claim's own words do not make plain.
    """

    destination: Annotated[Slug, Field(description="Who may buy, or where else the good may come from.")]
    need: Annotated[Slug, Field(description="The link of the chain.")]
    claim: Annotated[ClaimReference, Field(description="The claim that bears on it: source/claim.")]
    bears: Annotated[Bears, Field(description="Whether the claim supports or hinders that the need is met.")]
    fully: Annotated[bool, Field(description="Whether the claim speaks of the whole need.")] = False
    why: Annotated[str, Field(description="Why the claim bears on the need, where that is not plain.")] = ""

    @property
    def id(self) -> str:
        """The bearing's name: destination, need and claim."""
        return f"{self.destination}/{self.need}/{self.claim}"


class NeedsFile(Record):
    """The file ``seeds/needs.yaml``: needs in the order of the chain, destinations in the order of reading."""

    needs: Annotated[tuple[Need, ...], Field(description="The links of the chain, in its order.")] = ()
    destinations: Annotated[tuple[Destination, ...], Field(
        description="Who may buy, and where else the good may come from, in the order of reading.")] = ()
    bearings: Annotated[tuple[Bearing, ...], Field(description="How claims bear on the links.")] = ()

    @model_validator(mode="after")
    def _speaks_of_each(self) -> Self:
        for field, listed in (("need", self.needs), ("destination", self.destinations)):
            spoken, known = {getattr(each, field) for each in self.bearings}, {each.id for each in listed}
            if spoken - known:
                raise Refused(f"a bearing names the {field} {', '.join(sorted(spoken - known))}; "
                                 f"there are: {', '.join(sorted(known))}")
            if known - spoken:
                raise Refused(f"no claim bears on the {field} {', '.join(sorted(known - spoken))}; leave it out, or"
                              " add a bearing")
        return self


def _references(ledger: "Ledger") -> Iterator[PlacedFault]:
    """Bearings on the chain of needs that name no known claim, or that are written twice."""
    names = Counter(bearing.id for bearing in ledger.needs.bearings)
    for index, bearing in enumerate(ledger.needs.bearings):
        if names[bearing.id] > 1:
            yield ("bearings", index), f"bearing {bearing.id} is written twice"
        for _, what in unknown("claim", [bearing.claim], ledger.entries):
            where = f"bearing on {bearing.destination}, {bearing.need}"
            yield ("bearings", index, "claim"), f"{where}: {what}"
        if why := ledger.not_followed.get(bearing.claim):
            yield ("bearings", index, "claim"), (f"bearing on {bearing.destination}, {bearing.need}: rests on"
                                                 f" {bearing.claim}, which its verdict does not follow: {why}")


def _rows(ledger: "Ledger") -> Iterator[Row]:
    """One row per claim that bears on a need of a destination, in the order of the chain."""
    needs = {need.id: need for need in ledger.needs.needs}
    destinations = {destination.id: destination for destination in ledger.needs.destinations}
    first, then = list(destinations), list(needs)
    for bearing in sorted(ledger.needs.bearings, key=lambda b: (first.index(b.destination), then.index(b.need))):
        entry, destination = ledger[bearing.claim], destinations[bearing.destination]
        yield {**bearing.model_dump(exclude={"claim"}), "id": bearing.id, "destination_name": destination.name,
               "role": destination.role, "need_name": needs[bearing.need].name, "source": entry.source.id,
               "standing": entry.claim.standing, "says": entry.claim.says, "credited_to": links(entry.claim),
               "rests_on": sorted(ancestors(entry)), "claims": entry.id}


def _table() -> Table:
    return Table("Which claims bear on which link of the chain of needs, for each destination.", (
        Column("id", "text", "Destination, need and claim.", required=True, unique=True),
        column(Bearing, "destination", "category", required=True),
        Column("destination_name", "text", described(Destination, "name"), required=True),
        column(Destination, "role", "category", get_args(DestinationRole), required=True),
        column(Bearing, "need", "category", required=True),
        Column("need_name", "text", described(Need, "name"), required=True),
        column(Bearing, "bears", "category", get_args(Bears), required=True),
        column(Bearing, "fully", "boolean", required=True),
        column(Bearing, "why"),
        SOURCE, STANDING, SAYS, CREDIT, RESTS_ON, CLAIMS), _rows)


NEEDS = Vocabulary("needs", NeedsFile, _references, table=_table)
