"""The story: long enough to tell something, short enough to be read to its end, and told once."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from compendium.book.prose.chapter_form import CONCLUSION
from compendium.book.text.passage import first_sentence
from compendium.book.text.prose import blocks
from compendium.evidence import read_ledger

STORY = "The story"
FRONT, LEAST, MOST = 500, 1200, 1800
TOLD_TWICE = 12
"""So many words make a sentence that must not stand on two pages."""
CELL = re.compile(r"^```\{code-cell\}.*?^```$", re.MULTILINE | re.DOTALL)
CLOSED = re.compile(r"^:::+\{(?:dropdown|would-change)\}.*?^:::+$", re.MULTILINE | re.DOTALL)
CAPTION = re.compile(r"caption: (.*?)(?=\ntags:|\n---)", re.DOTALL)
VERDICT = re.compile(r"^:::+\{verdict\} (\S+)$", re.MULTILINE)
WORD = re.compile(r"[\w'’,.%$-]*\w[\w'’%-]*")


def story(root: Path) -> list[Path]:
    """The chapters of the story, by the table of contents."""
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    parts = [part for part in contents["parts"] if part["caption"] == STORY] or contents["parts"][:1]
    names = [chapter["file"] for part in parts for chapter in part["chapters"]]
    return [root / f"{name}.md" for name in names]


def open_text(path: Path) -> str:
    """What of a chapter a reader sees without opening anything, code and charts left out."""
    text = path.read_text(encoding="utf-8").partition("\n---\n")[2]
    return CLOSED.sub("", CELL.sub(lambda cell: "\n\n".join(CAPTION.findall(cell[0])), text))


def sentences(path: Path) -> list[str]:
    return [passage.shown for passage in blocks(open_text(path), 0) if passage.place in ("text", "heading")]


def words(path: Path, verdicts: dict) -> int:
    """Words of prose, headings, answer and captions, and what the closed boxes of verdicts show."""
    shown = sum(len(WORD.findall(each)) for each in sentences(path))
    for name in VERDICT.findall(open_text(path)):
        verdict = verdicts[name].adjudication
        shown += len(WORD.findall(f"{verdicts[name].asks} {verdict.reading} {first_sentence(verdict.reason)}"))
    return shown


@pytest.fixture(scope="module")
def verdicts(root):
    return read_ledger(root / "seeds").questions


def test_the_front_page_is_read_in_two_minutes(root, verdicts):
    assert words(root / "index.md", verdicts) <= FRONT


def test_a_chapter_is_long_enough_to_tell_something_and_short_enough_to_finish(root, verdicts):
    counted = {path.stem: words(path, verdicts) for path in story(root)}
    assert {name: count for name, count in counted.items() if not LEAST <= count <= MOST} == {}


def test_each_chapter_ends_with_a_conclusion(root):
    for path in story(root):
        heads = re.findall(r"^## (.+)$", open_text(path), re.MULTILINE)
        assert heads[-1] == CONCLUSION, path.name


def test_nothing_is_told_twice(root):
    pages = defaultdict(set)
    for path in [root / "index.md", *story(root)]:
        for sentence in sentences(path):
            if len(WORD.findall(sentence)) >= TOLD_TWICE:
                pages[" ".join(sentence.lower().split())].add(path.name)
    assert {sentence: where for sentence, where in pages.items() if len(where) > 1} == {}


def test_each_finding_of_the_front_page_stands_there_under_its_own_heading(root):
    text = (root / "index.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
    findings = read_ledger(root / "seeds").findings.values()
    assert heads == [*(finding.says for finding in findings), "What it adds up to"]
    assert re.findall(r"^:::\{finding\} (\S+)$", text, re.MULTILINE) == [finding.id for finding in findings]


def test_a_chapter_of_the_story_has_at_most_three_figures_and_one_table(root):
    for path in story(root):
        names = re.findall(r"^ +name: (fig|tab)-", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert names.count("fig") <= 3 and names.count("tab") <= 1, path.name


def test_the_sidebar_is_taken_in_at_a_glance(root):
    contents = yaml.safe_load((root / "_toc.yml").read_text(encoding="utf-8"))
    assert len(contents["parts"]) <= 4
    assert sum(len(part["chapters"]) for part in contents["parts"]) <= 22


@pytest.mark.built
def test_the_front_page_ends_within_two_screens_and_shows_no_more_words_than_it_should(browser, root):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"file://{root}/_build/html/index.html")
    ends = page.evaluate("[...document.querySelectorAll('article section > p')].at(-1).getBoundingClientRect().bottom")
    # what charts say inside them is no prose; where it comes from is told below them
    shown = page.evaluate("""() => {
        document.querySelectorAll('article .chart, article .headerlink').forEach(each => each.remove());
        return document.querySelector('article').innerText; }""")
    page.close()
    assert ends <= 2 * 900
    assert len(WORD.findall(shown)) <= FRONT
