"""Results that are only known as ranges: each as a point with the range around it, one below the other."""

import altair as alt
import pandas as pd

from compendium.charts.lanes import beyond, heading
from compendium.charts.named_claims import CLAIMS, named_in
from compendium.charts.output import LARGE_NUMBERS, Caption, Drawn, claims_of, publish
from compendium.charts.theme import ACCENT, MUTED
from compendium.evidence.printing import WIDE, printed_estimate_range, printed_result
from compendium.results.draws import TOLD

STEP = 46


def intervals(table: pd.DataFrame, *, name: str, finding: str, shows: str, axis: str, label: str = "name",
              accent: str = "") -> Drawn:
    """Each row's value as a point and its low to high as a bar, from zero, with both in words above.

    ``table`` holds rows like those of ``derived.csv`` that share one unit; ``label`` names the column with
    each row's words; the row whose id is ``accent`` (all, if none is named) carries the accent colour.
    ``{range}`` in ``shows`` stands for what the range of drawn results is.
    """
    rows = table.reset_index(drop=True).copy()
    rows["line"] = [f"{heading(row[label])}: {_told(row)}" for row in rows.to_dict("records")]
    rows["colour"] = [ACCENT if not accent or each == accent else MUTED for each in rows["id"]]
    ends = rows[["value", "low", "high"]].astype(float)
    drawn = rows[["id", "says", "line", "colour"]].assign(value=ends["value"], left=ends["low"], right=ends["high"],
                                                         claims=rows["claims"].map(named_in))
    base = alt.Chart(drawn).encode(y=alt.Y("line:N", sort=None, axis=None),
                                   color=alt.Color("colour:N", scale=None),
                                   tooltip=[alt.Tooltip("says:N", title="Result"), alt.Tooltip("id:N", title="Id"),
                                            CLAIMS])
    x = alt.X("left:Q", title=axis, axis=alt.Axis(labelExpr=LARGE_NUMBERS, grid=False),
              scale=alt.Scale(zero=True, domainMax=beyond(ends["high"])))
    chart = alt.layer(
        base.mark_bar(height=7, opacity=0.35, yOffset=9).encode(x, x2="right:Q"),
        base.mark_point(filled=True, size=90, yOffset=9, opacity=1).encode(x="value:Q"),
        alt.Chart(drawn).mark_text(align="left", baseline="middle", dy=-8).encode(
            x=alt.value(0), y=alt.Y("line:N", sort=None, axis=None), text="line:N"),
    ).properties(width="container", height=STEP * len(drawn))
    lowest, highest = (rows.sort_values("value", kind="stable")["line"].iloc[at] for at in (0, -1))
    summary = f"Chart of {len(rows)} results with their ranges; lowest {lowest}, highest {highest}."
    caption = Caption(name, finding, shows.replace("{range}", TOLD), f"{'; '.join(drawn['line'])}.", summary)
    return publish(chart, caption, claims_of(rows))


def _told(row: dict[object, object]) -> str:
    """A result and its range in words."""
    value, low, high = (float(str(row[each])) for each in ("value", "low", "high"))
    unit = str(row["unit"])
    middle = printed_result(value, low, high, unit)
    digits = 2 if high - low > WIDE * abs(value) else 3
    ends = printed_estimate_range(low, high, unit, digits)
    # the range says it again, and a line has little room
    short = middle.removesuffix(" per year") if ends.endswith(" per year") else middle
    return middle if low == high else f"{short} ({ends})"
