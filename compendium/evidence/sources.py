"""A source and all that was read out of it: bibliographic facts, fingerprint, claims, and series of them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from compendium.errors import Refused
from compendium.evidence.claims import Claim, Locator, Reason
from compendium.evidence.document import Where
from compendium.evidence.fields import Line, Name, Number, Record, Sentence, Slug, Standing, Theme
from compendium.evidence.periods import Period, PeriodField, in_words
from compendium.evidence.printing import printed
from compendium.evidence.units import Unit

PLACEHOLDERS = ("{value}", "{period}")


class Series(Record):
    """Numbers of one definition by period; ``estimated`` names the periods that the publisher estimates.

    ``says`` is the sentence of every claim, with ``{value}`` and ``{period}`` where they belong.
    """

    id: Slug
    theme: Theme
    question: Slug
    says: Sentence
    unit: Unit
    definition: Slug
    of: Annotated[str, Field(min_length=1)]
    place: tuple[Slug, ...] = ()
    to: Slug | None = None
    about: dict[Slug, str] = Field(default_factory=dict)
    credited_to: tuple[Name | tuple[Name, ...], ...] = ()
    standing: Standing = "reported"
    where: Reason
    values: Annotated[dict[str, Number], Field(min_length=1)]
    estimated: tuple[str, ...] = ()
    unused: Reason = ""

    @field_validator("values")
    @classmethod
    def _dated(cls, values: dict[str, Number]) -> dict[str, Number]:
        for period in values:
            Period.parse(period)
        return values

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for placeholder in PLACEHOLDERS:
            if placeholder not in self.says:
                raise Refused(f"the sentence of a series holds {{value}} and {{period}}; {placeholder} is missing")
        strange = [period for period in self.estimated if period not in self.values]
        if strange:
            raise Refused(f"estimated names {', '.join(strange)}, for which the series has no value")
        return self

    def claims(self) -> Iterator[Claim]:
        """The series as claims, period by period."""
        shared: dict[str, Any] = self.model_dump(exclude={"id", "says", "values", "estimated", "standing"})
        for period, value in self.values.items():
            # the sentence is data: str.format would run what stands in its braces
            says = self.says.replace("{value}", printed(value, self.unit)).replace(
                "{period}", in_words(Period.parse(period)))
            standing = "estimated" if period in self.estimated else self.standing
            yield Claim(id=f"{self.id}-{period}", says=says, value=value, rounded_to=0, period=Period.parse(period),
                        standing=standing, **shared)


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
    written: tuple[Claim, ...] = Field(default=(), alias="claims")
    series: tuple[Series, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of the source: those written out, then those of its series."""
        return (*self.written, *(claim for series in self.series for claim in series.claims()))

    @cached_property
    def places(self) -> tuple[Where, ...]:
        """Where in the file each of the claims is written."""
        written = [("claims", number) for number in range(len(self.written))]
        listed = [("series", number, "values", period) for number, series in enumerate(self.series)
                  for period in series.values]
        return (*written, *listed)

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if not self.claims:
            raise Refused("a record has claims or series")
        for claim in self.claims:
            if self.source.role == "seed" and claim.at is None:
                raise Refused(f"claim {claim.id}: at: is missing")
            if self.source.role == "check" and (claim.at or not claim.where):
                raise Refused(f"claim {claim.id}: independent evidence says 'where' the figure stands, not 'at'")
        return self


TRIED: tuple[Callable[[Source], str], ...] = (
    lambda source: source.publisher,
    lambda source: f"{source.publisher} ({in_words(source.published)})",
    lambda source: f"{source.publisher} ({in_words(source.published)}, {source.id})",
)
"""What a source without a short name of its own may be called: the first of these that no other has."""


def short_names(sources: Iterable[Source]) -> dict[str, str]:
    """A name for every source by its id, no two the same.

    A source is called by its own short name; another after its publisher, with the date of publication where
    that is taken, and with its id where that is taken too.
    """
    listed = list(sources)
    given = {source.id: source.short or TRIED[0](source) for source in listed}
    for more in TRIED[1:]:
        used = Counter(given.values())
        given = {source.id: given[source.id] if source.short or used[given[source.id]] == 1 else more(source)
                 for source in listed}
    return given
