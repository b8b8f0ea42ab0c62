import json

import pytest

from benchmarks.lint import WORDS, measure, read_sample
from compendium.book.ledger.accounts import plain_uses
from compendium.book.text.lint import check_chapters, typed_numbers
from compendium.book.text.prose import passages
from compendium.book.text.settings import problems_of_settings, wrong_header

HEAD = "---\njupytext:\n  text_representation:\n    extension: .md\n    format_name: myst\n---\n\n# Title\n\n"
FIRST = HEAD.count("\n") + 1
"""The line on which a page's text begins."""


def typed(tmp_path, text: str) -> list[str]:
    return [word for _, word in lines(tmp_path, text)]


def lines(tmp_path, text: str) -> list[tuple[int, str]]:
    """Line, counted from the first of the text, and words of each number typed by hand."""
    path = tmp_path / "x.md"
    path.write_text(HEAD + text, encoding="utf-8")
    return [(passage.line_at(number.start) - FIRST + 1, number.text)
            for passage in passages(path) for number in typed_numbers(passage, WORDS)]


def told(tmp_path, ledger, text: str) -> list[str]:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "trade.md").write_text(HEAD + text, encoding="utf-8")
    return [str(problem) for problem in check_chapters(tmp_path, ledger)]


def cell(code: str, options: str = ":tags: [hide-input]\n") -> str:
    return f"```{{code-cell}} ipython3\n{options}\n{code}\n```\n"


@pytest.mark.parametrize(("text", "found"), [
    ("China imported 311 t.", ["311"]),
    ("Imports rose tenfold.", ["tenfold"]),
    ("Two of every five boats, four boats out of five.", ["Two of every five", "four boats out of five"]),
    ("Two boats in five are old.", ["Two boats in five"]), ("They sank four to one.", ["four to one"]),
    ("On the third of March it ended, in Q3.", ["third of March", "Q3"]), ("In *1931* it ended.", ["1931"]),
    ("It is two-thirds of the total.", ["two-thirds"]),
    ("It fell by 89% in 2025.", ["89", "2025"]),
    ("| a |\n|---|\n| 42 |\n", ["42"]),
    (":::{note}\nIt was 57%.\n:::\n", ["57"]),
    (":::{note} All 370 sites\nText.\n:::\n", ["370"]),
    ("- a list\n  - of 12 mines\n", ["12"]),
    ("> It cost $1.4 billion.", ["1.4 billion"]),
    ("Levy\n: A tax of 20%.\n", ["20"]),
    ("A note[^a].\n\n[^a]: It paid 12 million.\n", ["12 million"]),
    ("{ref}`the 370 sites <environment>`", ["370"]),
    ("[all 370 sites](https://example.org)", ["370"]),
    ("<p>All 370 sites</p>", ["370"]),
    ("```{figure} x.png\n:alt: A map of 14 mines\n\nAll 30 sites.\n```\n", ["14", "30"]),
    ("```{code-cell} ipython3\n---\nmystnb:\n  figure:\n    caption: All 370 sites.\n---\nx = 12\n```\n", ["370"]),
    (cell("charts.bars(t, finding='Some 40% of it')"), ["40"]),
    (cell("charts.bars(t, shows='Some 40% of it', axis='a dozen')"), ["40", "dozen"]),
    (cell("short = {'dvb-2025': 'all 370 sites', 'other-2025': 'none'}"), ["370"]),
    (cell("pd.DataFrame({'Share': [40, 57.5]})"), ["40", "57.5"]),
    (cell("t['share'] = 'about 40%'"), ["40"]),
    ("{numref}`41 otters, Figure %s <fig-a>`", ["41"]), ('[x](y.md "41 otters")', ["41"]),
    ('[x](y.md "twelve tonnes of it")', ["twelve"]),
    (":::{sidebar} x\n:subtitle: 42 otters\n\nWords.\n:::\n", ["42"]),
    (":::{card} x\n:link-alt: 43 otters\n\nWords.\n:::\n", ["43"]), ('<p title="44 otters">x</p>', ["44"]),
    ('<ol start="45"><li>x</li></ol>', ["45"]), ("<p>&frac12; of the otters</p>", ["½"]),
    (':::{finding} x\n:read: "41 otters live, {ref}`x`"\n:::\n', ["41"]),
    (cell("t.assign(level=3.5)"), ["3.5"]), (cell('print(40 + 1, "otters")'), ["40", "1"]),
    (cell('name = f"{41} otters"'), ["41"]), (cell('charts.bars(t, finding=f"Fewer by {41} otters")'), ["41"]),
    (cell('pd.read_csv(io.StringIO("otters,year\\n41,2019"))'), ["41,2019"]),
    (cell("charts.dots([1.5, 300], claims=['a'], domain=(0, 10), width=1, mark=5)"), ["1.5", "300"]),
    (cell("charts.dots(values=[41], width=1); x = f([42])"), ["41"]),
    (cell("pd.DataFrame.from_records([(1, 41)])"), ["1", "41"]), (cell("x = 3\n-41"), ["41"]),
    ("It is ½ of it.", ["½"]), ("It fell by 2½ t.", ["2½"]), ("Some ⅔ million.", ["⅔ million"]),
    ("There are ⁴¹ mines (₁₂ open).", ["⁴¹", "₁₂"]), ("It is 10⁶ t, and 311¹ t.", ["10⁶", "311¹"]),
    ("It was ４１ t, and ٤١ t.", ["４１", "٤١"]),
    (r"$40$ otters, $\text{99 seals}$, $$98\%$$.", ["40", "99", "98"]), ("$$\\text{There are 99 otters.}$$", ["99"]),
])
def test_numbers_typed_by_hand_are_found_wherever_a_reader_sees_them(tmp_path, text, found):
    assert typed(tmp_path, text) == found


