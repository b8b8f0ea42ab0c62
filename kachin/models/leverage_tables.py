"""The leverage as tables: the rows of ``derived.csv``, and what the chapter on it shows and draws."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from compendium.datasets.rows import Row, joined
from compendium.datasets.selection import ALL, ARTICLES
from compendium.results.draws import NUMBER, Draws, Range
from compendium.results.rounding import rounded
from kachin.models.leverage import (
    ACROSS,
    HALF,
    KACHIN,
    WEIGHTINGS,
    Share,
    by_claim,
    given_ranges,
    half_or_more,
    pooled,
    shares,
    summary,
    weights_of,
)

WHOLE = "The share of the world's heavy rare earths that comes from land the KIA holds"
ENDING = f"each share × part from land held by the KIA; median of {NUMBER:,} draws, the range holds nine in ten of them"
FORMULA = f"mixture of independent voices, an uncited figure of an opinion piece counting half, {ENDING}"
EQUAL = f"mixture of independent voices, all counting the same, {ENDING}"
ONE = f"share × part from land held by the KIA; median of {NUMBER:,} draws, the range holds nine in ten of them"
PART = (f"draws in which the share is half or more ÷ {NUMBER:,} draws; the range is what both weightings of an uncited "
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
    return {"unit": "%", "across": ACROSS, "inputs": joined([*claims, *_assumed(found)]), "claims": joined(claims)}


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
