"""What changed between two states of a book: claims, results and verdicts, each with its cause.

Both states are told by their tables alone, as they were committed, so that nothing of them has to run again.
"""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from compendium.columns import items_of
from compendium.errors import Refused
from compendium.root import DATA
from compendium.taking.tables import Cell, ReadFile, Table, of_folder, read_tables

OF_A_CLAIM = ("says", "value", "low", "high", "comparator", "unit", "of", "against", "period", "place", "to", "about",
              "actor", "action", "position", "credited_to", "standing", "hedge", "definition", "question", "answers",
              "equivalent")
"""What a claim states; where it stands in its text, and what is counted from it, are no changes of it."""
OF_A_RESULT = ("value", "low", "high", "unit", "formula")
OF_A_VERDICT = ("reading", "confidence", "reading_alone", "confidence_alone", "not_followed")
OF_AN_ASSUMPTION = ("value", "low", "high", "unit")
Row = Mapping[str, Cell]


@dataclass(frozen=True)
class Change:
    """One thing that changed: before and after by field, and what else changed that it rests on."""

    id: str
    fields: dict[str, tuple[Cell, Cell]]
    because: tuple[str, ...] = ()


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

    @property
    def nothing(self) -> bool:
        """Whether the two states say the same."""
        return not any(value for name, value in asdict(self).items() if name not in ("old", "new"))


def of_commit(root: Path, revision: str, folder: str = DATA) -> ReadFile:
    """Reads the files of ``data/``, or another folder, as a commit has them; Refused for what is no such commit."""
    def git(*words: str) -> str:
        ran = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
        if ran.returncode:
            raise Refused(f"'{revision}' is no commit that holds {folder}/: {ran.stderr.strip().splitlines()[-1]}")
        return ran.stdout

    commit = git("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").strip()
    return lambda name: git("show", f"{commit}:./{folder}/{name}")


def differences(root: Path, old: str, new: str = "") -> Differences:
    """What changed from one commit to another, or to the tables that stand in the folder where ``new`` is empty."""
    before = read_tables(of_commit(root, old))
    after = read_tables(of_commit(root, new) if new else of_folder(root))
    return compared(before, after, old, new or "the files as they stand")


def compared(before: Mapping[str, Table], after: Mapping[str, Table], old: str, new: str) -> Differences:
    """What changed between two sets of tables."""
    was, now = _rows(before, "claims"), _rows(after, "claims")
    claims = _changed(was, now, OF_A_CLAIM)
    added = {name: str(row["says"]) for name, row in now.items() if name not in was}
    withdrawn = {name: str(row["says"]) for name, row in was.items() if name not in now}
    assumptions = _changed(_rows(before, "assumptions"), _rows(after, "assumptions"), OF_AN_ASSUMPTION)
    moved = {*added, *withdrawn, *(each.id for each in (*claims, *assumptions))}
    results = _changed(_rows(before, "derived"), _rows(after, "derived"), OF_A_RESULT)
    moved_results = {each.id for each in results}
    first, then = _rows(before, "derived"), _rows(after, "derived")
    causes = {each.id: _listed(first[each.id], "inputs") | _listed(then[each.id], "inputs")
              | _listed(then[each.id], "claims") for each in results}
    questions, asked = _rows(before, "questions"), _rows(after, "questions")
    verdicts = _changed(questions, asked, OF_A_VERDICT)
    answering = {each.id: _listed(questions[each.id], "claims") | _listed(asked[each.id], "claims")
                 | _listed(asked[each.id], "tests") for each in verdicts}
    return Differences(
        old, new, added, withdrawn, claims, assumptions,
        tuple(Change(each.id, each.fields, _because(each, causes[each.id] & (moved | moved_results)))
              for each in results),
        tuple(name for name in then if name not in first), tuple(name for name in first if name not in then),
        tuple(Change(each.id, each.fields, tuple(sorted(answering[each.id] & (moved | moved_results)))
                     or ("judged again on the same claims",)) for each in verdicts))


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


def _changed(was: Mapping[str, Row], now: Mapping[str, Row], fields: tuple[str, ...]) -> tuple[Change, ...]:
    found = ((name, {each: (was[name].get(each), row.get(each)) for each in fields
                     if was[name].get(each) != row.get(each)}) for name, row in now.items() if name in was)
    return tuple(Change(name, fields) for name, fields in found if fields)


def _rows(tables: Mapping[str, Table], name: str) -> Mapping[str, Row]:
    return tables[name].by_id() if name in tables else {}


def _listed(row: Row, column: str) -> set[str]:
    return set(items_of(row.get(column)))
