"""The rows that the leverage adds to ``derived.csv``: the share by each claim, pooled, and without each source."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from compendium.analysis.draws import NUMBER
from compendium.analysis.leverage import BELT, SITES, by_claim, given_ranges, pooled, summary
from compendium.analysis.leverage_claims import ACROSS, Share, shares
from compendium.analysis.rows import rounded
from compendium.datasets.rows import Row, joined
from compendium.datasets.selection import ALL, ARTICLES

WHOLE = "The share of the world's heavy rare earths that comes from land the KIA holds"
FORMULA = (f"mixture of independent voices, each share × part from land held by the KIA; median of {NUMBER:,} draws, "
           "the range holds nine in ten of them")
ONE = f"share × part from land held by the KIA; median of {NUMBER:,} draws, the range holds nine in ten of them"


def leverage_rows(claims: pd.DataFrame, assumptions: pd.DataFrame) -> Iterator[Row]:
    """The pooled share with the articles and with all evidence, by each claim alone, and without each source."""
    articles = claims[claims["role"] == "seed"]
    for evidence, table in ((ARTICLES, articles), (ALL, claims)):
        words = "the articles" if evidence == ARTICLES else "all evidence"
        yield _row(f"leverage-share-{evidence}", f"{WHOLE}, by {words}.", FORMULA, table, assumptions)
    for source in dict.fromkeys(share.source for share in shares(articles)):
        alone, rest = articles["source"] == source, articles["source"] != source
        sites = articles["id"].isin(SITES)
        yield _row(f"leverage-by-{source}", f"{WHOLE}, by the claim of one source.", ONE, articles[alone | sites],
                   assumptions)
        yield _row(f"leverage-without-{source}", f"{WHOLE}, by the articles but one.", FORMULA, articles[rest],
                   assumptions)


def _row(name: str, says: str, formula: str, table: pd.DataFrame, assumptions: pd.DataFrame) -> Row:
    found, ranges = shares(table), given_ranges(table, assumptions)
    mixed = pooled(found, by_claim(found, ranges))
    claims = _claims(found, table["id"])
    return {"id": name, "says": says, "formula": formula, "unit": "%", "definition": "share-of-world-heavy-supply",
            "across": ACROSS, "inputs": joined([*claims, *_assumed(found)]), "claims": joined(claims),
            **rounded(summary(mixed))}


def _claims(found: Sequence[Share], there: Iterable[str]) -> list[str]:
    """The shares, and the sites that bring the belt's share to all land that the KIA holds, where they count."""
    sites = [name for name in SITES if name in set(there)]
    belt = any(share.place == BELT for share in found)
    return [*(share.id for share in found), *(sites if belt and len(sites) == len(SITES) else [])]


def _assumed(found: Sequence[Share]) -> Iterator[str]:
    """The assumptions that these claims need."""
    if any(share.place != BELT for share in found):
        yield "kia-share-of-tonnes"
    if any(share.likely for share in found):
        yield "likely-holds"
