"""What counts of sites, pools and mines allow: which pairs show growth, and which go with a weight shipped."""

import pandas as pd

from compendium.charts.theme import SOURCE_NAMES
from compendium.charts.timeline import when

KINDS = {"mining-sites": "sites", "leaching-pits": "pits and pools", "shan-mining": "mines in Shan State"}


def comparisons_table(pairs: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The pairs of ``kachin.models.environment.comparisons``, each count linked, with the reason for a refusal."""
    known = claims.set_index("id")
    rows = pairs.to_dict("records")
    return pd.DataFrame({
        "What is counted": [KINDS[row["kind"]] for row in rows],
        "One count": [_counted(row["one"], known) for row in rows],
        "Another": [_counted(row["other"], known) for row in rows],
        "Growth": [f"refused: {row['refused']}" if row["refused"] else "may be worked out" for row in rows],
    })


def intensities_table(found: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The counts of ``kachin.models.environment.intensities``, and the customs weight that each goes with."""
    known = claims.set_index("id")
    rows = found.to_dict("records")
    return pd.DataFrame({
        "Count": [_counted(row["id"], known) for row in rows],
        "Area": [str(known.loc[row["id"], "place"]).replace("-", " ").replace("; ", ", ") for row in rows],
        "Weight shipped in that year": [f"{{fact}}`{row['weight']}`" if row["weight"] else "–" for row in rows],
        "Tonnes for each": ["a bound can be worked out" if row["weight"] else f"refused: {row['refused']}"
                            for row in rows],
    })


def _counted(name: str, known: pd.DataFrame) -> str:
    """A count with its source and its time: 'Frontier, December 2023: >300'."""
    row = known.loc[name].to_dict()
    dated = when(row) if pd.notna(row["start"]) else "undated"
    return f"{SOURCE_NAMES[str(row['source'])]}, {dated}: {{fact}}`{name}`"
