"""A page for every question: the verdict first, then the claims side by side, the arithmetic, the refutations."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from textwrap import shorten

from compendium.book.ledger.claim_facts import claim_period
from compendium.book.ledger.evidence_domain import Evidence
from compendium.book.ledger.facts import Book, Fact, Line, Part, chosen, definition_part, fact, filled
from compendium.book.ledger.reach import reach_of_claims
from compendium.book.ledger.result_facts import printed_fact
from compendium.book.site import addresses
from compendium.book.site.shells import LedgerPage
from compendium.evidence import Adjudication, Entry, Question
from compendium.evidence.credit import credit_in_words, lines_of_evidence
from compendium.evidence.disagreement import relation, rival_claims
from compendium.evidence.printing import printed_claim

VERDICT, REFUTED = ("why", "would_change"), ("against", "answer", "alone")
BASIS = ("rests_on", "rests_also_on", "not_followed")
"""What stands in which part of the page, by key."""
PAIRS_SHOWN = 4
FEW_WORDS = 48
"""The letters that a claim without a number may take up in a list of claims."""


def question_pages(book: Book) -> Iterator[LedgerPage]:
    """The pages of all questions."""
    return (_question_page(book, question) for question in book.known.ledger.questions.values())


def _question_page(book: Book, question: Question) -> LedgerPage:
    view, verdict = question_view(book, question, every_claim=True), question.adjudication
    weighed = [book.known.ledger[name] for name in (verdict.named if verdict else ()) if name in book.known.ledger]
    entries = [*book.known.ledger.by_question[question.id], *weighed]
    return LedgerPage(
        addresses.question_page(question.id)[0], "Question", question.asks, "question.html",
        verdict.reading if verdict else f"{len(entries)} claims side by side.",
        {"view": view, "verdict": chosen(view.verdict, VERDICT), "refuted": chosen(view.verdict, REFUTED),
         "basis": chosen(view.verdict, BASIS), "theme": book.themes.get(question.theme, question.theme),
         "used_by": book.used_by(question.id), "reach": reach_of_claims(entries)},
        " ".join((verdict.reading if verdict else "", *(entry.claim.says for entry in entries), question.id)))


@dataclass(frozen=True)
class ClaimRow:
    """One claim among others on its question: who says it, what, how much, of what, when, on whose word."""

    source: str
    says: Part
    number: str
    definition: Part
    period: str
    credit: str


@dataclass(frozen=True)
class Tried:
    """A computed result that was tried on a reading."""

    says: str
    result: Part
    formula: str


@dataclass(frozen=True)
class QuestionView:
    """Everything that a template prints of a question; ``claims`` are the articles' and those from outside."""

    question: Question
    address: str
    verdict: tuple[Fact, ...]
    articles: tuple[ClaimRow, ...]
    outside: tuple[ClaimRow, ...]
    conflicts: tuple[Line, ...]
    conflicts_count: int
    compared: str
    tried: tuple[Tried, ...]
    further: int

    @property
    def judged(self) -> Adjudication | None:
        """The verdict, where there is one."""
        return self.question.adjudication

    @property
    def claims(self) -> int:
        """How many claims are shown side by side."""
        return len(self.articles) + len(self.outside)


def question_view(book: Book, question: Question, *, every_claim: bool) -> QuestionView:
    """A question with all its claims, or with those alone that give a number, take a position or are weighed."""
    known = book.known
    rivals, all_of_it = rival_claims(known.ledger, question.id), known.ledger.by_question[question.id]
    entries = tuple({entry.id: entry for entry in (*all_of_it, *rivals)}.values()) if every_claim else rivals
    articles, outside = ([e for e in entries if e.source.role == role] for role in ("seed", "check"))
    pairs = known.conflicts.get(question.id, ())
    verdict = question.adjudication
    return QuestionView(
        question, known.address(question.id),
        verdict_facts(known, question, verdict) if verdict else (),
        tuple(_row(known, question, entry) for entry in articles),
        tuple(_row(known, question, entry) for entry in outside),
        tuple((_by_id(known, pair.one), Part(" and "), _by_id(known, pair.other), Part(f": {pair.how}."))
              for pair in pairs[:PAIRS_SHOWN]),
        len(pairs),
        pairs_compared(question, articles) if verdict else "",
        _tried(known, verdict) if verdict else (),
        len({entry.id for entry in all_of_it} - {entry.id for entry in entries}))


