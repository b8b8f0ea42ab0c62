"""The questions that make claims comparable, and the verdicts: the readings used where sources disagree."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from compendium.columns import Column
from compendium.errors import Fault, Refused, unknown
from compendium.evidence.columns import CLAIMS, CONFIDENCE, theme
from compendium.evidence.disagreement import conflicts
from compendium.evidence.fields import ClaimReference, Confidence, Record, Sentence, Slug, TableName, Theme
from compendium.evidence.vocabulary import PlacedFault, Row, Table, Vocabulary, column, described
from compendium.subject import current_subject

if TYPE_CHECKING:
    from compendium.evidence.ledger import Ledger


class ArticlesAlone(Record):
    """What the verdict would be with the articles alone; the reading is empty where it is the same."""

    reading: Annotated[str, Field(description="The reading without independent evidence; empty where the same.")] = ""
    confidence: Annotated[Confidence, Field(description="How sure that is.")]


class Adjudication(Record):
    """The reading this book uses where sources disagree, why, and what would change it.

    ``counter`` is the strongest argument against the reading, ``answer`` says why it stands all the same.
    ``tests`` are the computed results that were tried on it, and ``tests_show`` what they show. A verdict
    that rests on independent evidence says in ``articles_alone`` what it would be without. Claims held
    to be wrong stay in the ledger; ``not_followed`` names them, each with the reason.
    """

    reading: Annotated[Sentence, Field(description="The reading used where they do.")]
    claims: Annotated[tuple[str, ...], Field(description="The claims that the reading rests on.")] = ()
    confidence: Annotated[Confidence, Field(description="How sure the reading is.")]
    reason: Annotated[Sentence, Field(description="Why that reading is used.")]
    tests: Annotated[tuple[Slug, ...], Field(description="The computed results that were tried on it.")] = ()
    tests_show: Annotated[str, Field(description="What these show.")] = ""
    counter: Annotated[Sentence, Field(description="The strongest argument against it.")]
    answer: Annotated[Sentence, Field(description="Why the reading stands all the same.")]
    would_change: Annotated[Sentence, Field(description="What would change it.")]
    articles_alone: Annotated[ArticlesAlone | None, Field(
        description="What the verdict would be without independent evidence, where it weighs any.")] = None
    not_followed: Annotated[dict[ClaimReference, Sentence], Field(
        description="The claims that the reading does not follow, each with the reason.")] = Field(
            default_factory=dict)

    @property
    def named(self) -> tuple[str, ...]:
        """The claims that it rests on, and those that it does not follow."""
        return (*self.claims, *self.not_followed)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Its sentences, by the name of their field."""
        for field in ("reading", "reason", "tests_show", "counter", "answer", "would_change"):
            yield field, getattr(self, field)
        if self.articles_alone:
            yield "articles_alone", self.articles_alone.reading
        for claim, why in self.not_followed.items():
            yield f"not_followed.{claim}", why

    def effect(self) -> str:
        """What the independent evidence changed of it: the reading, the confidence alone, or nothing."""
        if self.articles_alone is None:
            return "articles alone"
        if self.articles_alone.reading:
            return "reading changed"
        return "same reading" if self.articles_alone.confidence == self.confidence else "confidence changed"


EFFECTS = ("reading changed", "confidence changed", "same reading", "articles alone")
"""What the independent evidence can change of a verdict, most first; the last is for a verdict without any."""


class Question(Record):
    """What several claims answer; ``positions`` are answers that exclude or rival one another."""

    id: Annotated[Slug, Field(description="The question's id.")]
    asks: Annotated[Sentence, Field(description="The question in words.")]
    theme: Annotated[Theme, Field(description="The theme of the book that it belongs to.")]
    table: Annotated[TableName, Field(description="The table that its claims stand in.")]
    measure: Annotated[Slug | None, Field(description="What it measures, where it measures something.")] = None
    about: Annotated[dict[Slug, tuple[str, ...]], Field(
        description="What else its claims have to say so that they can be compared, each with what is allowed.")
    ] = Field(default_factory=dict)
    positions: Annotated[dict[Slug, str], Field(description="The answers that rival one another, in words.")] = Field(
        default_factory=dict)
    periods: Annotated[Literal["same", "overlap", "any"], Field(
        description="When two of its claims can be held together: same or overlapping periods, or any.")] = "same"
    adjudication: Annotated[Adjudication | None, Field(
        description="The verdict: the reading used where its claims disagree, and why.")] = None

    @model_validator(mode="after")
    def _answers_differ(self) -> Self:
        met = dict[str, str]()
        for name, words in self.positions.items():
            if (other := met.setdefault(words.casefold(), name)) != name:
                raise Refused(f"positions: '{other}' and '{name}' have the same words; answers rival one another")
        return self

    def texts(self) -> Iterator[tuple[str, str]]:
        """Its words, its answers' and its verdict's, by the name of their field."""
        yield "asks", self.asks
        yield from ((f"positions.{name}", words) for name, words in self.positions.items())
        if self.adjudication:
            yield from ((f"adjudication.{field}", text) for field, text in self.adjudication.texts())