@pytest.mark.parametrize(("text", "found"), [
    ("Three mines and two meetings.", ["Three", "two"]), ("It lasted five to ten years.", ["five", "ten"]),
    ("A third of it, and a quarter of that.", ["third", "quarter"]), ("It halved.", ["halved"]),
    *((text, found.split()) for text, found in (
        ("Of all exports, a third went to India.", "third"), ("About a third went to India.", "third"),
        ("India took a third, and a quarter vanished.", "third quarter"), ("More than a third is lost.", "third"),
        ("At least a third is lost, and nearly a quarter is stolen.", "third quarter"),
        ("A quarter sank.", "quarter"))),
    *((f"It has nine {unit}.", ["nine"]) for unit in (
        "euros", "pounds", "grams", "feet", "acres", "litres", "minutes", "quintals", "US dollars")),
    ("A nine-metre boat of three ounces, and one euro.", ["nine", "three", "one"]),
    ("It lost zero tonnes of fish; zero mines and nil.", ["zero", "zero", "nil"]),
    ("XII tonnes, and IV km.", ["XII", "IV"]), ("One otter in three died there.", ["One otter in three"]),
    ("Twice as much, and double that.", ["Twice", "double"]), ("Eleven of them, and dozens.", ["Eleven", "dozens"]),
])
def test_number_words_that_state_a_quantity_are_found(tmp_path, text, found):
    assert typed(tmp_path, text) == found


