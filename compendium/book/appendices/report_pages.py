"""The pages that account for the book itself: how the chapters ran, and what was counted and timed."""

import hashlib
import json
import re
import sys
from collections import Counter
from datetime import datetime
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.appendices.exemptions import page_link
from compendium.book.facts.evidence_domain import evidence
from compendium.book.tables.building import Cell, table
from compendium.datasets import TABLES
from compendium.execution.report import read_report

RECORDED = {
    "verification": "The claims held against the texts",
    "audit": "The claims read a second time",
    "pages": "The pages in a browser",
    "access": "The pages for everyone",
    "lint": "The lint of numbers",
    "pdf": "The printed book",
    "timings": "Timings",
    "models": "The models",
}
"""What ``benchmarks/`` holds, and under which title the page of measurements shows it."""
KINDS = ("quantity", "event", "statement")
DISTRIBUTION = "kachin-rare-earths"
VERSIONS = ("The packages that the book names in pyproject.toml, as they were when it was built. All others are "
            "fixed by requirements.txt, with a hash each.")
INPUTS = ("A chapter is run again when one of these changes, or its code, its parameters or the package's own code; "
          "the digest of each run above is over all of them. Shown is the beginning of each file's digest.")


class ExecutionReportDirective(SphinxDirective):
    """``{execution-report}``: each chapter's last run: status, time, length, parameters, digest of inputs."""

    def run(self) -> list[Node]:
        """The table of runs."""
        rows: list[list[Cell]] = [
            [page_link(record.chapter), record.status, f"{datetime.fromisoformat(record.when):%-d %B %Y, %H:%M}",
             f"{record.seconds:.1f} s", str(record.cells), _given(record.parameters),
             nodes.literal("", record.key[:12])]
            for record in read_report(Path(self.env.app.srcdir)).values()]
        self.env.note_dependency(str(Path(self.env.app.srcdir) / "_build" / "executed" / "report.json"))
        headers = ["Chapter", "Status", "Run (UTC)", "Took", "Code cells", "Parameters", "Digest of inputs"]
        return [
            _section("Runs", table(headers, rows, widths=(22, 7, 17, 8, 8, 22, 16))),
            _section("Versions", nodes.paragraph("", VERSIONS), table(["What", "Version"], _versions())),
            _section("Inputs", nodes.paragraph("", INPUTS), table(["File", "Bytes", "SHA-256"], self._inputs())),
        ]

    def _inputs(self) -> list[list[Cell]]:
        """What the chapters' results rest on: the tables, and the list of locked packages."""
        root = Path(self.env.app.srcdir)
        paths = [*sorted((root / "data").glob("*.csv")), root / "requirements.txt"]
        return [[nodes.literal("", path.relative_to(root).as_posix()), f"{path.stat().st_size:,}",
                 nodes.literal("", hashlib.sha256(path.read_bytes()).hexdigest()[:16])]
                for path in paths if path.is_file()]


def _versions() -> list[list[Cell]]:
    """Python, and each package that the book asks for by name, as installed when the book was built."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    asked = (re.match(r"[\w.-]+", each) for each in requires(DISTRIBUTION) or ())
    names = sorted({found[0] for found in asked if found}, key=str.lower)
    rows: list[list[Cell]] = [["Python", python]]
    return rows + [[name, version(name)] for name in names]


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
            _section("Claims", table(["Source", "Quantities", "Events", "Statements", "Claims"], claims)),
            _section("What the book is made of", table(["What", "How many"], made)),
            *self._recorded(root / "benchmarks"),
        ]

    def _recorded(self, folder: Path) -> list[nodes.section]:
        """What ``make bench`` and the check against the texts recorded in the repository."""
        sections = []
        for name, title in RECORDED.items():
            # no dependency is noted: all pages are read anew when anything here changes (compendium_inputs), and
            # Sphinx would read this one with every build for the sake of a file that does not exist
            path = folder / f"{name}.json"
            if path.is_file():
                recorded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
                rows = table(recorded["headers"], recorded["rows"])
                sections.append(_section(title, nodes.paragraph("", recorded["about"]), rows))
        return sections


def _section(title: str, *content: nodes.Element) -> nodes.section:
    name = nodes.make_id(title)
    return nodes.section("", nodes.title("", title), *content, ids=[name], names=[name])


def _given(parameters: Any) -> str:
    return ", ".join(f"{name} = {value}" for name, value in parameters.items()) or "none"
