"""What the sources say of the world's dependence on Myanmar's heavy rare earths: each claim as a share.

Shares of the world's supply or production are taken as they are. A share of China's imports is one of
something else, and enters only where a reader lets an assumption turn it into one of the world's.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from compendium.errors import Refused
from compendium.evidence import credit

WORLD = ("share-of-world-heavy-supply", "share-of-world-heavy-production")
IMPORTS: dict[str, tuple[str, ...]] = {
    "apart": (),
    "heavy": ("share-of-china-imports-heavy",),
    "all": ("share-of-china-imports-heavy", "share-of-china-imports-all"),
}
"""Which shares of China's imports a reader lets in: none, those of heavy rare earths, or those of all too."""
ACROSS = "supply and production of heavy rare earths are taken for the same, since no source tells them apart"
HIGHLIGHT = "/highlight-"
"""Highlights repeat an article's own figures and are no further word."""


@dataclass(frozen=True)
class Share:
    """One claim on a share, in per cent: its interval, what land and what whole it is of, and who stands behind it."""

    id: str
    source: str
    low: float
    high: float
    place: str
    of_imports: bool
    likely: bool
    named: bool
    ancestors: frozenset[str]


def shares(claims: pd.DataFrame, imports: str = "apart") -> list[Share]:
    """The claims of a table that give a share of the world's heavy rare earths, in the table's order.

    ``imports`` is one of ``IMPORTS``. Raises ValueError for another.
    """
    if imports not in IMPORTS:
        raise Refused(f"'{imports}' is no way to read shares of imports; there are: {', '.join(IMPORTS)}")
    wanted = claims[claims["definition"].isin([*WORLD, *IMPORTS[imports]]) & claims["unit"].notna()]
    return [_share(row) for row in wanted.to_dict("records") if HIGHLIGHT not in str(row["id"])]


def voices(found: list[Share]) -> list[list[Share]]:
    """The claims in groups that share an ancestor, each group one voice: within it nothing corroborates."""
    return [list(group) for group in credit.voices(found, lambda share: share.ancestors)]


def _share(row: dict[Any, Any]) -> Share:
    low, high = (float("nan") if pd.isna(row[end]) else float(row[end]) for end in ("lowest", "highest"))
    credited = "" if pd.isna(row["credited_to"]) else str(row["credited_to"])
    hedge = "" if pd.isna(row["hedge"]) else str(row["hedge"])
    return Share(str(row["id"]), str(row["source"]), low, high, str(row["place"]), row["definition"] not in WORLD,
                 "likely" in hedge, bool(credited), credit.names_in(row["rests_on"]))
