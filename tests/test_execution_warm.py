"""Forks of the warm process: the outputs of a kernel, in a fresh state each, and nothing left behind."""

import json
import os
import py_compile
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from test_execution_tiny_book import chapter_with, write_book

from compendium.errors import ChapterError
from compendium.execution import warm
from compendium.execution.chapters import find_chapter
from compendium.execution.running import Limits, run_chapter
from compendium.execution.warm import forked_run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="chapters are forked on Linux alone")
KERNEL = Limits(forked=False)


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    """One book for all tests, so that one warm process serves them; its chapters are written anew by each."""
    return tmp_path_factory.mktemp("book")


def chapter(root: Path, *cells: str):
    return find_chapter(write_book(root, trade=chapter_with(*cells)), "trade")


def told(root: Path, *cells: str, **limits) -> str:
    with pytest.raises(ChapterError) as error:
        run_chapter(chapter(root, *cells), {}, root, Limits(**limits))
    return str(error.value)


@pytest.mark.parametrize("cells", [
    ("print('one')", "print('two')\nprint('three')", "1 + 1"),
    ("import pandas as pd", "pd.DataFrame({str(n): ['long words'] * 70 for n in range(30)})"),
    ("from IPython.display import HTML, display",
     "display(HTML('<b>x</b>'))\ndisplay({'text/plain': 'y'}, raw=True)\n3"),
    ("{'b', 'a', 'c'}", "print({'b', 'a', 'c'})"),
    ("%%html\n<i>x</i>", "x = !echo hello\nx"),
    ("import pandas as pd", "pd.DataFrame({'a': [1.5]}).style.format('{:.3f}')"),
])
def test_outputs_are_those_of_a_kernel(book, cells):
    found = chapter(book, *cells)
    forked, kernel = (json.dumps(run_chapter(found, {}, book, limits), sort_keys=True)
                      for limits in (Limits(), KERNEL))
    if "time" not in "".join(cells):
        assert forked == kernel


@pytest.mark.parametrize("cells", [
    ("x = 1", "y = x\nz = {}\nz['tonnes']"), ("x = 1\ny = = 2",), ("import warnings\nwarnings.warn('empty')",),
    ("raise SystemExit(3)",), ("def f():\n    return 1 / 0", "f()"),
])
def test_failures_are_told_as_with_a_kernel(book, cells):
    assert told(book, *cells) == told(book, *cells, forked=False)


def test_each_run_has_a_fresh_state(book):
    found = chapter(book, "import pandas as pd\nseen = getattr(pd, 'marked', False)\npd.marked = True", "seen")
    for _ in range(2):
        assert run_chapter(found, {}, book).cells[-1].outputs[0].data["text/plain"] == "False"


def test_a_changed_module_of_the_book_is_read_anew(book):
    found = chapter(book, "import figures_of_ours", "figures_of_ours.TONNES")
    module = book / "figures_of_ours.py"
    # put back with its old time, or changed twice within a second: Python alone tells modules by second and size
    for moment in (time.time() + 60, time.time() - 1_000_000):
        for tonnes in ("311", "999"):
            module.write_text(f"TONNES = {tonnes}\n", encoding="utf-8")
            os.utime(module, (moment, moment))
            assert run_chapter(found, {}, book).cells[-1].outputs[0].data["text/plain"] == tonnes


def test_bytecode_that_python_kept_by_the_time_is_not_taken(book):
    found = chapter(book, "import kept_by_time", "kept_by_time.TONNES")
    module = book / "kept_by_time.py"
    for tonnes in ("311", "999"):
        module.write_text(f"TONNES = {tonnes}\n", encoding="utf-8")
        os.utime(module, (1_000_000_000, 1_000_000_000))
        if tonnes == "311":
            py_compile.compile(str(module), invalidation_mode=py_compile.PycInvalidationMode.TIMESTAMP)
    assert run_chapter(found, {}, book).cells[-1].outputs[0].data["text/plain"] == "999"


