"""What a cell displays is cleaned before it stands on a page: nothing that runs, loads or sends; tables stay whole."""

import base64
import json
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from test_execution_tiny_book import HEADER, write_book

from compendium.book.building import _refuse_shown
from compendium.book.site.cell_outputs import cleaned_html, refused_types, safe, taken_out
from compendium.drawing import CHART_TYPE, FACT_TYPE
from compendium.errors import ChapterError
from compendium.execution.all_chapters import run_all
from compendium.execution.notebooks import cleaned, figure_name
from compendium.execution.output_forms import PNG, malformed

RECORDED = {"name": "x", "value": None, "low": 1.5, "high": 2, "unit": "t", "says": "A.", "formula": "b",
            "inputs": ["c"]}
HOSTILE = [
    ("<script>document.title = 1</script>", "<script>"), ('<b onclick="x()">a</b>', "onclick"),
    ('<img src=x onerror="x()">', "<img>"), ('<a href="javascript:x()">a</a>', "the address 'javascript:x()'"),
    ('<a href="java&#9;script:x()">a</a>', "the address 'java\tscript:x()'"),
    ('<a href=" JaVaScRiPt:x()">a</a>', "the address ' JaVaScRiPt:x()'"),
    ('<a href="data:text/html,<script>1</script>">a</a>', "the address"),
    ('<a href="vbscript:x()">a</a>', "the address"), ('<iframe src="https://example.org"></iframe>', "<iframe>"),
    ('<svg onload="x()"><circle/></svg>', "<svg>"), ("<math><mtext><style><img></style></mtext></math>", "<math>"),
    ('<form action="https://example.org"><input name="a"></form>', "<form>"),
    ('<base href="https://example.org">', "<base>"),
    ('<meta http-equiv="refresh" content="0;url=https://example.org">', "<meta>"),
    ('<link rel="stylesheet" href="x">', "<link>"),
    ('<object data="x"></object>', "<object>"), ('<embed src="x">', "<embed>"), ("<button>a</button>", "<button>"),
    ('<video src="x" autoplay></video>', "<video>"), ('<td background="https://example.org/x">a</td>', "background"),
    ('<p contenteditable>a</p>', "contenteditable"), ('<div data-x="1" hx-get="x">a</div>', "data-x"),
    ('<p id="x" tabindex="1">a</p>', "tabindex"),
    ("<noscript><p title='</noscript><img src=x onerror=x()>'>", "<noscript>"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "named"), HOSTILE, ids=[html[:20] for html, _ in HOSTILE])
def test_what_runs_loads_or_sends_is_taken_out_and_named(html, named):
    page = BeautifulSoup(cleaned_html(f"<p>before</p>{html}<p>after</p>"), "html.parser")
    assert page.select("script, img, iframe, svg, math, form, base, meta, link, object, embed, video, input, button,"
                       "style, noscript") == []
    assert [key for tag in page.find_all() for key in tag.attrs if key.startswith(("on", "data-", "hx-"))] == []
    assert [tag["href"] for tag in page.select("[href]") if not tag["href"].startswith("http")] == []
    assert "before" in page.get_text() and "after" in page.get_text()
    assert any(each.startswith(named) for each in taken_out(html)), taken_out(html)


@pytest.mark.parametrize(("html", "said"), [
    ("<b>a</b> <!-- a --!> <svg></svg> -->", "a comment that is not closed"), ("a <b", "a tag that is not closed"),
    ("<!--> <svg></svg> -->", "a comment that is not closed"), ("<![CDATA[ > <svg></svg> ]]>", "a comment that is not"),
    ("<p title='>a <svg></svg>", "a tag with a quote or a sign"), ("<b <i>a", "a tag with a quote or a sign"),
    ('<p title="a > b">a</p><b title=\'x="\'>b</b><!-- it\'s <b -->', "")])
def test_what_readers_of_html_read_differently_is_told_and_not_what_they_make_of_it(html, said):
    told = taken_out(html)
    assert len(told) == bool(said) and all(each.startswith(said) for each in told), told


def as_seen(html: str) -> list[tuple[str, list[str], str, str]]:
    """A table as the book reads it: its cells, their words and how far they reach."""
    table = BeautifulSoup(html, "html.parser").find("table")
    return [(cell.name, cell.get("class", []), cell.get("colspan", "1"), cell.decode_contents())
            for cell in table.find_all(["th", "td"])]


