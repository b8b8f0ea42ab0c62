"""Claims as a table that a reader can check: who says what, how much, when, and on whose word."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from compendium.charts.as_claimed import check_told
from compendium.charts.points import period_in_words
from compendium.datasets.names import SOURCE_NAMES
from compendium.errors import Refused, UnknownName, near_or_allowed
from compendium.evidence.periods import Period, in_words
from compendium.evidence.printing import printed_range, significant

PLAIN = {"place": "Place", "of": "Of", "against": "Against", "position": "Reading", "standing": "Standing",
         "hedge": "Hedge", "element": "Element", "market": "Market", "basis": "Taken on", "need": "Link of the chain",
         "destination": "Way out", "action": "What happened", "removes": "Removes"}

WRITTEN = {"of", "hedge", "action"}
"""Columns in words, whose hyphens are the author's own; in the others they join the words of an id."""
HELD = {"when": "period", "credit": "credited_to"}
"""The columns of a claim that are shown under another name."""

READ = ("quantities", "events", "statements")
"""What is read out of a source, of which a table of sources says how many."""
DIGITS = range(3, 5)
"""How many digits the ends of a range may need until they differ."""


def claims_table(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The rows of a subject's table as the book shows them, the source first.

    ``columns`` are columns of the table, or ``number`` (the claim's number, linked to its entry),
    ``period_in_words`` (its period in words), ``credit`` (its credit chain) and ``says``. A cell with a number is
    written with the ``fact`` role, which the book turns into a link. Raises ValueError where a cell is not the claim's.
    """
    rows = table.to_dict("records")
    if not rows:
        raise Refused("a table of claims has no rows; select some claims")
    check_told("a table of claims", rows, ["source", *(HELD.get(column, column) for column in columns)])
    shown = pd.DataFrame({"Source": [SOURCE_NAMES[str(row["source"])] for row in rows]})
    for column in columns:
        match column:
            case "number":
                shown["Number"] = [f"{{fact}}`{row['id']}`" if pd.notna(row["unit"]) else "" for row in rows]
            case "says":
                shown["What it says"] = [f"{{fact}}`{row['says']} <{row['id']}>`" for row in rows]
            case "when":
                shown["When"] = [period_in_words(row) for row in rows]
            case "credit":
                shown["On whose word"] = [_credit(row["credited_to"]) for row in rows]
            case "against":
                shown[PLAIN[column]] = [period_in_words({"period": row[column]}) for row in rows]
            case _ if column not in PLAIN:
                known = ["number", "says", "when", "credit", *PLAIN]
                raise Refused(f"a table of claims has no column '{column}'; {near_or_allowed(column, known)}")
            case _:
                shown[PLAIN[column]] = [_words(row[column], column in WRITTEN) for row in rows]
    return shown


def sources_table(sources: pd.DataFrame) -> pd.DataFrame:
    """The sources as the book shows them: each linked to its page, its date in words, what was read out of it.

    Raises ValueError where a cell is not the source's own.
    """
    rows = sources.to_dict("records")
    check_told("a table of sources", rows, ["publisher", "published", "kind", *READ], "sources")
    return pd.DataFrame({
        "Article": [f"{{ref}}`{row['publisher']} <{row['id']}>`" for row in rows],
        "Published": [in_words(Period.parse(str(row["published"]))) for row in rows],
        "Kind": [row["kind"] for row in rows],
        **{kind.capitalize(): [row[kind] for row in rows] for kind in READ},
    })


def derived_table(results: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    """Computed results as the book shows them: what, how, how much, and the range their inputs allow.

    Raises ValueError where a cell is not the result's own: its number is that of the book, whatever the run.
    """
    for name in ids:
        if name not in set(results["id"]):
            raise UnknownName("result", name, results["id"])
    rows = results.set_index("id").loc[ids].reset_index().to_dict("records")
    check_told("a table of results", rows, ["says", "formula", "low", "high", "unit"], "derived")
    return pd.DataFrame({
        "Result": [row["says"] for row in rows],
        "Formula": [row["formula"] for row in rows],
        "Number": [f"{{fact}}`{row['id']}`" for row in rows],
        "Range": [_range(row) for row in rows],
    })


def _range(row: Mapping[Any, Any]) -> str:
    """The interval of a computed result, rounded to what it carries, and no coarser than shows that it is one."""
    low, high = (open_end if pd.isna(row[end]) else float(str(row[end]))
                 for end, open_end in (("low", -math.inf), ("high", math.inf)))
    if low == high:
        return "exact"
    digits = next((each for each in DIGITS if significant(low, each) != significant(high, each)), None)
    if digits is None:
        return "within its last digit"
    return printed_range(significant(low, digits), significant(high, digits), str(row["unit"]))


def _credit(chain: Any) -> str:
    """A credit chain in words; the source's own voice where nobody is credited."""
    if pd.isna(chain):
        return "its own"
    return str(chain).replace("; ", ", from ").replace(" + ", " and ")


def _words(value: Any, written: bool) -> str:
    """A cell in words: as they are written, or an id with spaces; nothing where nothing is known."""
    return "" if pd.isna(value) else str(value) if written else str(value).replace("-", " ")
