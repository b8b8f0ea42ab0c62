"""What changed between two states of a book: claims, results and verdicts, each with its cause, and whatever else.

Both states are told by their tables alone, as they were committed, so that nothing of them has to run again.
"""

import json
import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from compendium.columns import items_of
from compendium.errors import Refused
from compendium.root import DATA
from compendium.taking.changed_rows import (
    OF_A_CLAIM,
    OF_A_RESULT,
    OF_A_VERDICT,
    OF_AN_ASSUMPTION,
    Change,
    TypedRow,
    changed,
    elsewhere,
    other_rows,
    rows_of,
)
from compendium.taking.tables import ReadFile, TypedTable, of_folder, read_tables

ENDED = re.compile(r"^fatal: (.+)", re.MULTILINE)
"""Why git ends."""


@dataclass(frozen=True)
class Differences:
    """All that changed from an older state to a newer one."""

    old: str
    new: str
    added: dict[str, str] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)
    claims: tuple[Change, ...] = ()
    assumptions: tuple[Change, ...] = ()
    results: tuple[Change, ...] = ()
    results_added: tuple[str, ...] = ()
    results_withdrawn: tuple[str, ...] = ()
    verdicts: tuple[Change, ...] = ()
    rows: tuple[Change, ...] = ()
    """Rows of all other tables, such as sources, definitions and headlines; one that came or went by its name."""
    elsewhere: dict[str, str] = field(default_factory=dict)
    """Columns that differ besides, by table: with them, nothing changed means that all tables say the same."""

    @property
    def nothing(self) -> bool:
        """Whether the two states say the same."""
        return not any(value for name, value in asdict(self).items() if name not in ("old", "new"))


def of_commit(root: Path, revision: str, folder: str = DATA) -> ReadFile:
    """Reads the files of ``data/``, or another folder, as a commit has them; Refused with git's reason for none."""
    def git(*words: str) -> str:
        # in the language of which its words are known; around the line that says why it ends may stand hints
        ran = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False,
                             env=os.environ | {"LC_ALL": "C"})
        if ran.returncode:
            why = ENDED.search(ran.stderr)
            raise Refused(f"'{revision}' is no commit of which git gives {folder}/: "
                          f"{why[1] if why else ' '.join(ran.stderr.split())}")
        return ran.stdout

    commit = git("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").strip()
    return lambda name: git("show", f"{commit}:./{folder}/{name}")


def differences(root: Path, old: str, new: str = "") -> Differences:
    """What changed from one commit to another, or to the tables that stand in the folder where ``new`` is empty."""
    before = read_tables(of_commit(root, old))
    after = read_tables(of_commit(root, new) if new else of_folder(root))
    return compared(before, after, old, new or "the files as they stand")


def compared(before: Mapping[str, TypedTable], after: Mapping[str, TypedTable], old: str, new: str) -> Differences:
    """What changed between two sets of tables."""
    was, now = rows_of(before, "claims"), rows_of(after, "claims")
    claims = changed(was, now, OF_A_CLAIM)
    added = {name: str(row["says"]) for name, row in now.items() if name not in was}
    withdrawn = {name: str(row["says"]) for name, row in was.items() if name not in now}
    assumptions = changed(rows_of(before, "assumptions"), rows_of(after, "assumptions"), OF_AN_ASSUMPTION)
    moved = {*added, *withdrawn, *(each.id for each in (*claims, *assumptions))}
    results = changed(rows_of(before, "derived"), rows_of(after, "derived"), OF_A_RESULT)
    moved_results = {each.id for each in results}
    first, then = rows_of(before, "derived"), rows_of(after, "derived")
    causes = {each.id: _listed(first[each.id], "inputs") | _listed(then[each.id], "inputs")
              | _listed(then[each.id], "claims") for each in results}
    questions, asked = rows_of(before, "questions"), rows_of(after, "questions")
    verdicts = changed(questions, asked, OF_A_VERDICT)
    answering = {each.id: _listed(questions[each.id], "claims") | _listed(asked[each.id], "claims")
                 | _listed(asked[each.id], "tests") for each in verdicts}
    return Differences(
        old, new, added, withdrawn, claims, assumptions,
        tuple(Change(each.id, each.fields, _because(each, causes[each.id] & (moved | moved_results)))
              for each in results),
        tuple(name for name in then if name not in first), tuple(name for name in first if name not in then),
        tuple(Change(each.id, each.fields, tuple(sorted(answering[each.id] & (moved | moved_results)))
                     or ("judged again on the same claims",)) for each in verdicts),
        tuple(other_rows(before, after)), dict(elsewhere(before, after, bool(moved))))


def as_json(found: Differences) -> str:
    """The differences as JSON."""
    return json.dumps(asdict(found), indent=1, ensure_ascii=False) + "\n"


def as_markdown(found: Differences) -> str:
    """The differences as a page of Markdown."""
    template = files("compendium.taking").joinpath("templates/differences.md").read_text(encoding="utf-8")
    environment = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
                              keep_trailing_newline=True, autoescape=False)
    environment.filters["shown"] = lambda cell: "nothing" if cell is None else (
        f"{cell:.10g}" if isinstance(cell, float) else str(cell))
    return environment.from_string(template).render(found=found)


def _because(change: Change, moved: set[str]) -> tuple[str, ...]:
    if moved:
        return tuple(sorted(moved))
    return ("its formula",) if "formula" in change.fields else ("the code that computes it",)


def _listed(row: TypedRow, column: str) -> set[str]:
    return set(items_of(row.get(column)))
