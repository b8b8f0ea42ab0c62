"""A chapter run for many combinations of its parameters: nothing lost, nothing run twice, failures told at the end."""

import json
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from copy import deepcopy
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from sweep_book import made, write_sweep_book
from test_execution_tiny_book import write_book

from compendium.errors import CompendiumError
from compendium.execution.chapters import find_chapter
from compendium.execution.notebooks import as_text
from compendium.execution.running import Limits, run_chapter
from compendium.execution.sweep import Settings
from compendium.execution.sweep_command import sweep
from compendium.execution.sweep_plan import from_file, grid, latin_hypercube
from compendium.execution.sweep_results import rows_of
from compendium.execution.sweep_store import opened

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="chapters are forked on Linux alone")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """One folder for all tests, so that one warm process serves them."""
    return tmp_path_factory.mktemp("book")


@pytest.fixture
def log(tmp_path) -> Path:
    return tmp_path / "made.txt"


@pytest.fixture
def book(folder, log) -> Path:
    shutil.rmtree(folder / "_build/sweeps", ignore_errors=True)
    return write_sweep_book(folder, log)


def swept(book: Path, given: dict[str, str], **more):
    settings = Settings(workers=2, timeout=more.pop("timeout", 60), **more.pop("settings", {}))
    told, failures = sweep(book, "trade", given, settings=settings, progress=False, **more)
    return "; ".join(told), [str(each) for each in failures]


def table(book: Path) -> pd.DataFrame:
    return pd.read_parquet(book / "_build/sweeps/chapters/trade.parquet")


def test_a_grid_has_every_combination_and_both_ends(book):
    found = list(grid(find_chapter(book, "trade"), {"tonnes": "0.1:0.4:0.1", "reading": "a,b"}))
    assert [values["tonnes"] for values in found[::2]] == [0.1, 0.2, 0.3, 0.4]
    assert [values["reading"] for values in found[:2]] == ["a", "b"]


def test_values_that_do_not_go_together_are_left_out_and_counted(book):
    plan = grid(find_chapter(book, "trade"), {"reading": "a,b", "other": "y,z"})
    assert len(plan) == 4 and {"reading": "b", "other": "z"} not in list(plan) and len(list(plan)) == 3


@pytest.mark.parametrize("given, said", [
    ({"tonnes": "1,101"}, "'101' is not allowed; allowed: float, 0 to 100"), ({"tonnes": "3:1:1"}, "has no values"),
    ({"tonnes": "1:2"}, "is no range; allowed: low:high:step"), ({"tonnes": ","}, "leaves a value out"),
    ({"reading": "a,,b"}, "-g reading=a,,b leaves a value out; allowed"),
    ({"tons": "1"}, "did you mean 'tonnes'?"), ({}, "nothing is varied"),
    ({"tonnes": "0:100:0.00001"}, "allowed are 1,000,000 runs"), ({"tonnes": "nan"}, "is not allowed"),
    ({"tonnes": "1e-400"}, "'1e-400' is not allowed; allowed: float, 0 to 100; a number so small is taken as 0"),
    ({"tonnes": "1:inf:1"}, "has no values"), ({"tonnes": "0:1e999999:1"}, "has no values"),
    ({"tonnes": "0:1:1e-999999"}, "has no values"), ({"tonnes": "0:1:1e-300"}, "allowed are 1,000,000 runs"),
    ({"tonnes": "0:100:33"}, "-g tonnes=0:100:33 ends at 99 and does not reach 100; allowed: a step that divides the"),
    ({"tonnes": "0:1e1:3"}, "-g tonnes=0:1e1:3 ends at 9 and does not reach 10; allowed"),
    ({"tonnes": "0:60:0.05", "wait": "0:60:0.05"}, "the sweep would make 1,442,401 runs; allowed are 1,000,000"),
])
def test_what_cannot_be_varied_is_refused_before_any_run(book, log, given, said):
    with pytest.raises(CompendiumError) as error:
        swept(book, given)
    assert said in str(error.value) and not made(log)


