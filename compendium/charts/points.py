"""What charts and tables call things, which colour a thing keeps, and what is to be known of each claim that is drawn.

Nothing is typed here. A source's name and colour stand in its record, so that a new source needs no line of
code; a theme's name and the colours of things come from the subject of the book.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from compendium.columns import claims_among, items_of, reference
from compendium.datasets import load
from compendium.evidence.periods import Period, in_words
from compendium.evidence.printing import printed, printed_range
from compendium.root import data_folder
from compendium.subject import Subject, subject_of

ROLES = {"seed": "reported", "check": "outside"}
"""What kind a claim is for whoever takes a chart's data along, by the role of its source."""
MODELLED = "modelled"
"""The kind of a computed result, and of whatever else is no claim."""


class Names(Mapping[str, str]):
    """Names by id that are looked up when they are asked for; what has no name of its own is called by its id."""

    def __init__(self, read: Callable[[], Mapping[str, str]]) -> None:
        self._read = read

    def __getitem__(self, key: str) -> str:
        return self._read().get(key, key)

    def __contains__(self, key: object) -> bool:
        return key in self._read()

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


def subject() -> Subject:
    """The subject of the book whose tables are loaded."""
    return subject_of(data_folder().parent)


def kind_of(name: str) -> str:
    """What kind of thing an id names: reported by an article, from outside, or modelled."""
    return ROLES.get(_column("role").get(reference(name).source, ""), MODELLED)


def sources_of(claims: Iterable[str]) -> list[str]:
    """The short names of the sources of some claims, each once."""
    # looked up once: each look asks the file system which book this is, and a chart has thousands of claims
    short, named = _column("short"), [reference(each).source for each in claims_among(claims)]
    return list(dict.fromkeys(short.get(name, name) for name in named))


def _column(name: str) -> dict[str, str]:
    path = data_folder() / "sources.csv"
    return _read(path, path.stat().st_mtime_ns)[name]


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> dict[str, dict[str, str]]:
    """The columns of the table of sources by id: the articles first, then the independent evidence."""
    table = load("sources").sort_values("role", key=lambda role: role != "seed", kind="stable").set_index("id")
    return {name: {str(key): str(value) for key, value in table[name].dropna().items()}
            for name in ("short", "colour", "role")}


SOURCE_NAMES = Names(lambda: _column("short"))
"""What a chart calls each source: the articles, then the independent evidence."""
SUBJECT_NAMES = Names(lambda: subject().themes)
"""What the book calls each theme of the ledger, in its own order."""
COLOURS = Names(lambda: {**subject().colours, **_column("colour")})
"""Colours that keep their lightness apart, so that they also differ in grey and to colour-blind eyes."""


def points(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a subject's table with a number, ready to draw.

    Adds ``name`` (the source's short name), ``number`` (as printed), ``middle`` (the value, or the
    middle of a range), and ``from``/``until`` (the interval, an open end left empty).
    """
    rows = table[table["unit"].notna()].copy()
    rows["name"] = [SOURCE_NAMES[str(source)] for source in rows["source"]]
    rows["number"] = [number_of(row) for row in rows.to_dict("records")]
    rows["middle"] = rows["value"].fillna((rows["low"] + rows["high"]) / 2).astype(float)
    rows["from"], rows["until"] = rows["lowest"].astype(float), rows["highest"].astype(float)
    return rows


def data_of_points(rows: pd.DataFrame, label: str) -> list[dict[str, Any]]:
    """The rows of ``points`` as a chart's data: each number with the room that rounding and wording leave it."""
    return [{"label": row[label], "low": row["from"], "value": row["value"], "high": row["until"],
             "unit": row["unit"], "period": period_of(row), "claims": items_of(row.get("claims")) or row["id"],
             "of": _text(row.get("of")), "as_printed": row["number"],
             **({"result": row["id"], "kind": "modelled"} if not reference(str(row["id"])).is_claim else {})}
            for row in rows.to_dict("records")]


def number_of(row: Any) -> str:
    """One row's number as the book prints it everywhere."""
    unit, comparator = row["unit"], "" if pd.isna(row["comparator"]) else row["comparator"]
    change = not pd.isna(row["against"])
    if pd.isna(row["value"]):
        return printed_range(row["low"], row["high"], unit, comparator, change)
    return printed(row["value"], unit, comparator, change)


def period_of(row: Mapping[Any, Any]) -> str:
    """A row's period as its source dates it, in EDTF ('2024-10', '2021/..', '?' where inferred); '' where undated."""
    return _text(row.get("period"))


def period_in_words(row: Mapping[Any, Any]) -> str:
    """A row's period in the words that the whole book uses; '' where it is undated."""
    written = period_of(row)
    return in_words(Period.parse(written)) if written else ""


def between(rows: pd.DataFrame, label: str = "name") -> str:
    """The two ends of what is drawn: 'from 40% (The Post (opinion)) to about 50% (The Survey)'."""
    ordered = rows.sort_values("middle", kind="stable").to_dict("records")
    first, last = ordered[0], ordered[-1]
    if len(ordered) == 1:
        return f"{first['number']} ({first[label]})"
    return f"from {first['number']} ({first[label]}) to {last['number']} ({last[label]})"


def listed(rows: pd.DataFrame, label: str = "name") -> str:
    """The rows in words, with the room that each number leaves: 'The Survey about 50% (45 to 55%); …'."""
    return "; ".join(f"{row[label]} {row['number']}{_room(row)}" for row in rows.to_dict("records"))


def _room(row: Any) -> str:
    """What a number may be by its rounding and its wording; nothing where that is what it says."""
    low, high, unit = row["from"], row["until"], row["unit"]
    if pd.isna(low) or pd.isna(high) or low == high or pd.isna(row["value"]):
        return ""
    why = "wording" if row["comparator"] in ("~", "<~") else "rounding"
    # a fall is told as 'down 50%': its range has to run the same way
    ends = (-high, -low) if not pd.isna(row["against"]) and unit == "%" and high < 0 else (low, high)
    return f" (by its {why} {printed_range(*ends, unit, '')})"


def _text(cell: Any) -> str:
    return "" if cell is None or pd.isna(cell) else str(cell)
