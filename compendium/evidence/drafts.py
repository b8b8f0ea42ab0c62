"""Drafts of claims: what was found in a text and nobody has judged yet. A book with one is not built."""

from typing import Annotated, Any, Self

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from compendium.errors import Problem, Refused
from compendium.evidence.claims import Claim, Locator
from compendium.evidence.fields import DraftedSentence, Record, Slug


class Draft(Record):
    """A claim that 'compendium source new' began: a person completes it, or says why it is none.

    It is completed by taking out ``draft: true``, and is then held to all that a claim is; ``set_aside`` gives the
    reason why its number is no evidence. Until then its further fields may be anything.
    """

    # to an editor, too, an item is a draft only where it says so: any other would be one as well as a claim
    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True, json_schema_extra={
        "anyOf": [{"required": ["draft"]}, {"required": ["set_aside"]}]})

    id: Annotated[Slug, Field(description="The name that the claim will have in its source.")]
    draft: Annotated[bool, Field(description="Marks a draft; take the line out once the claim is complete.")] = True
    set_aside: Annotated[DraftedSentence, Field(
        description="Why the number is no evidence; with it the draft is done.")] = ""
    at: Annotated[Locator | None, Field(description="Where in the text of an article it stands.")] = None
    where: Annotated[str, Field(description="Where in a source of independent evidence it stands.")] = ""
    also: Annotated[tuple[Locator, ...], Field(description="Further places in the text that it was read from.")] = ()

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if self.at is None and not self.where:
            raise Refused("says neither 'at', for an article, nor 'where', for independent evidence")
        return self

    @property
    def place(self) -> str:
        """Where it stands, as an author is told."""
        return f"'{self.at.words}' on line {self.at.line} of the text" if self.at else self.where

    @property
    def open(self) -> bool:
        """Whether a person has still to complete it or to set it aside."""
        return not self.set_aside


def _kind(item: Any) -> str:
    if isinstance(item, dict):
        return "draft" if "draft" in item or "set_aside" in item else "claim"
    return "draft" if isinstance(item, Draft) else "claim"


ENTRY_KINDS = ("claim", "draft")
Item = Annotated[Annotated[Claim, Tag("claim")] | Annotated[Draft, Tag("draft")], Discriminator(_kind)]
"""What the list of claims of a record holds."""


def draft_problem(file: str, line: int, draft: Draft) -> Problem:
    """The sentence that tells of a draft which is still open."""
    return Problem(file, line, (
        f"draft {draft.id}: {draft.place} is still to be judged; complete it"
        " and take out 'draft: true', or uncomment its 'set_aside'; 'compendium source status' lists what is left"))
