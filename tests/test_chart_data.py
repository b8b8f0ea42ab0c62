"""What a figure lets a reader take along is what it shows: one tidy table, numbers as numbers, nothing else."""

import contextlib
import io
import json
import math
import re
from pathlib import Path

import altair as alt
import numpy as np
import pandas as pd
import pytest

from compendium import charts, datasets
from compendium.book.figures import chart_files
from compendium.book.figures.chart_render import in_script
from compendium.charts.as_claimed import check_as_claimed, check_dated
from compendium.charts.lanes import GROUND
from compendium.charts.output import Caption, publish
from compendium.datasets.tidy import EVIDENCE_KINDS, NUMBERS, TIDY_COLUMNS, as_csv, data_of, tidy
from compendium.errors import Refused
from compendium.sealed import SEAL, changed_figures

FIGURES = sorted((Path(__file__).parent.parent / "figures").glob("*.vl.json"))
COORDINATES = {"left", "right", "x", "y", "x2", "y2", "colour", "color", "shape", "latitude", "longitude", "line",
               "from_latitude", "to_longitude", "middle", "until"}
DIGITS = 0.005
"""By so little, as a part of it, a number told to three digits is another."""
NOT_IN_THE_UNIT = {"base", "top", "words_at", "rank", "at", "floor", "room", "x", "y", "level", "number_at"}
"""Fields that only place a mark: panels and dots have a height of their own, and a label its room."""


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, keep_default_na=True)


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name.removesuffix(".vl.json"))
def test_the_data_of_a_figure_are_one_tidy_table_of_what_it_draws(path):
    spec = json.loads(path.read_text(encoding="utf-8"))
    table = read(path.with_name(path.name.replace(".vl.json", ".csv")))
    assert tuple(table.columns[:len(TIDY_COLUMNS)]) == TIDY_COLUMNS and not set(table) & COORDINATES
    assert all(pd.api.types.is_numeric_dtype(table[each]) or table[each].isna().all() for each in NUMBERS)
    assert not any("<" in str(cell) for column in table for cell in table[column])
    assert set(table["kind"]) <= set(EVIDENCE_KINDS) and table["label"].notna().all()
    assert len(table) == len(spec["usermeta"]["compendium"]["data"])
    drawn = drawn_numbers(spec)
    shown = numbers(table, NUMBERS if draws_room(spec) else ["value"])
    if shown and drawn:
        cut = any(is_cut(row) for rows in spec["datasets"].values() for row in rows)
        assert min(shown) == pytest.approx(min(drawn))
        assert max(shown) == pytest.approx(max(drawn), rel=DIGITS if cut else None)


def numbers(table: pd.DataFrame, columns=NUMBERS) -> list[float]:
    return [float(each) for column in columns for each in table[column].dropna()]


def is_cut(row: dict) -> bool:
    """Whether a row is a bar that was cut, with its end written in it."""
    return bool(row.get("beyond") and row.get("told"))


def draws_room(spec: dict) -> bool:
    """Whether a chart draws from where to where a number may lie: lines of years have points alone."""
    return any({"left", "low"} & set(row) for rows in spec["datasets"].values() for row in rows)


def drawn_numbers(spec: dict) -> list[float]:
    """The numbers that a chart's marks stand at, but for the edge that an open end is drawn to."""
    found = []
    for layer in spec.get("layer", [spec]):
        mark = layer["mark"] if isinstance(layer["mark"], dict) else {"type": layer["mark"]}
        if mark["type"] in ("text", "geoshape") or mark.get("style") == GROUND:
            continue
        rows = spec["datasets"].get(layer.get("data", spec.get("data", {})).get("name"), [])
        # what a dial draws lies over another unit
        axes = ("y", "y2") if spec.get("params") and "lanes" not in spec["usermeta"]["compendium"] else (
            "x", "x2", "y", "y2")
        fields = {each.get("field") for key, each in layer["encoding"].items()
                  if key in axes and each.get("type", "quantitative") == "quantitative"}
        # a room too narrow to be seen is not drawn and still told
        fields |= {"left", "right"} if mark["type"] == "bar" else set()
        for row in rows:
            edge = {"up": "right", "down": "left"}.get(row.get("open"), "until" if row.get("beyond") else "")
            # a bar that is cut has its end in words, to three digits
            found += [float(row["told"].split()[1].replace(",", ""))] if is_cut(row) else []
            found += [float(row[field]) for field in fields - NOT_IN_THE_UNIT - {edge, "last", "end", None}
                      if isinstance(row.get(field), int | float)]
    return found


