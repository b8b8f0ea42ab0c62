"""Amounts and counts: bars from zero, swings, a distribution as dots each of the same part, grids of two categories."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from compendium.charts.as_claimed import check_columns, check_measured
from compendium.charts.lanes import GROUND, WORDS, broken, from_zero, heading, height, lane, zero_scale
from compendium.charts.output import (
    CLAIMS_TOOLTIP,
    LARGE_NUMBERS,
    Caption,
    Drawn,
    claims_of,
    drawn_of,
    grouped,
    publish,
    short_list,
)
from compendium.charts.points import between, data_of_points, listed, points
from compendium.charts.theme import ACCENT, INK, LANE, MUTED
from compendium.columns import claims_among, items_of
from compendium.evidence.printing import printed_estimate_range

TOOLTIP = [alt.Tooltip("says:N", title="Claim"), alt.Tooltip("id:N", title="Id")]
VISIBLE = 0.01
"""Room smaller than this part of the longest bar would be a speck in it."""


def bars(table: pd.DataFrame, *, name: str, finding: str, shows: str, axis: str, label: str = "name",
         accent: Sequence[str] = ()) -> Drawn:
    """One bar per row of a subject's table, from zero, with the number as its source prints it.

    Rows share one unit; ``label`` names the column with the words beside each bar; the rows whose ids
    are in ``accent`` (all, if none is named) carry the accent colour. A line across a bar's end is the room that
    its number leaves, an arrow head says that it is a least.
    """
    rows = points(table)
    check_columns(name, rows, label)
    rows[WORDS] = broken(name, (f"{row[label]}: {row['number']}" for row in rows.to_dict("records")))
    rows["colour"] = [ACCENT if not accent or i in accent else MUTED for i in rows["id"]]
    rows["open"] = rows["comparator"].isin([">", ">="])
    drawn = rows[["id", "says", "of", "number", "middle", WORDS, "colour", "open"]].assign(
        left=rows["from"], right=rows["until"])
    base = alt.Chart(drawn).encode(y=lane(list(rows[WORDS])))
    chart = alt.layer(
        base.mark_bar(height=14).encode(
            alt.X("middle:Q", title=axis or None, axis=alt.Axis(labelExpr=LARGE_NUMBERS, grid=False),
                  scale=zero_scale(from_zero(drawn[["left", "middle", "right"]].to_numpy(float).flat))),
            color=alt.Color("colour:N", scale=None), tooltip=TOOLTIP),
        *_room(base, drawn),
    ).properties(width="container", height=height(list(rows[WORDS])))
    caption = Caption(name, finding, shows, f"Bars: {listed(rows, label)}.",
                      f"Bar chart of {len(rows)} numbers, {between(rows, label)}.")
    return publish(chart, caption, drawn_of(rows), data_of_points(rows, label), lanes=WORDS, axis=axis)


def _room(base: alt.Chart, drawn: pd.DataFrame) -> list[alt.Chart]:
    """A line for the room that a number leaves, where it can be seen, and an arrow head for a least."""
    visible = ~drawn["open"] & (drawn["right"] - drawn["left"] > VISIBLE * drawn["middle"].abs().max())
    room = base.transform_filter(alt.FieldOneOfPredicate("id", list(drawn.loc[visible, "id"]))).mark_rule(
        color=INK, strokeWidth=1.5).encode(x="left:Q", x2="right:Q", tooltip=TOOLTIP)
    falls = drawn["middle"] < 0
    sides = (("right", "datum.open && datum.middle >= 0" if falls.any() else "datum.open", 4, drawn["open"] & ~falls),
             ("left", "datum.open && datum.middle < 0", -4, drawn["open"] & falls))
    heads = [(base.transform_filter(rows).mark_point(
        shape=f"triangle-{side}", filled=True, size=110, xOffset=beyond, opacity=1).encode(
            x="middle:Q", color=alt.Color("colour:N", scale=None), tooltip=TOOLTIP), shown)
        for side, rows, beyond, shown in sides]
    return [layer for layer, shown in ((room, visible), *heads) if shown.any()]


LEAST_SWING = 0.02
"""A swing smaller than this part of the widest would be no bar, and is left out."""
ORIGIN = [alt.Tooltip("ids:N", title="From")]


def swings(table: pd.DataFrame, names: Mapping[str, str], *, unit: str, name: str, finding: str, shows: str,
           axis: str, most: int = 8, proper: tuple[str, ...] = ()) -> Drawn:
    """The widest swings of a result around its value with all inputs at their middle, the widest first.

    ``table`` has a row for each input: input, ids, at_low, at_high, middle, swing; ``names`` says
    what each input is called. ``{input}`` in the finding stands for the name of the widest, in mid-sentence,
    where names that begin with one of ``proper`` keep their capital. Bars begin at zero where the axis has it.
    """
    rows = table[table["swing"] > LEAST_SWING * table["swing"].max()].head(most).copy()
    ends = rows[["at_low", "at_high"]]
    rows["left"], rows["right"] = ends.min(axis=1), ends.max(axis=1)
    rows["words"] = [f"{names[str(row['input'])]}: {printed_estimate_range(row['left'], row['right'], unit)}"
                     for row in rows.to_dict("records")]
    rows[WORDS] = broken(name, rows["words"])
    drawn = rows[["ids", WORDS, "left", "right", "middle"]].reset_index(drop=True)
    ids = {each for cell in rows["ids"] for each in items_of(cell)}
    y = lane(list(rows[WORDS]))
    x = alt.X("left:Q", title=axis, axis=alt.Axis(labelExpr=LARGE_NUMBERS, grid=False),
              scale=alt.Scale(zero=False, padding=8))
    chart = alt.layer(
        alt.Chart(drawn).mark_bar(height=12, color=ACCENT, opacity=0.75).encode(x, y=y, x2="right:Q", tooltip=ORIGIN),
        # beside each bar only, as a line from top to bottom would cross the words on a phone
        alt.Chart(drawn.assign(ids=short_list(claims_among(ids)))).mark_tick(
            color=INK, thickness=2, size=18).encode(x="middle:Q", y=y, tooltip=ORIGIN),
    ).properties(width="container", height=height(list(rows[WORDS])))
    described = f"Results at the two ends of each input, the widest first: {'; '.join(rows['words'])}."
    widest = names[str(rows["input"].iloc[0])]
    found = finding.format(input=widest if widest.startswith(proper) else widest[:1].lower() + widest[1:])
    summary = f"Chart of {len(drawn)} swings; the widest is from {rows['words'].iloc[0]}."
    data = [{"label": names[str(row["input"])], "low": row["left"], "value": row["middle"], "high": row["right"],
             "unit": unit, "kind": "modelled", "inputs": row["ids"],
             "claims": claims_among(items_of(row["ids"])),
             "at_low_end": row["at_low"], "at_high_end": row["at_high"]} for row in rows.to_dict("records")]
    return publish(chart, Caption(name, found, shows, described, summary), ids, data, lanes=WORDS, axis=axis)


HEIGHT, HEADROOM = 240, 1.15


def dots(values: Sequence[float], *, claims: Sequence[str], name: str, finding: str, shows: str, axis: str,
         domain: tuple[float, float], width: float, mark: float | None = None, unit: str = "%") -> Drawn:
    """One dot for each value, stacked in bins of a width; those from ``mark`` on carry the accent colour.

    ``values`` are evenly spaced quantiles in the ``unit`` of the axis, which shows ``domain`` at least, and goes on to
    where the last dot and the mark lie: a run with other parameters has others.
    """
    check_measured(name, unit, claims)
    rows = pd.DataFrame({"value": sorted(values)})
    rows["at"] = (rows["value"] // width + 0.5) * width
    rows["rank"] = rows.groupby("at").cumcount() + 0.5
    rows["colour"] = [ACCENT if mark is not None and each >= mark else MUTED for each in rows["value"]]
    rows["claims"] = short_list(claims)
    # the words beside the mark stand over the highest pile, never on it
    tallest = max(rows["rank"].max() + 0.5, 8) * (HEADROOM if mark is not None else 1)
    at = [*rows["at"], *([] if mark is None else [mark])]
    reach = [min(domain[0], min(at) - width / 2), max(domain[1], max(at) + width / 2)]
    x = alt.X("at:Q", title=axis, scale=alt.Scale(domain=reach, nice=False))
    y = alt.Y("rank:Q", title=None, axis=None, scale=alt.Scale(domain=[0, tallest], nice=False))
    drawn = alt.Chart(rows).mark_point(filled=True, size=150, opacity=1).encode(
        x=x, y=y, color=alt.Color("colour:N", scale=None),
        tooltip=[alt.Tooltip("value:Q", title=axis, format=".0f"), CLAIMS_TOOLTIP],
    )
    chart = alt.layer(drawn, *_sides(rows, mark)).properties(width="container", height=HEIGHT)
    bins = rows.groupby("at").size().reset_index(name="count").to_dict("records")
    listed = "; ".join(f"{bin['at'] - width / 2:g} to {bin['at'] + width / 2:g}: {bin['count']:g}" for bin in bins)
    described = f"Dots in each bin: {listed}.{_told(rows, mark)}"
    low, middle, high = (float(rows["value"].quantile(each)) for each in (0.05, 0.5, 0.95))
    summary = (f"Dot plot of {len(rows)} equally likely values, {axis}: middle {middle:.0f}, nine in ten of them "
               f"from {low:.0f} to {high:.0f}.")
    every = claims_among(sorted(claims))
    data = [{"label": f"dot {number} of {len(rows)}, all equally likely", "value": each, "unit": unit,
             "kind": "modelled", "claims": every} for number, each in enumerate(rows["value"], start=1)]
    return publish(chart, Caption(name, finding, shows, described, summary), claims, data, axis=axis)


def _parted(rows: pd.DataFrame, mark: float) -> tuple[int, int]:
    """How many dots lie below the mark, and how many from it on."""
    below = int((rows["value"] < mark).sum())
    return below, len(rows) - below


def _told(rows: pd.DataFrame, mark: float | None) -> str:
    if mark is None:
        return ""
    below, others = _parted(rows, mark)
    return f" Of {len(rows)} dots {below} lie below {mark:g} and {others} from there on."


def _sides(rows: pd.DataFrame, mark: float | None) -> list[alt.Chart]:
    """The mark as a line, and on either side of it how many dots there are."""
    if mark is None:
        return []
    below, others = _parted(rows, mark)
    base = alt.Chart(pd.DataFrame({"at": [mark]})).encode(x="at:Q")
    words = base.encode(y=alt.value(8))
    return [base.mark_rule(style=GROUND, color=INK, strokeWidth=1),
            words.mark_text(align="right", dx=-6, color=INK, fontWeight="bold").encode(
                text=alt.value(f"{below} of {len(rows)} below")),
            words.mark_text(align="left", dx=6, color=ACCENT, fontWeight="bold").encode(
                text=alt.value(f"{others} of {len(rows)} above"))]


STEP = 34
ROOM, LETTER = 540, 7
"""The width of the columns where the chart is widest, and of a letter of their names, in pixels."""
HYPHENATED = {"know-how"}


def matrix(table: pd.DataFrame, *, across: str, down: str, name: str, finding: str, shows: str,
           order: list[str] | None = None, order_down: list[str] | None = None) -> Drawn:
    """How many claims fall into each pair of values of two columns, as shaded cells with numbers.

    ``order`` gives the values of ``across`` from left to right and ``order_down`` those of ``down`` from top to
    bottom, if their order has a meaning.
    """
    check_columns(name, table, down, across)
    every = grouped(table, [down, across]).astype({down: str, across: str})
    cells = every.drop(columns="all_claims")
    for column in (down, across):
        cells[column] = [_spelled(each) for each in cells[column]]
    order, order_down = ([_spelled(each) for each in given] if given else None for given in (order, order_down))
    longest, columns = max(map(len, cells[across])), cells[across].nunique()
    angle = 0 if longest * LETTER < ROOM / columns else -35
    y = alt.Y(f"{down}:N", title=None, sort=order_down or _fullest_first(cells, down))
    base = alt.Chart(cells).encode(
        x=alt.X(f"{across}:N", title=None, sort=order, axis=alt.Axis(orient="top", labelAngle=angle, ticks=False)), y=y)
    top = int(cells["number"].max())
    shade = alt.Opacity("number:Q", scale=alt.Scale(domain=[0, top], range=[0.12, 0.75]), legend=None)
    chart = alt.layer(
        # a row can be followed across cells that are empty
        alt.Chart(cells).mark_rect(style=GROUND, fill=LANE, stroke="#ffffff", strokeWidth=2).encode(
            x=alt.value(0), x2=alt.value("width"), y=y),
        base.mark_rect(color=ACCENT).encode(opacity=shade, tooltip=[down, across, "number", CLAIMS_TOOLTIP]),
        base.mark_text(color=INK).encode(text="number:Q"),
    ).properties(width="container", height=STEP * cells[down].nunique())
    said = "; ".join(f"{row[down]}, {row[across]}: {row['number']}" for row in cells.to_dict("records"))
    fullest = cells.sort_values("number", ascending=False, kind="stable").to_dict("records")[0]
    summary = (f"Grid of {cells[down].nunique()} rows and {cells[across].nunique()} columns; the fullest cell, "
               f"{fullest[down]} and {fullest[across]}, holds {fullest['number']} claims.")
    data = [{"label": f"{row[down]}, {row[across]}", "value": row["number"], "unit": "count", "kind": "counted",
             "claims": row["all_claims"]} for row in every.to_dict("records")]
    return publish(chart, Caption(name, finding, shows, f"Number of claims: {said}.", summary), claims_of(table), data)


def _fullest_first(cells: pd.DataFrame, down: str) -> list[str]:
    """The rows by their number of claims; two layers of one chart agree on an order only where it is spelled out."""
    sums = cells.groupby(down, sort=True)["number"].sum()
    return [str(each) for each in sums.sort_values(ascending=False, kind="stable").index]


def _spelled(name: str) -> str:
    """A value as a reader reads it: 'Own voice' for 'own-voice'."""
    return heading(name if name in HYPHENATED or not name.islower() else name.replace("-", " "))
