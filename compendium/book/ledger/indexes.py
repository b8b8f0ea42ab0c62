"""The lists of the ledger: indexes from which everything is one step away, and pages of what has none of its own.

The table of all claims is searched, filtered and sorted by a program taken from a locked package and kept: DataTables
comes with ``itables``, so that no page asks another host for it. It is handed out there as a module, which browsers
refuse to load from a file; here it becomes an ordinary script.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from compendium.book.ledger.browser_libraries import listed_libraries
from compendium.book.ledger.claim_facts import claim_number, claim_period
from compendium.book.ledger.claim_pages import capital
from compendium.book.ledger.facts import Book, Fact, Part, by_key, chosen
from compendium.book.ledger.figure_pages import Placed
from compendium.book.ledger.result_facts import assumption_facts, kind_in_words, printed_fact
from compendium.book.site import addresses
from compendium.book.site.shells import LedgerPage
from compendium.datasets import TABLES
from compendium.evidence import Entry
from compendium.evidence.periods import in_words
from compendium.fingerprints import write_whole
from compendium.subject import current_subject

CLAIMS_PAGE, CLAIMS_FILE = "chapters/ledger/claims", "claims-table.js"
"""The page with the table of claims, and the file that holds its rows."""
CALL = "window.compendiumClaims="
ASSUMED = ("used_by", "id")
USES_SHOWN = 12
"""So many places of use of an assumption are listed; a result's own page names what it is made of."""
EXPORTS = re.compile(r"export\s*\{([^}]*)\}\s*;?")
STATIC_CACHE = Path("_build") / "cache" / "static"


def claims_index(book: Book, placed: Placed) -> dict[str, Any]:
    """The sources with how many claims each has; a script makes a table of all claims of their data."""
    sources = [(_source_part(record.source.id, record.source.publisher), record.source.title, in_words(
        record.source.published), len(record.claims)) for record in book.known.ledger.records]
    return {"sources": sources, "count": len(book.known.ledger)}


def questions_index(book: Book, placed: Placed) -> dict[str, Any]:
    """The questions by subject, those with a verdict with its confidence."""
    ledger = book.known.ledger
    groups = [(words, [
        (Part(each.asks, book.known.address(each.id)), each.adjudication, len(ledger.by_question[each.id]))
        for each in ledger.questions.values() if each.theme == theme]) for theme, words in book.themes.items()]
    return {"groups": [(words, rows) for words, rows in groups if rows]}


def sources_index(book: Book, placed: Placed) -> dict[str, Any]:
    """The articles and the sources from outside."""
    rows: dict[str, list[tuple[Part, str, str, str, int]]] = {"seed": [], "check": []}
    for record in book.known.ledger.records:
        source = record.source
        rows[source.role].append((_source_part(source.id, source.title), source.publisher, in_words(source.published),
                                  source.about, len(record.claims)))
    return {"articles": rows["seed"], "outside": rows["check"]}


def figures_index(book: Book, placed: Placed) -> dict[str, Any]:
    """The figures in the order in which the book is read, each with its page and the place where it stands."""
    rows = [(Part(each.number, addresses.address(each.place)),
             Part(each.finding or each.caption, addresses.address(addresses.figure_page(name))),
             each.caption if each.finding else "") for name, each in placed.items()]
    # a page without a number, such as the first, counts its figures by themselves
    return {"rows": sorted(rows, key=lambda row: ([0] + [int(each) for each in row[0].text.split()[-1].split(".")
                                                         if each.isdigit()])[-2:])}


def data_index(book: Book, placed: Placed) -> dict[str, Any]:
    """The tables of data."""
    return {"rows": [(Part(f"{name}.csv", addresses.address(addresses.table_page(name))), says, len(columns))
                     for name, (says, columns) in TABLES.items()]}


INDEXES: dict[str, Callable[[Book, Placed], dict[str, Any]]] = {
    "claims": claims_index, "questions": questions_index, "sources": sources_index, "figures": figures_index,
    "data": data_index}
"""What the index of each part is filled with."""


def write_claims(book: Book, folder: Path) -> None:
    """Write the rows of the table of all claims, as data that a script tag can load."""
    rows = [_row(book, entry) for entry in book.known.ledger]
    written = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    (folder / CLAIMS_FILE).write_text(f"{CALL}{written};\n", encoding="utf-8")


def _row(book: Book, entry: Entry) -> list[str]:
    claim, ledger = entry.claim, book.known.ledger
    standing = f"{claim.standing}, {claim.kind}" if claim.kind != "quantity" else claim.standing
    return [book.known.address(entry.id), entry.id, claim.says, claim_number(entry),
            claim_period(entry), entry.source.publisher,
            book.themes.get(claim.theme, claim.theme), ledger.questions[claim.question].asks, standing,
            ", ".join(ledger.places[place].name for place in claim.place)]


def _source_part(name: str, words: str) -> Part:
    return Part(words, addresses.address(addresses.source_page(name)))


def listed_pages(book: Book) -> Iterator[LedgerPage]:
    """All of them."""
    yield actors_page(book)
    yield places_page(book)
    yield assumptions_page(book)
    yield corrections_page(book)
    yield definitions_page(book)
    yield results_page(book)
    yield LedgerPage(addresses.LIBRARIES, "", "What the pages bring along", "libraries.html",
                     "Which programs and styles of others this book uses in a reader's browser, under which licences.",
                     {"libraries": listed_libraries()})