def test_a_spreadsheet_runs_nothing():
    table = tidy([{"label": "=1+1"}, {"label": "@sum"}, {"label": "+210%"}, {"label": "-89", "value": -89.0}])
    back = pd.read_csv(io.StringIO(as_csv(table)))
    assert back["label"].tolist() == ["'=1+1", "'@sum", "'+210%", "'-89"] and back["value"].iloc[-1] == -89


@pytest.mark.parametrize("nothing", [None, "", math.nan, pd.NA, pd.NaT, math.inf, -math.inf])
def test_an_empty_cell_of_any_kind_is_empty_in_the_file(nothing):
    chart = alt.Chart(pd.DataFrame({"a": [1]})).mark_point().encode(x="a:Q")
    rows = [{"label": "a", "value": 0.1 + 0.2, "number": 12, "high": nothing}, {"label": "b", "low": np.int64(3)}]
    made = publish(chart, Caption("x", "F.", "S.", "All.", "A chart."), [], rows).to_dict()
    assert as_csv(data_of(made)) == ("label,low,value,high,unit,period,source,kind,claims,number\n"
                                     "a,,0.3,,,,,modelled,,12\nb,3,,,,,,modelled,,\n")


@pytest.mark.parametrize(("number", "written"), [
    (12345678901.0, "12345678901"), (-12345678901.5, "-12345678901.5"), (100 / 3, "33.33333333"),
    (1e15, "1" + 15 * "0"), (0.1 + 0.2, "0.3"), (np.float64(40), "40"), (7, "7")])
def test_a_number_is_written_with_all_digits_before_its_point(number, written):
    assert as_csv(tidy([{"label": "a", "count": number}])).endswith(f",{written}\n")


def test_kind_and_source_follow_from_the_claims():
    rows = tidy([{"label": "a", "claims": "reuters-2025-03/imports-feb-2025"},
                  {"label": "b", "claims": "un-comtrade-2846/myanmar-weight-2023"}, {"label": "c", "value": 1}])
    assert [row["kind"] for row in rows] == ["reported", "outside", "modelled"]
    assert [row["source"] for row in rows] == ["Reuters", "UN Comtrade", ""]


# one article says the same number twice, which is one mark
SHARES = datasets.load("dependence").query("question == 'china-dependence-on-myanmar'").drop_duplicates("source")


def test_an_open_end_is_empty_and_never_the_edge_of_the_chart():
    made = data_of(charts.ranges(SHARES, name="x", finding="F.", shows="S.", axis="%", domain=(0, 100)).to_dict())
    ends = [row["high"] for row in made]
    assert None in ends and max(filter(None, ends)) < 100


@pytest.mark.parametrize("change", [
    lambda rows: rows.assign(value=rows["value"] + 3), lambda rows: rows.assign(value=rows["value"] * 10),
    lambda rows: rows.assign(highest=99.0), lambda rows: rows.assign(comparator=">"),
    lambda rows: rows.assign(unit="t"), lambda rows: rows.assign(period="1999"), lambda rows: rows.assign(of="snow"),
    lambda rows: rows.assign(source="usgs-heavy-2026"), lambda rows: rows.assign(lowest=rows["value"]),
    lambda rows: rows.assign(lowest=rows["highest"], highest=rows["lowest"])])
def test_what_a_cell_changed_is_not_published_as_a_claims(change):
    with pytest.raises(Refused, match=r"^chart x: the row '.*' says .* by the claim .*/.*; allowed is the claim's own"):
        charts.ranges(change(SHARES), name="x", finding="F.", shows="S.", axis="%", domain=(0, 1000))


def test_an_event_keeps_the_source_that_its_label_names():
    events = datasets.load("claims").query("kind == 'event'").head(2)
    with pytest.raises(Refused, match=r"says 'USGS .*' as 'source', and not '.*', by the claim"):
        charts.timeline(events.assign(source="usgs-heavy-2026"), datasets.load("actors"), name="x", finding="F.",
                        shows="S.")


CLAIMS = datasets.load("claims")
DATED = CLAIMS.query("source == 'un-comtrade-2846' and unit == 't' and place == 'myanmar'").head(2)
ROWS = CLAIMS[CLAIMS["id"].str.fullmatch(r"un-comtrade-2846/myanmar-weight-202[23]")].assign(
    claims=lambda rows: rows["id"])


