"""Handing a finished chart to the reader: named, titled, described, with its data, traced to its claims."""

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from compendium.charts.theme import config
from compendium.charts.tidy import tidy

MIME = "application/vnd.vegalite.v6+json"
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a chart may be called, as its name is that of its files."""
TITLE_WIDTH = 74
SUBTITLE_WIDTH = 100
"""Letters in a line of an exported picture; in a page the program that draws breaks them to the width there is."""
LARGE_NUMBERS = ("abs(datum.value) >= 1e9 ? format(datum.value / 1e9, '~g') + ' billion' : "
                 "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, '~g') + ' million' : format(datum.value, ',~g')")
"""A Vega expression that labels an axis in words a reader says: 1.5 billion, not 1,500,000,000."""
Drawn = alt.Chart | alt.LayerChart | alt.FacetChart
"""A chart, however it is put together."""
MOST = 6
"""A tooltip with more ids than these would cover the chart; the data of the chart, below it, hold all."""
CLAIMS = alt.Tooltip("claims:N", title="Claims")


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
        if not NAME.fullmatch(self.name):
            raise ValueError(f"a chart cannot be called '{self.name}'; allowed: small letters, digits and hyphens")


def publish(chart: Drawn, caption: Caption, rests_on: Iterable[str], data: Iterable[Mapping[str, Any]], *,
            lanes: str = "") -> Drawn:
    """The chart in the book's theme, with title, description, its data and the ids of all that it draws.

    ``rests_on`` are ids of claims, results and assumptions; ``data`` are the rows of ``tidy.tidy``, one for each
    mark; ``lanes`` names the field whose words stand beside each row of marks (on a phone above it).
    """
    title = alt.Title(textwrap.wrap(caption.finding, TITLE_WIDTH),
                      subtitle=textwrap.wrap(caption.shows, SUBTITLE_WIDTH))
    ids = {name for name in rests_on if name}
    kept: dict[str, Any] = {
        "name": caption.name, "claims": sorted(name for name in ids if "/" in name),
        "results": sorted(name for name in ids if "/" not in name), "described": caption.description,
        "data": _records(tidy(data)), **({"lanes": lanes} if lanes else {})}
    chart = chart.properties(title=title, description=caption.summary, usermeta={"compendium": kept})
    themed: Drawn = chart.configure(**config())
    return themed


def data_of(spec: Mapping[str, Any]) -> pd.DataFrame:
    """The data that a chart was published with, as ``tidy.tidy`` gave them."""
    return tidy(spec["usermeta"]["compendium"]["data"])


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """A table as plain values, the empty ones left out."""
    return [{str(key): _plain(value) for key, value in row.items() if pd.notna(value) and value != ""}
            for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def claims_of(table: Any) -> list[str]:
    """The claims that the rows of a table rest on."""
    cells = table["claims" if "claims" in table else "id"].dropna()
    return sorted({claim for cell in cells for claim in str(cell).split("; ") if claim})


def drawn_of(table: Any) -> list[str]:
    """The claims that the rows of a table rest on, and the results and claims that the rows are."""
    return sorted({*claims_of(table), *(str(each) for each in table["id"])}) if "id" in table else claims_of(table)


def named(claims: Iterable[str]) -> str:
    """The claims by id, the first few of many: 'a/one; a/two; …; and 12 more'."""
    ids = sorted(set(claims))
    more = [f"and {len(ids) - MOST} more"] if len(ids) > MOST else []
    return "; ".join([*ids[:MOST], *more]) or "no claim"


def named_in(cell: object) -> str:
    """The claims of one cell of a table, in which they stand one after the other."""
    return named([] if pd.isna(cell) or not cell else str(cell).split("; "))  # type: ignore[call-overload]


def grouped(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """How many rows each group of a table has, and the claims behind it (all, and shortened for a tooltip)."""
    groups = table.groupby(list(columns), observed=True, sort=True)
    return pd.DataFrame([
        {**dict(zip(columns, key, strict=True)), "number": len(rows), "claims": named(claims_of(rows)),
         "all_claims": "; ".join(claims_of(rows))} for key, rows in groups])


def _render(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A chart as its Vega-Lite specification, and as its description where charts cannot be shown."""
    return {MIME: spec, "text/plain": spec.get("description", "")}


def use_the_books_renderer() -> None:
    """Let Altair and pandas give charts and tables the way the book, JupyterLab and nbval can take them.

    Altair's own ``mimetype`` renderer names a type that nbformat refuses, and pandas cuts sentences off.
    """
    pd.set_option("display.max_colwidth", None, "display.max_rows", None)
    alt.renderers.register("compendium", _render)
    alt.renderers.enable("compendium")
