"""How much of the world's heavy rare earths comes from land that the KIA holds, as the sources' shares imply it.

Shares of the world's supply or production are taken as they are. A share of China's imports is one of
something else, and enters only where a reader lets an assumption turn it into one of the world's. Each claim
becomes a distribution over its interval, brought to the same land; independent voices are then
mixed. A mixture keeps a disagreement: it does not average it away. A figure for which an opinion piece credits nobody
counts half as much as the others, and the mixture with equal weights stands beside it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd

from compendium.columns import items_of
from compendium.datasets.loading import ALL, ARTICLES
from compendium.errors import Refused
from compendium.evidence import credit
from compendium.evidence.vocabulary import Row
from compendium.results.draws import DRAWS, SEED, Draws, Range, drawn, interval
from compendium.results.rounding import rounded
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


ASKED = ("id", "source", "lowest", "highest", "place", "definition", "hedge", "credited_to", "rests_on")
"""What is asked of a claim on a share."""


def shares(claims: pd.DataFrame, imports: str = "apart") -> list[Share]:
    """The claims of a table that give a share of the world's heavy rare earths, in the table's order.

    ``imports`` is one of ``IMPORTS``. Raises ValueError for another.
    """
    if imports not in IMPORTS:
        raise Refused(f"'{imports}' is no way to read shares of imports; there are: {', '.join(IMPORTS)}")
    wanted = claims[claims["definition"].isin([*WORLD, *IMPORTS[imports]]) & claims["unit"].notna()]
    found = [_share(row) for row in wanted[list(ASKED)].to_dict("records") if HIGHLIGHT not in str(row["id"])]
    low, high, together = kachin_supply(claims)
    behind = frozenset().union(*(share.ancestors for share in found if share.id in together))
    return [replace(share, low=low, high=high, ancestors=behind) if share.id in together else share for share in found]


def share_voices(found: list[Share]) -> list[list[Share]]:
    """The claims in groups that share an ancestor, each group one voice: within it nothing corroborates."""
    return [list(group) for group in credit.voices(found, lambda share: share.ancestors)]


def _share(row: dict[Any, Any]) -> Share:
    low, high = (float("nan") if pd.isna(row[end]) else float(row[end]) for end in ("lowest", "highest"))
    credited = "" if pd.isna(row["credited_to"]) else str(row["credited_to"])
    hedge = "" if pd.isna(row["hedge"]) else str(row["hedge"])
    return Share(str(row["id"]), str(row["source"]), low, high, str(row["place"]), row["definition"] not in WORLD,
                 "likely" in hedge, bool(credited), frozenset(items_of(row["rests_on"])))


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
             number: int = DRAWS) -> dict[str, Draws]:
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
    groups = [[share] for share in counted] if weighting == "claims" else share_voices(counted)
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


WHOLE = "The share of the world's heavy rare earths that comes from land the KIA holds"
ENDING = f"each share × part from land held by the KIA; median of {DRAWS:,} draws, the range holds nine in ten of them"
FORMULA = f"mixture of independent voices, an uncited figure of an opinion piece counting half, {ENDING}"
EQUAL = f"mixture of independent voices, all counting the same, {ENDING}"
ONE = f"share × part from land held by the KIA; median of {DRAWS:,} draws, the range holds nine in ten of them"
PART = (f"draws in which the share is half or more ÷ {DRAWS:,} draws; the range is what both weightings of an uncited "
        "figure give")


def leverage_rows(claims: pd.DataFrame, assumptions: pd.DataFrame) -> Iterator[Row]:
    """The mixed share with the articles and with all evidence, under both weightings; by each claim and without each.

    Each source of a share stands alone and is left out of all evidence in turn. ``leverage-half-or-more`` is the part
    of the draws in which the share is half or more.
    """
    articles = claims[claims["role"] == "seed"]
    for evidence, table in ((ARTICLES, articles), (ALL, claims)):
        words = "the articles" if evidence == ARTICLES else "all evidence"
        yield _row(f"leverage-share-{evidence}", f"{WHOLE}, by {words}.", FORMULA, table, assumptions)
        yield _row(f"leverage-share-{evidence}-equal", f"{WHOLE}, by {words}, if every voice counts the same.", EQUAL,
                   table, assumptions)
    yield _half_row(claims, assumptions)
    for source in dict.fromkeys(share.source for share in shares(claims)):
        alone, rest = claims["source"] == source, claims["source"] != source
        yield _row(f"leverage-by-{source}", f"{WHOLE}, by the claim of one source.", ONE, claims[alone], assumptions)
        yield _row(f"leverage-without-{source}", f"{WHOLE}, by all evidence but one source.", FORMULA, claims[rest],
                   assumptions)


def _row(name: str, says: str, formula: str, table: pd.DataFrame, assumptions: pd.DataFrame) -> Row:
    found, ranges = shares(table), given_ranges(table, assumptions)
    mixed = pooled(found, by_claim(found, ranges), "voices" if formula == EQUAL else "uncited-half")
    return {"id": name, "says": says, "formula": formula, "definition": "share-of-world-heavy-supply", **_rests(found),
            **rounded(summary(mixed))}


def _half_row(table: pd.DataFrame, assumptions: pd.DataFrame) -> Row:
    found = shares(table)
    part = half_or_more(found, by_claim(found, given_ranges(table, assumptions)))
    return {"id": "leverage-half-or-more", "formula": PART, **_rests(found), **rounded(part),
            "says": "The part of the draws in which land held by the KIA yields half of the world's supply or more."}


def _rests(found: Sequence[Share]) -> Row:
    claims = [share.id for share in found]
    return {"unit": "%", "across": ACROSS, "inputs": (*claims, *_assumed(found)), "claims": tuple(claims)}


def _assumed(found: Sequence[Share]) -> Iterator[str]:
    """The assumptions that these claims need."""
    if any(share.place not in KACHIN for share in found):
        yield "kia-share-of-tonnes"
    if any(share.likely for share in found):
        yield "likely-holds"


DOTS, CLOSE = 50, 0.2
"""Dots drawn; and how small a part of the draws may lie on the other side of one half."""


def dots(draws: Draws, number: int = DOTS) -> list[float]:
    """So many quantiles of the draws, evenly spaced, so that each stands for the same part of them."""
    return [float(each) for each in np.quantile(draws, (np.arange(number) + 0.5) / number)]


def side_of_half(draws: Draws) -> str:
    """On which side of one half most of the draws lie, in a sentence without a number."""
    above = float((draws >= HALF).mean())
    if CLOSE < above < 1 - CLOSE:
        return "Whether the KIA's land yields half of the world's supply is open"
    return f"The KIA's land likely yields {'half or more' if above > CLOSE else 'less than half'} of the world's supply"
