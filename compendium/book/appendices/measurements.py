"""What was counted and timed of the book itself, and recorded in ``benchmarks/``."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from docutils.nodes import Node, paragraph, section
from sphinx.util.docutils import SphinxDirective

from compendium.book.facts.evidence_domain import evidence
from compendium.book.tables.building import Cell, page_section, table
from compendium.datasets import TABLES
from compendium.fingerprints import code_print

RECORDED = {
    "verification": "The claims held against the texts",
    "audit": "The claims read a second time",
    "pages": "The pages in a browser",
    "access": "The pages for everyone",
    "lint": "The lint of numbers",
    "pdf": "The printed book",
    "mutants": "Faults that the tests notice",
    "timings": "Timings",
    "growth": "How time and memory grow",
    "models": "The models",
}
"""What ``benchmarks/`` holds, and under which title the page of measurements shows it."""
KINDS = ("quantity", "event", "statement")


class MeasurementsDirective(SphinxDirective):
    """``{measurements}``: what the book counts of itself, and the last recorded checks and timings."""

    def run(self) -> list[Node]:
        """A section each for the claims, the check against the texts, and the timings."""
        root = Path(self.env.app.srcdir)
        known = evidence(self.env.app)
        claims: list[list[Cell]] = []
        for record in known.ledger.records:
            kinds: Counter[str] = Counter(claim.kind for claim in record.claims)
            claims.append([record.source.publisher, *(str(kinds[kind]) for kind in KINDS), str(len(record.claims))])
        kinds = Counter(entry.claim.kind for entry in known.ledger)
        claims.append(["All", *(str(kinds[kind]) for kind in KINDS), str(len(known.ledger))])
        made: list[list[Cell]] = [
            ["Questions", str(len(known.ledger.questions))],
            ["Questions with a verdict", str(sum(q.adjudication is not None for q in known.ledger.questions.values()))],
            ["Tables in data/", str(len(TABLES))],
            ["Derived results", str(len(known.derived))],
            ["Charts in figures/", str(len(list((root / "figures").glob("*.svg"))))],
        ]
        return [
            page_section("Claims", table(["Source", "Quantities", "Events", "Statements", "Claims"], claims)),
            page_section("What the book is made of", table(["What", "How many"], made)),
            *self._recorded(root / "benchmarks"),
        ]

    def _recorded(self, folder: Path) -> list[section]:
        """What ``make bench`` and the check against the texts recorded in the repository."""
        sections = []
        for name, title in RECORDED.items():
            # no dependency is noted: all pages are read anew when anything here changes (compendium_inputs), and
            # Sphinx would read this one with every build for the sake of a file that does not exist
            path = folder / f"{name}.json"
            if path.is_file():
                recorded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
                rows = table(recorded["headers"], recorded["rows"])
                sections.append(page_section(title, paragraph("", recorded["about"] + _stale(recorded, folder.parent)),
                                             rows))
        return sections


def _stale(recorded: dict[str, Any], root: Path) -> str:
    """That what was measured is of other code than the book's, where it says of which it is."""
    known = recorded.get("code")
    return " The code has changed since." if known is not None and known != code_print(root) else ""