class QuestionFile(Record):
    """The file ``seeds/questions.yaml``."""

    questions: Annotated[tuple[Question, ...], Field(description="The questions, in the order of the book.")]


def _references(ledger: "Ledger") -> Iterator[PlacedFault]:
    """Verdicts that rest on claims that nobody made, or that weigh the outside without saying so."""
    for index, question in enumerate(ledger.questions.values()):
        for field, what in (
                _verdict_faults(ledger, question.id, question.adjudication) if question.adjudication else ()):
            where = ("questions", index, "adjudication", field)
            yield where, f"question {question.id}: adjudication.{field}: {what}"


def _verdict_faults(ledger: "Ledger", question: str, verdict: Adjudication) -> Iterator[Fault]:
    """Claims that a verdict names and nobody made, or follows and does not follow, or weighs without saying so."""
    for field, names in (("claims", verdict.claims), ("not_followed", tuple(verdict.not_followed))):
        yield from unknown(field, names, ledger.entries)
    if verdict.named and not any(ledger[name].claim.question == question for name in verdict.named if name in ledger):
        yield "claims", f"none of them answers '{question}'; a verdict rests on one claim of its own question at least"
    elif verdict.claims and not any(ledger[name].claim.question == question for name in verdict.claims
                                    if name in ledger):
        yield "claims", f"none of those that the reading rests on answers '{question}'; one of them does at least"
    for name in verdict.not_followed:
        if name in ledger and (asked := ledger[name].claim.question) != question:
            yield "not_followed", (f"'{name}' answers '{asked}'; a claim that a reading does not follow is one on its"
                                   " own question")
    for name in set(verdict.claims) & set(verdict.not_followed):
        yield "not_followed", f"'{name}' stands among the claims that the reading rests on"
    outside = [name for name in verdict.named if name in ledger and ledger[name].source.role == "check"]
    if outside and verdict.articles_alone is None:
        yield "articles_alone", (f"is missing, as the verdict weighs {outside[0]}, which is in none of the articles; "
                                 "give confidence, and the reading if it would be another")
    if verdict.articles_alone and not outside:
        yield "articles_alone", "is given, and the verdict weighs nothing from outside the articles; take it out"


def _rows(ledger: "Ledger") -> Iterator[Row]:
    """One row per question, with the verdict where its claims disagree."""
    contested = conflicts(ledger)
    for question in ledger.questions.values():
        entries = ledger.by_question[question.id]
        yield {
            **question.model_dump(include={"id", "asks", "theme", "table"}), **_verdict(question),
            "sources": len({entry.source.id for entry in entries if entry.source.role == "seed"}),
            "contested": question.id in contested,
            "conflicts": len(contested.get(question.id, ())),
            "claims": [entry.id for entry in entries],
        }


def _verdict(question: Question) -> Row:
    """What a question's row says of its verdict, with all evidence and with the articles alone."""
    verdict = question.adjudication
    if verdict is None:
        return {}
    alone = verdict.articles_alone
    return {
        **dict(verdict.texts()), "confidence": verdict.confidence, "outside": verdict.effect(),
        "tests": verdict.tests, "not_followed": list(verdict.not_followed),
        "reading_alone": (alone.reading if alone else "") or verdict.reading,
        "confidence_alone": alone.confidence if alone else verdict.confidence,
    }


def _table() -> Table:
    return Table("What the claims answer, and the reading used where they disagree.", (
        column(Question, "id", required=True, unique=True),
        column(Question, "asks", required=True), theme(),
        column(Question, "table", "category", tuple(current_subject().tables()), required=True),
        Column("sources", "integer", "How many of the sources that the book is about answer it.", required=True),
        Column("contested", "boolean", "Whether claims on it exclude each other.", required=True),
        Column("conflicts", "integer", "How many pairs of claims exclude each other.", required=True),
        column(Adjudication, "reading"), CONFIDENCE,
        *(column(Adjudication, name) for name in ("reason", "tests", "tests_show", "counter", "answer",
                                                  "would_change")),
        Column("outside", "category", "What the independent evidence changed of the verdict.", EFFECTS),
        Column("reading_alone", "text", "The reading without independent evidence."),
        Column("confidence_alone", "category", described(ArticlesAlone, "confidence"), CONFIDENCE.allowed),
        Column("not_followed", "text", "The claims that the reading does not follow, joined by '; '."), CLAIMS), _rows)


QUESTIONS = Vocabulary("questions", QuestionFile, _references, needed=True, table=_table)
