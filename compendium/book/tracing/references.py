"""Every use of a name: the places of the book where a page, a table, a chart or a recorded value holds it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any, Literal

from compendium.book.text.passage import RoleMarkup
from compendium.book.text.prose import passages, text_files
from compendium.book.tracing.cells import RunCell, executed_cells, full_name, recording_cells
from compendium.drawing import CHART_TYPE
from compendium.evidence import Ledger
from compendium.evidence.disagreement import rival_claims
from compendium.fingerprints import file_print, kept

UseKind = Literal["prose", "rivals", "table", "figure", "counted", "result", "recorded", "headline", "question", "data"]
FACT_NAME = re.compile(r"\{fact\}`(?:[^`<]*<)?([^`<>]+)>?`")


@dataclass(frozen=True, order=True)
class Use:
    """One place that uses a claim: what kind of place, file and line, and the figure's, table's or result's name."""

    kind: UseKind
    file: str
    line: int
    name: str = ""

    @property
    def told(self) -> str:
        """The place as a person looks for it: 'chapters/trade.md:90  trade-value'."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}  {self.name}" if self.name else place

    def __str__(self) -> str:
        return f"{self.kind} {self.told}"


UsedName = tuple[str, Use]
"""A name, and the place that holds it."""


def references(root: Path, ledger: Ledger) -> Iterator[UsedName]:
    """All of them, in the order in which a reader meets the kinds: text, tables, charts, recorded values."""
    yield from _in_text(root, ledger)
    cells = list(executed_cells(root))
    for cell in cells:
        yield from _in_table(root, cell)
    for cell in cells:
        yield from _in_figures(root, cell)
    for recording in recording_cells(root):
        file = recording.path.relative_to(root).as_posix()
        for value in recording.values or ():
            place = Use("recorded", file, recording.line_of(value["name"]), full_name(recording, value["name"]))
            yield from ((name, place) for name in value["inputs"])


def drawn_ids(spec: dict[str, Any]) -> list[str]:
    """The ids of the rows that a chart draws, each once; a row without an id is a count or a line."""
    rows = (row for dataset in spec.get("datasets", {}).values() for row in dataset)
    return list(dict.fromkeys(str(row["id"]) for row in rows if isinstance(row, dict) and row.get("id") is not None))


def declared_ids(spec: dict[str, Any]) -> list[str]:
    """The claims and results that a chart says it is made of."""
    said = spec.get("usermeta", {}).get("compendium", {})
    return list(dict.fromkeys(str(name) for key in ("claims", "results") for name in said.get(key, ())))


def _in_text(root: Path, ledger: Ledger) -> Iterator[UsedName]:
    """The facts of the text, and the claims of the blocks that set rivals side by side."""
    for path in text_files(root):
        file = path.relative_to(root).as_posix()
        for role in kept(root, f"roles/{file}", file_print(path), partial(_roles_of_page, path)):
            for name in _names_of_role(role, ledger):
                yield name, Use("rivals" if role.name == "rivals" else "prose", file, role.line,
                                role.content if role.name == "rivals" else "")


def _roles_of_page(path: Path) -> list[RoleMarkup]:
    """The roles of a page, in order."""
    return [role for passage in passages(path) for role in passage.roles]


def _names_of_role(role: RoleMarkup, ledger: Ledger) -> list[str]:
    if role.name == "rivals":
        rivals = rival_claims(ledger, role.content) if role.content in ledger.questions else ()
        return [*(entry.id for entry in rivals), role.content]
    return [role.target] if role.name in ("fact", "verdict") else []


def _in_table(root: Path, cell: RunCell) -> Iterator[UsedName]:
    """The facts in the cells of a computed table."""
    shown = unescape("".join("".join(output.get("data", {}).get("text/html", "")) for output in cell.last))
    place = Use("table", cell.path.relative_to(root).as_posix(), cell.line, cell.name)
    yield from ((fact[1], place) for fact in FACT_NAME.finditer(shown))


def _in_figures(root: Path, cell: RunCell) -> Iterator[UsedName]:
    """What is a mark of a chart, and what a chart only counts or is computed from."""
    for spec in (output["data"][CHART_TYPE] for output in cell.last if CHART_TYPE in output.get("data", {})):
        chart = str(spec.get("usermeta", {}).get("compendium", {}).get("name", ""))
        at, drawn = (cell.path.relative_to(root).as_posix(), cell.line, chart), drawn_ids(spec)
        yield from ((name, Use("figure", *at)) for name in drawn)
        yield from ((name, Use("counted", *at)) for name in declared_ids(spec) if name not in drawn)
