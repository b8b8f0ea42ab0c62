"""What happened when, or is planned for when: each event on its own line, as precisely as its source dates it."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from compendium.charts.as_claimed import check_columns, check_days, check_told
from compendium.charts.lanes import WORDS, broken, day, heading, height, lane, time_axis, time_lines
from compendium.charts.output import Caption, Drawn, claims_of, publish
from compendium.charts.points import period_in_words, period_of
from compendium.charts.theme import ACCENT, INK
from compendium.columns import items_of
from compendium.datasets.names import SOURCE_NAMES, kind_of
from compendium.errors import Refused

__all__ = ["event_label", "period_in_words", "timeline"]

TOOLTIP = [alt.Tooltip("says:N", title="Claim"), alt.Tooltip("id:N", title="Id")]
LONG = 40
"""What lasts longer than this part of the time shown is drawn as a bar."""
VAGUE = 0.8
"""What covers more than this part of a chosen time is left out."""


def timeline(events: pd.DataFrame, actors: pd.DataFrame | None = None, *, name: str, finding: str, shows: str,
             first: str = "", last: str = "", label: str = "") -> Drawn:
    """Events as points, vague, long or open ones as bars, earliest at the top, each with its source.

    ``events`` holds rows of claims that are dated; ``label`` names a column with their words, else they are made
    from actor and action by the table of ``actors``, and only rows of kind event are drawn. ``first`` and
    ``last`` (dates) bound the time shown, in days or in years; what goes on beyond it has an arrow head, and
    what is dated no better than by nearly all of it is left out. A date that the reader inferred is drawn
    hollow, evidence from outside in ink. Raises ValueError where nothing is left to draw.
    """
    check_columns(name, events, label)
    rows = (events if label else events[events["kind"] == "event"]).dropna(subset=["start"])
    rows = rows.reset_index(drop=True).sort_values(["start", "end", "id"])
    check_days(name, rows.to_dict("records"))
    check_told(f"chart {name}", rows.to_dict("records"), ["says", *([] if label else ["actor", "action"])])
    begins = pd.Timestamp(first) if first else pd.Timestamp(rows["start"].min().year, 1, 1)
    latest = max(rows["start"].max(), rows["end"].max())
    ends = (pd.Timestamp(last) if last else pd.Timestamp(latest.year, 12, 31)) + pd.Timedelta(days=1)
    until = rows["end"].fillna(ends).where(lambda each: each < ends, ends)
    # what may have happened at any time of those shown says nothing of when
    dated = until - rows["start"].where(lambda each: each > begins, begins) < VAGUE * (ends - begins)
    rows = rows[(rows["start"] < ends) & (until >= begins) & (dated if first else True)]
    if rows.empty:
        raise Refused(f"chart {name}: no event is dated between {begins:%Y-%m-%d} and {ends:%Y-%m-%d}; give another"
                      " first and last")
    several = rows["source"].nunique() > 1
    rows["label"] = [str(row[label]) if label else event_label(row, actors) + (_by(row["source"]) if several else "")
                     for row in rows.to_dict("records")]
    rows[WORDS] = broken(name, rows["label"], rows["start"].dt.date)
    # a day ends where the next begins
    until = rows["end"].fillna(ends) + pd.Timedelta(days=1)
    rows["from"] = rows["start"].where(rows["start"] > begins, begins)
    rows["last"] = until.where(until < ends, ends)
    rows["earlier"], rows["open"] = rows["start"] < begins, until > ends
    long = (rows["last"] - rows["from"]) > (ends - begins) / LONG
    rows["shape"] = ["bar" if lasting else "hollow" if inferred else "point"
                     for lasting, inferred in zip(long, rows["inferred"].fillna(False), strict=True)]
    rows["colour"] = [INK if kind_of(str(each)) == "outside" else ACCENT for each in rows["id"]]
    drawn = rows[["id", "source", "says", WORDS, "shape", "earlier", "open", "colour"]].assign(
        start=[day(each) for each in rows["from"]], last=[day(each) for each in rows["last"]])
    y = lane(list(rows[WORDS]))
    base = alt.Chart(drawn).encode(y=y, color=alt.Color("colour:N", scale=None), tooltip=TOOLTIP)
    marks = [_marks(base, shape, time_axis(begins, ends)) for shape in dict.fromkeys(rows["shape"])]
    chart = alt.layer(time_lines(list(rows[WORDS]), y, begins, ends), *marks, *_heads(base, rows)).properties(
        width="container", height=height(list(rows[WORDS]), 26))
    caption = Caption(name, finding, shows, f"{len(rows)} events: " + "; ".join(map(heading, rows["label"])) + ".",
                      f"Timeline of {len(rows)} events, from {rows['label'].iloc[0]} to {rows['label'].iloc[-1]}.")
    return publish(chart, caption, claims_of(rows), [_datum(row) for row in rows.to_dict("records")], lanes=WORDS)


def _datum(row: Mapping[Any, Any]) -> dict[str, Any]:
    """An event as a row of the chart's data; with its number, where the claim has one."""
    return {"label": heading(row["label"]), "low": row["low"], "value": row["value"], "high": row["high"],
            "unit": "" if pd.isna(row["unit"]) else row["unit"], "period": period_of(row), "claims": row["id"],
            "source": SOURCE_NAMES[row["source"]], "standing": row["standing"],
            "inferred": "yes" if row["inferred"] is True else "no"}


def _marks(base: alt.Chart, shape: str, x: alt.X) -> alt.Chart:
    """The events of one shape: bars for long ones, hollow points for inferred dates, else points."""
    chosen = base.transform_filter(f"datum.shape == '{shape}'")
    if shape == "bar":
        return chosen.mark_bar(height=7, opacity=0.6).encode(x=x, x2="last:T")  # type: ignore[no-any-return]
    return chosen.mark_point(  # type: ignore[no-any-return]
        filled=shape == "point", size=80, strokeWidth=2, opacity=1).encode(x=x)


def _heads(base: alt.Chart, rows: pd.DataFrame) -> list[alt.Chart]:
    """An arrow head where an event began before the time shown or goes on after it."""
    heads = (("earlier", "triangle-left", "start"), ("open", "triangle-right", "last"))
    return [base.transform_filter(f"datum.{column}").mark_point(shape=shape, filled=True, size=70, opacity=1).encode(
        x=alt.X(f"{end}:T", scale=alt.Scale(type="utc"))) for column, shape, end in heads if rows[column].any()]


def event_label(row: Mapping[Any, Any], actors: pd.DataFrame | None) -> str:
    """When, who and what: 'October 2024: the council closed the mill'."""
    names = actors.set_index("id") if actors is not None else pd.DataFrame()
    who = [_short(names, actor) for actor in items_of(row["actor"]) if actor in names.index]
    met = str(row["action"]).startswith("met")
    return f"{period_in_words(row)}: {' and '.join(who if met else who[:1])} {row['action']}".replace("  ", " ")


def _short(names: pd.DataFrame, actor: str) -> str:
    """An actor's abbreviation where there is one, else the name."""
    found = names.loc[actor]
    return str(found["name"] if pd.isna(found["abbreviation"]) else found["abbreviation"])


def _by(source: str) -> str:
    """The source of an event in brackets: ' (The Post, opinion)'."""
    return f" ({SOURCE_NAMES[source].replace(' (', ', ').rstrip(')')})"
