"""A page for every question: the verdict first, then the claims, the arithmetic and the attempts to refute it."""

from collections.abc import Iterator

from compendium.book.facts.context import Book
from compendium.book.facts.evidence_to import evidence_to
from compendium.book.facts.parts import chosen
from compendium.book.ledger.question_views import question_view
from compendium.book.site import addresses
from compendium.book.site.shells import LedgerPage
from compendium.evidence import Question

VERDICT, REFUTED, BASIS = ("why", "would_change"), ("against", "answer", "alone"), ("rests_on", "not_followed")
"""What stands in which part of the page, by key."""


def question_pages(book: Book) -> Iterator[LedgerPage]:
    """The pages of all questions."""
    return (_page(book, question) for question in book.known.ledger.questions.values())


def _page(book: Book, question: Question) -> LedgerPage:
    view, verdict = question_view(book, question, every_claim=True), question.adjudication
    weighed = [book.known.ledger[name] for name in (verdict.named if verdict else ()) if name in book.known.ledger]
    entries = [*book.known.ledger.by_question[question.id], *weighed]
    return LedgerPage(
        addresses.question_page(question.id)[0], "Question", question.asks, "question.html",
        verdict.reading if verdict else f"{len(entries)} claims side by side.",
        {"view": view, "verdict": chosen(view.verdict, VERDICT), "refuted": chosen(view.verdict, REFUTED),
         "basis": chosen(view.verdict, BASIS), "theme": book.themes.get(question.theme, question.theme),
         "used_by": book.used_by(question.id), "reach": evidence_to(entries)},
        " ".join((verdict.reading if verdict else "", *(entry.claim.says for entry in entries), question.id)))