@pytest.mark.parametrize("by", ["grid", "table"])
def test_of_a_great_many_values_that_are_not_allowed_the_first_are_told(book, log, tmp_path, by):
    (tmp_path / "runs.csv").write_text("tonnes\n" + "\n".join(map(str, range(101, 5_000))) + "\n", encoding="utf-8")
    chapter = find_chapter(book, "trade")
    with pytest.raises(CompendiumError) as error:
        grid(chapter, {"tonnes": "101:900000:1"}) if by == "grid" else from_file(chapter, tmp_path / "runs.csv")
    told = [str(each) for each in error.value.problems]
    assert len(told) == 21 and "'101' is not allowed" in told[0] and "what comes after these" in told[-1]


def test_without_pyarrow_nothing_is_run(book, log, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CompendiumError, match="a sweep's table is Parquet, which needs pyarrow: pip install pyarrow"):
        swept(book, {"tonnes": "1"})
    assert not made(log)


def test_samples_spread_over_ranges_and_lists_and_are_the_same_each_time(book):
    chapter = find_chapter(book, "trade")
    runs = [list(latin_hypercube(chapter, {"tonnes": "10:20", "reading": "a,b"}, 20, seed)) for seed in (1, 1, 2)]
    assert runs[0] == runs[1] != runs[2]
    # one sample in each twentieth of the range, and each choice as often as the other
    assert sorted(int(2 * (values["tonnes"] - 10)) for values in runs[0]) == list(range(20))
    assert sum(values["reading"] == "a" for values in runs[0]) == 10


def test_samples_of_a_narrow_range_are_as_many_as_were_asked_for(book):
    samples = latin_hypercube(find_chapter(book, "trade"), {"tonnes": "30.00001:30.0001"}, 50, 1)
    assert len({values["tonnes"] for values in samples}) == len(samples) == 50
    assert all(30.00001 <= values["tonnes"] <= 30.0001 for values in samples)


def test_a_seed_below_0_draws_no_samples(book):
    with pytest.raises(CompendiumError, match="the seed of the samples is -5; allowed: 0, or a whole number above it"):
        latin_hypercube(find_chapter(book, "trade"), {"tonnes": "0:1"}, 2, -5)


def test_steps_between_whole_numbers_are_told_once(book):
    chapter = find_chapter(write_book(book), "trade")
    with pytest.raises(CompendiumError) as told:
        grid(chapter, {"months": "1:10:0.5"})
    assert str(told.value) == ("-g months=1:10:0.5 has values between whole numbers, and months is an int; "
                               "allowed: whole numbers")


@pytest.mark.parametrize(("over", "said"), [
    ("1:2:3", "-g tonnes=1:2:3 is no range to sample; allowed: low:high, or values with commas between"),
    ("20:10", "-g tonnes=20:10 is no range to sample; allowed: numbers, the lower one first")])
def test_what_cannot_be_sampled_is_told(book, over, said):
    with pytest.raises(CompendiumError, match=said):
        latin_hypercube(find_chapter(book, "trade"), {"tonnes": over}, 2, 1)


def test_a_csv_names_the_runs_and_its_faults_by_line(book, tmp_path):
    path, chapter = tmp_path / "runs.csv", find_chapter(book, "trade")
    path.write_text("tonnes,reading\n2,b\n3,\n", encoding="utf-8")
    assert list(from_file(chapter, path)) == [{"tonnes": 2.0, "reading": "b"}, {"tonnes": 3.0}]
    path.write_text("tonnes,reading\n2,b\n3,c\n4\n", encoding="utf-8")
    with pytest.raises(CompendiumError) as error:
        from_file(chapter, path)
    assert "runs.csv:3: parameter reading: 'c'" in str(error.value) and "runs.csv:4: has 1 cells" in str(error.value)


