"""A page for every computed result: its number and range, its formula, what it is made of, and the code behind it."""

from collections.abc import Iterator

from compendium.book.facts.context import Book
from compendium.book.facts.evidence_to import evidence_to
from compendium.book.facts.parts import chosen
from compendium.book.facts.result_facts import kind_of, result_facts
from compendium.book.site import addresses
from compendium.book.site.shells import LedgerPage

HOW = ("range", "exact", "formula", "definition", "run_with", "code")
AROUND = ("used_by", "id")
"""What stands in which part of the page, by key."""


def result_pages(book: Book) -> Iterator[LedgerPage]:
    """The pages of all results, those that follow from claims and those that chapters record."""
    return (_page(book, name) for name in book.known.results)


def _page(book: Book, name: str) -> LedgerPage:
    known, facts = book.known, result_facts(book, name)
    by_key = {each.key: each for each in facts}
    behind = [known.ledger[claim] for claim in dict.fromkeys(known.claims_behind(name))]
    return LedgerPage(
        addresses.result_page(name)[0], kind_of(known, name), str(known.results[name]["says"]), "result.html",
        f"{by_key['value'].words}: how it is computed, and what it is made of.",
        {"facts": by_key, "how": chosen(facts, HOW), "around": chosen(facts, AROUND), "reach": evidence_to(behind)},
        " ".join((by_key["value"].words, str(known.results[name]["formula"]), name)))
