"""Which evidence counts: the articles alone, all of it, or all but one source.

Every model of the book takes a table that was selected here, so that its result can be seen with the
articles alone and with each source left out.
"""

from typing import TYPE_CHECKING

from compendium.datasets.loading import load
from compendium.errors import Refused

if TYPE_CHECKING:
    import pandas as pd

ALL, ARTICLES, WITHOUT = "all", "articles", "without-"


def evidence_sets() -> tuple[str, ...]:
    """The names of all selections: ``all``, ``articles``, and ``without-<source>`` for each source."""
    return (ALL, ARTICLES, *(f"{WITHOUT}{source}" for source in load("sources")["id"]))


def selected(table: "pd.DataFrame", evidence: str) -> "pd.DataFrame":
    """The rows of a table with a column ``source`` that a selection lets count.

    Raises ValueError for a selection that does not exist.
    """
    if evidence not in evidence_sets():
        raise Refused(f"there is no evidence '{evidence}'; there is: {', '.join(evidence_sets())}")
    sources = load("sources").set_index("id")["role"]
    counted = {
        ALL: sources.index,
        ARTICLES: sources.index[sources == "seed"],
    }.get(evidence, sources.index.drop(evidence.removeprefix(WITHOUT), errors="ignore"))
    return table[table["source"].isin(counted)]
