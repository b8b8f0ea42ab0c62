"""Handing a finished chart to the reader: named, titled, described, and traced to its claims."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from compendium.charts.theme import config

MIME = "application/vnd.vegalite.v6+json"
TITLE_WIDTH = 44
SUBTITLE_WIDTH = 56
LARGE_NUMBERS = ("abs(datum.value) >= 1e9 ? format(datum.value / 1e9, '~g') + ' billion' : "
                 "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, '~g') + ' million' : format(datum.value, ',~g')")
"""A Vega expression that labels an axis in words a reader says: 1.5 billion, not 1,500,000,000."""
Drawn = alt.Chart | alt.LayerChart | alt.FacetChart
"""A chart, however it is put together."""


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


def publish(chart: Drawn, caption: Caption, claims: Iterable[str]) -> Drawn:
    """The chart in the book's theme, with title, description and the ids of the claims it draws."""
    title = alt.Title(textwrap.wrap(caption.finding, TITLE_WIDTH),
                      subtitle=textwrap.wrap(caption.shows, SUBTITLE_WIDTH))
    kept = {"name": caption.name, "claims": sorted(set(claims)), "described": caption.description}
    chart = chart.properties(title=title, description=caption.summary, usermeta={"compendium": kept})
    themed: Drawn = chart.configure(**config())
    return themed


def claims_of(table: Any) -> list[str]:
    """The claims that the rows of a table rest on."""
    cells = table["claims" if "claims" in table else "id"].dropna()
    return sorted({claim for cell in cells for claim in str(cell).split("; ")})


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