@pytest.mark.parametrize(("text", "said"), [
    ('tonnes,reading\n1,a\n2,"b\n3,a\n', "runs.csv:3: a quotation mark is opened here and never closed"),
    ("tonnes;reading\n1,5;a\n", "runs.csv:1: its cells are divided by ';'; allowed: a comma between cells, and a point"
                                " in numbers"),
])
def test_a_csv_of_another_kind_is_told_by_its_cause(book, tmp_path, text, said):
    (tmp_path / "runs.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CompendiumError) as error:
        from_file(find_chapter(book, "trade"), tmp_path / "runs.csv")
    assert str(error.value) == said


def test_the_table_has_the_parameters_and_what_each_run_recorded(book):
    assert swept(book, {"tonnes": "2:4:1", "reading": "a,b"})[1] == []
    rows = table(book)
    facts = rows[rows["what"] == "fact"]
    assert list(facts["value"]) == [4, 4, 6, 6, 8, 8] and list(facts["reading"]) == ["a", "b"] * 3
    assert set(facts["name"]) == {"doubled"} and set(facts["unit"]) == {"t"} and facts["run"].nunique() == 6
    cells = rows[rows["what"] == "table"]
    assert list(cells["value"]) == [2, 2, 3, 3, 4, 4] and set(cells["name"]) == {"tab-readings"}


def test_a_table_that_is_called_otherwise_is_kept_under_its_new_name(book):
    swept(book, {"tonnes": "2"})
    chapter = book / "chapters/trade.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("name: tab-readings", "name: tab-tonnes"),
                       encoding="utf-8")
    assert "1 runs made" in swept(book, {"tonnes": "2"})[0]
    rows = table(book)
    assert set(rows[rows["what"] == "table"]["name"]) == {"tab-tonnes"}


RIVERS = pd.MultiIndex.from_product([["Lenn", "Ouse"], ["otters", "fish"]], names=["river", "what"])
YEARS = pd.MultiIndex.from_product([["2024"], ["low", "high"]])
TWO_HEADS = pd.DataFrame([[1, 2], [3, 4], [5, 6], [7, 8]], RIVERS, YEARS)
SPANS = [("Lenn / otters", "2024 / low", 1), ("Lenn / otters", "2024 / high", 2), ("Lenn / fish", "2024 / low", 3),
         ("Lenn / fish", "2024 / high", 4), ("Ouse / otters", "2024 / low", 5), ("Ouse / otters", "2024 / high", 6),
         ("Ouse / fish", "2024 / low", 7), ("Ouse / fish", "2024 / high", 8)]


@pytest.mark.parametrize(("markup", "cells"), [
    (TWO_HEADS.to_html(), SPANS), (TWO_HEADS.style.to_html(), SPANS),
    (pd.DataFrame({"t": [1, 2]}, pd.Index(["x", "y"], name="named")).to_html(), [("x", "t", 1), ("y", "t", 2)]),
    (pd.DataFrame({"what": ["x"], "t": [1]}).to_html(index=False), [("x", "t", 1)]),
    ("<table><tr><th>what</th><th>t</th></tr><tr><td>x</td><td>−1,234.5</td></tr></table>", [("x", "t", -1234.5)]),
])
def test_the_cells_of_a_table_keep_their_lines_and_columns(book, markup, cells):
    rows = list(shown_as(book, markup))
    assert [(row["label"], json.loads(row["more"])["column"], row.get("value")) for row in rows] == cells


@pytest.mark.parametrize(("printed", "value"), [
    ("2024,2025", None), ("1,2", None), ("1,234", 1234), ("12,345,678.9", 12345678.9), ("1234", 1234), ("1,2345", None),
    ("1.000000e+06", 1e6), ("−2e-3", -0.002), ("+5", 5), ("٣", None), ("NaN", None)])
def test_a_number_is_read_as_it_is_printed(book, printed, value):
    row, = shown_as(book, f"<table><tr><th>a</th><th>b</th></tr><tr><td>x</td><td>{printed}</td></tr></table>")
    assert row.get("value") == value


@pytest.mark.parametrize("frame", [pd.DataFrame({"a": range(100)}), pd.DataFrame([range(30)]),
                                   pd.DataFrame([range(30)] * 100, pd.MultiIndex.from_product([["x"], range(100)]))])
def test_a_table_that_pandas_cut_off_is_refused_with_its_line(book, frame):
    shown = pd.option_context("display.max_columns", 20, "display.max_rows", 60)
    with shown, pytest.raises(CompendiumError) as told:
        list(shown_as(book, frame._repr_html_()))
    lines = (book / "chapters/trade.md").read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, start=1) if line.startswith("pd.DataFrame"))
    assert str(told.value).startswith(f"chapters/trade.md:{at}: the table 'tab-readings' is cut off: '...' stands for")
    assert "lines or columns that pandas left out; show fewer, or all of them" in str(told.value)