def test_every_process_of_the_engine_reads_a_subject_by_content(tmp_path):
    module = tmp_path / "ours.py"
    command = [sys.executable, "-c", "from compendium.bytecode import read_by_content\n"
               "read_by_content(lambda file: file.endswith('ours.py'))\nimport ours; print(ours.TONNES)"]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    plain = [sys.executable, "-c", "import ours; print(ours.TONNES)"]
    for tonnes in ("311", "311", "999"):
        module.write_text(f"TONNES = {tonnes}\n", encoding="utf-8")
        os.utime(module, (1_000_000_000, 1_000_000_000))
        if not list(tmp_path.glob("__pycache__/*")):
            py_compile.compile(str(module), invalidation_mode=py_compile.PycInvalidationMode.TIMESTAMP)
        # what is kept then holds for every process, whoever starts it
        for process in (command, plain):
            ran = subprocess.run(process, cwd=tmp_path, env=kept, check=True, capture_output=True, text=True)
            assert ran.stdout == f"{tonnes}\n"


def test_a_child_that_comes_out_of_a_cell_answers_nobody(book):
    cells = [f"import os\nchild = os.fork()\nprint('cell {number}')" for number in (1, 2, 3)]
    ran = run_chapter(chapter(book, *cells, "os.wait()[1]"), {}, book)
    cells = [cell for cell in ran.cells if cell.cell_type == "code"]
    shown = ["".join(output.text for output in cell.outputs) for cell in cells[:3]]
    assert shown == ["cell 1\n", "cell 2\n", "cell 3\n"]


def test_what_a_run_read_is_known(book):
    root = write_book(book)
    (root / "ours.py").write_text("TONNES = 311", encoding="utf-8")
    with forked_run(root) as run:
        run.cell("import ours, pandas as pd\nfrom pathlib import Path", 60)
        run.cell("Path('data/trade.csv').read_text()", 60)
        run.finish()
    assert {"data/trade.csv", "ours.py"} <= set(run.read)
    assert not [name for name in run.read if name.startswith(("chapters", "_build"))]


@pytest.mark.parametrize("code", [
    "open('data/trade.csv', 'a')", "open('chapters/trade.md', 'w')", "from pathlib import Path\nPath('note').mkdir()",
    "import os\nos.remove('data/trade.csv')", "import os\nos.rename('data/trade.csv', '/tmp/taken')",
    "import pandas as pd\npd.DataFrame({'a': [1]}).to_csv('seeds.csv')",
])
def test_a_chapter_cannot_change_the_book(book, code):
    before = {path: path.read_bytes() for path in write_book(book).rglob("*")
              if path.is_file() and "_build" not in path.parts}
    said = told(book, "x = 1", code)
    assert "cell 3: PermissionError: a chapter may not" in said
    changed = [path for path, content in before.items() if path.read_bytes() != content and path.name != "trade.md"]
    assert not changed


LEAVING = ("import os, subprocess, sys\n"
           "a = subprocess.Popen(['sleep', '600'])\n"
           "b = subprocess.Popen(['sh', '-c', 'setsid sleep 601 & echo $!'], stdout=subprocess.PIPE, text=True)\n"
           "left = f'{a.pid} {int(b.stdout.readline())}'\n")


