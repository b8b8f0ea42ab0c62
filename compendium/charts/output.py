"""Handing a finished chart, its data, or a computed value to the reader: named, described, traced to its claims."""

import math
import os
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import altair as alt
import pandas as pd

from compendium.charts.as_claimed import check_as_claimed, check_dated, check_units
from compendium.charts.theme import config
from compendium.columns import as_cell, claims_among, is_given, items_of
from compendium.datasets.tidy import TidyRow, tidy
from compendium.drawing import CHART_NAME, CHART_TYPE, FACT_TYPE, SUBTITLE_WIDTH, as_svg
from compendium.errors import Refused
from compendium.evidence.intervals import finite
from compendium.evidence.units import known_unit
from compendium.results.held import number_in, other_units
from compendium.results.rounding import printed_estimate

OPEN_NOTEBOOK = "JPY_SESSION_NAME"
"""The variable in which a Jupyter server tells a kernel whose notebook it runs; runs of chapters have none."""
TITLE_WIDTH = 74
"""Letters in a line of an exported picture; in a page the program that draws breaks them to the width there is."""
LARGE_NUMBERS = ("abs(datum.value) >= 1e9 ? format(datum.value / 1e9, '~g') + ' billion' : "
                 "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, '~g') + ' million' : format(datum.value, ',~g')")
"""A Vega expression that labels an axis in words a reader says: 1.5 billion, not 1,500,000,000."""
Drawn = alt.Chart | alt.LayerChart | alt.FacetChart
"""A chart, however it is put together."""
MOST = 6
"""A tooltip with more ids than these would cover the chart; the data of the chart, below it, hold all."""
CLAIMS_TOOLTIP = alt.Tooltip("claims:N", title="Claims")


@dataclass(frozen=True)
class Caption:
    """What a chart says about itself: its name, its finding, what is drawn, and a description.

    ``name`` is its file's name in ``figures/``; ``finding`` is a sentence; ``shows`` says what is
    drawn, of where and when. For somebody who does not see it, ``summary`` says in a breath what kind of
    chart it is and between what it runs, and ``description`` tells all that is drawn.
    """

    name: str
    finding: str
    shows: str
    description: str
    summary: str

    def __post_init__(self) -> None:
        if not CHART_NAME.fullmatch(self.name):
            raise Refused(f"a chart cannot be called '{self.name}'; allowed: small letters, digits and hyphens")


def publish(chart: Drawn, caption: Caption, rests_on: Iterable[str], data: Iterable[Mapping[str, Any]], *,
            lanes: str = "", axis: str | None = None) -> Drawn:
    """The chart in the book's theme, with title, description, its data and the ids of all that it draws.

    ``rests_on`` are ids of claims, results and assumptions; ``data`` are the rows of ``tidy``, one for each
    mark; ``lanes`` names the field whose words stand beside each row of marks (on a phone above it); ``axis``
    are the words of the one axis that all numbers share, if they do. Refused where a row gives a claim another number
    than its own, rows of several units share the axis, axis or caption name a unit that no row has, the axis another
    'per', or the caption a date that no claim is of.
    """
    title = alt.Title(textwrap.wrap(caption.finding, TITLE_WIDTH),
                      subtitle=textwrap.wrap(caption.shows, SUBTITLE_WIDTH))
    ids, rows = {name for name in rests_on if name}, tidy(map(_plain_row, data))
    check_as_claimed(caption.name, rows)
    check_units(caption.name, axis, caption.shows, rows)
    check_dated(caption.name, f"{caption.finding} {caption.shows}", claims_among(sorted(ids)))
    kept: dict[str, Any] = {
        "name": caption.name, "claims": claims_among(sorted(ids)),
        "results": sorted(ids.difference(claims_among(ids))), "described": caption.description,
        "data": [{key: cell for key, cell in row.items() if is_given(cell)} for row in rows],
        **({"lanes": lanes} if lanes else {})}
    chart = chart.properties(title=title, description=caption.summary, usermeta={"compendium": kept})
    themed: Drawn = chart.configure(**config())
    return themed


def _plain_row(row: Mapping[str, Any]) -> TidyRow:
    """A row as it can be written: numbers, lists of ids, texts, and None where pandas has nothing."""
    return {key: cell if isinstance(cell, list | tuple) else None if pd.isna(cell) else _plain(cell)
            for key, cell in row.items()}


