"""What a fact feeds, as its card names it: charts and tables with number and title, and results computed from it."""

from dataclasses import dataclass

from sphinx.application import Sphinx

from compendium.book.cards.card_contents import Link
from compendium.book.facts.evidence_domain import Evidence
from compendium.book.facts.used_in import number_of, used_places

SHOWN = 4
"""So many charts and tables, and so many results, stand on a card; the entry in the ledger names all."""


@dataclass(frozen=True)
class Shown:
    """One chart or table: its number, its title, and the page and anchor where it stands."""

    number: str
    title: str
    page: str
    anchor: str


@dataclass(frozen=True)
class Feeds:
    """The charts and tables that show a fact and the results made of it, and how many more there are of each."""

    figures: tuple[Shown, ...]
    results: tuple[Link, ...]
    further_figures: int
    further_results: int


def feeds(app: Sphinx, known: Evidence, name: str) -> Feeds:
    """What a claim, a result or an assumption feeds."""
    found = used_places(app, [name])[name]
    labels = app.env.get_domain("std").labels  # type: ignore[attr-defined]
    figures = [Shown(number_of(app, each), _title(labels.get(each.label, ("", "", ""))[2]), each.docname, each.label)
               for each in found.numbered]
    results = [Link(result, str(known.results[result]["says"]).rstrip(".")) for result in found.results
               if result in known.results]
    return Feeds(tuple(figures[:SHOWN]), tuple(results[:SHOWN]), len(figures[SHOWN:]), len(results[SHOWN:]))


def _title(caption: str) -> str:
    """The first sentence of a caption, which says what is shown."""
    return caption.partition(". ")[0].rstrip(".")
