"""The chain of needs as tables: the grades, what holds each destination back, and the claims behind both."""

import pandas as pd


def needs_table(cells: pd.DataFrame) -> pd.DataFrame:
    """The grades of ``results.needs.cells``, each leading to the claim that decides it."""
    names = list(dict.fromkeys(cells["need_name"]))
    shown = cells.assign(cell=[_linked(row["grade"], row["claims"], row["voices"], row["opinion"])
                               for row in cells.to_dict("records")])
    wide = shown.pivot(index="destination_name", columns="need_name", values="cell")[names]
    return wide.loc[list(dict.fromkeys(cells["destination_name"]))].rename_axis("Destination", axis=0).rename_axis(
        None, axis=1).reset_index()


def binding_table(binding: pd.DataFrame) -> pd.DataFrame:
    """For each destination the link that holds it back, and the links of which no claim speaks."""
    rows = binding.to_dict("records")
    return pd.DataFrame({
        "Destination": [row["destination_name"] for row in rows],
        "Held back by": [_linked(row["need_name"], row["claims"], row["voices"], False) if row["need"] else
                         "no link that claims call lacking" for row in rows],
        "No claim on": [str(row["unknown"]).replace("; ", ", ").lower() or "–" for row in rows],
    })


def bearings_table(needs: pd.DataFrame) -> pd.DataFrame:
    """The claims behind the grid: destination, link, for or against, what the claim says, on whose word."""
    rows = needs.to_dict("records")
    return pd.DataFrame({
        "Destination": [row["destination_name"] for row in rows],
        "Link of the chain": [row["need_name"] for row in rows],
        "Bears": [("for" if row["bears"] == "supports" else "against") + (", the whole" if row["fully"] else ", a part")
                  for row in rows],
        "What it says": [f"{{fact}}`{row['says']} <{row['claims']}>`" for row in rows],
        "Why it bears": ["" if pd.isna(row["why"]) else row["why"] for row in rows],
    })


def _linked(words: str, claims: str, voices: int, opinion: bool) -> str:
    """A grade that leads to the first of its claims, with the number of independent voices if there are several."""
    if not claims:
        return "–"
    more = ", ".join([*([f"{voices} voices"] if voices > 1 else []), *(["opinion"] if opinion else [])])
    return f"{{fact}}`{words} <{claims.partition('; ')[0]}>`" + (f" ({more})" if more else "")
