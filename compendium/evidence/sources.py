"""A source and all that was read out of it: bibliographic facts, fingerprint, claims."""

import re
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from compendium.errors import Refused
from compendium.evidence.claims import Claim, Locator
from compendium.evidence.document import Where
from compendium.evidence.drafts import Draft, Item
from compendium.evidence.fields import Line, Name, Record, Sentence, Slug
from compendium.evidence.periods import PeriodField
from compendium.evidence.series import Series

ADDRESS = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
                     r"(?:[/?#][A-Za-z0-9._~:/?#@!$&()*+,;=%-]*)?")


def _address(written: str) -> str:
    if not ADDRESS.fullmatch(written):
        raise Refused("is no address: allowed is http:// or https://, a host, and a path without spaces, quotes, angle"
                      " brackets or line breaks (write them as %20, %22 and so on)")
    return written


Address = Annotated[str, AfterValidator(_address)]
"""Where a publication stands on the web."""


class Fingerprint(Record):
    """The text that the claims were read from: its file name and its SHA-256."""

    file: Annotated[str, StringConstraints(pattern=r"^[\w][\w.\- ]*$")]
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class Source(Record):
    """One publication: who published what, when, where, and which text of it was read.

    An article is kept with the fingerprint of its text; independent evidence (``role: check``) has no text
    that was read line by line, and says instead how close it stands to what it reports (``tier``).
    """

    id: Slug
    role: Literal["seed", "check"]
    title: Name
    title_from: Literal["text", "address", "none"] = "text"
    authors: tuple[Name, ...] = ()
    publisher: Name
    short: Name | Literal[""] = ""
    colour: Annotated[str, StringConstraints(pattern="^(#[0-9a-f]{6})?$")] = ""
    published: PeriodField
    kind: Literal["news", "analysis", "opinion", "statistics"]
    url: Address | None = None
    url_is: Literal["original", "reprint"] | None = None
    url_fragments: bool = False
    document: Fingerprint | None = None
    tier: Literal["official", "primary", "secondary"] | None = None
    about: Sentence
    caution: Sentence

    @model_validator(mode="after")
    def _address_is_explained(self) -> Self:
        if (self.url is None) != (self.url_is is None):
            raise Refused("url and url_is go together: original or reprint")
        return self

    @model_validator(mode="after")
    def _is_out(self) -> Self:
        # a year of grace, as clocks of machines are wrong more often than not
        if self.published.latest.year > date.today().year + 1:
            raise Refused(f"published {self.published}, which is still to come")
        return self

    @model_validator(mode="after")
    def _role_is_complete(self) -> Self:
        if self.role == "seed" and self.document is None:
            raise Refused("a source of role seed names its document, with file and sha256")
        if self.role == "check" and (self.document or self.tier is None):
            raise Refused("a source of role check names its tier (official, primary or secondary), and no document")
        return self


class SetAside(Record):
    """A number in the text that is not evidence, and the reason why."""

    line: Line
    to_line: Line | None = None
    words: str = ""
    reason: Sentence

    @model_validator(mode="after")
    def _short(self) -> Self:
        if self.words:
            Locator(line=self.line, words=self.words)
        elif self.to_line is None:
            raise Refused("set_aside names the words, or with to_line a stretch of whole lines")
        return self


class EvidenceRecord(Record):
    """One file of ``seeds/``: a source, its claims, and the numbers set aside."""

    source: Source
    items: tuple[Item, ...] = Field(default=(), alias="claims")
    series: tuple[Series, ...] = ()
    put_aside: tuple[SetAside, ...] = Field(default=(), alias="set_aside")

    @cached_property
    def written(self) -> tuple[Claim, ...]:
        """The claims that are written out one by one and are no drafts."""
        return tuple(item for item in self.items if isinstance(item, Claim))

    @cached_property
    def drafts(self) -> tuple[tuple[Where, Draft], ...]:
        """What is still to be completed or set aside, each with its place in the file."""
        return tuple((("claims", number), item) for number, item in enumerate(self.items)
                     if isinstance(item, Draft) and item.open)

    @cached_property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The numbers of the text that are no evidence: those listed, and the drafts that were set aside."""
        done = (item for item in self.items if isinstance(item, Draft) and not item.open)
        return (*self.put_aside, *(SetAside(line=at.line, words=at.words, reason=item.set_aside)
                                   for item in done for at in (item.at, *item.also)))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of the source: those written out, then those of its series."""
        return (*self.written, *(claim for series in self.series for claim in series.claims()))

    @cached_property
    def places(self) -> tuple[Where, ...]:
        """Where in the file each of the claims is written."""
        written = [("claims", number) for number, item in enumerate(self.items) if isinstance(item, Claim)]
        listed = [("series", number, "values", period) for number, series in enumerate(self.series)
                  for period in series.values]
        return (*written, *listed)

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if not self.claims and not self.items:
            raise Refused("a record has claims or series")
        for claim in self.claims:
            if self.source.role == "seed" and claim.at is None:
                raise Refused(f"claim {claim.id}: at: is missing")
            if self.source.role == "check" and (claim.at or not claim.where):
                raise Refused(f"claim {claim.id}: independent evidence says 'where' the figure stands, not 'at'")
        return self