@pytest.mark.parametrize(("change", "told"), [
    ({"claims": lambda rows: "; ".join(rows["id"])}, "'un-comtrade-2846/myanmar-weight-2022' rests on un"),
    ({"id": lambda rows: rows["id"].to_numpy()[::-1]}, "-2023' rests on un-comtrade-2846/myanmar-weight-2022;"),
    ({"id": ""}, "a row with the id '' rests on un-comtrade-2846/myanmar-weight-2022; what one claim says has"),
    ({"label": lambda rows: rows["id"]}, ""), ({"claims": None}, "")])
@pytest.mark.parametrize("draw", [charts.ranges, charts.bars])
def test_a_row_is_of_the_claim_that_its_id_says(change, told, draw):
    words = {"name": "x", "finding": "F.", "shows": "S.", "axis": ""} | (
        {"domain": (0, 1e6)} if draw == charts.ranges else {})
    with pytest.raises(Refused, match=re.escape(told)) if told else contextlib.nullcontext():
        draw(ROWS.assign(**change), **words)


@pytest.mark.parametrize("column", ["place", "credited_to", "standing", "definition", "actor"])
def test_a_column_of_a_claim_that_a_chart_takes_words_from_is_the_claims_own(column):
    with pytest.raises(Refused, match=rf"^chart x says 'aldham' as '{column}' by the claim .*; allowed is the claim's"):
        charts.ranges(ROWS.assign(**{column: "aldham"}), name="x", finding="F.", shows="S.", axis="", label=column,
                      domain=(0, 1e6))


@pytest.mark.parametrize(("axis", "told"), [
    ("tonnes a month", "the axis 'tonnes a month' counts by the month, and the rows count by year; name what the rows"),
    ("tonnes per day", "counts by the day"), ("tonnes a year", ""), ("tonnes", ""), ("annual tonnes", "")])
def test_an_axis_and_a_caption_count_by_what_their_rows_do(axis, told):
    for words in ({"axis": axis, "shows": "S."}, {"axis": "", "shows": f"Of fish, {axis}"}):
        said = told.replace("the axis 'tonnes", "'.*tonnes")
        with pytest.raises(Refused, match=said) if told else contextlib.nullcontext():
            charts.ranges(ROWS, name="x", finding="F.", domain=(0, 1e6), **words)


EARLIER = DATED.assign(start=DATED["start"] - pd.DateOffset(years=5))


@pytest.mark.parametrize("draw", [
    lambda words: charts.years(EARLIER, by="place", axis="", **words),
    lambda words: charts.years(DATED.assign(start=DATED["start"].to_numpy()[::-1]), by="place", axis="", **words),
    lambda words: charts.panels(EARLIER, by="place", **words),
    lambda words: charts.panels(DATED, by="place", beside=EARLIER.assign(words="A"), **words),
    lambda words: charts.timeline(EARLIER, label="says", **words),
    lambda words: charts.timeline(DATED.assign(end=pd.NaT), label="says", **words)])
def test_a_claim_stands_at_its_own_time(draw):
    said = r"^chart x: the claim un-comtrade-2846/\S+ would stand by '.*' as its '(start|end)', and not '.*'; allowed"
    with pytest.raises(Refused, match=said):
        draw({"name": "x", "finding": "F.", "shows": "S."})


@pytest.mark.parametrize("column", ["says", "action", "actor"])
def test_an_event_is_told_in_its_own_words(column):
    events = CLAIMS.query("kind == 'event'").dropna(subset=["start"]).head(2)
    with pytest.raises(Refused, match=rf"^chart x says 'a sale' as '{column}' by the claim .*, and not '.*'; allowed"):
        charts.timeline(events.assign(**{column: "a sale"}), datasets.load("actors"), name="x", finding="F.",
                        shows="S.")


def test_a_claims_number_may_be_told_in_another_unit_and_a_computed_one_says_what_computes_it():
    claim = "reuters-2025-03/imports-feb-2025"
    rows = [{"label": "a", "value": 311_000, "unit": "kg", "claims": claim},
            {"label": "thousands", "value": 0.311, "unit": "thousand t", "claims": claim},
            {"label": "b", "value": 9, "unit": "t", "claims": claim, "result": "imports-feb-2024"},
            {"label": "c", "value": 9, "unit": "t", "claims": claim, "kind": "modelled"},
            {"label": "d", "value": 1, "unit": "count", "claims": claim, "kind": "counted"}]
    check_as_claimed("x", tidy(rows))


