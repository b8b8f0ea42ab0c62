"""A page for every claim: its permanent address, everything known of it, and how to cite it."""

from collections.abc import Iterator

from compendium.book.facts.claim_facts import claim_facts
from compendium.book.facts.context import Book
from compendium.book.facts.evidence_to import evidence_to
from compendium.book.facts.parts import chosen
from compendium.book.site import addresses
from compendium.book.site.shells import LedgerPage
from compendium.evidence import Entry
from compendium.evidence.periods import in_words

WHO = ("source", "credit", "standing", "original")
NUMBER = ("interval", "equivalent", "definition", "of", "against")
AROUND = ("period", "place", "actor", "answers", "where", "not_followed", "used_by", "unused", "id", "cite")
BESIDE = ("rivals", "beside")
"""What stands in which part of the page, by key, in this order."""


def claim_pages(book: Book) -> Iterator[LedgerPage]:
    """The pages of all claims."""
    return (_page(book, entry) for entry in book.known.ledger)


def _page(book: Book, entry: Entry) -> LedgerPage:
    facts = claim_facts(book, entry)
    by_key = {each.key: each for each in facts}
    question = book.known.ledger.questions[entry.claim.question]
    told = f"{entry.source.publisher}, {in_words(entry.source.published)}"
    return LedgerPage(
        addresses.claim_page(entry.id)[0], "Claim", entry.claim.says, "claim.html",
        f"What {told} says, who stands behind it, and what stands against it.",
        {"facts": by_key, "who": chosen(facts, WHO), "number": chosen(facts, NUMBER),
         "around": chosen(facts, AROUND), "beside": chosen(facts, BESIDE), "question": question,
         "question_address": book.known.address(question.id), "source": told,
         "source_address": addresses.address(addresses.source_page(entry.source.id)),
         "theme": book.themes.get(entry.claim.theme, entry.claim.theme), "reach": evidence_to([entry])},
        " ".join(by_key[key].words for key in ("value", "credit", "of", "period", "place", "question", "id")
                 if key in by_key))
