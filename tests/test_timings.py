"""What was timed says of which code it is, and a timing of other code is told."""

import json
from pathlib import Path

import pytest
import yaml

from benchmarks import run
from benchmarks.grown import with_chapters, with_claims
from benchmarks.timing import Spent, timed
from compendium.book.ledger.accounts import _stale, record_measurement
from compendium.book.site.edition import read_edition
from compendium.changelog import TOLD, UNRELEASED
from compendium.evidence import read_ledger
from compendium.execution.chapters import pages
from compendium.fingerprints import code_print
from compendium.root import reading_from


def test_a_timing_of_other_code_is_told(root):
    assert _stale({"code": code_print(root)}, root) == ""
    assert _stale({"code": "another"}, root) == " The code has changed since."
    assert _stale({"code": "another", "edition": "0.2.9"}, root) == " Of edition 0.2.9."
    assert _stale({}, root) == ""


@pytest.mark.parametrize("name", ["growth", "live", "phases", "timings"])
def test_published_timings_are_of_this_edition(name, root):
    """Whoever makes an edition measures it: make bench and make bench-growth, and python -m benchmarks.live."""
    recorded = json.loads((root / "benchmarks" / f"{name}.json").read_text(encoding="utf-8"))
    assert recorded["edition"] == read_edition(root).version


@pytest.mark.parametrize("name", ["growth", "live", "phases", "timings"])
def test_published_timings_are_of_this_code(name, root):
    """As above; who works on the next edition says so in CHANGELOG.md, and measures when it is done."""
    versions = [line for line in (root / TOLD).read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
    if versions[0] == UNRELEASED:
        pytest.skip("an edition that is worked on is measured when it is done")
    recorded = json.loads((root / "benchmarks" / f"{name}.json").read_text(encoding="utf-8"))
    assert recorded["code"] == code_print(root), f"the code has changed since benchmarks/{name}.json was measured"


def test_rows_stay_beside_new_ones_where_code_and_runs_are_the_same(tmp_path, root, monkeypatch):
    monkeypatch.setattr(run, "ROOT", tmp_path)
    assert run.kept_rows("timings") == []
    (tmp_path / "CITATION.cff").write_text((root / "CITATION.cff").read_text(encoding="utf-8"), encoding="utf-8")
    record_measurement(tmp_path, "timings", "Once.", ["What"], [["a"]], code=code_print(tmp_path), runs="5")
    assert run.kept_rows("timings", runs="5") == [["a"]]
    assert run.kept_rows("timings", runs="1") == []
    record_measurement(tmp_path, "timings", "Once.", ["What"], [["a"]], code="another", runs="5")
    assert run.kept_rows("timings", runs="5") == []


def test_each_change_of_a_claim_has_a_value_that_was_not_there_before(root, tmp_path):
    file = tmp_path / run.CLAIM
    file.parent.mkdir()
    file.write_text((root / run.CLAIM).read_text(encoding="utf-8"), encoding="utf-8")
    texts = {file.read_text(encoding="utf-8")}
    for _ in range(run.RUNS):
        run.change_value(tmp_path)
        texts.add(file.read_text(encoding="utf-8"))
    assert len(texts) == run.RUNS + 1


def test_a_command_is_timed_with_its_memory_and_one_that_fails_is_told(tmp_path):
    spent = Spent()
    for _ in range(3):
        timed("true | cat", tmp_path, spent)
    assert len(spent.seconds) == 3 and spent.median < 60 and spent.megabytes[0] > 0
    with pytest.raises(SystemExit, match="what went wrong"):
        timed("echo what went wrong; false | cat", tmp_path, spent)


def test_a_grown_ledger_has_the_claims_that_were_asked_for(tmp_path):
    book = with_claims(tmp_path / "book", 200)
    with reading_from(book):
        ledger = read_ledger(book / "seeds")
    assert 200 <= len(ledger) <= 220
    asked = yaml.safe_load((book / "seeds/questions.yaml").read_text(encoding="utf-8"))["questions"]
    assert len(asked) > 10


def test_a_grown_book_has_the_chapters_that_were_asked_for(tmp_path: Path):
    found = [name for name in pages(with_chapters(tmp_path / "book", 7)) if name.startswith("chapters/more")]
    assert len(found) == 5