@pytest.mark.parametrize("axis", ["tonnes", "per cent of all tonnes", "US dollars", "yuan per kg"])
def test_an_axis_that_names_another_unit_than_its_rows_is_refused(axis):
    said = rf"^chart x: the axis '{axis}' names .*, and the rows are in %; name what the rows measure"
    with pytest.raises(Refused, match=said):
        charts.ranges(SHARES, name="x", finding="F.", shows="S.", axis=axis, domain=(0, 100))


@pytest.mark.parametrize(("words", "said"), [
    ({"axis": "kilotonnes"}, "the axis 'kilotonnes' names kilotonnes, and the rows are in %; name what"),
    ({"axis": "part, in euros"}, "the axis 'part, in euros' names euros, and the rows are in %; name what"),
    ({"axis": "", "shows": "Part in 2018, in thousand kilograms, by source."}, "by source.' names kg, and the rows"),
    ({"axis": "", "shows": "Part in pounds."}, "the caption 'Part in pounds.' names pounds, and the rows are in %")])
def test_an_axis_or_caption_in_a_unit_that_no_row_has_is_refused(words, said):
    with pytest.raises(Refused, match=re.escape(said)):
        charts.ranges(SHARES, **({"name": "x", "finding": "F.", "shows": "S.", "domain": (0, 100)} | words))


MIXED = pd.concat([CLAIMS[CLAIMS["unit"] == unit].dropna(subset=["value", "start"]).head(1) for unit in ("t", "USD")])
TWO = datasets.load("derived").groupby("unit").head(1).query("unit in ('t', 'USD')")


@pytest.mark.parametrize("draw", [
    lambda words: charts.bars(MIXED, axis="", **words), lambda words: charts.bars(MIXED, axis="tonnes", **words),
    lambda words: charts.ranges(MIXED, axis="", domain=(0, 1e12), **words),
    lambda words: charts.intervals(TWO, axis="", label="says", **words),
    lambda words: charts.years(MIXED, by="unit", axis="", **words)])
def test_rows_of_several_units_share_no_axis(draw):
    said = r"^chart x: one axis for the rows in USD .* and t .*; draw rows of one unit, or convert"
    with pytest.raises(Refused, match=said):
        draw({"name": "x", "finding": "F.", "shows": "S."})


def test_a_bar_of_what_is_possible_is_drawn_in_its_own_unit():
    table = pd.DataFrame({"period": [2020], "low": [1.0], "high": [2.0], "claims": "s/a", "unit": "t"})
    with pytest.raises(Refused, match="the axis 'kg' names kg, and the rows are in t"):
        charts.spans(table, name="x", finding="F.", shows="S.", unit="kg")


@pytest.mark.parametrize("axis", ["per cent", "% of the world's", "", "part of what China imports"])
def test_an_axis_that_names_the_unit_of_its_rows_or_none_passes(axis):
    charts.ranges(SHARES, name="x", finding="F.", shows="S.", axis=axis, domain=(0, 100))


@pytest.mark.parametrize(("words", "claim", "told"), [
    ("Tonnes in 2023.", "un-comtrade-2846/myanmar-weight-2023", ""), ("What nobody dated, in 1931.", "no/claim", ""),
    ("Tonnes in 1931.", "un-comtrade-2846/myanmar-weight-2023", "1931"),
    ("Tonnes in February 2025.", "reuters-2025-03/imports-feb-2025", ""),
    ("Tonnes in February.", "reuters-2025-03/imports-feb-2025", ""),
    ("Tonnes in 2025.", "reuters-2025-03/imports-feb-2025", ""),
    ("Tonnes in May.", "reuters-2025-03/imports-feb-2025", "May"),
    ("Tonnes in May 2025.", "reuters-2025-03/imports-feb-2025", "May 2025"),
    ("Tonnes in Q3 2025.", "reuters-2025-03/imports-feb-2025", "Q3 2025")])
def test_a_date_in_a_charts_words_lies_in_a_period_of_a_claim_that_it_draws(words, claim, told):
    with pytest.raises(Refused, match=rf"^chart x: '{told}' in its words lies in no period of the claims that it draws"
                       ) if told else contextlib.nullcontext():
        check_dated("x", words, [claim])


