"""What stands under a chart: whose claims it draws on; and what a chart has to say about itself for that."""

from pathlib import Path

import nbformat
import pytest

from compendium import charts, datasets
from compendium.book.figures import chart_files
from compendium.book.figures.source_lines import MOST, SHOWN, shown_sources, sources_in, sources_in_short
from compendium.drawing import CHART_TYPE
from compendium.errors import ChapterError
from compendium.execution.chapters import read_chapters

ALL = [f"{source}/a" for source in charts.SOURCE_NAMES]


def test_sources_stand_in_the_books_order():
    assert sources_in({"dvb-2025/b", "reuters-2025-03/a"}) == ["dvb-2025", "reuters-2025-03"]


def test_a_line_names_all_of_a_few_sources_and_counts_the_rest_of_many():
    assert shown_sources(sources_in(ALL[:MOST])) == (sources_in(ALL[:MOST]), [])
    shown, others = shown_sources(sources_in(ALL[: MOST + 1]))
    assert (len(shown), len(others)) == (SHOWN, MOST + 1 - SHOWN)
    assert sources_in_short(ALL[: MOST + 1]).endswith(f"Reuters and {MOST + 1 - SHOWN} more")


@pytest.fixture
def published(monkeypatch):
    """A way to collect one chart as if the first chapter had drawn it."""
    chapter = read_chapters(Path(__file__).parent.parent)[0]

    def collected(spec: dict) -> dict:
        output = nbformat.v4.new_output("display_data", data={CHART_TYPE: spec})
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[output])])
        monkeypatch.setattr(chart_files.cache, "read_executed", lambda *_: notebook)
        return chart_files.charts_by_name(Path(), [chapter])

    return chapter, collected


def drawn() -> dict:
    trade = datasets.load("trade")
    return charts.bars(trade[trade["question"] == "trade-value"], name="x", finding="Found.", shows="Shown.",
                       axis="dollars").to_dict()


def test_a_chart_that_says_all_is_collected(published):
    assert set(published[1](drawn())) == {"x"}


RATIO = datasets.load("derived").query("id == 'terbium-dysprosium-ratio'")
ENDS = ["value", "low", "high"]


def ratio(change) -> dict:
    return charts.intervals(change(RATIO), name="x", finding="F.", shows="S.", axis="", label="says").to_dict()


@pytest.mark.parametrize("change", [
    lambda rows: rows.assign(**dict(rows[ENDS] * 2)), lambda rows: rows.assign(high=99.0),
    lambda rows: rows.assign(unit="t"), lambda rows: rows.assign(unit="%")])
def test_what_a_cell_changed_is_not_collected_as_a_results(published, change):
    with pytest.raises(ChapterError) as raised:
        published[1](ratio(change))
    said = str(raised.value)
    assert " by the result terbium-dysprosium-ratio, and not 3.9" in said and " x; draw the result's own" in said


def test_a_result_is_not_drawn_at_another_place_of_its_range(published):
    wide = datasets.load("derived").query("high > 2 * low and low > 0").head(1)
    spec = charts.intervals(wide.assign(value=wide["high"]), name="x", finding="F.", shows="S.", axis="", label="says")
    with pytest.raises(ChapterError, match=r"says \S+ \S+ as 'value' by the result \S+, and not "):
        published[1](spec.to_dict())


@pytest.mark.parametrize("change", [
    lambda rows: rows, lambda rows: rows.round(dict.fromkeys(ENDS, 2)), lambda rows: rows.assign(id="worked-out-here"),
    lambda rows: rows.assign(unit="%", **dict(rows[ENDS] * 100))])
def test_a_results_number_may_be_rounded_and_told_in_another_unit(published, change):
    assert set(published[1](ratio(change))) == {"x"}


def test_a_chart_that_says_too_little_is_one_error_with_chapter_chart_and_what_is_missing(published):
    chapter, collected = published
    spec = drawn()
    del spec["usermeta"]["compendium"]["described"], spec["title"]
    with pytest.raises(ChapterError) as raised:
        collected(spec)
    said = str(raised.value)
    assert chapter.file in said
    assert "chart 'x' lacks a description of all that it draws, a title; charts.publish gives a chart all of" in said


@pytest.mark.parametrize("kind", ["application/vnd.vegalite.v5+json", "application/vnd.vega.v5+json"])
def test_a_chart_that_the_book_cannot_show_is_refused_and_not_blank(monkeypatch, kind):
    chapter = read_chapters(Path(__file__).parent.parent)[0]
    output = nbformat.v4.new_output("display_data", data={kind: {}, "text/plain": "alt.Chart(...)"})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=[output])])
    monkeypatch.setattr(chart_files.cache, "read_executed", lambda *_: notebook)
    with pytest.raises(ChapterError, match=r"charts\.publish"):
        chart_files.charts_by_name(Path(), [chapter])


def test_a_name_that_leads_out_of_the_folder_is_refused(published):
    spec = drawn()
    spec["usermeta"]["compendium"]["name"] = "../../x"
    with pytest.raises(ChapterError, match="cannot be called"):
        published[1](spec)