@pytest.mark.parametrize("text", [
    "China imported {fact}`reuters-2025-03/imports-feb-2025`.",
    "In October 2024 {fact}`the belt fell <reuters-2025-03/belt-seized>`.",
    "The report of 28 March 2025 says so {cite}`reuters-2025-03`.",
    "| In 2024 | {fact}`reuters-2025-03/belt-seized` |\n|---|---|\n| x | y |\n",
    "Five articles and two maps.", "`x = 12` is code.", "[a link](https://example.org/2025/12)",
    "It has {plain}`12` parts.", "Kachin Special Region 1 is a name.", "## The spring of 2025",
    "The title *A Trade in Ruins, 2019* is quoted.", "See line 12, and page 3.", "Eleven chapters and twenty claims.",
    "The two disagree, a third party said twice.", "One says so, another not, and a third is silent.",
    "It was war, says a third. A third names none.", "A third armed group came; a third time it failed.",
    "In a quarter it grew, and a quarter later it fell.", "Only a third source has it.",
    "The F-35 runs on Python 3.11, under CC BY 4.0.",
    "```python\nx = 12\n```\n", "<https://example.org/2025/12>", "{cite}`dvb-2025` is of 2025.",
    cell("kept = trade[trade['start'] >= '2024-10'].head(5)"), cell("trade.query('value > 12')"),
    cell("charts.ranges(t, name='trade-2023', domain=(0, 100), shows='Tonnes, 2017 to 2024')"),
    cell("f'{x:,.2f} t'"), cell("print(len(t) * 100)\nt.head(5)"), cell('pd.read_csv("data/x-2.csv", skiprows=12)'),
    cell("name = f'{round(x, 2)} t'"), cell("level = 40", ":tags: [parameters]\n"),
    "Chapter XLI of it.", "A field of many m² of CO₂ and Dy³⁺, as noted¹.",
    cell("t['n'] = '{fact}`imports-feb-2024`'"), "$$x = 3 y + 0.5$$", "Where $a = 12$ it holds.",
    r"$$\text{price}_{1} + 3$$",
])
def test_facts_dates_with_a_source_code_and_names_pass(tmp_path, text):
    assert typed(tmp_path, text) == []


def test_a_date_without_a_source_is_found(tmp_path):
    assert typed(tmp_path, "In 2019 nothing happened. The belt fell {fact}`later <a/b>`.") == ["2019"]
    assert typed(tmp_path, "On 28 March 2025 nothing happened.") == ["28 March 2025"]


@pytest.mark.parametrize(("text", "found"), [
    ("A line.\nA second of 40%,\nand another of 50%.\n\nThen 60%.", [(2, "40"), (3, "50"), (5, "60")]),
    ("A {fact}`name that\nis long <a/b>` and `code\nalso`, then 40%.", [(3, "40")]),
    ("| a | b |\n|---|---|\n| x | 1 |\n| y | 2 |\n", [(3, "1"), (4, "2")]),
    (":::{note}\n:class: tip\n\nText.\n\n- 40%\n:::\n", [(6, "40")]),
    ("```{code-cell} ipython3\n---\nmystnb:\n  figure:\n    name: fig-a\n    caption: A caption\n      of 40%.\n---\n"
     "x = 1\ncharts.bars(t, finding='One '\n            'and 50%')\n```\n", [(7, "40"), (11, "50")]),
])
def test_a_number_is_told_on_its_own_line(tmp_path, text, found):
    assert lines(tmp_path, text) == found


def test_the_chapters_are_clean(root, ledger):
    assert [str(problem) for problem in check_chapters(root, ledger)] == []


def test_a_bare_number_in_a_chapter_is_told_with_its_likely_claim(tmp_path, ledger):
    assert told(tmp_path, ledger, "China imported 311 t.\n") == [
        "chapters/trade.md:10: '311' is typed by hand; use {fact}`id`, likeliest: reuters-2025-03/imports-feb-2025"]


def test_the_likeliest_claim_shares_words_and_not_the_value_alone(tmp_path, ledger):
    problem, = told(tmp_path, ledger, "DVB says that Myanmar supplies 40% of all heavy rare earths.\n")
    assert "likeliest: dvb-2025/world-share" in problem


def test_a_date_is_told_with_what_happened_then(tmp_path, ledger):
    problem, = told(tmp_path, ledger, "The KIA seized the Chipwi-Pangwa mining belt in October 2024.\n")
    assert "a sentence without a fact or {cite}" in problem and "/belt-seized" in problem


