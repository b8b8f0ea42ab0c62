"""The chain of needs: how far each destination meets each link and what holds it back, as a grid and as tables."""

import altair as alt
import pandas as pd

from compendium.charts.output import CLAIMS_TOOLTIP, Caption, Drawn, cell_short_list, claims_of, in_expression, publish
from compendium.charts.theme import ACCENT, INK, LANE, MUTED
from compendium.results.needs import GRADES

STEP = 34
HALF = "M0,-1A1,1,0,1,1,0,1A1,1,0,1,1,0,-1ZM0,-0.72A0.72,0.72,0,0,0,0,0.72Z"
DASH = "M-0.6,-0.1H0.6V0.1H-0.6Z"
LOOKS = {"in place": ("circle", INK), "partly": (HALF, INK), "disputed": ("diamond", ACCENT),
         "lacking": ("cross", ACCENT), "no claim": (DASH, MUTED)}
"""Each grade has its own shape, so that none is told by its colour alone."""
TOOLTIP = [alt.Tooltip("destination_name:N", title="Destination"), alt.Tooltip("need_name:N", title="Need"),
           alt.Tooltip("grade:N", title="Grade"), alt.Tooltip("told:N", title="Evidence"),
           alt.Tooltip("voices:Q", title="Independent voices"), CLAIMS_TOOLTIP]


def needs_matrix(cells: pd.DataFrame, binding: pd.DataFrame, *, name: str, finding: str, shows: str) -> Drawn:
    """The grades of ``results.needs.cells`` as marks, one row for each destination, in the order of the table.

    A line parts buyers of Kachin's rare earths from origins in Kachin's place. A frame stands around the link
    that holds a destination back (``results.needs.binding``); a star beside a mark says that only opinions
    bear on it.
    """
    order = [list(dict.fromkeys(cells[column])) for column in ("destination_name", "need_name")]
    last = cells.loc[cells["role"] == "buyer", "destination_name"].iloc[-1]
    held = set(zip(binding["destination_name"], binding["need_name"], strict=True))
    drawn = cells.assign(
        star=cells["opinion"].map({True: "*", False: ""}), told=cells["claims"].map(_number),
        claims=cells["claims"].map(cell_short_list),
        held=[pair in held for pair in zip(cells["destination_name"], cells["need_name"], strict=True)])
    base = alt.Chart(drawn[[
        "destination_name", "need_name", "grade", "voices", "star", "told", "held", "claims"]]).encode(
        x=alt.X("need_name:N", title=None, sort=order[1], scale=alt.Scale(domain=order[1]),
                axis=alt.Axis(orient="top", labelAngle=-35, domain=False, ticks=False)),
        y=alt.Y("destination_name:N", title=None, sort=order[0]), tooltip=TOOLTIP)
    used = [grade for grade in GRADES if grade in set(cells["grade"])]
    shape, colour = ([LOOKS[grade][at] for grade in used] for at in (0, 1))
    legend = alt.Legend(columns=2, symbolSize=110, direction="horizontal")
    parted = f"datum.destination_name == {in_expression(last)}"
    chart = alt.layer(
        base.mark_rect(fill=LANE, stroke="#ffffff", strokeWidth=2),
        base.transform_filter(parted).mark_rule(color=MUTED, strokeWidth=2).encode(
            x=alt.value(0), x2=alt.value("width"),
            y=alt.Y("destination_name:N", title=None, sort=order[0], bandPosition=1)),
        base.transform_filter("datum.held").mark_rect(filled=False, stroke=ACCENT, strokeWidth=2),
        base.mark_point(filled=True, size=150, opacity=1).encode(
            shape=alt.Shape("grade:N", scale=alt.Scale(domain=used, range=shape), title=None, sort=used, legend=legend),
            color=alt.Color("grade:N", scale=alt.Scale(domain=used, range=colour), title=None, sort=used,
                            legend=legend)),
        base.mark_text(dx=11, dy=-5).encode(text="star:N"),
    ).properties(width="container", height=STEP * len(order[0]))
    counted = cells["grade"].value_counts()
    summary = (f"Grid of {len(order[0])} destinations and {len(order[1])} links of the chain: "
               f"{', '.join(f'{counted[grade]} {grade}' for grade in used)}.")
    caption = Caption(name, finding, shows, _described(cells, binding), summary)
    return publish(chart, caption, claims_of(cells), _data(cells, held))


def _number(claims: str) -> str:
    number = claims.count("; ") + 1 if claims else 0
    return "no claim" if number == 0 else f"{number} claim{'s' * (number > 1)}"


def _data(cells: pd.DataFrame, held: set[tuple[str, str]]) -> list[dict[str, object]]:
    """Each cell of the grid as a row of the chart's data."""
    return [{"label": f"{row['destination_name']}, {row['need_name']}", "destination": row["destination_name"],
             "link": row["need_name"], "grade": row["grade"], "independent_voices": row["voices"],
             "opinions_only": "yes" if row["opinion"] else "no", "claims": row["claims"], "kind": "counted",
             "holds_back": "yes" if (row["destination_name"], row["need_name"]) in held else "no"}
            for row in cells.to_dict("records")]


def _described(cells: pd.DataFrame, binding: pd.DataFrame) -> str:
    """The grid read row by row, then what holds each destination back."""
    rows = [f"{name}: " + ", ".join(f"{cell['need_name'].lower()} {cell['grade']}" for cell in own.to_dict("records"))
            for name, own in cells.groupby("destination_name", sort=False, observed=True)]
    held = [f"{row['destination_name']} by {row['need_name'].lower()}" for row in binding.to_dict("records")
            if row["need"]]
    return f"{'; '.join(rows)}. Held back: {', '.join(held) or 'none'}."


def binding_table(binding: pd.DataFrame) -> pd.DataFrame:
    """For each destination the link that holds it back, and the links of which no claim speaks."""
    rows = binding.to_dict("records")
    return pd.DataFrame({
        "Destination": [row["destination_name"] for row in rows],
        "Held back by": [_linked(row["need_name"], row["claims"], row["voices"], False) if row["need"] else
                         "none called lacking" for row in rows],
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
