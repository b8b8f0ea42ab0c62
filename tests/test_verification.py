"""The ledger against the articles' texts; skipped, with the reason, where the texts are not here."""

import re
import shutil
import subprocess

import pytest

from compendium.evidence import read_ledger
from compendium.evidence.claims import Locator
from compendium.evidence.source_text import SourceText, locate
from compendium.evidence.verification import coverage, verify


def text_of(tmp_path, content: str) -> SourceText:
    path = tmp_path / "x.txt"
    path.write_text(content, encoding="utf-8")
    return SourceText.read(path)


def test_words_are_found_through_markup_and_across_lines(tmp_path):
    text = text_of(tmp_path, "Imports rose [tenfold](#) to 311 metric\ntons in May.\n")
    assert locate(text, Locator(line=1, words="rose tenfold"))[0] == "same"
    assert locate(text, Locator(line=1, words="311 metric tons"))[0] == "same"


@pytest.mark.parametrize(("words", "line", "outcome"), [
    ("311 metric", 1, "same"), ("in May", 1, "moved"), ("312 metric", 1, "gone"), ("311 metrik", 1, "changed"),
    ("nothing alike", 1, "gone")])
def test_five_outcomes_never_two(tmp_path, words, line, outcome):
    text = text_of(tmp_path, "Imports fell to 311 metric\ntons in May.\n")
    assert locate(text, Locator(line=line, words=words))[0] == outcome


def test_words_that_moved_are_told_with_both_lines(tmp_path):
    text = text_of(tmp_path, "Imports fell to 311 metric\ntons in May.\n")
    assert locate(text, Locator(line=1, words="in May"))[1] == "'in May' is not on line 1 but on 2"


def test_every_claim_stands_in_its_text_and_every_number_is_covered(ledger, texts):
    for result in verify(ledger, texts):
        assert result.problems == []
        assert result.outcomes["same"] == sum(result.outcomes.values()) > 0
        assert result.numbers > 0 and result.uncovered == 0


def test_a_broken_locator_and_a_wrong_figure_are_told(seeds, edit, texts):
    edit("reuters-2025-03.yaml", 'words: "311"', 'words: 319 metric tons')
    found = [str(problem) for result in verify(read_ledger(seeds), texts) for problem in result.problems]
    assert any("claim imports-feb-2025: '319 metric tons' is not in the text" in each for each in found)
    assert any("'311' on line 12" in each and "in no claim" in each for each in found)


def test_a_deleted_claim_leaves_its_number_uncovered(seeds, edit, texts):
    path = seeds / "rareearthexchanges-2025.yaml"
    edit("questions.yaml", "claims: [rareearthexchanges-2025/pits, ", "claims: [")
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?ms)^  - id: pits\n.*?(?=^  - id: |^set_aside|\Z)", "", text), encoding="utf-8")
    found = [str(problem) for result in verify(read_ledger(seeds), texts) for problem in result.problems]
    assert any("'2,500'" in each and "is in no claim" in each for each in found)


def test_another_text_under_the_same_name_is_noticed(ledger, texts, tmp_path):
    for path in texts.glob("*.txt"):
        shutil.copy(path, tmp_path)
    changed = tmp_path / ledger["dvb-2025/pits"].source.document.file
    changed.chmod(0o644)
    changed.write_text(changed.read_text(encoding="utf-8") + " ", encoding="utf-8")
    found = [str(problem) for result in verify(ledger, tmp_path) for problem in result.problems]
    assert len(found) == 1 and "its SHA-256 differs" in found[0]


def test_no_sentence_of_an_article_is_in_the_repository(root, texts):
    def words(text: str) -> list[str]:
        # an address that an article and a source of its own share is no sentence of the article
        return re.findall(r"[a-z0-9']+", re.sub(r"https?://[^\s)\]\"']+", "", text.lower()))

    runs = {tuple(said[i:i + 9]) for path in texts.glob("*.txt")
            for said in [words(path.read_text(encoding="utf-8"))] for i in range(len(said) - 8)}
    names = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True).stdout.split()
    kept = [root / name for name in names if name.endswith((".md", ".yaml", ".csv", ".py", ".json", ".bib", ".ipynb"))]
    copied = [(path.name, run) for path in kept if path.is_file()
              for said in [words(path.read_text(encoding="utf-8"))]
              for i in range(len(said) - 8) if (run := tuple(said[i:i + 9])) in runs]
    assert copied == []


# each would take hours where a part of the work is done again for every character
@pytest.mark.timeout(240)
@pytest.mark.parametrize("content", [
    "[" * 1_900_000, "\u1019\u1014" * 300_000, "![](data:image/png;base64," + "iVBORw0K/" * 200_000,
    "https://a.org/12 12\n" * 90_000], ids=["brackets", "letters", "picture", "addresses"])
def test_the_work_on_a_text_grows_with_its_length_alone(ledger, tmp_path, content):
    text, record = text_of(tmp_path, content), ledger.records[0]
    assert all(locate(text, at)[0] == "gone" for claim in record.claims[:3] for at in claim.locators)
    assert coverage(record, text).quoted == 0