def test_tables_of_pandas_stay_as_they_are():
    frame = pd.DataFrame({"a": ["{fact}`x <y/z>`", "R & D", "<b>bold</b>", "5 > 4"], "b": [1.5, 2, 3, float("nan")]})
    grouped = frame.set_index(["a", "b"]).T
    linked = pd.DataFrame({"a": ["https://example.org/x"]})
    for html in (frame.to_html(), grouped.to_html(), frame.style.hide().format(escape="html").to_html(),
                 frame.to_html(escape=False, columns=["b"]), linked.to_html(render_links=True).replace(
                     ' target="_blank"', "")):
        assert taken_out(html) == [] and as_seen(cleaned_html(html)) == as_seen(html)
        # what was cleaned is asked once more where the page is put together
        assert taken_out(cleaned_html(html), looks=False) == []


def test_nothing_that_the_chapters_display_is_taken_out(root):
    cells = [cell for path in sorted((root / "tests/notebooks").glob("*.ipynb"))
             for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert len(cells) > 50 and [held for cell in cells for held in refused_types(cell["outputs"])] == []
    for cell in cells:
        for output in cell["outputs"]:
            html = "".join(output.get("data", {}).get("text/html", ""))
            assert not html or as_seen(cleaned_html(html)) == as_seen(html)


def test_forms_of_output_that_are_programs_are_left_out_and_markdown_is_text():
    given = [NotebookNode(output_type="display_data", metadata=NotebookNode(), data=NotebookNode(each)) for each in (
        {"application/javascript": "x()", "text/plain": "a"}, {"application/vnd.jupyter.widget-view+json": {}},
        {"text/markdown": "*a* <script>x()</script>"}, {"text/html": ["<p>a", "<script>x()</script>"]})]
    assert [dict(each["data"]) for each in safe(given)] == [
        {"text/plain": "a"}, {}, {"text/markdown": "*a* &lt;script>x()&lt;/script>"}, {"text/html": "<p>a</p>"}]
    assert list(refused_types(given)) == ["an output of the kind application/vnd.jupyter.widget-view+json", "<script>"]


@pytest.mark.parametrize(("markdown", "told"), [
    (f"{'> ' * 30}A word.", "Markdown whose lists or quotations stand too deep within each other to be read"),
    ("\n".join(f"{'  ' * deep}- A word." for deep in range(15)), "Markdown whose lists or quotations stand too deep"),
    ("Of $x^2$.", "a formula in Markdown"), ("$$\na\n$$", "a formula in Markdown"),
    ("\\begin{align}\nx\n\\end{align}", "a formula in Markdown"), ("a | b\n--|--\nc | d", "a table in Markdown"),
    ("A {fact}`x/y`.", "a role in Markdown"), ("a \u202e12", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
    ("a &#x2067;12", "U+2067 (RIGHT-TO-LEFT ISOLATE)"),
    ("It cost $5 and $6.\n\n---\n\n- a\n\n  - b | c\n\n> # D\n>\n>     x\n\n`{a}` [b](https://example.org)", "")])
def test_markdown_that_a_page_would_show_as_it_is_written_is_told(markdown, told):
    found = list(refused_types([NotebookNode(data={"text/markdown": markdown, "text/plain": "<Markdown>"})]))
    assert len(found) == bool(told) and all(each.startswith(told) for each in found), found


@pytest.mark.parametrize("output", [
    {"output_type": "stream", "text": "a \u202e12"}, {"data": {"text/plain": ["a", " \u202e12"]}},
    {"data": {"text/html": "<b>&#x202e;12</b>"}}])
def test_a_sign_that_turns_what_is_printed_round_is_told(output):
    assert list(refused_types([NotebookNode(output)])) == ["U+202E (RIGHT-TO-LEFT OVERRIDE)"]


@pytest.mark.parametrize(("kind", "content", "said"), [
    (CHART_TYPE, {"usermeta": "x", "mark": "bar"}, "no chart of Vega-Lite"), (CHART_TYPE, [1], "no chart of Vega-Lite"),
    (CHART_TYPE, {"datasets": {"a": 1}}, "no chart of Vega-Lite"),
    (FACT_TYPE, {}, "no value of charts.record"), (FACT_TYPE, "x", "no value of charts.record"),
    (FACT_TYPE, RECORDED | {"value": "many"}, "no value of charts.record"),
    ("image/png", "§§§", "no PNG in base64"), ("image/png", "bm90IGEgcG5n", "no PNG in base64"),
    ("image/jpeg", ["a", "b"], "no JPEG in base64"), ("image/svg+xml", "<svg", "no SVG"),
    ("image/svg+xml", "<html/>", "no SVG"), ("text/html", 5, "no text")])
def test_what_is_not_what_it_says_it_is_is_told(kind, content, said):
    assert list(malformed({kind: content})) == [f"'{kind}' that is {said}"]


def test_pictures_charts_and_values_are_what_they_say(root):
    drawn = "<?xml version='1.0' encoding='utf-8'?><svg xmlns='http://www.w3.org/2000/svg'/>"
    picture = base64.encodebytes(PNG + b"more" * 99).decode()
    given = {"image/svg+xml": [drawn], "image/png": picture, FACT_TYPE: RECORDED, "application/json": {}}
    kept = [output["data"] for path in sorted((root / "tests/notebooks").glob("*.ipynb"))
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"
            for output in cell["outputs"] if "data" in output]
    assert [what for data in [given, *kept] for what in malformed(data)] == []


@pytest.mark.parametrize(("code", "told"), [
    ("display({'image/png': 'bm90IGEgcG5n'}, raw=True)", "17: cell 2 displays 'image/png' that is no PNG"),
    ("display({'text/html': 5}, raw=True)", "17: cell 2 displays 'text/html' that is no text"),
    ("display({'image/png': {'a': 1}}, raw=True)", "17: cell 2 displays 'image/png' that is no PNG"),
    ("display({'text/plain': None}, raw=True)", "17: cell 2 displays 'text/plain' that is no text"),
    ("display({'text/x': 'a'}, raw=True, display_id='x')\nupdate_display({'text/x': 5}, display_id='x', raw=True)",
     "17: cell 2 displays 'text/x' that is no text"),
    ("display({'application/x-own': {}}, raw=True)", "17: cell 2 displays what no notebook can hold: {} is not valid"),
    ("print('a', chr(0xd800))", r"18: cell 2: UnicodeEncodeError: 'utf-8' codec can't encode character '\ud800'")])
def test_a_run_that_displays_what_is_no_output_fails_with_its_cell(tmp_path: Path, code: str, told: str):
    code = f"from IPython.display import display, update_display\n{code}"
    root = write_book(tmp_path, trade=f"{HEADER}# T\n\n```{{code-cell}} ipython3\n{code}\n```\n")
    with pytest.raises(ChapterError) as error:
        run_all(root, progress=False)
    assert f"chapters/trade.md:{told}" in str(error.value)


def test_two_styled_tables_of_a_cell_keep_ids_of_their_own():
    """What one of them is set in would be the other's too."""
    frame = pd.DataFrame({"a": [1]})
    outputs = [nbformat.v4.new_output("display_data", {"text/html": frame.style.set_properties(color="red").to_html()})
               for _ in range(2)]
    cells = [nbformat.v4.new_code_cell("x", outputs=outputs), nbformat.v4.new_code_cell("y", outputs=outputs[:1])]
    made = [[output.data["text/html"] for output in cell.outputs]
            for cell in cleaned(nbformat.v4.new_notebook(cells=cells)).cells]
    ids = [BeautifulSoup(html, "html.parser").find("table")["id"] for shown in made for html in shown]
    assert ids == ["T_0", "T_0_1", "T_1"] and "#T_0_1_row0_col0 {" in made[0][1]


def test_words_that_look_like_the_ids_of_styled_tables_stay():
    frame = pd.DataFrame({"T_202401": ["T_decade"], "T_202402": ["a lamp at 0x7f001122"]})
    for made in (frame._repr_html_(), frame.style.set_properties(color="red").to_html()):
        output = nbformat.v4.new_output("display_data", {"text/html": made, "text/plain": repr(frame)})
        shown = cleaned(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=[output])])).cells[0]
        html = shown.outputs[0].data["text/html"]
        assert all(f">{words}<" in html for words in ("T_202401", "T_decade", "T_202402", "a lamp at 0x7f001122"))
        assert shown.outputs[0].data["text/plain"] == repr(frame)


