"""What goes wrong around a run: a clear message or another try, nothing lost, and no process left behind."""

import resource
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from sweep_book import made, write_sweep_book
from test_execution_tiny_book import chapter_with, write_book

from compendium.book.preview.forks import _told
from compendium.errors import ChapterError
from compendium.execution.chapters import find_chapter
from compendium.execution.programs import Programs
from compendium.execution.running import Limits, run_chapter
from compendium.new_book import new_book

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="chapters are forked on Linux alone")
PATIENCE = 120


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("book")


def told(root: Path, code: str, **limits) -> str:
    with pytest.raises(ChapterError) as error:
        run_chapter(find_chapter(write_book(root, trade=chapter_with("x = 1", code)), "trade"), {}, root,
                    Limits(**limits))
    return str(error.value)


def sweep(book: Path, *words: str, **options) -> subprocess.Popen:
    command = [sys.executable, "-m", "compendium", "sweep", "trade", "--workers", "2", "--root", str(book), *words]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, **options)


def until(true) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("code", [
    "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "import os\nos._exit(0)",
    "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nos.kill(os.getpid(), signal.SIGKILL)"])
def test_a_run_whose_process_dies_is_told_by_cell_and_the_next_one_runs(book, code):
    assert "cell 3 ended the kernel" in told(book, code)
    good = find_chapter(write_book(book, trade=chapter_with("1 + 1")), "trade")
    assert run_chapter(good, {}, book).cells[-1].outputs[0].data["text/plain"] == "2"


def test_a_chapter_that_hangs_and_hears_no_signal_is_ended_with_its_children(book, tmp_path):
    note = tmp_path / "pid"
    code = ("import os, signal, subprocess, time\nfor each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):\n"
            "    signal.signal(each, signal.SIG_IGN)\n"
            f"child = subprocess.Popen(['sh', '-c', 'trap \"\" INT TERM; sleep 600'])\n"
            f"open({str(note)!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}')\nwhile True:\n    time.sleep(1)")
    assert "did not end within 5 s" in told(book, code, cell=5)
    left = [int(each) for each in note.read_text(encoding="utf-8").split()]
    until(lambda: not any(map(runs, left)))


@pytest.mark.parametrize("code", [
    "print('x' * 100_000_000)", "import subprocess\nsubprocess.run('yes | head -c 100000000', shell=True)",
    "for _ in range(100):\n    print('x' * 1_000_000)"])
def test_a_hundred_megabytes_of_output_are_refused_and_not_kept(book, code):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "OutputTooLarge: the cell put out" in told(book, code)
    # what is refused never reaches this process, which for its first run loads some 60 MB of packages
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 90_000


TABLE, PAGE = "data/trade.csv", "_build/html/index.html"
LATER = """import subprocess
subprocess.Popen(['sh', '-c', 'until [ -e ../go ]; do sleep 0.05; done; echo x >> data/trade.csv; touch ../gone'])"""
WAIT = """import os, time
open('../go', 'w').close()
while not os.path.exists('../gone'):
    time.sleep(0.05)"""
GROWN = f"""import os, time
before = os.stat('{PAGE}').st_size
while os.stat('{PAGE}').st_size == before:
    time.sleep(0.01)"""
CHANGES = [
    (f"import subprocess\nsubprocess.run(['sh', '-c', 'echo x >> {TABLE}'])", "x = 2",
     f"cell 2: BookChanged: {TABLE} changed while this cell ran, which let a program or compiled code at files;"),
    (f"import os\nos.system('rm {PAGE}')", "x = 2", f"cell 2: BookChanged: {PAGE} changed while this cell ran, which"),
    (f"!mv {TABLE} {TABLE}.away", "x = 2", f"cell 2: BookChanged: {TABLE}, {TABLE}.away changed while this cell ran"),
    (f"import os\nif not os.fork():\n    os.execvp('touch', ['touch', '{PAGE}'])\nos.wait()", "x = 2",
     f"cell 2: BookChanged: {PAGE}"),
    (LATER, WAIT, f"cell 3: BookChanged: {TABLE} changed while this cell ran, and it cannot be told which cell before"),
    (f"import subprocess\n"
     f"x = subprocess.Popen(['sh', '-c', 'while sleep 0.01; do echo x >> {PAGE}; done'], start_new_session=True)",
     GROWN, f"BookChanged: {PAGE} changed"),
]


