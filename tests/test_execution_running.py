"""Running chapters: what fails says where, what is done is kept, and no kernel is left behind."""

import json
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat
import pytest
from test_execution_tiny_book import chapter_with, write_book

from compendium.errors import ChapterError
from compendium.execution.all_chapters import run_all
from compendium.execution.cache import environment, executed_path, key, read_report
from compendium.execution.chapters import find_chapter, read_chapters
from compendium.execution.running import Limits, run_chapter

PATIENCE = 90
"""Seconds to wait for another process on a busy machine before calling it stuck."""


def run_trade(root: Path, *cells: str, **limits: float) -> str:
    """Run a chapter that goes wrong; what is said about it."""
    chapter = find_chapter(write_book(root, trade=chapter_with(*cells)), "trade")
    with pytest.raises(ChapterError) as told:
        run_chapter(chapter, {}, root, Limits(**limits))
    return str(told.value)


def test_an_exception_names_cell_and_line(tmp_path: Path) -> None:
    told = run_trade(tmp_path, "x = 1", "y = x\nz = {}\nz['tonnes']")
    assert told == "chapters/trade.md:23: cell 3: KeyError: 'tonnes'"


def test_a_syntax_error_names_cell_and_line(tmp_path: Path) -> None:
    said = run_trade(tmp_path, "x = 1\nreturn x")  # it can be parsed, and not compiled
    assert said.startswith("chapters/trade.md:18: cell 2: SyntaxError: 'return' outside function")


def test_a_cell_that_never_ends_is_ended(tmp_path: Path) -> None:
    told = run_trade(tmp_path, "x = 1", "while True:\n    pass", cell=1)
    assert told == "chapters/trade.md:21: cell 3 did not end within 1 s"


def test_a_chapter_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    told = run_trade(tmp_path, "import time", "time.sleep(60)", chapter=3)
    assert told == "chapters/trade.md:21: the chapter did not end within 3 s; cell 3 was running"


def test_a_kernel_that_dies_names_the_cell(tmp_path: Path) -> None:
    assert run_trade(tmp_path, "import os\nos._exit(3)").startswith("chapters/trade.md:17: cell 2 ended the kernel")


def test_a_warning_is_an_error(tmp_path: Path) -> None:
    told = run_trade(tmp_path, "import warnings\nwarnings.warn('the total is empty')")
    assert told == "chapters/trade.md:18: cell 2 warns: UserWarning: the total is empty"
    code = "import warnings\nclass Odd(UserWarning):\n    pass\nwarnings.warn('it is empty', Odd)"
    assert run_trade(tmp_path, code) == "chapters/trade.md:20: cell 2 warns: Odd: it is empty"


def test_the_cell_is_right_when_parameters_were_injected(tmp_path: Path) -> None:
    root = write_book(tmp_path, trade=chapter_with(":tags: [parameters]\n\nmonths = 12", "assert months == 12"))
    with pytest.raises(ChapterError, match=r"^chapters/trade\.md:23: cell 3: AssertionError"):
        run_chapter(find_chapter(root, "trade"), {"months": 3}, root)


def test_parameters_reach_the_chapter(tmp_path: Path) -> None:
    root = write_book(tmp_path, trade=chapter_with(":tags: [parameters]\n\nmonths = 12", "months * 2"))
    notebook = run_chapter(find_chapter(root, "trade"), {"months": 3}, root)
    assert notebook.cells[-1].outputs[0].data["text/plain"] == "6"


