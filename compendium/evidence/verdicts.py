"""A verdict: the reading this book uses where sources disagree, and the attempt to refute it."""

from collections.abc import Iterator

from pydantic import Field

from compendium.evidence.fields import ClaimReference, Confidence, Record, Sentence, Slug


class ArticlesAlone(Record):
    """What the verdict would be with the articles alone; the reading is empty where it is the same."""

    reading: str = ""
    confidence: Confidence


class Adjudication(Record):
    """The reading this book uses where sources disagree, why, and what would change it.

    ``counter`` is the strongest argument against the reading, ``answer`` says why it stands all the same.
    ``tests`` are the computed results that were tried on it, and ``tests_show`` what they show. A verdict
    that rests on independent evidence says in ``articles_alone`` what it would be without. Claims held
    to be wrong stay in the ledger; ``not_followed`` names them, each with the reason.
    """

    reading: Sentence
    claims: tuple[str, ...] = ()
    confidence: Confidence
    reason: Sentence
    tests: tuple[Slug, ...] = ()
    tests_show: str = ""
    counter: Sentence
    answer: Sentence
    would_change: Sentence
    articles_alone: ArticlesAlone | None = None
    not_followed: dict[ClaimReference, Sentence] = Field(default_factory=dict)

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
