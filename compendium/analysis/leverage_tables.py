"""The leverage as tables, as the chapter on it shows and draws them."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from compendium.analysis.draws import Draws, Range
from compendium.analysis.leverage import WEIGHTINGS, by_claim, pooled, summary, weights_of
from compendium.analysis.leverage_claims import Share
from compendium.datasets.rows import Row, joined

DOTS, HALF, CLOSE = 50, 50.0, 0.2
"""Dots drawn; one half in per cent; and how small a part of the draws may lie on the other side of it."""


def dots(draws: Draws, number: int = DOTS) -> list[float]:
    """So many quantiles of the draws, evenly spaced, so that each stands for the same part of them."""
    return [float(each) for each in np.quantile(draws, (np.arange(number) + 0.5) / number)]


def told(name: str, words: str, draws: Draws, found: Sequence[Share]) -> Row:
    """One distribution as a row that can be drawn: its words, median, nine-in-ten range and claims."""
    each = summary(draws)
    return {"id": name, "name": words, "says": words, "value": each.value, "low": each.low, "high": each.high,
            "unit": "%", "claims": joined(share.id for share in found)}


def contributions(found: Sequence[Share], draws: Mapping[str, Draws], names: Mapping[str, str]) -> pd.DataFrame:
    """Each claim alone, and all of them pooled; ``names`` are what to call the sources."""
    rows = [told(share.id, names[share.source], draws[share.id], [share]) for share in found]
    return pd.DataFrame([*rows, told("pooled", "all of them, mixed", pooled(found, draws), found)])


def weighted(found: Sequence[Share], draws: Mapping[str, Draws], opinions: Sequence[str]) -> pd.DataFrame:
    """The mixture under each weighting."""
    counted = {name: [share for share in found if weights_of(found, name, opinions)[share.id]]
               for name in WEIGHTINGS if name != "named" or any(share.named for share in found)}
    return pd.DataFrame([told(name, WEIGHTINGS[name], pooled(found, draws, name, opinions), shares)
                         for name, shares in counted.items()])


def left_out(found: Sequence[Share], ranges: Mapping[str, Range], names: Mapping[str, str], seed: int,
             number: int) -> pd.DataFrame:
    """The mixture without each source in turn, and with all; a source's other claims stay as they are."""
    draws = by_claim(found, ranges, seed, number)
    rows = [told("pooled", "with all of them", pooled(found, draws, seed=seed), found)]
    for source in dict.fromkeys(share.source for share in found):
        rest = [share for share in found if share.source != source]
        if rest:
            rows.append(told(f"without-{source}", f"without {names[source]}", pooled(rest, draws, seed=seed), rest))
    return pd.DataFrame(rows)


def side_of_half(draws: Draws) -> str:
    """On which side of one half most of the draws lie, in a sentence without a number."""
    above = float((draws >= HALF).mean())
    if CLOSE < above < 1 - CLOSE:
        return "Whether the KIA's land yields half of the world's supply is open"
    return f"The KIA's land likely yields {'half or more' if above > CLOSE else 'less than half'} of the world's supply"


def most_moving(table: pd.DataFrame) -> str:
    """Which source moves the median most when it is left out, in a sentence."""
    medians = table.set_index("name")["value"]
    if len(medians) == 1:
        return "Only one source is left to count"
    moved = (medians.iloc[1:] - medians.iloc[0]).abs()
    return f"The mixture moves most {moved.idxmax()}"