def _plain(cell: Any) -> Any:
    return float(cell) if isinstance(cell, Real) and not isinstance(cell, bool) else str(cell)


def in_expression(text: str) -> str:
    """A text as Vega's expressions hold it, whatever quotation marks are in it."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def claims_of(table: Any) -> list[str]:
    """The claims that the rows of a table rest on."""
    cells = table["claims" if "claims" in table else "id"].dropna()
    return sorted({claim for cell in cells for claim in items_of(cell)})


def drawn_of(table: Any) -> list[str]:
    """The claims that the rows of a table rest on, and the results and claims that the rows are."""
    return sorted({*claims_of(table), *(str(each) for each in table["id"])}) if "id" in table else claims_of(table)


def short_list(claims: Iterable[str]) -> str:
    """The claims by id, the first few of many: 'a/one; a/two; …; and 12 more'."""
    ids = sorted(set(claims))
    more = [f"and {len(ids) - MOST} more"] if len(ids) > MOST else []
    return as_cell([*ids[:MOST], *more]) or "no claim"


def cell_short_list(cell: object) -> str:
    """The claims of one cell of a table, in which they stand one after the other."""
    return short_list(items_of(cell))


def grouped(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """How many claims stand in each group of a table, each counted once, and which (all, and shortened)."""
    groups = table.groupby(list(columns), observed=True, sort=True)
    return pd.DataFrame([
        {**dict(zip(columns, key, strict=True)), "number": len(claims := claims_of(rows)), "claims": short_list(claims),
         "all_claims": as_cell(claims)} for key, rows in groups])


def _render(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A chart as its Vega-Lite specification, and as its description where charts cannot be shown.

    In a notebook that somebody has open it is a picture too, as JupyterLab knows no Vega-Lite newer than 5.
    """
    kept = {CHART_TYPE: spec, "text/plain": spec.get("description", "")}
    if OPEN_NOTEBOOK in os.environ:
        # the pages of JupyterLab may be dark
        kept["image/svg+xml"] = as_svg(spec | {"config": spec.get("config", {}) | {"background": "white"}})
    return kept


def use_the_books_renderer() -> None:
    """Let Altair and pandas give charts and tables the way the book, JupyterLab and nbval can take them.

    Altair's own ``mimetype`` renderer names a type that nbformat refuses, and pandas cuts sentences off.
    """
    pd.set_option("display.max_colwidth", None, "display.max_rows", None)
    alt.renderers.register("compendium", _render)
    alt.renderers.enable("compendium")


def record(name: str, *, value: float | None, low: float, high: float, unit: str, says: str, formula: str,
           inputs: Sequence[str]) -> None:
    """Record a value that a chapter computes, so that prose can refer to it as a fact.

    ``{fact}`chapter:name` `` then prints it, in any chapter.

    ``low`` and ``high`` are the ends of the range that the inputs allow, infinite where it is open and
    the value itself where that is exact; ``value`` is None where there is a range alone. ``inputs`` are
    what the ``fact`` role can name. The sentence holds no number of its own. Raises ValueError for a name, a unit, a
    sentence or a range that cannot be.
    """
    from IPython.display import display

    number, low, high = math.nan if value is None else float(value), float(low), float(high)
    if not CHART_NAME.fullmatch(name):
        raise Refused(f"a value cannot be recorded as '{name}'; allowed: small letters, digits and hyphens")
    if not (low <= high if value is None else low <= number <= high):
        raise Refused(f"'{name}': the value {number:g} is not between {low:g} and {high:g}")
    if not says or not formula:
        raise Refused(f"'{name}': say what the value is, and give its formula in words")
    if found := number_in(says):
        raise Refused(f"'{name}' says '{found}', which would outlive what it was computed from; its sentence holds no"
                      " number but dates and names")
    for wrong in other_units(says, known_unit(unit)):
        raise Refused(f"'{name}' {wrong}")
    kept = {"name": name, "value": None if value is None else number, "low": finite(low), "high": finite(high),
            "unit": known_unit(unit), "says": says, "formula": formula, "inputs": list(inputs)}
    # not only the last expression of a cell is shown, so that one cell can record several values
    display({FACT_TYPE: kept, "text/plain": f"{name}: {printed_estimate(number, low, high, unit)}"}, raw=True)  # type: ignore[no-untyped-call]
