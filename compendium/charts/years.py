"""Series by year: lines that may share an axis, or bars in panels for measures that must not be compared."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import altair as alt
import pandas as pd

from compendium.charts.as_claimed import check_columns, check_days
from compendium.charts.output import LARGE_NUMBERS, Caption, Drawn, drawn_of, publish
from compendium.charts.points import between, check_apart, check_fits, data_of_points, points
from compendium.charts.theme import ACCENT, INK, MUTED, QUIET
from compendium.errors import Refused
from compendium.evidence.printing import printed, significant

LOOKS = ((ACCENT, "circle"), (INK, "square"), (MUTED, "triangle-up"), ("#b9bec6", "diamond"))
"""Colour and shape for each line, so that no line is told by its colour alone."""
TOOLTIP = [alt.Tooltip("says:N", title="Figure"), alt.Tooltip("number:N", title="Number"),
           alt.Tooltip("of:N", title="Of"), alt.Tooltip("id:N", title="Id")]
PANEL, BAR, VISIBLE = 150, 0.62, 0.05
"""The height of a panel with its name, in pixels, the part of it that its highest bar fills, and the part of
that which a bar needs to be seen."""
WORDS_REACH = 4
"""Over so many years before its own the words of a figure for a part of a year may run, on a phone."""
SIDES: tuple[tuple[Literal["left", "right"], float], ...] = (("left", 0.15), ("right", 0.85))
"""Where in the room of its year a number begins, or ends."""


def years(table: pd.DataFrame, *, by: str, name: str, finding: str, shows: str, axis: str,
          accent: str = "", told: Sequence[int] = (), height: int = 280) -> Drawn:
    """Each row's number over the year it begins in; ``by`` is the column that names the lines.

    ``table`` holds rows with one unit, at most four lines among them; ``accent`` (a regular expression) says
    which line is drawn first and in the accent colour; the numbers of the years ``told`` stand at their points.
    A line ends where a year has no figure; ``height`` is in pixels. Raises ValueError for more lines than
    can be told apart, and for two numbers of one line in one year.
    """
    rows = _by_year(name, table, by)
    lines = sorted(dict.fromkeys(rows["series"]), key=lambda line: not re.match(accent, line) if accent else 0)
    if len(lines) > len(LOOKS):
        raise Refused(f"chart {name}: {len(lines)} lines; at most {len(LOOKS)} can be told apart; leave some out")
    drawn = rows[["id", "says", "of", "number", "middle", "year", "series", "run"]]
    colours, shapes = ([look[at] for look in LOOKS[: len(lines)]] for at in (0, 1))
    legend = alt.Legend(columns=1, labelLimit=300) if len(lines) > 1 else None
    base = alt.Chart(drawn).encode(
        x=_year_axis(rows),
        y=alt.Y("middle:Q", title=axis, axis=alt.Axis(labelExpr=LARGE_NUMBERS), scale=alt.Scale(zero=True)),
        color=alt.Color("series:N", title=None, sort=lines, legend=legend,
                        scale=alt.Scale(domain=lines, range=colours)),
        shape=alt.Shape("series:N", title=None, sort=lines, legend=legend,
                        scale=alt.Scale(domain=lines, range=shapes)), tooltip=TOOLTIP)
    words = rows[rows["year"].astype(int).isin(told)].copy()
    words["words"] = [_short(row).partition(" per ")[0] for row in words.to_dict("records")]
    chart = alt.layer(
        base.mark_line(strokeWidth=2).encode(shape=alt.Undefined, detail="run:N"),
        base.mark_point(filled=True, size=70, opacity=1),
        *([alt.Chart(words[["year", "middle", "words"]]).mark_text(dy=-14, fontWeight="bold", color=INK).encode(
            x=_year_axis(rows), y="middle:Q", text="words:N")] if len(words) else []))
    described = " ".join(_described(rows[rows["series"] == line], line) for line in lines)
    summary = (f"Line chart, {rows['year'].min()} to {rows['year'].max()}, of {', '.join(lines)}; "
               f"the values run {between(rows.assign(number=rows.apply(_short, axis=1)), 'series')}.")
    return publish(chart.properties(width="container", height=height),
                   Caption(name, finding, shows, described, summary), drawn_of(rows),
                   data_of_points(rows, "series"), axis=axis)


def panels(table: pd.DataFrame, *, by: str, name: str, finding: str, shows: str, accent: Sequence[str] = (),
           span: tuple[int, int] | None = None, beside: pd.DataFrame | None = None) -> Drawn:
    """Each measure by year as bars in a panel of its own, from its own zero: none can be held against another.

    ``by`` is the column that names the panels, in their order; rows of one panel share a unit. ``accent`` are the
    panels in the accent colour (the first, if none is named), ``span`` the first and last year of the axis. The
    highest, the first and the last number of a panel stand above their bars, if these can be seen. Raises ValueError
    for two numbers of one panel in one year, and for a year that is not in the span. ``beside`` are
    claims of parts of a year, such as a month: each is marked in the panel that its column ``by`` names, with the
    words of its column ``words``.
    """
    rows = _by_year(name, table, by)
    check_fits(name, rows["year"].astype(int), span or (-math.inf, math.inf))
    check_days(name, [] if beside is None else beside.to_dict("records"))
    named = list(dict.fromkeys(rows["series"]))
    tops = {each: rows.loc[rows["series"] == each, "middle"].max() for each in named}
    base_of = {each: float(len(named) - 1 - at) for at, each in enumerate(named)}
    rows["base"] = rows["series"].map(base_of)
    rows["top"] = [row["base"] + BAR * row["middle"] / tops[row["series"]] for row in rows.to_dict("records")]
    chosen = accent or named[:1]
    rows["colour"] = [ACCENT if each in chosen else MUTED for each in rows["series"]]
    rows["words"] = [printed(significant(row["middle"]), row["unit"]) if _is_told(row, rows) else ""
                     for row in rows.to_dict("records")]
    middle_year = rows["year"].astype(int).median()
    rows["side"] = ["right" if int(year) >= middle_year else "left" for year in rows["year"]]
    y = alt.Y("base:Q", axis=None, scale=alt.Scale(domain=[0, len(named)], nice=False))
    axis = _year_axis(rows, span)
    base = alt.Chart(rows[["id", "says", "of", "number", "middle", "year", "base", "top", "colour", "words",
                          "side"]]).encode(x=axis, tooltip=TOOLTIP)
    titles = pd.DataFrame([{"at": base_of[each] + 0.97, "floor": base_of[each], "name": each} for each in named])
    chart = alt.layer(
        alt.Chart(titles).mark_rule(style="ground", color=MUTED, strokeWidth=1).encode(
            x=alt.value(0), x2=alt.value("width"), y=alt.Y("floor:Q", axis=None)),
        base.mark_bar(width={"band": 0.7}).encode(y=y, y2="top:Q", color=alt.Color("colour:N", scale=None)),
        # a number goes on over the bars beside its own where there are more of them
        *(base.transform_filter(f"datum.words != '' && datum.side == '{side}'").mark_text(
            align=side, dy=-9, color=INK).encode(x=_year_axis(rows, span, at), y="top:Q", text="words:N")
          for side, at in SIDES),
        alt.Chart(titles).mark_text(align="left", baseline="top", fontWeight="bold", color=QUIET).encode(
            x=alt.value(0), y="at:Q", text="name:N"),
        *_part_of_a_year(beside, by, base_of, rows, axis),
    ).properties(width="container", height=PANEL * len(named))
    described = " ".join(_described(rows[rows["series"] == each], each) for each in named)
    marked = [] if beside is None else beside.to_dict("records")
    described += "".join(f" Marked: {row['words']}." for row in marked)
    summary = (f"Bars by year, {rows['year'].min()} to {rows['year'].max()}, in {len(named)} panels with scales of "
               f"their own: {'; '.join(named)}.")
    data = data_of_points(rows, "series")
    data += data_of_points(points(beside), "words") if beside is not None and marked else []
    rests_on = {*drawn_of(rows), *(drawn_of(beside) if beside is not None else [])}
    return publish(chart, Caption(name, finding, shows, described, summary), rests_on, data)


def _part_of_a_year(beside: pd.DataFrame | None, by: str, base_of: Mapping[str, float], rows: pd.DataFrame,
                    axis: alt.X) -> list[alt.Chart]:
    """A figure for a part of a year: a diamond at its height, and its words above what stands to its left."""
    if beside is None or beside.empty:
        return []
    parts = points(beside)
    parts["year"] = parts["start"].dt.year.astype(str)
    for at, row in parts.iterrows():
        own = rows[rows["series"] == row[by]]
        top = own["middle"].max()
        near = own["year"].astype(int).between(int(row["year"]) - WORDS_REACH, int(row["year"]))
        before = own.loc[near, "middle"].max()
        parts.loc[at, "top"] = base_of[row[by]] + BAR * row["middle"] / top
        parts.loc[at, "words_at"] = base_of[row[by]] + BAR * max(before, row["middle"]) / top + 0.06
    base = alt.Chart(parts[["id", "says", "of", "number", "middle", "year", "top", "words", "words_at"]]).encode(
        x=axis, tooltip=TOOLTIP)
    return [base.mark_rule(style="ground", color=INK, strokeWidth=1).encode(y="top:Q", y2="words_at:Q"),
            base.mark_point(shape="diamond", filled=True, size=110, color=INK, opacity=1).encode(y="top:Q"),
            base.mark_text(align="right", dx=13, baseline="bottom", dy=-15, color=INK).encode(
                y="words_at:Q", text="words:N")]


def _by_year(name: str, table: pd.DataFrame, by: str) -> pd.DataFrame:
    """The rows of a table by series and year, with the run of years without a gap that each belongs to."""
    rows = points(table)
    check_columns(name, table, by)
    if undated := list(rows.loc[rows["start"].isna(), "id"]):
        raise Refused(f"{undated[0]} has no year to stand in; leave out what begins at no known time")
    check_days(name, rows.to_dict("records"))
    rows["series"] = rows[by].astype(str)
    order = list(dict.fromkeys(rows["series"]))
    rows["year"] = rows["start"].dt.year
    rows = rows.sort_values(["series", "year"], key=lambda key: key.map(order.index) if key.name == "series" else key,
                            kind="stable")
    check_apart(name, (f"{row['series']} in {row['year']}" for row in rows.to_dict("records")))
    broken = (rows["year"].diff() != 1) | (rows["series"] != rows["series"].shift())
    return rows.assign(run=broken.cumsum(), year=rows["year"].astype(str))


def _year_axis(rows: pd.DataFrame, span: tuple[int, int] | None = None, within: float = 0.5) -> alt.X:
    """Every year from the first to the last, also those without a figure, each named where there is room."""
    first, last = span or (int(rows["year"].min()), int(rows["year"].max()))
    every = [str(year) for year in range(first, last + 1)]
    return alt.X("year:O", title=None, scale=alt.Scale(domain=every), bandPosition=within,
                 axis=alt.Axis(labelAngle=0, labelOverlap=True, ticks=False))


def _is_told(row: Mapping[Any, Any], rows: pd.DataFrame) -> bool:
    """Whether a number stands above its bar: the highest, and the first and last where they have room beside it."""
    own = rows[rows["series"] == row["series"]]
    highest = int(own.loc[own["middle"].idxmax(), "year"])
    ends = {int(own["year"].iloc[0]), int(own["year"].iloc[-1])}
    if int(row["year"]) == highest:
        return True
    beside = own.loc[(own["year"].astype(int) - int(row["year"])).abs() == 1, "middle"]
    seen = row["middle"] > VISIBLE * own["middle"].max() and not (beside > row["middle"]).any()
    return bool(seen and int(row["year"]) in ends and abs(int(row["year"]) - highest) > 2)


def _described(rows: pd.DataFrame, line: str) -> str:
    """One line in words: where it begins and ends, its highest and its lowest point."""
    ordered = rows.sort_values("year").to_dict("records")
    first, last = ordered[0], ordered[-1]
    high, low = max(ordered, key=lambda row: row["middle"]), min(ordered, key=lambda row: row["middle"])
    ends = f"{line}: {_short(first)} in {first['year']}"
    if len(ordered) == 1:
        return f"{ends}."
    peaks = f"highest {_short(high)} in {high['year']}, lowest in {low['year']}"
    return f"{ends}, {_short(last)} in {last['year']}; {peaks}."


def _short(row: Mapping[Any, Any] | pd.Series) -> str:
    """A number as it can be read aloud: what is printed to the last dollar or kilogram is told to three digits."""
    rounded = significant(row["middle"])
    return str(row["number"]) if rounded == row["middle"] else printed(rounded, row["unit"])