@pytest.mark.parametrize("sign", ["</script>", "<!-- <script>", "a & b", "\u2028"])
def test_nothing_in_a_title_ends_the_element_that_holds_it(sign):
    written = str(in_script(json.dumps({"title": sign}, ensure_ascii=False)))
    assert not set(written) & set("<>&\u2028\u2029") and json.loads(written) == {"title": sign}


def test_a_file_that_belongs_to_no_chart_is_left_alone(tmp_path, monkeypatch):
    folder = tmp_path / "figures"
    folder.mkdir()
    (folder / "mine.svg").write_text("<svg/>", encoding="utf-8")
    for ending, text in (("vl.json", json.dumps({"usermeta": {"compendium": {"name": "gone"}}})), ("svg", "<svg/>")):
        (folder / f"gone.{ending}").write_text(text, encoding="utf-8")
    monkeypatch.setattr(chart_files, "charts_by_name", lambda *_: {})
    monkeypatch.setattr(chart_files, "read_chapters", lambda *_: [])
    assert chart_files.write_figures(tmp_path) == ["gone"]
    assert [path.name for path in folder.iterdir()] == ["mine.svg"] and list(changed_figures(tmp_path)) == []


def test_the_charts_of_the_book_are_as_the_build_wrote_them(root):
    held = json.loads((root / "figures" / SEAL).read_text(encoding="utf-8"))
    assert set(held) == {path.name for path in (root / "figures").iterdir()} - {SEAL}
    assert list(changed_figures(root)) == []


def test_a_chart_that_is_drawn_anew_and_comes_out_the_same_has_not_changed(tmp_path, monkeypatch):
    made = charts.dots([30, 45, 50], claims=["s/a"], name="x", finding="F.", shows="S.", axis="%", domain=(20, 60),
                       width=5).to_dict()
    shown = {"x": made}
    monkeypatch.setattr(chart_files, "charts_by_name", lambda *_: shown)
    monkeypatch.setattr(chart_files, "read_chapters", lambda *_: [])
    assert chart_files.write_figures(tmp_path) == ["x"]
    assert list(changed_figures(tmp_path)) == []
    # a clone has the files, and no note of what they were drawn from
    (tmp_path / chart_files.DRAWN).unlink()
    assert chart_files.write_figures(tmp_path) == []
    (tmp_path / "figures" / "x.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "figures" / "x.csv").unlink()
    assert [str(each) for each in changed_figures(tmp_path)] == [
        f"figures/x.{ending}: is not as the build wrote it; change the cell that draws it, and run 'compendium build'"
        for ending in ("csv", "svg")]
    assert chart_files.write_figures(tmp_path) == ["x"] and list(changed_figures(tmp_path)) == []
    # without its seal nobody could tell that a file was changed by hand
    (tmp_path / "figures" / "x.csv").write_text("label\n", encoding="utf-8")
    for lost in (lambda seal: seal.write_text("{}", encoding="utf-8"), Path.unlink):
        lost(tmp_path / "figures" / SEAL)
        assert [str(each) for each in changed_figures(tmp_path)] == [
            f"figures/{SEAL}: does not hold what the build wrote to x.vl.json; run 'compendium build', which draws the"
            " charts anew"]
    assert chart_files.write_figures(tmp_path) == ["x"] and list(changed_figures(tmp_path)) == []


def test_a_picture_does_not_depend_on_what_was_drawn_before_it():
    made = charts.dots([30, 45, 50], claims=["s/a"], name="x", finding="F.", shows="S.", axis="%", domain=(20, 60),
                       width=5).to_dict()
    assert chart_files.picture("x", made) == chart_files.picture("x", made)


def test_a_source_that_no_code_knows_is_called_by_its_id():
    assert charts.SOURCE_NAMES["no-such-source"] == "no-such-source"
    rows = datasets.load("dependence")
    rows = rows[rows["question"] == "share-of-world-heavy-rare-earths"].astype({"source": str, "id": str})
    rows["id"] = rows["claims"] = [f"no-such-source/claim-{at}" for at in range(len(rows))]
    made = charts.ranges(rows.assign(source="no-such-source"), name="x", finding="F.", shows="S.", axis="%",
                         domain=(0, 100)).to_dict()
    assert "no-such-source" in made["usermeta"]["compendium"]["described"]
