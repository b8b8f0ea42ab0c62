"""Who held what, and when: a bar for each holding, faint while its beginning or its end is not dated exactly."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from compendium.charts.lanes import day, lane, time_axis, time_lines
from compendium.charts.names import SOURCE_NAMES
from compendium.charts.output import CLAIMS, Caption, Drawn, named, publish
from compendium.charts.points import when
from compendium.charts.theme import ACCENT

STEP = 40
TOOLTIP = [alt.Tooltip("line:N", title="Holding"), alt.Tooltip("told:N", title="Dated by"), CLAIMS]
Holding = tuple[str, str, str]
"""What was held by whom, and the ids of the claims that date its beginning and its end; '' where none does."""


def holdings(claims: pd.DataFrame, held: Sequence[Holding], *, years: tuple[int, int], name: str, finding: str,
             shows: str) -> Drawn:
    """Each holding from its beginning to its end, over ``years`` (the first and the last that are drawn).

    The period of the claim that dates a beginning or an end is drawn faint, as the change lies somewhere in it; a
    holding that no claim begins or ends runs to the edge, with an arrow head. A star marks a year that the
    reader inferred.
    """
    edges = pd.Timestamp(years[0], 1, 1), pd.Timestamp(years[1], 12, 31)
    known = claims.set_index("id")
    rows = pd.DataFrame([_row(each, known, edges) for each in held])
    parts = pd.DataFrame([part for row in rows.to_dict("records") for part in _parts(row)])
    y = lane(list(rows["line"]))
    base = alt.Chart(parts).encode(y=y)
    chart = alt.layer(
        time_lines(list(rows["line"]), y, *edges),
        base.mark_bar(height=9, color=ACCENT).encode(
            time_axis(*edges), x2="end:T", opacity=alt.Opacity("strength:Q", scale=None),
            tooltip=TOOLTIP),
        *_heads(rows, y),
    ).properties(width="container", height=STEP * len(rows))
    described = "; ".join(f"{row['line']} ({row['told']})" for row in rows.to_dict("records"))
    summary = f"Timeline of {len(rows)} holdings from {years[0]} to {years[1]}."
    return publish(chart, Caption(name, finding, shows, f"{described}.", summary),
                   [claim for _, *ids in held for claim in ids if claim], _data(rows, held), lanes="line")


def _data(rows: pd.DataFrame, held: Sequence[Holding]) -> list[dict[str, Any]]:
    """Each holding with the days between which it began and ended."""
    return [{"label": what, "period": f"{row['begins'][0]:%Y-%m-%d}/{row['ends'][1]:%Y-%m-%d}",
             "claims": "; ".join(each for each in (begun, ended) if each), "dated_by": row["told"]}
            for row, (what, begun, ended) in zip(rows.to_dict("records"), held, strict=True)]


def _row(holding: Holding, known: pd.DataFrame, edges: tuple[pd.Timestamp, pd.Timestamp]) -> dict[str, Any]:
    """One holding with the four days that matter: its beginning at the earliest and latest, and its end likewise."""
    what, begun, ended = holding
    begins, ends = _span(begun, known, edges[0], edges[1]), _span(ended, known, edges[1], edges[1])
    inferred = any(bool(known.loc[each, "inferred"]) for each in (begun, ended) if each)
    told = [f"{word} {when(known.loc[each].to_dict())}, {SOURCE_NAMES[str(known.loc[each, 'source'])]}".replace(
        "begun since", "since") for word, each in (("begun", begun), ("ended", ended)) if each]
    return {"line": what + ("*" if inferred else ""), "begins": begins, "ends": ends, "told": "; ".join(told),
            "claims": named(each for each in (begun, ended) if each), "earlier": not begun, "later": not ended}


def _heads(rows: pd.DataFrame, y: alt.Y) -> list[alt.Chart]:
    """Arrow heads at the edges, where a holding goes on beyond what is dated."""
    return [alt.Chart(chosen[["line", "told", "claims"]]).mark_point(
        shape=f"triangle-{side}", filled=True, size=80, color=ACCENT, opacity=1).encode(
            x=alt.value(at), y=y, tooltip=TOOLTIP)
            for side, column, at in (("left", "earlier", 0), ("right", "later", "width"))
            if len(chosen := rows[rows[column]])]


def _span(claim: str, known: pd.DataFrame, unknown: pd.Timestamp,
          last: pd.Timestamp) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last day of a claim's period, cut to what is drawn; an edge where there is no claim."""
    if not claim:
        return unknown, unknown
    start, end = (pd.Timestamp(str(known.loc[claim, each])) for each in ("start", "end"))
    return start, last if pd.isna(end) else min(end, last)


def _parts(row: dict[Any, Any]) -> list[dict[str, Any]]:
    """A holding as up to three bars: faint while it may have begun, full, faint while it may have ended."""
    days = [*row["begins"], *row["ends"]]
    drawn = zip(days, days[1:], (0.35, 1.0, 0.35), strict=False)
    return [{"line": row["line"], "told": row["told"], "claims": row["claims"], "strength": strength,
             "start": day(start), "end": day(end)} for start, end, strength in drawn if start < end]