@pytest.mark.parametrize(("first", "second", "said"), CHANGES, ids=range(len(CHANGES)))
def test_a_program_that_changes_the_book_is_noticed_and_its_cell_named(tmp_path, first, second, said):
    book = write_book(tmp_path / "book", trade=chapter_with(first, second))
    (book / PAGE).parent.mkdir(parents=True)
    (book / PAGE).write_text("whole", encoding="utf-8")
    with pytest.raises(ChapterError) as error:
        run_chapter(find_chapter(book, "trade"), {}, book)
    assert str(error.value).startswith("chapters/trade.md:") and said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_program_that_changes_the_book_behind_the_last_cell_is_noticed_too(tmp_path):
    write_book(tmp_path)
    programs = Programs(tmp_path)
    programs.starts()
    assert programs.harm() == ""
    (tmp_path / "chapters/trade.md").touch()
    assert programs.harm(ended=True).startswith("chapters/trade.md changed after the last cell, and it cannot be told")


def test_a_program_that_leaves_the_book_alone_is_nobodys_business(book):
    good = write_book(book, trade=chapter_with("import subprocess, tempfile",
                                               "subprocess.run(['touch', tempfile.mkdtemp() + '/x']).returncode"))
    assert run_chapter(find_chapter(good, "trade"), {}, book).cells[-1].outputs[0].data["text/plain"] == "0"


def test_whatever_kills_the_command_no_run_goes_on(tmp_path):
    log = tmp_path / "made.txt"
    book = write_sweep_book(tmp_path / "book", log)
    going = sweep(book, "-g", "tonnes=1:4:1", "-g", "wait=60")
    until(lambda: len(made(log)) == 2)
    started = [int(line.split()[2]) for line in log.read_text(encoding="utf-8").splitlines()]
    assert all(map(runs, started))
    going.kill()
    going.communicate()
    until(lambda: not any(map(runs, started)))


def full(room: int) -> None:
    """Let no file of this process grow beyond some bytes, as on a disk that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))


@pytest.mark.parametrize(("words", "room"), [(("new", "half"), 1_000), (("export", "--root", "book"), 20_000)])
def test_what_is_written_on_a_full_disk_is_told_and_nothing_half_made_stays(tmp_path, words, room):
    new_book(tmp_path / "book")
    call = partial(subprocess.run, cwd=tmp_path, check=False, capture_output=True, text=True)
    call([sys.executable, "-m", "compendium", "data", "--root", "book"])
    told = call([sys.executable, "-m", "compendium", *words], preexec_fn=partial(full, room))
    assert told.returncode == 1 and "bug" not in told.stderr, told
    assert not [*tmp_path.glob("half/*"), *tmp_path.glob("book/_build/export/*")]
    assert call([sys.executable, "-m", "compendium", *words]).returncode == 0


def test_the_preview_tells_what_the_machine_says():
    assert _told(OSError(28, "No space left on device", "book/x")) == ("book/x: No space left on device",)


def test_a_sweep_on_a_full_disk_says_so_and_goes_on_where_there_is_room(tmp_path):
    log = tmp_path / "made.txt"
    book = write_sweep_book(tmp_path / "book", log)
    kept = book / "_build/sweeps/chapters/trade.runs"

    assert sweep(book, "-g", "tonnes=20").communicate(timeout=PATIENCE)
    room = kept.stat().st_size + 3_000
    going = sweep(book, "-g", "tonnes=20:49:1", preexec_fn=partial(full, room))
    said = going.communicate(timeout=PATIENCE)[1]
    assert going.returncode == 1 and "File too large" in said and "Traceback" not in said
    whole = sum(line.split(b" ", 2)[1] == b"R" for line in kept.read_bytes().splitlines(keepends=True)
                if line.endswith(b"\n"))
    assert 1 < whole < 30
    before = len(made(log))
    going = sweep(book, "-g", "tonnes=20:49:1")
    assert going.communicate(timeout=PATIENCE) and going.returncode == 0
    assert 30 - whole <= len(made(log)) - before <= 30 - whole + 1