def shown_as(book: Path, markup: str):
    """The rows of a chapter whose last cell shows some HTML."""
    chapter = find_chapter(book, "trade")
    notebook = deepcopy(chapter.notebook)
    notebook.cells[-1].outputs = [nbformat.v4.new_output("display_data", {"text/html": markup})]
    return rows_of(chapter, notebook)


def test_a_run_of_a_sweep_is_the_notebook_that_the_chapter_gives(book, tmp_path):
    swept(book, {"tonnes": "2"}, settings={"notebooks": tmp_path / "kept"})
    (kept,) = (tmp_path / "kept").iterdir()
    values = {"tonnes": 2.0}
    assert kept.read_text(encoding="utf-8") == as_text(run_chapter(find_chapter(book, "trade"), values, book))
    whole = run_chapter(find_chapter(book, "trade"), values, book, Limits(forked=False))
    assert nbformat.read(kept, as_version=4).cells == whole.cells


def test_a_kept_notebook_is_that_of_the_run_that_counts(book, tmp_path):
    chapter, trade, kept = book / "chapters/trade.md", book / "data/trade.csv", {"notebooks": tmp_path / "kept"}
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("read_text()) > 0", "read_text())"), "utf-8")
    swept(book, {"tonnes": "2"}, settings=kept)
    (notebook,) = (tmp_path / "kept").iterdir()
    first = notebook.read_bytes()
    trade.write_text(trade.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    swept(book, {"tonnes": "2"})
    assert "1 runs made, 0 kept" in swept(book, {"tonnes": "2"}, settings=kept)[0]
    now = notebook.read_bytes()
    assert now != first and "0 runs made, 1 kept" in swept(book, {"tonnes": "2"}, settings=kept)[0]
    for altered in (b"", now.replace(b"Trade", b"Trades")):
        notebook.write_bytes(altered)
        assert "1 runs made, 0 kept" in swept(book, {"tonnes": "2"}, settings=kept)[0]
        assert notebook.read_bytes() == now


def test_what_was_run_is_not_run_again_until_something_that_it_read_changes(book, log):
    swept(book, {"tonnes": "2,3"})
    assert "1 runs made, 2 kept" in swept(book, {"tonnes": "2,3,4"})[0]
    assert made(log) == ["2.0 a", "3.0 a", "4.0 a"]
    trade = book / "data/trade.csv"
    trade.write_text(trade.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "3 runs made, 0 kept" in swept(book, {"tonnes": "2,3,4"})[0]


def test_failures_are_told_with_values_and_line_and_stop_no_other(book, log):
    said, failures = swept(book, {"tonnes": "12:14:1"})
    assert "2 of 3 stand in " in said
    lines = (book / "chapters/trade.md").read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, start=1) if "raise ValueError" in line)
    assert failures == [f"chapters/trade.md:{at}: cell 4: ValueError: thirteen tonnes (tonnes=13.0)"]
    # it is told again, and made again only when that is asked
    assert swept(book, {"tonnes": "12:14:1"})[1] == failures and len(made(log)) == 3
    swept(book, {"tonnes": "12:14:1"}, settings={"again": True})
    assert len(made(log)) == 4


def recorded(book: Path, first: str, shown: str) -> list[float]:
    """What four runs record of an expression, where the chapter's first cell ends with some code."""
    chapter = book / "chapters/trade.md"
    text = chapter.read_text(encoding="utf-8").replace("from compendium import charts\n",
                                                       f"from compendium import charts\n{first}\n")
    chapter.write_text(text.replace("value=2 * tonnes, low=tonnes, high=3 * tonnes",
                                    f"value={shown}, low=-1e9, high=1e9"), encoding="utf-8")
    assert swept(book, {"tonnes": "1:4:1"})[1] == []
    rows = table(book)
    return list(rows[rows["what"] == "fact"]["value"])


@pytest.mark.parametrize(("first", "shown"), [
    ("import numpy as np", "np.random.normal()"), ("import random", "random.random()"),
    ("import numpy as np\nmine = np.random.default_rng()", "mine.random()")])
def test_each_run_of_a_sweep_draws_numbers_of_its_own(book, first, shown):
    assert len(set(recorded(book, first, shown))) == 4


