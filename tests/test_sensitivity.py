"""Which assumption decides: the indices find it, chance is told apart, what is kept is held against the book."""

import json
import shutil
import sys

import pytest
from sweep_book import write_sweep_book

from compendium import charts
from compendium.errors import CompendiumError, Refused
from compendium.execution.sensitivity import make, problems_of
from compendium.execution.studies import problems_of_studies, studies
from compendium.execution.sweep import Settings
from compendium.results.sensitivity import sensitivity
from compendium.root import reading_from
from compendium.sealed import SEAL, changed_by_hand

pytest.importorskip("SALib", reason="SALib is not installed: pip install salib")
STUDY = """chapter: trade
samples: 40
seed: 1
vary:
  tonnes: {over: "20:60", name: How many tonnes, of: [stock-months]}
  reading: {over: "a,b", name: How they are read, of: []}
  other: {over: "y,z", name: Another choice, of: []}
results:
  doubled: {name: Twice the tonnes, of: closure-price}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    book = write_sweep_book(folder / "book", folder / "made.txt")
    (book / "sweeps").mkdir()
    (book / "sweeps/tonnes.yaml").write_text(STUDY, encoding="utf-8")
    (book / "factor.txt").write_text("1", encoding="utf-8")
    chapter = book / "chapters/trade.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace(
        "value=2 * tonnes", 'value=2 * tonnes * int(Path("factor.txt").read_text())'), encoding="utf-8")
    make(book, "tonnes", Settings(workers=2), progress=False)
    return book


@pytest.fixture
def book(made, tmp_path):
    return shutil.copytree(made, tmp_path / "book", ignore=shutil.ignore_patterns("_build"))


@pytest.mark.skipif(sys.platform != "linux", reason="chapters are forked on Linux alone")
def test_what_decides_is_told_from_chance(made):
    table = sensitivity("tonnes", made).table.set_index("parameter")
    assert table.loc["tonnes", "index"] > table.loc["tonnes", "chance"]
    assert all(table.loc[name, "index"] <= table.loc[name, "chance"] for name in ("reading", "other"))


def test_a_kept_study_is_current_until_the_data_or_the_chapter_change(book):
    assert sensitivity("tonnes", book).current and problems_of(book, "tonnes") == []
    chapter = book / "chapters/trade.md"
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text(text.replace("value=2 * tonnes", "value=2.5 * tonnes"), encoding="utf-8")
    assert "doubled is " in str(problems_of(book, "tonnes")[0])
    chapter.write_text(text, encoding="utf-8")
    (book / "factor.txt").write_text("2", encoding="utf-8")
    assert not sensitivity("tonnes", book).current
    (book / "factor.txt").write_text("1", encoding="utf-8")
    assert sensitivity("tonnes", book).current
    (book / "data/trade.csv").write_text("changed\n", encoding="utf-8")
    assert not sensitivity("tonnes", book).current
    (book / "sweeps/tonnes.yaml").write_text(STUDY.replace("seed: 1", "seed: 2"), encoding="utf-8")
    table, command, *_ = map(str, problems_of(book, "tonnes"))
    assert table == (
        "sweeps/tonnes.json: was made from another data/trade.csv; 'compendium sensitivity tonnes' makes it anew")
    assert command.startswith("sweeps/tonnes.json: was made by another command: compendium sweep trade --latin-hyper")


def test_indices_changed_by_hand_are_told(book):
    assert list(changed_by_hand(book)) == []
    path = book / "sweeps/tonnes.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    kept["indices"][0][4] += 0.1
    path.write_text(json.dumps(kept), encoding="utf-8")
    told = "sweeps/tonnes.json: is not as 'compendium sensitivity' wrote it; put it back or have it made anew"
    assert str(*changed_by_hand(book)) == str(*problems_of(book, "tonnes")) == told
    (book / "sweeps" / SEAL).unlink()
    assert str(*changed_by_hand(book)) == told


def test_a_study_names_what_there_is_and_tells_things_apart(book):
    known, file = {"stock-months", "closure-price"}, book / "sweeps/tonnes.yaml"
    assert list(problems_of_studies(book, known)) == []
    other = "sweeps/tonnes.json: names other results, parameters or ids than sweeps/tonnes.yaml; 'compendium sensit"
    for old, new, line, told in (
            ("stock-months", "stock-moths", 5, "rests on 'stock-moths', which is not in the ledger; near it: st"),
            ("of: closure-price", "of: closure-prize", 9, "rests on 'closure-prize', which is not in the ledger; near"),
            ("Another choice", "How they are read", 6, "2 parameters are called 'How they are read'; a chart")):
        file.write_text(STUDY.replace(old, new), encoding="utf-8")
        wrong, stale = map(str, problems_of_studies(book, known))
        assert wrong.startswith(f"sweeps/tonnes.yaml:{line}: {told}") and stale.startswith(other)
    assert "a chart tells them apart by it alone" in wrong
    file.write_text(STUDY.replace("Twice the tonnes", "Double"), encoding="utf-8")
    assert [str(each)[:len(other)] for each in problems_of_studies(book, known)] == [other]
    file.write_text(STUDY.replace("of: []}\n  other", "of: stock-months}\n  other"), encoding="utf-8")
    [told] = problems_of_studies(book, known)
    assert str(told).startswith("sweeps/tonnes.yaml:6: is no study: vary: reading: 'of' is no list of ids; a study h")
    file.write_text(STUDY.partition("results:")[0] + "results: {}\n", encoding="utf-8")
    assert "is no study: results names nothing" in str(*problems_of_studies(book, known))


@pytest.mark.parametrize(("old", "new", "line", "said"), [
    *(("samples: 40", f"samples: {given}", 2, "is no study: 'samples' is no whole number from 16 to 1,000,000; a study")
      for given in ("many", "2.5", "true", "-5", "0", "15", "1000001")),
    *(("seed: 1", f"seed: {given}", 3, "is no study: 'seed' is no whole number from 0 on") for given in ("x", "-1")),
    ("chapter: trade", "chapter: [x]", 1, "is no study: 'chapter' is no text"),
    ("chapter: trade", "chapter: trode", 1, "no chapter is called 'trode'; did you mean 'trade'?"),
    ("chapter: trade", "chapter: index", 1, "index.md holds no code, so there is nothing to run"),
    ("of: [stock-months]", "of: [[5]]", 5, "is no study: vary: tonnes: 'of' is no list of ids"),
    ("samples: 40", "sample: 40", 2, "is no study: 'sample' is none of chapter, samples, seed, vary, results"),
    ("{name: Twice the tonnes, of: closure-price}", "no", 9, "is no study: results: doubled: holds none of name, of"),
    ('"20:60"', '"60:20"', 5, "-g tonnes=60:20 is no range to sample; allowed: numbers, the lower one first"),
    ('"20:60"', '"20:160"', 5, "parameter tonnes: '160' is not allowed; allowed: float, 0 to 100"),
    ("  reading:", "  readings:", 6, "parameter 'readings' does not exist; did you mean 'reading'?"),
])
def test_what_a_study_cannot_ask_for_is_told_in_its_line(book, old, new, line, said):
    assert old in STUDY
    (book / "sweeps/tonnes.yaml").write_text(STUDY.replace(old, new), encoding="utf-8")
    told = [str(each) for each in problems_of_studies(book, {"stock-months", "closure-price"})]
    assert any(each.startswith(f"sweeps/tonnes.yaml:{line}: {said}") for each in told), told
    with pytest.raises(CompendiumError) as refused:
        make(book, "tonnes", Settings(), progress=False)
    assert f"sweeps/tonnes.yaml:{line}: {said}" in str(refused.value)


@pytest.mark.parametrize(("old", "new"), [('"20:60"', '"20:50"'), ("samples: 40", "samples: 50"),
                                          ("seed: 1", "seed: 2")])
def test_indices_of_another_study_are_told_at_check(book, old, new):
    (book / "sweeps/tonnes.yaml").write_text(STUDY.replace(old, new), encoding="utf-8")
    [told] = map(str, problems_of_studies(book, {"stock-months", "closure-price"}))
    assert told.startswith("sweeps/tonnes.json: was made by another command: compendium sweep trade --latin-hyper")


def test_a_study_that_is_gone_or_called_otherwise_is_told(book):
    (book / "sweeps/tonnes.yaml").rename(book / "sweeps/tonnes.yml")
    passed, gone = map(str, problems_of_studies(book, {"stock-months", "closure-price"}))
    assert passed == "sweeps/tonnes.yml: is passed over: the name of a study's file ends in .yaml"
    assert gone == ("sweeps/tonnes.json: belongs to no study: there is no sweeps/tonnes.yaml; put that back, or remove"
                    " what was made of it too")


def test_a_study_that_asks_for_what_is_not_there_is_refused(book):
    with pytest.raises(CompendiumError, match="there is no study 'none'; there are: tonnes"):
        make(book, "none", Settings(), progress=False)
    file = book / "sweeps/tonnes.yaml"
    file.write_text(STUDY.replace("doubled:", "trebled:"), encoding="utf-8")
    with pytest.raises(CompendiumError, match=r"sweeps/tonnes\.yaml: names results that trade does not record: treb"):
        make(book, "tonnes", Settings(workers=2), progress=False)
    with pytest.raises(CompendiumError, match="is missing; 'compendium sensitivity nothing' makes it"):
        sensitivity("nothing", book)
    for text, said in ((b"samples: 4\n", "is no study: .*; a study has chapter, sam"), (b"[", "not valid YAML"),
                       (b"- trade\n", "is no study: holds none of chapter, samples, seed, vary, results; a study has"),
                       (b"", "is no study"), (b"\xff", "not UTF-8 text"), (b"seed: 1\nseed: 2\n", "'seed' is written")):
        file.write_bytes(text)
        with pytest.raises(CompendiumError, match=rf"^sweeps/tonnes\.yaml:\d: {said}"):
            make(book, "tonnes", Settings(), progress=False)


@pytest.mark.skipif(sys.platform != "linux", reason="chapters are forked on Linux alone")
def test_indices_are_those_of_all_runs_or_stay_as_they_were(book, command):
    before = (book / "sweeps/tonnes.json").read_bytes()
    chapter = book / "chapters/trade.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("tonnes == 13", "tonnes > 30"), encoding="utf-8")
    code, said = command("sensitivity", "tonnes", "--root", book)
    assert code == 1 and "and left as it was, since runs failed" in " ".join(said.split()) and "thirteen tonnes" in said
    assert (book / "sweeps/tonnes.json").read_bytes() == before


def test_a_study_of_which_too_few_combinations_go_together_is_told(book):
    (book / "sweeps/tonnes.yaml").write_text(STUDY.replace('"a,b"', '"b"').replace('"y,z"', '"z,y"').replace(
        "samples: 40", "samples: 16"), encoding="utf-8")
    with pytest.raises(CompendiumError, match="of its 16 combinations go together, and indices need 16; draw more"):
        make(book, "tonnes", Settings(workers=2), progress=False)


def test_the_chart_names_what_decides_and_gives_no_number_to_chance(made):
    table = sensitivity("tonnes", made).table
    words = {"name": "deciding", "finding": "{doubled} decides", "shows": "It"}
    with reading_from(made):
        spec = charts.deciding(table, **words).to_dict()
        for other in (table.head(1), table.assign(index=table["index"].to_numpy()[::-1]), table.assign(chance=0)):
            with pytest.raises(Refused, match=r"its rows are not all those .*; allowed is the table of results.sensit"):
                charts.deciding(other, **words)
    assert spec["title"]["text"] == ["How many tonnes decides"]
    described = spec["usermeta"]["compendium"]["described"]
    assert "How many tonnes, twice the tonnes: 0." in described
    assert "How they are read, twice the tonnes: no more than chance" in described


def test_the_published_studies_are_those_of_the_book(root):
    assert studies(root)
    for name in studies(root):
        kept = json.loads((root / f"sweeps/{name}.json").read_text(encoding="utf-8"))
        assert kept["runs"] >= 500 and kept["command"].startswith("compendium sweep ")
        # a changed table is told on the page; a run that gives another result is a fault
        assert [str(each) for each in problems_of(root, name) if "was made from another" not in str(each)] == []
