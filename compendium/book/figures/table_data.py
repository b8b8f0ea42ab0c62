"""A table of the book as data to take along: a row for each number that it shows, and one for a row without any."""

import math
import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref

from compendium.book.ledger.evidence_domain import Evidence
from compendium.datasets.names import kind_of
from compendium.evidence import Claim, Interval

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
"""A cell that is a number and nothing else."""
OWN = {"label", "low", "value", "high", "unit", "period", "source", "kind", "claims", "shows"}
"""Columns that the data have already: a column of the table by such a name gets another."""


def table_data(table: nodes.table, known: Evidence) -> list[dict[str, Any]]:
    """The rows of ``datasets.tidy`` for a table, with the words of its other columns under their own names.

    A cell that names a claim, result or assumption with a number gives that number, its range and its unit; ``shows``
    is the head of its column, ``printed`` what stands in it, ``row`` the row of the table.
    """
    heads = [_words(entry) for row in _rows(table, nodes.thead) for entry in row.findall(nodes.entry)]
    data = []
    for number, row in enumerate(_rows(table, nodes.tbody), start=1):
        entries = list(row.findall(nodes.entry))
        cells = {_column(head, at): _words(entry) for at, (head, entry) in enumerate(
            zip([*heads, *[""] * len(entries)], entries, strict=False))}
        label = next((words for words in cells.values() if words), f"row {number}")
        found = [fact for head, entry in zip(cells, entries, strict=True) for fact in _numbers(entry, head, known)]
        ids = [name for entry in entries for name in _names_in(entry) if name in known.ledger]
        data += [{"label": label, **fact, **cells, "row": number}
                 for fact in found or [{"claims": "; ".join(dict.fromkeys(ids)), "kind": _kind(ids)}]]
    return data


def _rows(table: nodes.table, part: type[nodes.Element]) -> list[nodes.row]:
    return [row for each in table.findall(part) for row in each.findall(nodes.row)]


def _column(head: str, at: int) -> str:
    """The name of a column in the data: that of the table, small and without spaces."""
    name = re.sub(r"\W+", "_", head.lower()).strip("_") or f"column_{at + 1}"
    return f"{name}_as_told" if name in OWN else name


def _words(entry: nodes.entry) -> str:
    """A cell's words as a reader sees them: without what only HTML holds."""
    texts = [str(node) for node in entry.findall(nodes.Text) if not isinstance(node.parent, nodes.raw)]
    return " ".join("".join(f"{text}" for text in texts).split())


def _names_in(entry: nodes.entry) -> list[str]:
    return [link["reftarget"] for link in entry.findall(pending_xref) if link.get("refdomain") == "evidence"]


def _numbers(entry: nodes.entry, head: str, known: Evidence) -> Iterator[dict[str, Any]]:
    """The numbers of a cell: of the facts that it names, or the one that it is."""
    shown = {"shows": head, "printed": _words(entry)}
    names = _names_in(entry)
    for name in names:
        fact = _number_of(name, known)
        if fact:
            yield {**fact, **shown}
    if not names and NUMBER.fullmatch(shown["printed"]) and not _is_year(head, shown["printed"]):
        yield {"value": float(shown["printed"].replace(",", "")), "unit": "count", "kind": "counted", **shown}


def _number_of(name: str, known: Evidence) -> dict[str, Any]:
    """What a claim, a result or an assumption has for a number; nothing where it has none."""
    if name in known.ledger:
        claim = known.ledger[name].claim
        return _claimed(claim, name, known.ledger.interval(claim)) if claim.unit else {}
    if name in known.results:
        row = known.results[name]
        return {"low": _finite(row["low"]), "value": _finite(row["value"]), "high": _finite(row["high"]),
                "unit": row["unit"], "kind": "modelled", "claims": "; ".join(known.claims_behind(name)), "result": name}
    if name in known.ledger.assumptions:
        each = known.ledger.assumptions[name]
        return {"low": each.low, "value": each.value, "high": each.high, "unit": each.unit, "kind": "modelled",
                "result": name}
    return {}


def _claimed(claim: Claim, name: str, room: Interval) -> dict[str, Any]:
    return {"low": _finite(room.low), "value": claim.value, "high": _finite(room.high), "unit": claim.unit,
            "period": str(claim.period) if claim.period else "", "claims": name}


def _finite(number: Any) -> float | None:
    return None if number is None or not math.isfinite(float(number)) else float(number)


def _kind(ids: list[str]) -> str:
    kinds = {kind_of(each) for each in ids}
    return kinds.pop() if len(kinds) == 1 else "counted" if not ids else "reported"


def _is_year(head: str, words: str) -> bool:
    return head == "year" and len(words) == 4
