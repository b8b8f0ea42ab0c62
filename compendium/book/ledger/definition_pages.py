"""A page for every definition: what a number counts, which claims have it, and which of these can be compared."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from compendium.book.facts.claim_facts import claim_number
from compendium.book.facts.context import Book
from compendium.book.facts.evidence_domain import DEFINITION
from compendium.book.facts.evidence_to import evidence_to
from compendium.book.facts.parts import Line, Part, fact, filled
from compendium.book.site import addresses
from compendium.book.site.shells import LedgerPage
from compendium.evidence import Definition, Entry
from compendium.evidence.disagreement import comparable, disagreement
from compendium.evidence.periods import in_words

PAIRS_SHOWN = 12
"""A series has a claim for every year; the rest of a longer list is counted."""


def definition_pages(book: Book) -> Iterator[LedgerPage]:
    """The pages of all definitions."""
    return (_page(book, definition) for definition in book.known.ledger.definitions.values())


def _page(book: Book, definition: Definition) -> LedgerPage:
    known = book.known
    entries = known.ledger.by_definition[definition.id]
    made = [name for name, row in known.derived.items() if row["definition"] == definition.id]
    facts = filled((
        fact("dimension", "What kind", definition.dimension),
        fact("numerator", "Part", definition.numerator),
        fact("denominator", "Of what", definition.denominator),
        fact("open", "Left open", definition.open),
        fact("confused_with", "Not to be confused with", *(
            (Part(known.ledger.definitions[each].name, known.address(f"{DEFINITION}{each}")),)
            for each in definition.confused_with)),
        fact("results", "Computed results", *(
            (Part(str(known.results[each]["says"]), known.address(each)),) for each in made)),
        fact("comparable", "Comparable", *compared(book, entries)),
        fact("id", "Id", Part(definition.id, is_id=True)),
    ))
    rows = [(Part(entry.claim.says, known.address(entry.id)), claim_number(entry), entry.source.publisher,
             in_words(entry.claim.period) if entry.claim.period else "") for entry in entries]
    return LedgerPage(
        addresses.definition_page(definition.id)[0], "Definition", capital(definition.name), "definition.html",
        definition.says, {"definition": definition, "facts": facts, "rows": rows, "reach": evidence_to(entries)},
        f"{definition.says} {definition.open} {definition.id}")


def compared(book: Book, entries: Sequence[Entry]) -> list[Line]:
    """The pairs that have one question, subject and period as well, and whether both can be right."""
    questions = book.known.ledger.questions
    pairs = [(one, other) for one, other in combinations(entries, 2) if one.claim.question == other.claim.question
             and comparable(questions[one.claim.question], one.claim, other.claim)]
    if not pairs:
        return [(Part("no two of them, as subject, place or period differ"),)] if len(entries) > 1 else []
    lines = [_pair(book, one, other) for one, other in pairs[:PAIRS_SHOWN]]
    further = len(pairs) - PAIRS_SHOWN
    return [*lines, (Part(f"and {further} more"),)] if further > 0 else lines


def _pair(book: Book, one: Entry, other: Entry) -> Line:
    how = disagreement(book.known.ledger.questions[one.claim.question], one, other)
    first, second = (Part(each.id, book.known.address(each.id), is_id=True) for each in (one, other))
    return (first, Part(" and "), second, Part(f" ({how or 'can both be right'})"))


def capital(name: str) -> str:
    """A name as a title begins."""
    return name[:1].upper() + name[1:]