def actors_page(book: Book) -> LedgerPage:
    """Every actor, what it is, and how many claims speak of it."""
    ledger = book.known.ledger
    spoken = Counter(name for entry in ledger for name in entry.claim.actor)
    ordered = sorted(ledger.actors.values(), key=lambda actor: actor.name.lower())
    return LedgerPage(
        addresses.ACTORS, "", "Actors", "actors.html",
        "The parties, firms, institutions and people that the claims speak of.",
        {"actors": [(addresses.actor_place(actor.id)[1], actor, spoken[actor.id]) for actor in ordered]})


def places_page(book: Book) -> LedgerPage:
    """Every place, its spellings, and how many claims speak of it."""
    ledger = book.known.ledger
    spoken = Counter(name for entry in ledger for name in {*entry.claim.place, entry.claim.to})
    ordered = sorted(ledger.places.values(), key=lambda place: place.name)
    return LedgerPage(
        addresses.PLACES, "", "Places", "places.html",
        "The places that the claims speak of, with the other spellings that stand in the sources.",
        {"care": current_subject().care,
         "places": [(addresses.place_place(place.id)[1], place, spoken[place.id]) for place in ordered]})


def assumptions_page(book: Book) -> LedgerPage:
    """Every number that is used without a source, with its range and reason."""
    listed = []
    for name in book.known.ledger.assumptions:
        facts = assumption_facts(book, name)
        keyed = by_key(facts)
        listed.append((addresses.assumption_place(name)[1], keyed, tuple(
            Fact(each.key, each.label, each.lines[:USES_SHOWN]) for each in chosen(facts, ASSUMED))))
    return LedgerPage(
        addresses.ASSUMPTIONS, "", "Assumptions", "assumptions.html",
        "Numbers that the book uses without a source, each with a range and a reason.", {"assumptions": listed})


def corrections_page(book: Book) -> LedgerPage:
    """Every correction made, the latest first; how to report an error, to reply and to cite."""
    known = book.known
    made = [(addresses.correction_place(each.id)[1], each, f"{each.date:%-d %B %Y}",
             [Part(name, known.address(name) if known.place_of(name) else "", is_id=True) for name in each.of])
            for each in known.ledger.corrections]
    return LedgerPage(
        addresses.CORRECTIONS, "", "Corrections", "corrections.html",
        "What to do about an error in this book, how to answer what it says of you, and what has been corrected.",
        {"corrections": made, "repository": book.repository, "citation": book.citation, "changes": book.tells_changes})


def definitions_page(book: Book) -> LedgerPage:
    """An index of the definitions."""
    ledger = book.known.ledger
    rows = [(Part(capital(each.name), addresses.address(addresses.definition_page(each.id))), each.says,
             len(ledger.by_definition[each.id])) for each in ledger.definitions.values()]
    return LedgerPage(
        addresses.DEFINITIONS, "", "Definitions", "definitions.html",
        "What each number of the ledger counts, weighs, prices or is a share of.", {"rows": rows})


def results_page(book: Book) -> LedgerPage:
    """An index of the computed results."""
    known = book.known
    groups: dict[str, list[tuple[Part, str]]] = {}
    for name, row in known.results.items():
        group = groups.setdefault(kind_in_words(known, name), [])
        group.append((Part(str(row["says"]), known.address(name)), printed_fact(known, name)))
    return LedgerPage(
        addresses.RESULTS, "", "Computed results", "results.html",
        "What the sources' numbers imply when they are taken at their word, and what the chapters compute.",
        {"groups": groups})


def library_files() -> tuple[str, str]:
    """The names of the script and of the style sheet; they change with the package's version."""
    mark = hashlib.sha256(version("itables").encode()).hexdigest()[:12]
    return f"datatables-{mark}.js", f"datatables-{mark}.css"


def provide_library(app: Sphinx) -> None:
    """Have both files at hand before pages are written."""
    if app.builder.format != "html":
        return
    script, style = (Path(app.srcdir) / STATIC_CACHE / name for name in library_files())
    if not (script.exists() and style.exists()):
        package = files("itables") / "html"
        write_whole(script, as_script((package / "dt_bundle.js").read_text(encoding="utf-8")))
        write_whole(style, (package / "dt_bundle.css").read_text(encoding="utf-8"))
    if str(script.parent) not in app.config.html_static_path:
        app.config.html_static_path.append(str(script.parent))


def as_script(module: str) -> str:
    """A module as a classic script that leaves its default export as ``window.DataTable``."""
    exported = dict(
        reversed(pair.split(" as ")) for pair in EXPORTS.findall(module)[-1].split(",") if " as " in pair)
    body = EXPORTS.sub("", module)
    return f"(function () {{\n{body}\nwindow.DataTable = {exported['default']};\n}})();\n"


def add_claims_program(app: Sphinx, page: str, template: str, context: object, doctree: nodes.document | None) -> None:
    """Load the program only on the page with the table of claims."""
    if page == CLAIMS_PAGE:
        script, style = library_files()
        app.add_js_file(CLAIMS_FILE, loading_method="defer")
        app.add_js_file(script, loading_method="defer")
        app.add_js_file("claims.js", loading_method="defer")
        app.add_css_file(style)
        app.add_css_file("claims.css")