def test_two_runs_give_the_same_bytes_and_a_valid_notebook(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    written = []
    for _ in range(2):
        run_all(root, force=True, progress=False)
        written.append([executed_path(root, chapter.docname).read_bytes() for chapter in read_chapters(root)])
    assert written[0] == written[1]
    assert str(tmp_path).encode() not in b"".join(written[0])
    nbformat.validate(nbformat.reads(written[0][0].decode(), as_version=4))


def test_what_did_not_change_is_not_run_again(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    assert run_all(root, progress=False).ran == ("chapters/trade", "chapters/pricing")
    trade = root / "chapters/trade.md"
    trade.write_text(trade.read_text(encoding="utf-8").replace("The end.", "The very end."), encoding="utf-8")
    assert run_all(root, progress=False).ran == ()
    trade.write_text(trade.read_text(encoding="utf-8").replace("months = 12", "months = 11"), encoding="utf-8")
    assert run_all(root, progress=False).ran == ("chapters/trade",)
    (root / "requirements.txt").write_text("pandas==1\n", encoding="utf-8")
    assert run_all(root, progress=False).kept == ()


@pytest.mark.skipif(sys.platform != "linux", reason="what a run reads is known of forks alone")
def test_a_chapter_runs_again_when_what_it_read_changed_and_no_other_does(tmp_path: Path) -> None:
    reads = chapter_with("import ours, os\nopen('data/trade.csv').read(), os.listdir('data')")
    root = write_book(tmp_path, trade=reads)
    (root / "ours.py").write_text("from deeper import TONNES\n", encoding="utf-8")
    (root / "deeper.py").write_text("TONNES = 311\n", encoding="utf-8")
    run_all(root, progress=False)
    assert run_all(root, progress=False).ran == ()
    for name, text in (("data/trade.csv", "a\n"), ("deeper.py", "TONNES = 999\n"), ("data/new.csv", "a\n")):
        (root / name).write_text(text, encoding="utf-8")
        assert run_all(root, progress=False).ran == ("chapters/trade",)
    (root / "beside.csv").write_text("a\n", encoding="utf-8")
    assert run_all(root, progress=False).ran == ()


WAITS = ("import time\nfrom pathlib import Path\n{read}\nPath({mark!r}).touch()\n"
         "while not Path({done!r}).exists():\n    time.sleep(0.01)\nprint(given)")
"""A cell that reads, and waits until somebody has changed what it read."""


@pytest.mark.skipif(sys.platform != "linux", reason="what a run reads is known of forks alone")
@pytest.mark.parametrize(("file", "read"), [
    ("ours.py", "from ours import RATE as given"), ("rates.csv", "given = Path('rates.csv').read_text()")])
def test_what_is_saved_while_a_chapter_runs_leaves_no_result_of_the_old_state(tmp_path: Path, file, read) -> None:
    mark, done = tmp_path / "read", tmp_path / "changed"
    root = write_book(tmp_path / "book", trade=chapter_with(WAITS.format(read=read, mark=str(mark), done=str(done))))
    (root / file).write_text("RATE = 1", encoding="utf-8")

    def save() -> None:
        until = time.monotonic() + PATIENCE
        while not mark.exists() and time.monotonic() < until:
            time.sleep(0.01)
        (root / file).write_text("RATE = 2", encoding="utf-8")
        done.touch()

    saving = threading.Thread(target=save)
    saving.start()
    with pytest.raises(ChapterError, match=f"trade.md: .*{file} changed while this chapter ran, which had read"):
        run_all(root, progress=False)
    saving.join()
    assert run_all(root, progress=False).ran == ("chapters/trade",)
    shown = nbformat.read(executed_path(root, "chapters/trade"), as_version=4).cells[-1].outputs[0].text
    assert shown.strip().endswith("2")


@pytest.mark.parametrize("stored", [True, False])
def test_a_result_that_somebody_changed_is_made_again(tmp_path: Path, stored: bool) -> None:
    root = write_book(tmp_path)
    run_all(root, progress=False)
    kept = executed_path(root, "chapters/trade")
    before = kept.read_bytes()
    kept.write_bytes(before.replace(b"24", b"99"))
    if not stored:
        shutil.rmtree(root / "_build/store")
    # the store has it still; without, the chapter runs
    assert run_all(root, progress=False).ran == (() if stored else ("chapters/trade",))
    assert kept.read_bytes() == before


def test_the_key_covers_parameters(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    notebook = find_chapter(root, "trade").notebook
    assert key(notebook, {}, environment(root)) != key(notebook, {"months": 3}, environment(root))


def test_all_failures_are_told_and_the_good_ones_kept(tmp_path: Path) -> None:
    broken = chapter_with("1 / 0")
    root = write_book(tmp_path, trade=broken, glossary=broken)
    with pytest.raises(ChapterError) as told:
        run_all(root, progress=False)
    assert [problem.file for problem in told.value.problems] == ["chapters/glossary.md", "chapters/trade.md"]
    statuses = {name: record.status for name, record in read_report(root).items()}
    assert statuses == {"chapters/trade": "failed", "chapters/pricing": "ok", "chapters/glossary": "failed"}
    with pytest.raises(ChapterError):
        run_all(root, progress=False)
    entries = json.loads((root / "_build/executed/report.json").read_text(encoding="utf-8"))
    fields = {"cells", "chapter", "inputs", "key", "parameters", "parts", "result", "seconds", "status", "when"}
    assert all(entry.keys() == fields for entry in entries)


def test_results_of_a_chapter_that_left_the_book_go(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    run_all(root, progress=False)
    toc = root / "_toc.yml"
    toc.write_text(toc.read_text(encoding="utf-8").replace("  - file: chapters/pricing\n", ""), encoding="utf-8")
    run_all(root, progress=False)
    assert not executed_path(root, "chapters/pricing").exists()
    assert list(read_report(root)) == ["chapters/trade"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of this kind are for Unix")
def test_an_interrupt_leaves_no_kernel_behind(tmp_path: Path) -> None:
    psutil = pytest.importorskip("psutil")
    begun = [tmp_path / "trade-begun", tmp_path / "pricing-begun"]
    trade, pricing = (chapter_with(f"open({str(mark)!r}, 'w').close()\nwhile True:\n    pass") for mark in begun)
    # a chapter may not write into its book, and beside it it may
    root = write_book(tmp_path / "book", trade=trade, pricing=pricing)
    code = f"import pathlib, compendium.execution.all_chapters as e; e.run_all(pathlib.Path({str(root)!r}), workers=2)"
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + PATIENCE
    while not all(mark.exists() for mark in begun) and time.monotonic() < deadline:
        time.sleep(0.1)
    kernels = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert len(kernels) >= 2
    assert psutil.wait_procs(kernels, timeout=PATIENCE)[1] == []
    assert said.count("KeyboardInterrupt") >= 1
