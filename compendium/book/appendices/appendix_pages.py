"""The appendices that are made from the tables: actors, places, columns, assumptions."""

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.facts.evidence_domain import evidence
from compendium.book.facts.general_index import entries
from compendium.book.facts.search_objects import actor_anchor, place_anchor
from compendium.book.facts.used_in import used_in
from compendium.book.tables.building import Cell, details, table
from compendium.datasets import TABLES
from compendium.evidence.printing import printed_range


class ActorsDirective(SphinxDirective):
    """``{actors}``: every actor, what it is, and how many claims speak of it."""

    def run(self) -> list[Node]:
        """The table of actors, by name."""
        ledger = evidence(self.env.app).ledger
        spoken = [name for entry in ledger for name in entry.claim.actor]
        ordered = sorted(ledger.actors.values(), key=lambda actor: actor.name.lower())
        rows: list[list[Cell]] = [[_anchored(actor.name, actor_anchor(actor.id)), actor.abbreviation, actor.kind,
                                   actor.what, str(spoken.count(actor.id))] for actor in ordered]
        named = [(words, actor_anchor(actor.id)) for actor in ordered
                 for words in (actor.name, *([f"{actor.abbreviation}, {actor.name}"] if actor.abbreviation else []))]
        shown = table(["Name", "Short", "Kind", "Who it is", "Claims"], rows, widths=(28, 11, 14, 37, 10))
        return [entries(*named), shown]


class PlacesDirective(SphinxDirective):
    """``{places}``: every place, its spellings, and how many claims speak of it."""

    def run(self) -> list[Node]:
        """The table of places, by name."""
        ledger = evidence(self.env.app).ledger
        spoken = [name for entry in ledger for name in {*entry.claim.place, entry.claim.to}]
        ordered = sorted(ledger.places.values(), key=lambda place: place.name)
        rows: list[list[Cell]] = [
            [_anchored(place.name, place_anchor(place.id)), ", ".join(place.spellings), place.what,
             _coordinates(place.latitude, place.longitude), place.coordinates_from, str(spoken.count(place.id))]
            for place in ordered]
        headers = ["Name", "Also spelt", "What it is", "Town's latitude, longitude", "Coordinates from", "Claims"]
        named = [(words, place_anchor(place.id)) for place in ordered
                 for words in (place.name, *(f"{other}, see {place.name}" for other in place.spellings))]
        return [entries(*named), table(headers, rows, widths=(14, 20, 26, 16, 14, 10))]


class DataDictionaryDirective(SphinxDirective):
    """``{data-dictionary}``: each table of ``data/`` with its columns, their types and meanings."""

    def run(self) -> list[Node]:
        """A section for each table."""
        sections: list[Node] = []
        for name, (says, columns) in TABLES.items():
            rows: list[list[Cell]] = [[nodes.literal("", column.name), column.type, column.says] for column in columns]
            key = f"table/{name}"
            sections.append(nodes.section(
                "", nodes.title("", f"{name}.csv"), nodes.paragraph("", says),
                table(["Column", "Type", "Meaning"], rows, widths=(22, 15, 63)), ids=[key], names=[key]))
        return sections


class AssumptionsDirective(SphinxDirective):
    """``{assumptions}``: each number that is used without a source, with its range and reason."""

    def run(self) -> list[Node]:
        """An entry for each assumption."""
        known = evidence(self.env.app)
        return [nodes.container(
            "", nodes.paragraph("", "", nodes.strong("", assumed.says)),
            details([
                ("Range", printed_range(assumed.low, assumed.high, assumed.unit)),
                ("Reason", assumed.reason),
                ("Used in", used_in(of=assumed.id)),
                ("Id", nodes.literal("", assumed.id)),
            ]), ids=[f"assumption/{assumed.id}"], classes=["claim", "assumption"])
            for assumed in known.ledger.assumptions.values()]


def _anchored(name: str, anchor: str) -> list[nodes.Node]:
    """A name with the anchor to which the search leads."""
    return [nodes.target("", "", ids=[anchor]), nodes.Text(name)]


def _coordinates(latitude: float | None, longitude: float | None) -> str:
    return "" if latitude is None or longitude is None else f"{latitude:.2f}, {longitude:.2f}"