@pytest.mark.parametrize("end", ["", "os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_no_process_that_a_cell_starts_outlives_its_run(book, tmp_path, end):
    note = tmp_path / "left"
    found = chapter(book, f"{LEAVING}open({str(note)!r}, 'w').write(left)\n{end}")
    if end:
        with pytest.raises(ChapterError, match="cell 2 ended the kernel"):
            run_chapter(found, {}, book)
    else:
        run_chapter(found, {}, book)
    left = [int(pid) for pid in note.read_text(encoding="utf-8").split()]
    assert len(left) == 2
    deadline = time.monotonic() + 20
    while (running := [pid for pid in left if runs(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not running


def test_a_warm_process_leaves_no_folder_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    book = write_book(tmp_path / "book", trade=chapter_with("import os", "os.listdir(os.environ['IPYTHONDIR']) and 1"))
    run_chapter(find_chapter(book, "trade"), {}, book)
    assert list((tmp_path / "temporary").iterdir())
    warm._warm.pop(book).stop()
    assert not list((tmp_path / "temporary").iterdir())


def runs(pid: int) -> bool:
    try:
        # one that ended and that nobody has asked for yet runs no more
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_too_much_output_is_refused(book):
    assert "cell 2: OutputTooLarge: the cell put out" in told(book, "print('x' * 30_000_000)")


def test_a_picture_of_a_chart_can_be_drawn(book, tmp_path):
    code = ("import altair as alt, pandas as pd\n"
            "chart = alt.Chart(pd.DataFrame({'a': [1]})).mark_point().encode(x='a')\n"
            f"chart.save('{tmp_path / 'x.svg'}')")
    run_chapter(chapter(book, code), {}, book)
    assert (tmp_path / "x.svg").read_text(encoding="utf-8").startswith("<svg")


def test_too_much_memory_is_refused(book):
    assert "cell 2: MemoryError: a run may use 8 GB" in told(book, "x = bytearray(20 * 2**30)")


def test_no_more_than_two_books_have_a_warm_process_and_one_that_is_in_use_keeps_its_own(tmp_path):
    books = [write_book(tmp_path / name) for name in "abcd"]
    with forked_run(books[0]) as first:
        for book in books[1:]:
            with forked_run(book) as run:
                assert run.cell("1", 60)
        assert list(warm._warm) == [books[0], books[3]]
        assert first.cell("1", 60)
    assert all(not process.ended for process in warm._warm.values())


def test_a_run_whose_warm_process_was_killed_is_run_by_a_new_one(book):
    from compendium.execution.warm import warm_process

    found = chapter(book, "1 + 1")
    run_chapter(found, {}, book)
    warm_process(book).process.kill()
    warm_process(book).process.wait()
    assert run_chapter(found, {}, book).cells[-1].outputs[0].data["text/plain"] == "2"


@pytest.mark.parametrize("limits", [Limits(), KERNEL], ids=["fork", "kernel"])
def test_the_habits_of_the_person_at_the_machine_change_no_result(tmp_path, monkeypatch, limits):
    """Start-up files of IPython and of Python, warnings that are silenced, and the ways in which Python can be run."""
    startup = tmp_path / "home/profile_default/startup/00.py"
    startup.parent.mkdir(parents=True)
    startup.write_text("habit = 'mine'\nimport pandas\npandas.set_option('display.precision', 1)\n", encoding="utf-8")
    for name, value in (("IPYTHONDIR", tmp_path / "home"), ("PYTHONSTARTUP", startup), ("PYTHONWARNINGS", "ignore"),
                        ("PYTHONOPTIMIZE", 1), ("PYTHONINTMAXSTRDIGITS", 0), ("PYTHONPROFILEIMPORTTIME", 1),
                        ("PYTHONASYNCIODEBUG", 1), ("PYTHONDEVMODE", 1)):
        monkeypatch.setenv(name, str(value))
    book = write_book(tmp_path / "book", trade=chapter_with(
        "import os, pandas\n"
        "'habit' in globals(), pandas.get_option('display.precision'), 'PYTHONWARNINGS' in os.environ"))
    ran = run_chapter(find_chapter(book, "trade"), {}, book, limits)
    assert ran.cells[-1].outputs[0].data["text/plain"] == "(False, 6, False)"
    write_book(book, trade=chapter_with("import time, tabnanny\ntime.sleep(0.2)\nimport sys\n"
                                        "sys.flags.dev_mode, __debug__, sys.get_int_max_str_digits()"))
    ran = run_chapter(find_chapter(book, "trade"), {}, book, limits)
    assert [each.data["text/plain"] for each in ran.cells[-1].outputs] == ["(False, True, 4300)"]
    write_book(book, trade=chapter_with("import warnings\nwarnings.warn('empty')"))
    with pytest.raises(ChapterError, match="cell 2 warns: UserWarning: empty"):
        run_chapter(find_chapter(book, "trade"), {}, book, limits)
