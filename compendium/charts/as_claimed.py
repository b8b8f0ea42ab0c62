"""What a chart or table says by one claim's or result's id is its own: no cell can change its number, period, source or
words on the way and keep the id.

A number that was computed, be it from one claim, has the id of what computes it as its ``result``, or is of the kind
``modelled``; a count of claims is ``counted``.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, product
from pathlib import Path
from typing import Any

import pandas as pd

from compendium.charts.points import number_of, period_of
from compendium.columns import SEPARATOR, items_of, reference
from compendium.datasets.loading import plain_rows
from compendium.datasets.names import MODELLED, SOURCE_NAMES
from compendium.datasets.tidy import COUNTED, NUMBERS, TidyRow, in_unit
from compendium.errors import Refused, near_or_allowed
from compendium.evidence.date_words import may_mean
from compendium.evidence.dated import dates_named
from compendium.evidence.per import by_length, per_named_in
from compendium.evidence.periods import Period
from compendium.evidence.unit_words import KNOWN_WORDS, NAMED, OF_TIME, is_known, unit_behind
from compendium.evidence.units import same_dimension
from compendium.root import data_folder

BEHIND_IN = re.compile(r"\bin\s+(?:(?:thousand|million|billion)s?\s+(?:of\s+)?)?", re.IGNORECASE)
TIMES = {"day", "week", "month", "year"}
WORD_BEGINS = re.compile(r"(?<!\w)(?=[\w%‰°])")
SAME = 1e-6
"""By how much of itself a number may differ that was written as text and turned into another unit."""
CLAIMED = {"value": ("value",), "low": ("low", "lowest"), "high": ("high", "highest")}
"""The columns of a claim's number as its source gives it, and of the ends that rounding and wording leave it."""
ELSEWHERE = {*chain(*CLAIMED.values()), "unit", "line", "words"}
"""The columns of a claim in which a chart is not held to it here: its number, which may be drawn in another unit, and
where it stands in its source, by whose names a chart may well call its own lines and words."""
LISTED = {"place", "actor", "credited_to", "rests_on"}
"""The columns of several things, of which a row may say some."""
DAYS = ("start", "end")
"""The columns by which charts place a claim in time."""
OWNERS = {"claims": "claim", "derived": "result", "sources": "source"}
"""The tables whose rows charts and tables show by their ids, and what one row is."""


def check_columns(chart: str, table: pd.DataFrame, *names: str | None) -> None:
    """Refused where a chart is told to draw by a column, or to take its words from one, that its table lacks or gives
    a claim otherwise than the claim has it; and where a row is not of the claim that its id says.
    """
    columns = [name for name in names if name]
    for name in columns:
        if name not in table:
            near = near_or_allowed(name, map(str, table))
            raise Refused(f"chart {chart}: there is no column '{name}' to draw by; {near}")
    rows = table.to_dict("records")
    for row in rows if "id" in table else ():
        owner, claims = str(row["id"]) if _given(row["id"]) else "", items_of(row.get("claims"))
        if not owner or (reference(owner).is_claim and claims and claims != (reference(owner).whole,)):
            raise Refused(f"chart {chart}: a row with the id '{owner}' rests on {' and '.join(claims) or 'no claim'};"
                          " what one claim says has that claim's id, and what is computed the id of what computes it")
    check_told(f"chart {chart}", rows, [name for name in columns if name not in ELSEWHERE])


def check_as_claimed(name: str, rows: Iterable[TidyRow]) -> None:
    """Refused where a row of a chart's data gives one claim another number, period, source or 'of' than its own."""
    for row in rows:
        ids = items_of(row["claims"])
        if len(ids) != 1 or row["kind"] in (MODELLED, COUNTED) or _given(row.get("result")):
            continue
        claim = _own("claims").get(ids[0])
        for wrong in _other(row, claim) if claim else ():
            raise Refused(f"chart {name}: the row '{row['label']}' says {wrong} by the claim {ids[0]}; allowed is the"
                          " claim's own, or as 'result' the id of what computes another")


def _other(row: Mapping[Any, Any], claim: Mapping[Any, Any]) -> Iterator[str]:
    """What a row says that its claim does not."""
    unit, own = (str(each["unit"]) if _given(each["unit"]) else "" for each in (row, claim))
    for column in (each for each in NUMBERS if _given(row[each])):
        claimed = [in_unit(float(claim[each]), own, unit) for each in CLAIMED[column] if _given(claim[each])]
        if not any(math.isclose(float(row[column]), each, rel_tol=SAME) for each in claimed):
            yield f"{float(row[column]):.10g} {unit} as its {column}"
    if _given(row.get("as_printed")) and unit == own and row["as_printed"] != number_of(claim):
        yield f"'{row['as_printed']}'"
    same = {"period": period_of(claim), "of": claim["of"], "source": SOURCE_NAMES[str(claim["source"])]}
    yield from (f"'{row[column]}' as '{column}', and not '{own or ''}'," for column, own in same.items()
                if _given(row.get(column)) and row[column] != own)