def verdict_facts(known: Evidence, question: Question, verdict: Adjudication) -> tuple[Fact, ...]:
    """What is known of a verdict. Keys: reading, confidence, why, against, answer, would_change, alone, rests_on,
    rests_also_on, not_followed, tests_show. Answers to its own question stand apart from those to others.
    """
    own, others = ([name for name in verdict.claims if (known.ledger[name].claim.question == question.id) is answers]
                   for answers in (True, False))
    return filled((
        fact("reading", "Reading used", verdict.reading),
        fact("confidence", "Confidence", verdict.confidence),
        fact("why", "Why", verdict.reason),
        fact("against", "Against it", verdict.counter),
        fact("answer", "Answer", verdict.answer),
        fact("would_change", "What would change it", verdict.would_change),
        fact("alone", "With the articles alone", _alone(verdict)),
        fact("rests_on", "Rests on", *((part,) for part in claim_parts(known, own))),
        fact("rests_also_on", "And on answers to other questions", *((part,) for part in claim_parts(known, others))),
        fact("not_followed", "Not followed", *(
            (Part(claim_in_short(known.ledger[name]), known.address(name)), Part(f": {why}"))
            for name, why in verdict.not_followed.items())),
        fact("tests_show", "What the arithmetic shows", verdict.tests_show),
    ))


def pairs_compared(question: Question, articles: Sequence[Entry]) -> str:
    """The articles' numbers compared two by two, and the lines of evidence behind all their claims."""
    numbers = combinations([entry for entry in articles if entry.claim.unit], 2)
    met = Counter(relation(question, one, other) for one, other in numbers)
    parts = [f"{count} {how}" for how, count in met.most_common()]
    compared = f"The articles' numbers make {met.total()} {_plural('pair', met.total())}: {', '.join(parts)}. "
    lines = len(lines_of_evidence(articles))
    behind = (f"By their credits the {len(articles)} claims are {lines} separate {_plural('line', lines)} of evidence; "
              "those that credit nobody may still share an origin.")
    return (compared if met else "") + (behind if len(articles) > 1 else "")


def claim_parts(known: Evidence, names: Iterable[str]) -> list[Part]:
    """Claims in a few words each, leading to their pages."""
    entries = [known.ledger[name] for name in names]
    return [Part(words, known.address(entry.id)) for entry, words in zip(entries, told_apart(entries), strict=True)]


def told_apart(entries: Sequence[Entry]) -> list[str]:
    """Claims in a few words each, no two alike: where source and number are the same, how the claim begins is added."""
    short = [claim_in_short(entry) for entry in entries]
    return [f"{words}{_beginning(entry)}" if short.count(words) > 1 else words
            for entry, words in zip(entries, short, strict=True)]


def claim_in_short(entry: Entry) -> str:
    """Who says it, and the number or, without one, how the claim begins."""
    said = f", {printed_claim(entry.claim)}" if entry.claim.unit else _beginning(entry)
    return f"{entry.source.publisher}{said}{', from outside' if entry.source.role == 'check' else ''}"


def _row(known: Evidence, question: Question, entry: Entry) -> ClaimRow:
    claim = entry.claim
    return ClaimRow(
        entry.source.publisher, Part(claim.says, known.address(entry.id)),
        printed_claim(claim) if claim.unit else question.positions.get(claim.position, ""),
        definition_part(known, claim.definition), claim_period(entry),
        credit_in_words(entry) + (f"; “{claim.hedge}”" if claim.hedge else ""))


def _tried(known: Evidence, verdict: Adjudication) -> tuple[Tried, ...]:
    return tuple(Tried(str(known.results[name]["says"]), Part(printed_fact(known, name), known.address(name)),
                       str(known.results[name]["formula"])) for name in verdict.tests)


def _alone(verdict: Adjudication) -> str:
    """What the reading and the confidence would be without independent evidence."""
    alone = verdict.articles_alone
    if alone is None:
        return "The same: no figure from outside bears on it."
    reading = alone.reading or "The same reading"
    return f"{reading.rstrip('.')} (confidence: {alone.confidence})."


def _beginning(entry: Entry) -> str:
    return f" ({shorten(entry.claim.says.rstrip('.'), FEW_WORDS, placeholder='…')})"


def _by_id(known: Evidence, entry: Entry) -> Part:
    return Part(entry.id, known.address(entry.id), is_id=True)


def _plural(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"
