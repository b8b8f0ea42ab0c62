"""A source and all that was read out of it: bibliographic facts, fingerprint, claims."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from compendium.evidence.claims import Claim, Locator
from compendium.evidence.fields import Record, Sentence, Slug
from compendium.evidence.periods import PeriodField


class Fingerprint(Record):
    """The text that the claims were read from: its file name and its SHA-256."""

    file: str
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class Source(Record):
    """One publication: who published what, when, where, and which text of it was read."""

    id: Slug
    role: Literal["seed", "check"]
    title: str
    title_from: Literal["text", "address", "none"] = "text"
    authors: tuple[str, ...] = ()
    publisher: str
    published: PeriodField
    kind: Literal["news", "analysis", "opinion", "statistics"]
    url: Annotated[str, StringConstraints(pattern=r"^https?://")] | None = None
    url_is: Literal["original", "reprint"] | None = None
    url_fragments: bool = False
    document: Fingerprint
    about: Sentence
    caution: Sentence

    @model_validator(mode="after")
    def _address_is_explained(self) -> Self:
        if (self.url is None) != (self.url_is is None):
            raise ValueError("url and url_is go together: original or reprint")
        return self


class SetAside(Record):
    """A number in the text that is not evidence, and the reason why."""

    line: Annotated[int, Field(ge=1)]
    to_line: Annotated[int, Field(ge=1)] | None = None
    words: str = ""
    reason: Sentence

    @model_validator(mode="after")
    def _short(self) -> Self:
        if self.words:
            Locator(line=self.line, words=self.words)
        elif self.to_line is None:
            raise ValueError("set_aside names the words, or with to_line a stretch of whole lines")
        return self


class EvidenceRecord(Record):
    """One file of ``seeds/``: a source, its claims, and the numbers set aside."""

    source: Source
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]
    set_aside: tuple[SetAside, ...] = ()