@pytest.mark.parametrize(("first", "shown"), [
    ("import numpy as np\nnp.random.seed(7)", "np.random.normal()"),
    ("import random\nrandom.seed(7)", "random.random()"),
    ("import numpy as np\nmine = np.random.default_rng(7)", "mine.random()")])
def test_a_chapter_that_seeds_itself_draws_the_same_in_each_run(book, first, shown):
    assert len(set(recorded(book, first, shown))) == 1


@pytest.mark.parametrize(("first", "shown"), [
    ("import tempfile\nfolder = Path(tempfile.mkdtemp())",
     "(len(list(folder.iterdir())), (folder / str(os.getpid())).touch())[0]"),
    ("from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(1)\npool.submit(int).result()",
     "pool.submit(int).result()"),
    ("lines = open('data/trade.csv')", "lines.tell() + len(lines.readline()) * 0"),
    ("import subprocess\ndone = subprocess.run(['true'])\nbegan = os.getpid()", "began - os.getpid()")])
def test_what_stands_before_the_parameters_is_no_other_runs(book, first, shown):
    assert recorded(book, first, shown) == [0] * 4


def test_what_only_loads_and_computes_before_the_parameters_is_run_once(book):
    first = "from scipy import stats\nbegan = stats.norm.cdf(0) * 0 + os.getpid()"
    assert len(set(recorded(book, first, "began"))) == 1


def test_a_run_whose_process_is_killed_is_made_again(book, log):
    said, failures = swept(book, {"tonnes": "66"})
    assert "1 of 1 stand in " in said and not failures
    assert made(log) == ["66.0 a"] * 2


def test_a_run_that_takes_too_long_is_told_and_tried_again_by_the_next_command(book, log):
    failures = swept(book, {"wait": "0,30"}, timeout=4)[1]
    assert len(failures) == 1 and "did not end within 4 s; cell 4 was running (wait=30.0)" in failures[0]
    swept(book, {"wait": "0,30"}, timeout=4)
    assert len(made(log)) == 3


def test_a_sweep_that_was_killed_goes_on_where_it_was(book, log):
    command = [sys.executable, "-m", "compendium", "sweep", "trade", "-g", "tonnes=1:12:1", "-g", "wait=0.3",
               "--workers", "2", "--root", str(book)]
    going = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    runs = book / "_build/sweeps/chapters/trade.runs"
    deadline = time.monotonic() + 120
    while (not runs.exists() or runs.read_bytes().count(b" R ") < 4) and time.monotonic() < deadline:
        time.sleep(0.05)
    going.kill()
    going.wait()
    kept = runs.read_bytes().count(b" R ")
    assert 4 <= kept < 12
    began = len(made(log))
    subprocess.run(command, check=True, capture_output=True)
    rows = table(book)
    assert sorted(rows[rows["what"] == "fact"]["value"]) == [2 * each for each in range(1, 13)]
    # what was kept did not run again; what had begun and not ended did
    assert len(made(log)) - began == 12 - kept
    assert not _orphans(log)


def _orphans(log: Path) -> list[int]:
    """The processes of runs that go on although their sweep has ended."""
    time.sleep(1)
    started = {int(line.split()[2]) for line in log.read_text(encoding="utf-8").splitlines()}
    return [each for each in started if Path(f"/proc/{each}").exists()]


def test_a_line_of_the_store_that_was_cut_or_altered_is_made_again(book, log):
    swept(book, {"tonnes": "5,6,7"})
    runs = book / "_build/sweeps/chapters/trade.runs"
    content = runs.read_bytes()
    altered = content.replace(b'"tonnes": 6.0', b'"tonnes": 9.0')
    assert altered != content
    runs.write_bytes(altered[:-40])
    before = len(made(log))
    assert swept(book, {"tonnes": "5,6,7"})[1] == [] and len(made(log)) == before + 2
    rows = table(book)
    assert list(rows[rows["what"] == "fact"]["value"]) == [10, 12, 14]
    assert "0 runs made, 3 kept" in swept(book, {"tonnes": "5,6,7"})[0]


