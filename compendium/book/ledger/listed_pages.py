"""The pages that list what is too small for a page of its own: actors, places, assumptions, corrections, libraries."""

from collections import Counter
from collections.abc import Iterator

from compendium.book.appendices.browser_libraries import listed_libraries
from compendium.book.facts.context import Book
from compendium.book.facts.parts import Fact, Part, chosen
from compendium.book.facts.result_facts import assumption_facts, kind_of
from compendium.book.facts.roles import printed_fact
from compendium.book.ledger.definition_pages import capital
from compendium.book.site import addresses
from compendium.book.site.shells import LedgerPage
from compendium.subject import current_subject

ASSUMED = ("used_by", "id")
USES_SHOWN = 12
"""So many places of use of an assumption are listed; a result's own page names what it is made of."""


def listed_pages(book: Book) -> Iterator[LedgerPage]:
    """All of them."""
    yield actors(book)
    yield places(book)
    yield assumptions(book)
    yield corrections(book)
    yield definitions(book)
    yield results(book)
    yield LedgerPage(addresses.LIBRARIES, "", "What the pages bring along", "libraries.html",
                     "Which programs and styles of others this book uses in a reader's browser, under which licences.",
                     {"libraries": listed_libraries()})


def actors(book: Book) -> LedgerPage:
    """Every actor, what it is, and how many claims speak of it."""
    ledger = book.known.ledger
    spoken = Counter(name for entry in ledger for name in entry.claim.actor)
    ordered = sorted(ledger.actors.values(), key=lambda actor: actor.name.lower())
    return LedgerPage(
        addresses.ACTORS, "", "Actors", "actors.html",
        "The parties, firms, institutions and people that the claims speak of.",
        {"actors": [(addresses.actor_place(actor.id)[1], actor, spoken[actor.id]) for actor in ordered]})


def places(book: Book) -> LedgerPage:
    """Every place, its spellings, and how many claims speak of it."""
    ledger = book.known.ledger
    spoken = Counter(name for entry in ledger for name in {*entry.claim.place, entry.claim.to})
    ordered = sorted(ledger.places.values(), key=lambda place: place.name)
    return LedgerPage(
        addresses.PLACES, "", "Places", "places.html",
        "The places that the claims speak of, with the other spellings that stand in the sources.",
        {"care": current_subject().care,
         "places": [(addresses.place_place(place.id)[1], place, spoken[place.id]) for place in ordered]})


def assumptions(book: Book) -> LedgerPage:
    """Every number that is used without a source, with its range and reason."""
    listed = []
    for name in book.known.ledger.assumptions:
        facts = assumption_facts(book, name)
        by_key = {each.key: each for each in facts}
        listed.append((addresses.assumption_place(name)[1], by_key, tuple(
            Fact(each.key, each.label, each.lines[:USES_SHOWN]) for each in chosen(facts, ASSUMED))))
    return LedgerPage(
        addresses.ASSUMPTIONS, "", "Assumptions", "assumptions.html",
        "Numbers that the book uses without a source, each with a range and a reason.", {"assumptions": listed})


def corrections(book: Book) -> LedgerPage:
    """Every correction made, the latest first; how to report an error, to reply and to cite."""
    known = book.known
    made = [(addresses.correction_place(each.id)[1], each, f"{each.date:%-d %B %Y}",
             [Part(name, known.address(name) if known.place_of(name) else "", is_id=True) for name in each.of])
            for each in known.ledger.corrections]
    return LedgerPage(
        addresses.CORRECTIONS, "", "Corrections", "corrections.html",
        "What to do about an error in this book, how to answer what it says of you, and what has been corrected.",
        {"corrections": made, "repository": book.repository, "citation": book.citation})


def definitions(book: Book) -> LedgerPage:
    """An index of the definitions."""
    ledger = book.known.ledger
    rows = [(Part(capital(each.name), addresses.address(addresses.definition_page(each.id))), each.says,
             len(ledger.by_definition[each.id])) for each in ledger.definitions.values()]
    return LedgerPage(
        addresses.DEFINITIONS, "", "Definitions", "definitions.html",
        "What each number of the ledger counts, weighs, prices or is a share of.", {"rows": rows})


def results(book: Book) -> LedgerPage:
    """An index of the computed results."""
    known = book.known
    groups: dict[str, list[tuple[Part, str]]] = {}
    for name, row in known.results.items():
        group = groups.setdefault(kind_of(known, name), [])
        group.append((Part(str(row["says"]), known.address(name)), printed_fact(known, name)))
    return LedgerPage(
        addresses.RESULTS, "", "Computed results", "results.html",
        "What the sources' numbers imply when they are taken at their word, and what the chapters compute.",
        {"groups": groups})