def test_a_backtick_in_the_title_of_a_fence_is_told(tmp_path, ledger):
    problem, = told(tmp_path, ledger, "```{note} The `plain` role\nText of 40%.\n```\n")
    assert problem.startswith("chapters/trade.md:10: the title line") and "fence it with colons" in problem


def test_a_fact_in_a_heading_is_told(tmp_path, ledger):
    problem, = told(tmp_path, ledger, "Text.\n\n## Down {fact}`reuters-2025-03/imports-fall-year`\n")
    assert problem.startswith("chapters/trade.md:12: {fact}`reuters-2025-03/imports-fall-year` stands in a heading")


def test_words_of_a_fact_that_its_claim_does_not_say_are_told(tmp_path, ledger):
    problem, = told(tmp_path, ledger, "Imports were {fact}`312 t <reuters-2025-03/imports-feb-2025>`, that is "
                                      "{fact}`311 t <reuters-2025-03/imports-feb-2025>`.\n")
    assert "'312' in the words of" in problem
    assert problem.endswith("says; let the book print the number, or correct the words")


def test_whose_number_a_figure_s_may_be_is_said(tmp_path, ledger):
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "a.md").write_text("# A\n\nAs Table 7 of its report has it.\n", encoding="utf-8")
    problem, = map(str, check_chapters(tmp_path, ledger))
    assert "'7' is typed by hand; the number of a figure, a table or a chapter of the book is had by {num" in problem
    assert problem.endswith("and one of another text stands in {plain}`7`")


def test_every_mark_of_exemption_is_listed_with_its_sentence(tmp_path):
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "a.md").write_text("# A\n\nFirst. It has {plain}`12` parts {cite}`x`.\n", encoding="utf-8")
    assert [(passage.shown, words) for _, passage, words in plain_uses(tmp_path)] == [("It has 12 parts .", "12")]


def test_precision_and_recall_do_not_fall_below_what_is_published(root):
    published = {row[0]: row for row in json.loads((root / "benchmarks" / "lint.json").read_text("utf-8"))["rows"]}
    for part, row in published.items():
        found = measure(label for label in read_sample() if part in ("All", label.part))
        assert len(found.labels) == int(row[1]) and len(found.labels) >= 25
        assert (f"{found.precision:.1%}", f"{found.recall:.1%}") == (row[5], row[6]), "run python -m benchmarks.lint"
    assert int(published["All"][1]) >= 200


def test_a_number_is_told_once_a_sentence(tmp_path, ledger):
    problem, = told(tmp_path, ledger, "It was 311 t, and again 311 t, and 311 t at last.\n")
    assert "'311' is typed by hand" in problem


def test_words_that_say_about_may_round_a_claims_number_and_others_may_not(tmp_path, ledger):
    customs = "un-comtrade-2846/myanmar-weight-2023"
    assert told(tmp_path, ledger, f"{{fact}}`about 72,000 t <{customs}>` came.\n") == []
    (tmp_path / "chapters" / "trade.md").unlink()
    (tmp_path / "chapters").rmdir()
    assert len(told(tmp_path, ledger, f"{{fact}}`72,000 t <{customs}>`, {{fact}}`about 80,000 t <{customs}>`.\n")) == 2


def test_what_a_subject_counts_is_its_own(tmp_path):
    path = tmp_path / "x.md"
    path.write_text("Three battalions and two kilns, three countries.", encoding="utf-8")
    of_any = [number.text for passage in passages(path) for number in typed_numbers(passage)]
    assert of_any == ["three"]
    of_this = [number.text for passage in passages(path) for number in typed_numbers(passage, WORDS)]
    assert of_this == ["Three", "two", "three"]