def test_two_things_under_one_caption_are_told_with_their_cell(tmp_path: Path):
    options = "---\nmystnb:\n  figure:\n    name: tab-a\n    caption: A table.\n---\n"
    code = "import pandas as pd\nfrom IPython.display import display\nfor _ in 'ab':\n    display(pd.Series([1]))"
    root = write_book(tmp_path, trade=f"{HEADER}# T\n\n```{{code-cell}} ipython3\n{options}{code}\n```\n")
    run_all(root, progress=False)
    told = r"chapters/trade\.md:\d+: cell 2 shows 2 things under the caption of 'tab-a'; show each in a cell of"
    with pytest.raises(ChapterError, match=told):
        _refuse_shown(root)


@pytest.mark.parametrize("before", ["", "Some words.\n\n+++\n\nAnd others.\n\n"])
def test_a_caption_given_after_the_run_is_held_against_what_the_cell_showed(tmp_path: Path, before: str):
    """A caption is no code: the chapter is not run again, and its cells stand on other lines."""
    options = "---\nmystnb:\n  figure:\n    name: tab-a\n    caption: A table.\n---\n"
    code = "import pandas as pd\nfrom IPython.display import display\nfor _ in 'ab':\n    display(pd.Series([1]))"
    cell = "# T\n\n{before}```{{code-cell}} ipython3\n{options}{code}\n```\n"
    root = write_book(tmp_path, trade=HEADER + cell.format(before="A.\n\n+++\n\nB.\n\n+++\n\n", options="", code=code))
    run_all(root, progress=False)
    _refuse_shown(root)
    page = root / "chapters" / "trade.md"
    page.write_text(HEADER + cell.format(before=before, options=options, code=code), encoding="utf-8")
    assert not run_all(root, progress=False).ran
    first = page.read_text(encoding="utf-8").splitlines().index("import pandas as pd") + 1
    with pytest.raises(ChapterError, match=rf"chapters/trade\.md:{first}: cell \d shows 2 things under the caption"):
        _refuse_shown(root)