def test_only_the_table_of_a_sweep_is_written_over(book, log, tmp_path):
    path = tmp_path / "mine.parquet"
    for name in ("mine.parquet", "folder.parquet"):
        pd.DataFrame({"mine": [1]}).to_parquet(path) if name == path.name else (tmp_path / name).mkdir()
        with pytest.raises(CompendiumError, match=r"is there already and is no table of a sweep; add --force to write"
                                                  r"|is there already and is no file; name another"):
            swept(book, {"tonnes": "1"}, output=tmp_path / name)
    assert not made(log) and list(pd.read_parquet(path)["mine"]) == [1]
    for force in (True, False):
        swept(book, {"tonnes": "1"}, output=path, force=force)
        assert "doubled" in set(pd.read_parquet(path)["name"])


def test_two_sweeps_of_a_chapter_at_once_are_refused_and_so_is_clean_under_one(book, command):
    going = "another sweep of chapters/trade is going on; wait for it, or end it"
    with opened(book, "chapters/trade") as store:
        with pytest.raises(CompendiumError, match=going):
            swept(book, {"tonnes": "1"})
        code, said = command("clean", "--root", book)
        assert code == 1 and going in said and store.path.is_file()
    assert command("clean", "--root", book)[0] == 0 and not store.path.exists()


def test_runs_during_which_the_book_changed_do_not_count(book):
    kept = book / "_build/sweeps/chapters/trade.runs"

    def change() -> None:
        deadline = time.monotonic() + 120
        while not (kept.is_file() and b" R " in kept.read_bytes()) and time.monotonic() < deadline:
            time.sleep(0.02)
        (book / "data/trade.csv").write_text("changed\n", encoding="utf-8")

    changing = threading.Thread(target=change)
    changing.start()
    failures = swept(book, {"tonnes": "1:6:1", "wait": "0.4"})[1]
    changing.join()
    assert len(failures) == 1 and re.fullmatch(
        r"the book changed while the sweep ran \(data/trade\.csv\): \d runs do not count; the same command makes them"
        r" again", failures[0])


def test_a_table_is_of_one_state_of_what_its_runs_read(book, log):
    """A file beside the book's tables, which some runs read before it was saved, and some afterwards."""
    rate, chapter = book / "rate.txt", book / "chapters/trade.md"
    rate.write_text("5", encoding="utf-8")
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text(text.replace("time.sleep(wait)", "rate = Path('rate.txt').read_text()\ntime.sleep(wait)"),
                       encoding="utf-8")

    def change() -> None:
        deadline = time.monotonic() + 120
        while len(made(log)) < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
        rate.write_text("6", encoding="utf-8")

    changing = threading.Thread(target=change)
    changing.start()
    said, failures = swept(book, {"tonnes": "1:6:1", "wait": "0.4"})
    changing.join()
    assert re.fullmatch(r"the book changed while the sweep ran \(rate\.txt\): [234] runs do not count; .*", failures[0])
    assert re.search(r"[234] of 6 stand in ", said)
    assert swept(book, {"tonnes": "1:6:1", "wait": "0.4"})[1] == []


def test_a_run_that_failed_is_made_again_when_what_it_read_is_mended(book, log):
    chapter = book / "chapters/trade.md"
    text = chapter.read_text(encoding="utf-8")
    chapter.write_text(text.replace("time.sleep(wait)", "rate = float(open('rates.csv').read())"), encoding="utf-8")
    assert "FileNotFoundError" in swept(book, {"tonnes": "1"})[1][0]
    assert swept(book, {"tonnes": "1"})[1] and len(made(log)) == 1
    (book / "rates.csv").write_text("5", encoding="utf-8")
    assert swept(book, {"tonnes": "1"})[1] == [] and len(made(log)) == 2


def test_an_interrupted_sweep_keeps_its_runs_and_leaves_nothing_running(book, log):
    command = [sys.executable, "-m", "compendium", "sweep", "trade", "-g", "tonnes=20:31:1", "-g", "wait=0.5",
               "--workers", "2", "--root", str(book)]
    going = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    deadline = time.monotonic() + 120
    while len(made(log)) < 4 and time.monotonic() < deadline:
        time.sleep(0.05)
    going.send_signal(signal.SIGINT)
    said = going.communicate(timeout=60)[1]
    assert going.returncode == 130 and "interrupted" in said and "Traceback" not in said
    assert not _orphans(log)
    assert (book / "_build/sweeps/chapters/trade.runs").read_bytes().count(b" R ") >= 2
