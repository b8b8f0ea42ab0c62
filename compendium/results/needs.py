"""How far each destination meets each link of the chain of needs, by one rule, from the claims that bear on it.

In place: a claim says that the whole need is met, and none speaks against it. Partly: claims speak for it, and none
says that the need is met or that it is not. Disputed: one claim says that it is met and another that it is not.
Lacking: claims only speak against it, or one says that it is not met and none that it is. A plan or a projection is
evidence of neither, and is shown without weight.
"""

from collections.abc import Iterable
from itertools import product
from typing import Any

import pandas as pd

from compendium.columns import as_cell, items_of
from compendium.evidence import credit

GRADES = ("in place", "partly", "disputed", "lacking", "no claim")
"""From the best to the worst; of what no claim speaks, nothing is known."""
UNWEIGHED = ("planned", "projected")
KEYS = ["destination", "destination_name", "role"], ["need", "need_name"]


def grade(bearings: pd.DataFrame) -> str:
    """The grade of one cell, from its rows of the table of needs; an empty cell has no claim."""
    weighed = bearings[~bearings["standing"].isin(UNWEIGHED)]
    support, against = (_strength(weighed[weighed["bears"] == each]) for each in ("supports", "hinders"))
    if support == against == 0:
        return "no claim"
    if support == 2:
        return ("in place", "partly", "disputed")[against]
    return "partly" if support == 1 and against < 2 else "lacking"


def cells(needs: pd.DataFrame, among: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every destination with every need: its grade, how many voices are independent, whether all are opinions.

    ``among`` are the rows of the table that count, where not all do; what they leave out becomes a cell
    without a claim. Columns: destination, destination_name, role, need, need_name, grade, voices, denied (how many
    independent voices say that the need is not met), opinion, claims.
    """
    counted = needs if among is None else among
    rows, columns = (needs[keys].drop_duplicates().to_dict("records") for keys in KEYS)
    return pd.DataFrame([{**row, **column, **_cell(counted, str(row["destination"]), str(column["need"]))}
                         for row, column in product(rows, columns)])


def binding(graded: pd.DataFrame) -> pd.DataFrame:
    """The link that holds each destination back: the worst grade on which claims speak.

    Among equals it is the one that more independent voices deny as a whole, then the one with more voices, then the
    earlier in the chain. Where nothing is lacking or disputed, no link is named. Columns: destination,
    destination_name, need, need_name, grade, voices, unknown (the needs of which no claim speaks), claims.
    """
    found = []
    for destination, row in graded.groupby("destination", sort=False, observed=True):
        bad = row[row["grade"].isin(["disputed", "lacking"])]
        ranked = bad.assign(order=bad["grade"].map(GRADES.index))
        worst = ranked.sort_values(["order", "denied", "voices"], ascending=False, kind="stable").head(1)
        unknown = row.loc[row["grade"] == "no claim", "need_name"]
        held = {each: worst[each].item() if len(worst) else "" for each in ("need", "need_name", "grade", "claims")}
        found.append({"destination": destination, "destination_name": row["destination_name"].iloc[0], **held,
                      "voices": int(worst["voices"].item()) if len(worst) else 0, "unknown": as_cell(unknown)})
    return pd.DataFrame(found)


def voice_count(rests_on: Iterable[str]) -> int:
    """How many groups of claims have no ancestor in common; ``rests_on`` holds the ancestors of each claim."""
    return len(credit.voices(rests_on, items_of))


def _cell(counted: pd.DataFrame, destination: str, need: str) -> dict[str, Any]:
    own = counted[(counted["destination"] == destination) & (counted["need"] == need)]
    weighed, graded = own[~own["standing"].isin(UNWEIGHED)], grade(own)
    first = "supports" if graded in ("in place", "partly") else "hinders"
    denied = weighed[(weighed["bears"] == "hinders") & weighed["fully"]]
    return {"grade": graded, "voices": voice_count(weighed["rests_on"]), "denied": voice_count(denied["rests_on"]),
            "claims": as_cell([*own.loc[own["bears"] == first, "claims"], *own.loc[own["bears"] != first, "claims"]]),
            "opinion": bool(len(weighed)) and bool((weighed["standing"] == "opinion").all())}


def _strength(bearings: pd.DataFrame) -> int:
    """2 where a claim speaks of the whole need, 1 where claims speak of parts of it, 0 where none speaks."""
    return 0 if bearings.empty else 2 if bearings["fully"].any() else 1