@pytest.mark.parametrize(("code", "told"), [
    ("from IPython.display import HTML\nHTML('<form action=\"https://example.org\"><script>x()</script></form>')",
     "displays <form>, <script>, which no page"),
    ("from IPython.display import Markdown\nMarkdown('![a](../texts/scan.png) [b](damage.md) [c](path:../texts/x.txt)'"
     " ' [d][e] [f](https://example.org)\\n\\n[e]: #nowhere')",
     r"displays the picture '\.\./texts/scan\.png', a link to 'damage\.md', a link to 'path:\.\./texts/x\.txt', a link"
     " to '#nowhere', which no page"),
    ("from IPython.display import HTML\nHTML('<a href=\"damage.html\">a</a> <a href=\"https://example.org\">b</a>')",
     r"displays a link to 'damage\.html', which no page"),
    # the words of a page are searched for returns of the carriage in a time that grows with the square of a line
    ("print('a long word ' * 800)\nfor _ in range(999):\n    print('a short one')\nprint('x' * 300_000)",
     "prints a line of 300,000 signs, which no")])
def test_what_no_page_can_hold_stops_the_build_with_its_cell(tmp_path: Path, code: str, told: str):
    root = write_book(tmp_path, trade=f"{HEADER}# T\n\n```{{code-cell}} ipython3\n{code}\n```\n")
    run_all(root, progress=False)
    with pytest.raises(ChapterError, match=rf"chapters/trade\.md:17: cell 2 {told}"):
        _refuse_shown(root)


def test_a_bar_of_progress_is_no_long_line(tmp_path: Path):
    code = "for step in range(3000):\n    print('step', step, end='\\r')\nprint('done')"
    root = write_book(tmp_path, trade=f"{HEADER}# T\n\n```{{code-cell}} ipython3\n{code}\n```\n")
    run_all(root, progress=False)
    _refuse_shown(root)


@pytest.mark.parametrize("code", [
    "from IPython.display import HTML\nHTML('<p>' + 'a word ' * 100 + '</p>')",
    "import os\n_ = [os.path.exists('x' * 300), os.path.isdir('a/' + 'y' * 5000), os.path.isfile('a\\0b')]"])
def test_a_name_that_no_file_can_have_is_that_of_none(tmp_path: Path, code: str):
    """IPython asks of every text that is displayed whether it is the name of a file."""
    root = write_book(tmp_path, trade=f"{HEADER}# T\n\n```{{code-cell}} ipython3\n{code}\n```\n")
    assert run_all(root, progress=False).ran
    assert not run_all(root, progress=False).ran


@pytest.mark.parametrize(("settings", "name"), [
    ({"mystnb": {"figure": {"name": "fig-a"}}}, "fig-a"), ({"mystnb": {"figure": {"caption": "A."}}}, ""), ({}, ""),
    ({"mystnb": "figure"}, ""), ({"mystnb": {"figure": "a"}}, ""), ({"mystnb": None}, "")])
def test_settings_that_are_none_make_no_figure(settings, name):
    assert figure_name(settings) == name
