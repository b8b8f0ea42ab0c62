"""How much of the world's heavy rare earths comes from land that the KIA holds, as the sources' shares imply it.

Shares of the world's supply or production are taken as they are. A share of China's imports is one of
something else, and enters only where a reader lets an assumption turn it into one of the world's. Each claim
becomes a distribution over its interval, brought to the same land; independent voices are then
mixed. A mixture keeps a disagreement: it does not average it away. A figure for which an opinion piece credits nobody
counts half as much as the others, and the mixture with equal weights stands beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd

from compendium.errors import Refused
from compendium.evidence import credit
from compendium.results.draws import NUMBER, SEED, Draws, Range, drawn, interval
from kachin.models.inputs import TradeInputs, kachin_supply

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
    found = [_share(row) for row in wanted.to_dict("records") if HIGHLIGHT not in str(row["id"])]
    low, high, together = kachin_supply(claims)
    behind = frozenset().union(*(share.ancestors for share in found if share.id in together))
    return [replace(share, low=low, high=high, ancestors=behind) if share.id in together else share for share in found]


def voices(found: list[Share]) -> list[list[Share]]:
    """The claims in groups that share an ancestor, each group one voice: within it nothing corroborates."""
    return [list(group) for group in credit.voices(found, lambda share: share.ancestors)]


def _share(row: dict[Any, Any]) -> Share:
    low, high = (float("nan") if pd.isna(row[end]) else float(row[end]) for end in ("lowest", "highest"))
    credited = "" if pd.isna(row["credited_to"]) else str(row["credited_to"])
    hedge = "" if pd.isna(row["hedge"]) else str(row["hedge"])
    return Share(str(row["id"]), str(row["source"]), low, high, str(row["place"]), row["definition"] not in WORLD,
                 "likely" in hedge, bool(credited), credit.names_in(row["rests_on"]))


KACHIN = ("mining-belt", "kachin")
"""Land whose mines the KIA holds: no count has a mine of Kachin State on any other."""
UNCITED = frozenset({"dvb-2025/world-share"})
"""Figures for which an opinion piece credits nobody."""
HALF = 50.0
"""One half of the world's supply, in per cent."""
WEIGHTINGS = {
    "uncited-half": "every independent voice counts the same, but an uncited figure of an opinion piece half",
    "voices": "every independent voice counts the same",
    "claims": "every claim counts the same",
    "named": "a claim counts that names the person or body it comes from, and no other",
    "opinion-half": "every voice counts the same, but an opinion piece half",
}


def given_ranges(claims: pd.DataFrame, assumptions: pd.DataFrame) -> dict[str, Range]:
    """The numbers that bring every claim to the same land and whole, each in per cent."""
    given = TradeInputs(claims, assumptions)
    return {"held": given.assumed("kia-share-of-tonnes"), "likely": given.assumed("likely-holds"),
            "reaching": given.assumed("china-imports-of-world"), "at-most": given.assumed("china-dependence-range")}


def by_claim(found: Sequence[Share], ranges: Mapping[str, Range], seed: int = SEED,
             number: int = NUMBER) -> dict[str, Draws]:
    """For each claim so many draws of the share that comes from land the KIA holds, in per cent."""
    known = drawn(ranges, seed, number)
    return {share.id: np.clip(_brought(share, known, ranges, seed, number), 0, 100) for share in found}


def pooled(found: Sequence[Share], draws: Mapping[str, Draws], weighting: str = "uncited-half",
           opinions: Sequence[str] = (), seed: int = SEED) -> Draws:
    """The mixture of all claims. ``opinions`` are the sources that are opinion pieces.

    Raises ValueError for a weighting that does not exist, or where no claim counts under it.
    """
    weights = np.array([weights_of(found, weighting, opinions)[share.id] for share in found])
    number = len(next(iter(draws.values()))) if draws else 0
    generator = np.random.default_rng([seed, crc32(b"which claim")])
    # one number in [0, 1) per draw decides which claim speaks
    chosen = np.searchsorted(np.cumsum(weights / weights.sum()), generator.random(number), side="right")
    table = np.stack([draws[share.id] for share in found])
    mixed: Draws = table[np.minimum(chosen, len(found) - 1), np.arange(number)]
    return mixed


def weights_of(found: Sequence[Share], weighting: str, opinions: Sequence[str] = ()) -> dict[str, float]:
    """How much each claim counts in the mixture, all together one."""
    if weighting not in WEIGHTINGS:
        raise Refused(f"'{weighting}' is no weighting; there are: {', '.join(WEIGHTINGS)}")
    counted = [share for share in found if share.named] if weighting == "named" else list(found)
    if not counted:
        raise Refused(f"no claim is left to count under the weighting '{weighting}'")
    groups = [[share] for share in counted] if weighting == "claims" else voices(counted)
    halved = {share.id for share in counted if (weighting == "opinion-half" and share.source in opinions)
              or (weighting == "uncited-half" and share.id in UNCITED)}
    raw = {share.id: (0.5 if share.id in halved else 1.0) / len(group) for group in groups for share in group}
    return {share.id: raw.get(share.id, 0.0) / sum(raw.values()) for share in found}


def summary(draws: Draws) -> Range:
    """The median, and the ends between which nine in ten draws lie."""
    return interval(draws)


def half_or_more(found: Sequence[Share], draws: Mapping[str, Draws], seed: int = SEED) -> Range:
    """In how many of the draws, in per cent, that land yields half of the world's supply or more.

    The middle is the book's weighting; the ends are the least and the most that its weightings of uncited figures give.
    """
    parts = [100 * float((pooled(found, draws, weighting, seed=seed) >= HALF).mean())
             for weighting in ("uncited-half", "voices")]
    return Range(min(parts), parts[0], max(parts))


def _brought(share: Share, known: Mapping[str, Draws], ranges: Mapping[str, Range], seed: int, number: int) -> Draws:
    """A claim's draws, brought to land that the KIA holds and to the world's supply."""
    high = ranges["at-most"].high if np.isnan(share.high) else share.high
    drawn_share = _within(share, high, known["likely"], seed, number)
    if share.of_imports:
        drawn_share = drawn_share * known["reaching"] / 100
    # what comes from Kachin State comes from the KIA's land as a whole; of Myanmar's, a part does
    brought: Draws = drawn_share if share.place in KACHIN else drawn_share * known["held"] / 100
    return brought


def _within(share: Share, high: float, holds: Draws, seed: int, number: int) -> Draws:
    """Anywhere in the interval; where the source says only 'likely', sometimes as far outside it as half its width."""
    generator = np.random.default_rng([seed, crc32(share.id.encode())])
    place, side, luck = generator.random((3, number))
    width = high - share.low
    inside = share.low + place * width
    outside = np.where(side < 0.5, share.low - place * width / 2, high + place * width / 2)
    place_drawn: Draws = np.where(luck * 100 < holds, inside, outside) if share.likely else inside
    return place_drawn
