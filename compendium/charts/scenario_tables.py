"""The scenarios as tables: what drives each and why, and what follows."""

import pandas as pd

from compendium.charts.theme import SOURCE_NAMES
from compendium.datasets.rows import Row
from compendium.evidence.printing import printed_range

DRIVERS = {"outage": "Missing of Myanmar's shipments", "substitution": "Replaced by other mines",
           "diversion": "Leaving for buyers outside China", "paid": "Paying the levy in full", "months": "How long"}
OUTCOMES = {"supply": "World supply lost", "price": "Rise in price", "revenue": "The KIO's revenue",
            "exposure": "China's imports missing", "cover": "Stocks last"}


def drivers_table(scenarios: pd.DataFrame, driver: str) -> pd.DataFrame:
    """One driver in every scenario: its middle, its range, the reason, and the claims that suggest it."""
    rows = scenarios[scenarios["driver"] == driver].to_dict("records")
    return pd.DataFrame({
        "Scenario": [row["name"] for row in rows],
        DRIVERS[driver]: [f"{{fact}}`{row['id']}`" for row in rows],
        "Range": [printed_range(float(row["low"]), float(row["high"]), str(row["unit"])) for row in rows],
        "Why": [row["reason"] for row in rows],
        "Suggested by": [_claims(row["claims"]) for row in rows],
    })


def outcomes_table(rows: list[Row], chapter: str) -> pd.DataFrame:
    """Every outcome of every scenario, as values that a chapter recorded under the rows' ids."""
    names = list(dict.fromkeys((row["scenario"], row["name"]) for row in rows))
    return pd.DataFrame([
        {"Scenario": name,
         **{words: f"{{fact}}`{chapter}:{scenario}-{outcome}`" for outcome, words in OUTCOMES.items()}}
        for scenario, name in names])


def _claims(claims: object) -> str:
    """The claims, each as a link with its source's name; an assumption where there are none."""
    if pd.isna(claims):  # type: ignore[call-overload]
        return "assumption"
    return ", ".join(f"{{fact}}`{SOURCE_NAMES[each.partition('/')[0]]} <{each}>`" for each in str(claims).split("; "))