def check_units(name: str, axis: str | None, shows: str, rows: Iterable[TidyRow]) -> None:
    """Refused where rows that share an axis have several units, or its words or the caption's 'in …' name another.

    ``axis`` are the words of the one axis of all numbers; None where each group of rows has its own, or none.
    """
    first = {str(row["unit"]): str(row["label"]) for row in reversed(list(rows)) if _given(row["unit"])}
    if axis is not None and len(first) > 1:
        units = " and ".join(f"{unit} ('{label}')" for unit, label in sorted(first.items()))
        raise Refused(f"chart {name}: one axis for the rows in {units}; draw rows of one unit, or convert the others"
                      " into it")
    parts = {part for unit in first for part in unit.rpartition(" ")[2].split("/")}
    # what counts things may be of anything: claims on prices in yuan
    behind_in = {found.end() for found in BEHIND_IN.finditer(shows)} if parts != {"count"} else set()
    for what, said in ((f"axis '{axis}'", {unit for unit, _ in _units_named(axis or "")}),
                       (f"caption '{shows}'", {unit for unit, at in _units_named(shows) if at in behind_in})):
        # by what time something is counted is held below, and what is no length of time may be told by the day
        other = sorted(unit for unit in said - parts if parts & TIMES or not OF_TIME.fullmatch(unit))
        if first and other:
            raise Refused(f"chart {name}: the {what} names {' and '.join(other)}, and the rows are in"
                          f" {' and '.join(sorted(first))}; name what the rows measure")
    for what in (f"axis '{axis}'" if axis else "", f"caption '{shows}'"):
        _check_per(name, what, list(rows))


def _check_per(name: str, words: str, rows: list[TidyRow]) -> None:
    """Refused where words count by a stretch of time by which no row's unit does, and in which none was counted."""
    said = per_named_in(words)
    # of what has no period nobody knows in what time it was counted
    if said in TIMES and rows and all(_given(row.get("period")) or "/" in str(row["unit"]) for row in rows):
        given = {str(row["unit"]).partition("/")[2] for row in rows}
        given |= {per for row in rows if _given(row["period"]) for per in by_length(Period.parse(str(row["period"])))}
        if said not in given and not any(said in str(row.get("of")) for row in rows):
            raise Refused(f"chart {name}: the {words} counts by the {said}, and the rows count by"
                          f" {' and '.join(sorted(given - {''})) or 'nothing'}; name what the rows measure")


def _units_named(words: str) -> Iterator[tuple[str, int]]:
    """The units that words name without doubt, also those that the book has not, and where each begins."""
    end = 0
    for begins in (found.start() for found in WORD_BEGINS.finditer(words)):
        if begins >= end and (found := unit_behind(words, begins)):
            named, end = found
            if named in NAMED or not (is_known(named) or named in KNOWN_WORDS):
                yield named, begins


def check_dated(name: str, words: str, claims: Iterable[str]) -> None:
    """Refused where a chart's words name a date of which no claim it draws is; asked where all have periods."""
    known = _own("claims")
    rows = [known.get(claim) for claim in claims]
    periods = [Period.parse(period_of(row)) for row in rows if row and period_of(row)]
    told = " ".join(f"{row['says']} {row['of']}" for row in rows if row)
    for named in dates_named(words) if periods and len(periods) == len(rows) else ():
        if named not in told and not any(period.overlaps(meant) for period in periods
                                         for meant in may_mean(named, period)):
            raise Refused(f"chart {name}: '{named}' in its words lies in no period of the claims that it draws; correct"
                          " it, or draw the claim from which it comes")


def check_measured(name: str, unit: str, claims: Iterable[str]) -> None:
    """Refused where none of the claims that numbers are computed from measures what their unit does."""
    known = _own("claims")
    units = {str(known[claim]["unit"]) for claim in claims if claim in known and _given(known[claim]["unit"])}
    if units and not any(same_dimension(unit, each) for each in units):
        raise Refused(f"chart {name}: its numbers are in {unit}, and the claims that it names in"
                      f" {' and '.join(sorted(units))}; correct the unit, or name the claims that they come from")


def check_days(name: str, rows: Iterable[Mapping[Any, Any]]) -> None:
    """Refused where a chart would place a claim, by its ``start`` or ``end``, elsewhere in time than its own period."""
    known = _own("claims")
    for row, side in product(rows, DAYS):
        claim = known.get(str(row["id"]))
        if claim and side in row:
            own = getattr(Period.parse(period_of(claim)), side) if period_of(claim) else None
            told = row[side].date() if _given(row[side]) else None
            if told != own:
                raise Refused(f"chart {name}: the claim {row['id']} would stand by '{told or ''}' as its '{side}', and"
                              f" not '{own or ''}'; allowed is the claim's own")


def check_told(what: str, rows: Iterable[Mapping[Any, Any]], columns: Iterable[str], table: str = "claims") -> None:
    """Refused where a chart or table shows one of these columns otherwise by an id than ``table`` has it."""
    known = _own(table)
    for row, column in product(rows, columns):
        own = known.get(str(row.get("id")), {})
        told, written = (each[column] if _given(each.get(column)) else "" for each in (row, own))
        if isinstance(told, tuple | list):
            told = SEPARATOR.join(map(str, told))
        part = column in LISTED and bool(told) and {*items_of(told)} <= {*items_of(written)}
        if column in own and told != written and not part and not _close(told, written):
            raise Refused(f"{what} says '{told}' as '{column}' by the {OWNERS[table]} {row['id']}, and not"
                          f" '{written}'; allowed is the {OWNERS[table]}'s own")


def _close(told: object, written: object) -> bool:
    return isinstance(told, float) and isinstance(written, float) and math.isclose(told, written, rel_tol=SAME)


def _given(cell: object) -> bool:
    return not pd.isna(cell) and cell != ""  # type: ignore[call-overload]


def _own(table: str) -> Mapping[str, Mapping[Any, Any]]:
    """The rows of a shared table by their ids."""
    path = data_folder() / f"{table}.csv"
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=2 * len(OWNERS))
def _read(path: Path, _changed: int) -> dict[str, Mapping[Any, Any]]:
    return {str(row["id"]): row for row in plain_rows(path.stem)}
