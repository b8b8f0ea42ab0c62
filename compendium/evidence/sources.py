"""A source and all that was read out of it: bibliographic facts, fingerprint, claims, and series of them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, field_validator, model_validator

from compendium.errors import Refused
from compendium.evidence.claims import PLACEHOLDER, Claim, Credit, Locator, Reason
from compendium.evidence.date_words import MONTHS
from compendium.evidence.document import Where
from compendium.evidence.drafts import Draft, Item
from compendium.evidence.fields import (
    DraftedSentence,
    LineNumber,
    ListedName,
    Name,
    NameOrNone,
    Number,
    Record,
    Sentence,
    Slug,
    Standing,
    Theme,
)
from compendium.evidence.hedge_words import tells_estimate
from compendium.evidence.intervals import rounding_unit
from compendium.evidence.per import unit_or_per
from compendium.evidence.periods import Period, PeriodField, in_words
from compendium.evidence.printing import printed
from compendium.evidence.units import Unit
from compendium.evidence.vocabulary import described

Role = Literal["seed", "check"]
Tier = Literal["official", "primary", "secondary"]
Genre = Literal["news", "analysis", "opinion", "statistics"]
PLACEHOLDERS = ("{value}", "{period}")
A_MONTH = re.compile(rf"\b(?:{MONTHS})(?!\w)")


class Series(Record):
    """Numbers of one definition by period; ``estimated`` names the periods that the publisher estimates.

    ``says`` is the sentence of every claim, with ``{value}`` and ``{period}`` where they belong.
    """

    id: Annotated[Slug, Field(description="The beginning of the id of each of its claims; the period follows.")]
    theme: Annotated[Theme, Field(description=described(Claim, "theme"))]
    question: Annotated[Slug, Field(description=described(Claim, "question"))]
    says: Annotated[Sentence, Field(description="The sentence of every claim, with {value} and {period} in it.")]
    unit: Annotated[Unit, Field(description=described(Claim, "unit"))]
    definition: Annotated[Slug, Field(description=described(Claim, "definition"))]
    of: Annotated[str, Field(min_length=1, description=described(Claim, "of"))]
    place: Annotated[tuple[Slug, ...], Field(description=described(Claim, "place"))] = ()
    to: Annotated[Slug | None, Field(description=described(Claim, "to"))] = None
    about: Annotated[dict[Slug, str], Field(description=described(Claim, "about"))] = Field(default_factory=dict)
    credited_to: Annotated[Credit, Field(description=described(Claim, "credited_to"))] = ()
    standing: Annotated[Standing, Field(description=described(Claim, "standing"))] = "reported"
    where: Annotated[Reason, Field(description=described(Claim, "where"))]
    values: Annotated[dict[str, Number], Field(
        min_length=1, description="The number of each period, such as 2024-02: 311.")]
    estimated: Annotated[tuple[str, ...], Field(description="The periods that the publisher estimates.")] = ()
    unused: Annotated[Reason, Field(description=described(Claim, "unused"))] = ""

    @field_validator("values")
    @classmethod
    def _dated(cls, values: dict[str, Number]) -> dict[str, Number]:
        for period in values:
            if "/" in Period.parse(period).text or not period[-1].isdigit():
                raise Refused(f"'{period}' is no year, month or day without a mark, which the periods of a series are;"
                              " what is vague, inferred or a stretch is a claim of its own")
        return values

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for placeholder in PLACEHOLDERS:
            if (times := self.says.count(placeholder)) != 1:
                raise Refused(f"the sentence of a series holds {{value}} and {{period}} once each; {placeholder} stands"
                              f" there {times} times")
        if other := next((each for each in PLACEHOLDER.findall(self.says) if each not in PLACEHOLDERS), ""):
            raise Refused(f"the sentence of a series holds '{other}', for which nothing stands; allowed are"
                          " {value} and {period}")
        if beside := unit_or_per(self.says, PLACEHOLDERS[0], self.unit):
            raise Refused(f"the sentence of a series says '{beside}' at {{value}}, which prints its unit; leave it out")
        if dated := A_MONTH.search(self.says):
            raise Refused(f"the sentence of a series says '{dated[0]}', and its claims print their dates at {{period}};"
                          " leave it out")
        if strange := [period for period in self.estimated if period not in self.values]:
            raise Refused(f"estimated names {', '.join(strange)}, for which the series has no value")
        return self

    def claims(self) -> Iterator[Claim]:
        """The series as claims, period by period, each as rounded as the finest of them shows."""
        step = min(rounding_unit(value) for value in self.values.values())
        shared: dict[str, Any] = self.model_dump(exclude={"id", "says", "values", "estimated", "standing"})
        for period, value in self.values.items():
            # the sentence is data: str.format would run what stands in its braces
            says = self.says.replace("{value}", printed(value, self.unit)).replace(
                "{period}", in_words(Period.parse(period)))
            standing = "estimated" if period in self.estimated else self.standing
            if period in self.estimated and not tells_estimate(says):
                says = f"{says.rstrip('.')}, as estimated."
            yield Claim(id=f"{self.id}-{period}", says=says, value=value, rounded_to=step, period=Period.parse(period),
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


DOCUMENT = r"[\w][\w.\- ]*"


def document_name(name: object) -> object:
    """The file name of a text; Refused where a record could not hold it."""
    if isinstance(name, str) and not re.fullmatch(DOCUMENT, name):
        raise Refused(f"'{name}' is no name of a text; allowed are letters, digits, points, hyphens, underscores and"
                      " spaces, with a letter or a digit first")
    return name


class Fingerprint(Record):
    """The text that the claims were read from: its file name and its SHA-256."""

    file: Annotated[str, StringConstraints(pattern=rf"^{DOCUMENT}$"), BeforeValidator(document_name), Field(
        description="The file name of the text that was read, for an article.")]
    sha256: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$"), Field(description="The SHA-256 of that text.")]


class Source(Record):
    """One publication: who published what, when, where, and which text of it was read.

    An article is kept with the fingerprint of its text; independent evidence (``role: check``) has no text
    that was read line by line, and says instead how close it stands to what it reports (``tier``).
    """

    id: Annotated[Slug, Field(description="The source's id.")]
    role: Annotated[Role, Field(description="seed: a source that the book is about; check: independent evidence.")]
    title: Annotated[Name, Field(description="The title of the publication.")]
    title_from: Annotated[Literal["text", "address", "none"], Field(
        description="Where the title was read: in the text, in the address, or nowhere.")] = "text"
    authors: Annotated[tuple[ListedName, ...], Field(description="The authors.")] = ()
    publisher: Annotated[ListedName, Field(description="Who published it.")]
    short: Annotated[NameOrNone, Field(
        description="What charts and tables call it: its own short name, or one made from its publisher.")] = ""
    colour: Annotated[str, StringConstraints(pattern="^(#[0-9a-f]{6})?$"), Field(
        description="Its colour in charts, if it has one of its own.")] = ""
    published: Annotated[PeriodField, Field(
        description="The date of publication as precisely as it is known (EDTF).")]
    kind: Annotated[Genre, Field(description="News, analysis, opinion or statistics.")]
    url: Annotated[Address | None, Field(description="The address, where one is known.")] = None
    url_is: Annotated[Literal["original", "reprint"] | None, Field(
        description="Whether that is the original or a reprint.")] = None
    url_fragments: Annotated[bool, Field(
        description="Whether a link may lead to the words themselves, as the page shows them to everybody.")] = False
    document: Annotated[Fingerprint | None, Field(
        description="The text that was read line by line, of an article.")] = None
    tier: Annotated[Tier | None, Field(
        description="How close independent evidence stands to what it reports.")] = None
    # empty only while the record is drafted: 'check' then asks for them, and other commands go on
    about: Annotated[DraftedSentence, Field(description="What it is.")]
    caution: Annotated[DraftedSentence, Field(description="What to be careful about.")]

    @field_validator("title", "publisher", "authors")
    @classmethod
    def _readable(cls, said: str | tuple[str, ...]) -> str | tuple[str, ...]:
        """Bibliographies read what stands in braces or behind a backslash as a command."""
        if wrong := re.search(r"[{}\\]", " ".join([said] if isinstance(said, str) else said)):
            raise Refused(f"holds '{wrong[0]}', which would be lost in the bibliography; leave it out")
        return said

    @model_validator(mode="after")
    def _address_is_explained(self) -> Self:
        if (self.url is None) != (self.url_is is None):
            raise Refused("url and url_is go together: original or reprint")
        return self

    @model_validator(mode="after")
    def _is_out(self) -> Self:
        # a year of grace, as clocks of machines are wrong more often than not
        if not (self.published.start and self.published.end):
            raise Refused(f"published {self.published}, which has an open end; a publication has a date")
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

    line: Annotated[LineNumber, Field(description="The line on which the number stands, or the first of several.")]
    to_line: Annotated[LineNumber | None, Field(description="The last line, where whole lines are set aside.")] = None
    words: Annotated[str, Field(description="The fewest words that find the number; none for whole lines.")] = ""
    reason: Annotated[Sentence, Field(description="Why it is no evidence.")]

    @model_validator(mode="after")
    def _short(self) -> Self:
        if self.to_line is not None and self.to_line < self.line:
            raise Refused(f"to_line {self.to_line} lies above line {self.line}; the first line comes first")
        if self.words:
            Locator(line=self.line, words=self.words)
        elif self.to_line is None:
            raise Refused("set_aside names the words, or with to_line a stretch of whole lines")
        return self


class EvidenceRecord(Record):
    """One file of ``seeds/``: a source, its claims, and the numbers set aside."""

    source: Annotated[Source, Field(description="The publication.")]
    items: tuple[Item, ...] = Field(default=(), alias="claims", description="What it says, claim by claim.")
    series: Annotated[tuple[Series, ...], Field(description="What it says of many periods, as series of claims.")] = ()
    put_aside: tuple[SetAside, ...] = Field(
        default=(), alias="set_aside",
        description="The numbers of its text that are no evidence, each with the reason.")

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
                                   for item in done if item.at for at in (item.at, *item.also)))

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
        if not self.claims and not self.drafts:
            raise Refused("every draft is set aside, and nothing is claimed: a source that says nothing on the subject "
                          "has no record; remove the file")
        for claim in self.claims:
            if self.source.role == "seed" and claim.at is None:
                raise Refused(f"claim {claim.id}: at: is missing")
            if self.source.role == "check" and (claim.at or not claim.where):
                raise Refused(f"claim {claim.id}: independent evidence says 'where' the figure stands, not 'at'")
        return self


@dataclass(frozen=True)
class Entry:
    """One claim together with the source that makes it."""

    source: Source
    claim: Claim

    @property
    def id(self) -> str:
        """The claim's name outside its source: source-id/claim-id."""
        return f"{self.source.id}/{self.claim.id}"


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
