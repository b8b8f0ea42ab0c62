"""The lists of computed results: those that follow from the claims, and those that a chapter computes and records."""

import math
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.appendices.code_pages import code_words
from compendium.book.facts.evidence_domain import Evidence, evidence, link_to
from compendium.book.facts.roles import ends, printed_fact
from compendium.book.facts.used_in import used_in
from compendium.book.tables.building import Cell, details
from compendium.evidence.printing import printed_range, significant
from compendium.execution import read_report
from compendium.execution.cache import executed_path


class DerivedResultsDirective(SphinxDirective):
    """``{derived-results}``: each computed result with its anchor, formula, inputs and range."""

    def run(self) -> list[Node]:
        """An entry for each result."""
        known = evidence(self.env.app)
        return [_entry(known, name, f"derived/{name}", [("Computed in", _code(known, name))])
                for name in known.derived]


class RecordedValuesDirective(SphinxDirective):
    """``{recorded-values}``: each value that a chapter recorded, with its parameters and a link to its cell."""

    def run(self) -> list[Node]:
        """An entry for each value."""
        known, root = evidence(self.env.app), Path(self.env.app.srcdir)
        for page in read_report(root):
            self.env.note_dependency(str(executed_path(root, page)))
        return [_entry(known, name, f"recorded/{name}", [
            ("Run with", run_with(row)),
            ("Computed in", _code(known, name)),
        ]) for name, row in known.recorded.items()]


def _code(known: Evidence, name: str) -> nodes.Element:
    return link_to(name, nodes.Text(code_words(known, name)), kind="code")


def run_with(row: dict[Any, Any]) -> str:
    """The parameters of the chapter that recorded a value, as it was run for the book."""
    return ", ".join(f"{name} = {value}" for name, value in row["parameters"].items())


def reach(row: dict[Any, Any]) -> str:
    """The range of a computed result, rounded to what it carries; nothing where it is exact."""
    low, high = (significant(end, 4) if math.isfinite(end) else end for end in ends(row))
    return printed_range(low, high, row["unit"]) if row["low"] != row["high"] else ""


def _entry(known: Evidence, name: str, key: str, further: list[tuple[str, Cell]]) -> nodes.container:
    row = known.results[name]
    return nodes.container(
        "", nodes.paragraph("", "", nodes.strong("", str(row["says"]))),
        details([
            ("Result", printed_fact(known, name)),
            ("Range", reach(row) or _without_range(known, str(row["inputs"]))),
            ("Formula", str(row["formula"])),
            ("Inputs", _inputs(str(row["inputs"]))),
            *further,
            ("Used in", used_in(of=name)),
            ("Id", nodes.literal("", name)),
        ]), ids=[key], classes=["claim", "derived"])


def _without_range(known: Evidence, inputs: str) -> str:
    """Why a result has no range: nothing in it was rounded, which says nothing of inputs that are estimates."""
    names = dict.fromkeys(name.partition("#")[0] for name in filter(None, inputs.split("; ")))
    claims = [known.ledger[name].claim for name in names if name in known.ledger]
    estimated = sum(claim.standing == "estimated" for claim in claims)
    if not estimated:
        return "exact: its inputs are not rounded"
    what = "is an estimate" if estimated == 1 else "are estimates"
    return f"none by rounding, but {estimated} of its {len(claims)} claims {what}"


def _inputs(cell: str) -> list[Node]:
    linked: list[Node] = []
    for name in filter(None, cell.split("; ")):
        claim, _, part = name.partition("#")
        linked += [link_to(claim, nodes.literal("", claim)), nodes.Text(f" ({part})" if part else ""), nodes.Text(", ")]
    return linked[:-1]
