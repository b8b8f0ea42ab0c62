"""What happened when: each event on its own line, as precisely as its source dates it."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from compendium.charts.lanes import heading, year_axis, year_lines
from compendium.charts.output import Caption, Drawn, claims_of, publish
from compendium.charts.theme import SOURCE_NAMES, colours
from compendium.evidence.periods import Period, in_words

STEP = 40
TOOLTIP = [alt.Tooltip("says:N", title="Claim"), alt.Tooltip("id:N", title="Id")]


def timeline(events: pd.DataFrame, actors: pd.DataFrame, *, name: str, finding: str, shows: str) -> Drawn:
    """Events as points, vague, long or open ones as bars, earliest at the top, each with its source.

    ``events`` holds rows of kind event with start, end, actor and action; ``actors`` is the table
    of actors, for their names. A date that the reader inferred is drawn hollow; an arrow head marks what
    went on.
    """
    rows = events[events["kind"] == "event"].dropna(subset=["start"]).sort_values(["start", "id"]).copy()
    several = rows["source"].nunique() > 1
    rows["label"] = [heading(event_label(row, actors)) + (_by(row["source"]) if several else "")
                     for row in rows.to_dict("records")]
    span = rows["start"].min().year, max(rows["end"].max(), rows["start"].max()).year
    rows["last"] = rows["end"].fillna(pd.Timestamp(span[1], 12, 31))
    rows["open"] = rows["end"].isna()
    rows["long"] = (rows["last"] - rows["start"]).dt.days > 31
    rows["shape"] = ["bar" if long else "hollow" if inferred else "point"
                     for long, inferred in zip(rows["long"], rows["inferred"], strict=True)]
    drawn = rows[["id", "source", "says", "label", "shape", "open"]].assign(
        start=rows["start"].dt.strftime("%Y-%m-%d"), last=rows["last"].dt.strftime("%Y-%m-%d"))
    y = alt.Y("id:N", sort=list(rows["id"]), axis=None)
    base = alt.Chart(drawn).encode(y=y)
    label = base.mark_text(align="left", baseline="middle", dy=-7, fontSize=11.5).encode(
        x=alt.value(0), text="label:N")
    marks = [_marks(base, shape, _colour(rows), year_axis(*span)) for shape in dict.fromkeys(rows["shape"])]
    chart = alt.layer(year_lines(drawn[["id"]], y, *span), *marks, *_heads(base, rows), label).properties(
        width="container", height=STEP * len(rows))
    caption = Caption(name, finding, shows, _described(rows),
                      f"Timeline of {len(rows)} events, from {rows['label'].iloc[0]} to {rows['label'].iloc[-1]}.")
    return publish(chart, caption, claims_of(rows))


def _marks(base: alt.Chart, shape: str, colour: alt.Color, x: alt.X) -> alt.Chart:
    """The events of one shape: bars for long ones, hollow points for inferred dates, else points."""
    chosen = base.transform_filter(f"datum.shape == '{shape}'")
    if shape == "bar":
        chosen = chosen.mark_bar(height=6, opacity=0.6, yOffset=9).encode(x2="last:T")
    else:
        chosen = chosen.mark_point(filled=shape == "point", size=80, yOffset=9, strokeWidth=2, opacity=1)
    marked: alt.Chart = chosen.encode(x=x, color=colour, tooltip=TOOLTIP)
    return marked


def _heads(base: alt.Chart, rows: pd.DataFrame) -> list[alt.Chart]:
    """An arrow head at the end of each event that went on."""
    head = base.transform_filter("datum.open").mark_point(
        shape="triangle-right", filled=True, size=70, yOffset=9, opacity=1).encode(
            x="last:T", color=_colour(rows), tooltip=TOOLTIP)
    return [head] if rows["open"].any() else []


def _colour(rows: pd.DataFrame) -> alt.Color:
    """Each source in its own colour; the line above each mark names it."""
    sources = [source for source in SOURCE_NAMES if source in set(rows["source"])]
    return alt.Color("source:N", scale=alt.Scale(**colours(sources)), legend=None)  # type: ignore[arg-type]


def event_label(row: Mapping[Any, Any], actors: pd.DataFrame) -> str:
    """When, who and what: 'October 2024: KIA seized Pangwa'."""
    names = actors.set_index("id")
    who = [_short(names, actor) for actor in str(row["actor"]).split("; ") if actor in names.index]
    met = str(row["action"]).startswith("met")
    return f"{when(row)}: {' and '.join(who if met else who[:1])} {row['action']}".replace("  ", " ")


def when(row: Mapping[Any, Any]) -> str:
    """A row's period in the words that cards and pages use, from its column ``period``; empty where it has none."""
    written = row["period"]
    return "" if pd.isna(written) else in_words(Period.parse(str(written)))


def _short(names: pd.DataFrame, actor: str) -> str:
    """An actor's abbreviation where there is one, else the name."""
    found = names.loc[actor]
    return str(found["name"] if pd.isna(found["abbreviation"]) else found["abbreviation"])


def _by(source: str) -> str:
    """The source of an event in brackets: ' (DVB, opinion)'."""
    return f" ({SOURCE_NAMES[source].replace(' (', ', ').rstrip(')')})"


def _described(rows: pd.DataFrame) -> str:
    return f"{len(rows)} events: " + "; ".join(rows["label"]) + "."
