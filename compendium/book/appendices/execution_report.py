"""How the chapters ran: when, how long, with which parameters, from which inputs and packages."""

import hashlib
import re
import sys
from datetime import datetime
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.nodes import Node
from sphinx.addnodes import only
from sphinx.util.docutils import SphinxDirective

from compendium.book.appendices.exemptions import page_link
from compendium.book.tables.building import Cell, page_section, table
from compendium.execution.report import read_report

TIMES = {"Run (UTC)", "Took"}
DISTRIBUTION = "kachin-rare-earths"
VERSIONS = ("The packages that the book names in pyproject.toml, as they were when it was built. All others are "
            "fixed by requirements.txt, with a hash each.")
INPUTS = ("A chapter is run again when one of these changes, or its code, its parameters or the package's own code; "
          "the digest of each run above is over all of them. Shown is the beginning of each file's digest.")


class ExecutionReportDirective(SphinxDirective):
    """``{execution-report}``: each chapter's last run: status, time, length, parameters, digest of inputs.

    The printed book leaves out when a chapter ran and how long it took: the same book is the same bytes.
    """

    def run(self) -> list[Node]:
        """The table of runs."""
        rows: list[list[Cell]] = [
            [page_link(record.chapter), record.status, f"{datetime.fromisoformat(record.when):%-d %B %Y, %H:%M}",
             f"{record.seconds:.1f} s", str(record.cells), _given(record.parameters),
             nodes.literal("", record.key[:12])]
            for record in read_report(Path(self.env.app.srcdir)).values()]
        self.env.note_dependency(str(Path(self.env.app.srcdir) / "_build" / "executed" / "report.json"))
        headers = ["Chapter", "Status", "Run (UTC)", "Took", "Code cells", "Parameters", "Digest of inputs"]
        runs = only("", table(headers, rows, widths=(22, 7, 17, 8, 8, 22, 16)), expr="html")
        lasting = only("", table(*_without_times(headers, rows), widths=(22, 7, 8, 22, 16)), expr="latex")
        return [
            page_section("Runs", runs, lasting),
            page_section("Versions", nodes.paragraph("", VERSIONS), table(["What", "Version"], _versions())),
            page_section("Inputs", nodes.paragraph("", INPUTS), table(["File", "Bytes", "SHA-256"], self._inputs())),
        ]

    def _inputs(self) -> list[list[Cell]]:
        """What the chapters' results rest on: the tables, and the list of locked packages."""
        root = Path(self.env.app.srcdir)
        paths = [*sorted((root / "data").glob("*.csv")), root / "requirements.txt"]
        return [[nodes.literal("", path.relative_to(root).as_posix()), f"{path.stat().st_size:,}",
                 nodes.literal("", hashlib.sha256(path.read_bytes()).hexdigest()[:16])]
                for path in paths if path.is_file()]


def _without_times(headers: list[str], rows: list[list[Cell]]) -> tuple[list[str], list[list[Cell]]]:
    kept = [at for at, header in enumerate(headers) if header not in TIMES]
    return [headers[at] for at in kept], [[_copied(row[at]) for at in kept] for row in rows]


def _copied(cell: Cell) -> Cell:
    return cell.deepcopy() if isinstance(cell, nodes.Node) else cell


def _versions() -> list[list[Cell]]:
    """Python, and each package that the book asks for by name, as installed when the book was built."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    asked = (re.match(r"[\w.-]+", each) for each in requires(DISTRIBUTION) or ())
    names = sorted({found[0] for found in asked if found}, key=str.lower)
    rows: list[list[Cell]] = [["Python", python]]
    return rows + [[name, version(name)] for name in names]


def _given(parameters: Any) -> str:
    return ", ".join(f"{name} = {value}" for name, value in parameters.items()) or "none"
