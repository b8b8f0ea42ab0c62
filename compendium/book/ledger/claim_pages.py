"""A page for every claim, every definition and every computed result: its permanent address, and everything known of
it."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from compendium.book.ledger.claim_facts import claim_facts, claim_number, claim_period
from compendium.book.ledger.evidence_domain import DEFINITION_PREFIX
from compendium.book.ledger.facts import Book, Line, Part, by_key, fact, filled, on_page
from compendium.book.ledger.reach import reach_of_claims
from compendium.book.ledger.result_facts import kind_in_words, result_facts
from compendium.book.site import addresses
from compendium.book.site.shells import LedgerPage
from compendium.evidence import Definition, Entry
from compendium.evidence.disagreement import comparable, disagreement
from compendium.evidence.periods import in_words

PAIRS_SHOWN = 12
"""A series has a claim for every year; the rest of a longer list is counted."""


def claim_pages(book: Book) -> Iterator[LedgerPage]:
    """The pages of all claims."""
    return (_claim_page(book, entry) for entry in book.known.ledger)


def _claim_page(book: Book, entry: Entry) -> LedgerPage:
    facts = claim_facts(book, entry)
    keyed = by_key(facts)
    question = book.known.ledger.questions[entry.claim.question]
    told = f"{entry.source.publisher}, {in_words(entry.source.published)}"
    return LedgerPage(
        addresses.claim_page(entry.id)[0], "Claim", entry.claim.says, "claim.html",
        f"What {told} says, who stands behind it, and what stands against it.",
        {"facts": keyed, "who": on_page(facts, "who"), "number": on_page(facts, "number"),
         "around": on_page(facts, "around"), "beside": on_page(facts, "beside"), "question": question,
         "question_address": book.known.address(question.id), "source": told,
         "source_address": addresses.address(addresses.source_page(entry.source.id)),
         "theme": book.themes.get(entry.claim.theme, entry.claim.theme), "reach": reach_of_claims([entry])},
        " ".join(keyed[key].words for key in ("value", "credit", "of", "period", "place", "question", "id")
                 if key in keyed))


def definition_pages(book: Book) -> Iterator[LedgerPage]:
    """The pages of all definitions."""
    return (_definition_page(book, definition) for definition in book.known.ledger.definitions.values())


def _definition_page(book: Book, definition: Definition) -> LedgerPage:
    known = book.known
    entries = known.ledger.by_definition[definition.id]
    made = [name for name, row in known.derived.items() if row["definition"] == definition.id]
    facts = filled((
        fact("dimension", "What kind", definition.dimension),
        fact("numerator", "Part", definition.numerator),
        fact("denominator", "Of what", definition.denominator),
        fact("open", "Left open", definition.open),
        fact("confused_with", "Not to be confused with", *(
            (Part(known.ledger.definitions[each].name, known.address(f"{DEFINITION_PREFIX}{each}")),)
            for each in definition.confused_with)),
        fact("results", "Computed results", *(
            (Part(str(known.results[each]["says"]), known.address(each)),) for each in made)),
        fact("comparable", "Comparable", *comparable_pairs(book, entries)),
        fact("id", "Id", Part(definition.id, is_id=True)),
    ))
    rows = [(Part(entry.claim.says, known.address(entry.id)), claim_number(entry), entry.source.publisher,
             claim_period(entry)) for entry in entries]
    return LedgerPage(
        addresses.definition_page(definition.id)[0], "Definition", capital(definition.name), "definition.html",
        definition.says, {"definition": definition, "facts": facts, "rows": rows, "reach": reach_of_claims(entries)},
        f"{definition.says} {definition.open} {definition.id}")


def comparable_pairs(book: Book, entries: Sequence[Entry]) -> list[Line]:
    """The pairs that have one question, subject and period as well, and whether both can be right."""
    asked: dict[str, list[Entry]] = {}
    for entry in entries:
        asked.setdefault(entry.claim.question, []).append(entry)
    # within each question: the claims on one definition may be most of the ledger, and have too many pairs
    pairs = [(one, other) for question, answers in asked.items() for one, other in combinations(answers, 2)
             if comparable(book.known.ledger.questions[question], one.claim, other.claim)]
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


def result_pages(book: Book) -> Iterator[LedgerPage]:
    """The pages of all results, those that follow from claims and those that chapters record."""
    return (_result_page(book, name) for name in book.known.results)


def _result_page(book: Book, name: str) -> LedgerPage:
    known, facts = book.known, result_facts(book, name)
    keyed = by_key(facts)
    behind = [known.ledger[claim] for claim in dict.fromkeys(known.claims_behind(name))]
    return LedgerPage(
        addresses.result_page(name)[0], kind_in_words(known, name), str(known.results[name]["says"]), "result.html",
        f"{keyed['value'].words}: how it is computed, and what it is made of.",
        {"facts": keyed, "how": on_page(facts, "how"), "around": on_page(facts, "around"),
         "reach": reach_of_claims(behind)},
        " ".join((keyed["value"].words, str(known.results[name]["formula"]), name)))
