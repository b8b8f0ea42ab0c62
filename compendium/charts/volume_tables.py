"""What goes into the feasible volumes and what comes out, as tables that a reader can check."""

import math
from collections.abc import Sequence

import pandas as pd

from compendium.evidence.printing import printed, printed_range, significant
from kachin.models.volumes.months import Constraint

SHARES = ("share-after-coup",)
"""Statements that are shares; the others are multiples."""


def statements_table(every: Sequence[Constraint], claims: pd.DataFrame) -> pd.DataFrame:
    """Each statement with its claim, the number as printed, and what had to be read into it."""
    numbered = set(claims.loc[claims["unit"].notna(), "id"])
    return pd.DataFrame({
        "Statement": [f"{{fact}}`{each.says} <{each.claims[0]}>`" for each in every],
        "As printed": [_printed(each, numbered) for each in every],
        "Read as": [each.reading or "as it stands" for each in every],
    })


def conflicts_shown(conflicts: pd.DataFrame) -> pd.DataFrame:
    """What cannot all be met, what is given up for it, and how far that lies from what can be met."""
    return pd.DataFrame({
        "These cannot all be true": conflicts["between"],
        "Given up": conflicts["given_up"].replace("", "nothing"),
        "It would have to give way by": [printed(significant(each, 2), "t", "~") for each in conflicts["tonnes"]],
    })


def implied_shown(implied: pd.DataFrame) -> pd.DataFrame:
    """What each statement says, and what all the others would leave possible without it."""
    rows = implied.to_dict("records")
    return pd.DataFrame({
        "Statement": [f"{{fact}}`{row['says']} <{row['claims'].split('; ')[0]}>`" for row in rows],
        "Its own range": [_multiples(row["id"], row["stated_low"], row["stated_high"]) for row in rows],
        "What the others leave": [_multiples(row["id"], row["low"], row["high"]) for row in rows],
    })


def _printed(constraint: Constraint, numbered: set[str]) -> str:
    shown = [claim for claim in constraint.claims if claim in numbered]
    if len(shown) > len(constraint.demands) or len(shown) == 1:
        shown = shown[:1]
    return "no number" if not shown else f"{{fact}}`{shown[0]}`" if len(shown) == 1 else "one for each year"


def _multiples(name: str, low: float, high: float) -> str:
    """A range of multiples, or of shares in per cent."""
    scale, unit = (100, "%") if name in SHARES else (1, "x")
    first, last = (significant(end * scale) if math.isfinite(end) else end for end in (low, high))
    if unit == "x" and first < last < math.inf:
        return f"{printed(first, 'count')} to {printed(last, 'count')} times"
    return printed(first, unit) if first == last else printed_range(first, last, unit)