@pytest.mark.parametrize(("text", "found"), [
    ("1900 soldiers came, {fact}`a/b`.", ["1900"]), ("There were 1900 otters, {fact}`a/b`.", ["1900"]),
    ("In May 12 otters died, {fact}`a/b`.", ["12"]), ("In May 12 soldiers died, {fact}`a/b`.", ["12"]),
    ("They claim 300 otters, others claim 900 mines.", ["300", "900"]), ("We note 300 of them.", ["300"]),
    ("No. 300 otters, and page 300 otters.", ["300", "300"]),
    ("See Figure 7, Table 3, chapter 2.", ["7", "3", "2"]), ("{ref}`Figure 7 <fig-otters-counts>` shows it.", ["7"]),
    ("{title}`99 otters` live there.", ["99"]),
    ("Three Chinese companies and four Kachin towns.", ["Three", "four"]),
    ("Three large old Firms, a three-month stop, a five-year war.", ["Three", "three", "five"]),
    ("A five-per-cent tax, five-tonne trucks, a hundredfold.", ["five", "five", "hundredfold"]),
    ("It sextupled, thrice; it would halve; fourscore of them.", ["sextupled", "thrice", "halve", "fourscore"]),
    ("The trade was nil, a trio of towns, twentyone.", ["nil", "trio of", "twentyone"]),
    ("There are \ue004 41 \ue005, {fact}`a/b`, [41](x.md \"\ue006\") of \uf8ff.", ["41", "41"]),
    ("It has ⅩⅬⅠ, ㊶, ① and 四十一.", ["ⅩⅬⅠ", "㊶", "①", "四十一"]),
])
def test_counts_that_look_like_dates_names_or_small_words_are_found(tmp_path, text, found):
    assert typed(tmp_path, text) == found


@pytest.mark.parametrize("text", [
    "In 1900 soldiers came {cite}`x`.", "On May 12 soldiers came {cite}`x`.", "Its 2024 exports {cite}`x` fell.",
    "See claim 3, note 4 and page 5. Section 6 shows it, step 7 says why.", "The No. 5 mine on Route 66.",
    "One day, one year and one minute.", "One boat in three small harbours.", "A zero tolerance, zero to them.",
    "World War II tanks, XL shirts.", "The two Chinese companies.",
    "Three new articles.", "At the end of March, the month of May, the growth of June.",
    "The number of camps went from two to one.", "Two chapters in three languages.", "The *Yearbook of 2019* has it.",
])
def test_dates_names_and_small_words_that_count_nothing_pass(tmp_path, text):
    assert typed(tmp_path, text) == []


def test_a_pages_header_and_the_settings_are_read_for_numbers(tmp_path, ledger):
    (tmp_path / "chapters").mkdir()
    said = "myst:\n  html_meta:\n    description: 41 otters live here\njupytext:"
    (tmp_path / "chapters" / "a.md").write_text(HEAD.replace("jupytext:", said), encoding="utf-8")
    (tmp_path / "_toc.yml").write_text("parts:\n  - caption: The 42 otters\n    chapters:\n      - file: chapters/a\n",
                                       encoding="utf-8")
    (tmp_path / "_config.yml").write_text('title: "The 44 otters"\n', encoding="utf-8")
    assert [str(problem).partition(" is typed")[0] for problem in check_chapters(tmp_path, ledger)] == [
        "_config.yml:1: '44'", "_toc.yml:2: '42'", "chapters/a.md:4: '41'"]


@pytest.mark.parametrize("more", [
    "", "language_info:\n  name: python\n  pygments_lexer: ipython3\n", "kernel_info: {name: python3}\n",
    "myst:\n  html_meta:\n    description: What otters eat\n    keywords: otters, rivers\n"])
def test_a_header_that_jupyter_writes_and_one_with_plain_words_are_right(more):
    assert list(wrong_header(HEAD.replace("jupytext:", f"{more}jupytext:") + "# A page\n")) == []


@pytest.mark.parametrize("book", [".", "tests/example"])
def test_the_settings_of_the_books_here_are_known(root, book):
    assert list(problems_of_settings(root / book)) == []
