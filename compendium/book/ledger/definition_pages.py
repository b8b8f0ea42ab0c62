"""The definitions in the ledger: what each number counts, which claims have it, and which of these can be compared."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.facts.evidence_domain import DEFINITION, Evidence, evidence, link_to
from compendium.book.tables.building import Cell, details
from compendium.evidence import Claim, Definition, Entry
from compendium.evidence.disagreement import comparable, disagreement
from compendium.evidence.periods import in_words
from compendium.evidence.printing import printed_claim

SHOWN = 12
"""A series has a claim for every year; the rest of a longer list is counted."""


class DefinitionsDirective(SphinxDirective):
    """``{definitions}``: each definition, with the claims that have it and the pairs that can be compared."""

    def run(self) -> list[Node]:
        """A section for each definition, in the order of the vocabulary."""
        known = evidence(self.env.app)
        return [_section(known, definition) for definition in known.ledger.definitions.values()]


def definition_link(known: Evidence, claim: Claim) -> Cell:
    """The name of a claim's definition, leading to it; nothing for a claim without a number."""
    if claim.definition is None:
        return ""
    return link_to(f"{DEFINITION}{claim.definition}", nodes.Text(known.ledger.definitions[claim.definition].name))


def _section(known: Evidence, definition: Definition) -> nodes.section:
    name = f"{DEFINITION}{definition.id}"
    entries = known.ledger.by_definition[definition.id]
    made = [result for result, row in known.derived.items() if row["definition"] == definition.id]
    return nodes.section("", nodes.title("", _capital(definition.name)), nodes.paragraph("", definition.says), details([
        ("What kind", definition.dimension),
        ("Part", definition.numerator),
        ("Of what", definition.denominator),
        ("Left open", definition.open),
        ("Not to be confused with", _others(known, definition)),
        ("Claims", listed(_claims(entries), len(entries) - SHOWN)),
        ("Computed results", listed(link_to(each, nodes.literal("", each)) for each in made)),
        ("Comparable", _compared(known, entries)),
        ("Id", nodes.literal("", definition.id)),
    ]), ids=[name], names=[name])


def _others(known: Evidence, definition: Definition) -> Sequence[Node]:
    return listed(link_to(f"{DEFINITION}{each}", nodes.Text(known.ledger.definitions[each].name))
                  for each in definition.confused_with)


def _claims(entries: Sequence[Entry]) -> Iterator[Node]:
    for entry in entries[:SHOWN]:
        yield link_to(entry.id, nodes.Text(", ".join(filter(None, (
            entry.source.publisher, printed_claim(entry.claim), in_words(entry.claim.period) if entry.claim.period else
            "")))))


def _compared(known: Evidence, entries: Sequence[Entry]) -> Sequence[Node]:
    """The pairs that have one question, subject and period as well, and whether both can be right."""
    questions = known.ledger.questions
    pairs = [(one, other) for one, other in combinations(entries, 2) if one.claim.question == other.claim.question
             and comparable(questions[one.claim.question], one.claim, other.claim)]
    if not pairs:
        return [nodes.Text("no two of them, as subject, place or period differ" if len(entries) > 1 else "")]
    return listed((_pair(known, one, other) for one, other in pairs[:SHOWN]), len(pairs) - SHOWN)


def _pair(known: Evidence, one: Entry, other: Entry) -> Node:
    how = disagreement(known.ledger.questions[one.claim.question], one, other)
    names = [link_to(each.id, nodes.literal("", each.id)) for each in (one, other)]
    return nodes.inline("", "", names[0], nodes.Text(" and "), names[1],
                        nodes.Text(f" ({how or 'can both be right'})"))


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def listed(items: Iterable[Node], further: int = 0) -> Sequence[Node]:
    """Nodes in a row with semicolons between, and how many more there are."""
    row: list[Node] = []
    for item in items:
        row += [nodes.Text("; ")] * bool(row) + [item]
    return [*row, nodes.Text(f"; and {further} more")] if further > 0 else row
