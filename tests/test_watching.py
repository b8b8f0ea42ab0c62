"""What a run rests on, and what it may not touch, however the chapter gets at it: also past Python's own files."""

import os
import py_compile
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from test_execution_tiny_book import chapter_with, write_book

from compendium.book.standing import PAGES, is_standing, made_from, remember
from compendium.errors import ChapterError
from compendium.execution import cache
from compendium.execution.all_chapters import run_all
from compendium.execution.chapters import find_chapter
from compendium.execution.running import Limits, run_chapter
from compendium.execution.warm import forked_run
from compendium.execution.why import reasons

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what a run reads is known of forks alone")
TABLE = "data/trade.csv"


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    root = write_book(tmp_path_factory.mktemp("books") / "book")
    (root / "../away").mkdir()
    (root / "../link").symlink_to(root)
    (root / "../away/helper_of_ours.py").write_text("one = 1", encoding="utf-8")
    py_compile.compile(str(root / "../away/helper_of_ours.py"))
    (root / "more").mkdir()
    (root / "more/opens_of_ours.py").write_text("import pyarrow\npyarrow.OSFile('note.txt')", encoding="utf-8")
    (root / "more/kind").write_text("a file", encoding="utf-8")
    with closing(sqlite3.connect(root / "kept.db")) as kept, kept:
        kept.execute("create table tonnes (value)")
    return root


def prints(root: Path, code: str) -> dict[str, str]:
    with forked_run(root) as run:
        said = run.cell(code, 60)
        run.finish()
    assert not [each for each in said if each["msg_type"] == "error"], said
    return cache.read_prints(root, run.read)


def write(name: str):
    return lambda root: (root / name).write_text("another", encoding="utf-8")


def folder(name: str):
    return lambda root: (root / name).mkdir()


def now_a_folder(root: Path) -> None:
    (root / "more/kind").unlink()
    (root / "more/kind").mkdir()


def scale(root: Path) -> None:
    os.environ["SCALE"] = "2"


READS = {
    "compiled code": ("import pyarrow as pa\npa.OSFile('note.txt')", write("note.txt")),
    "a program": ("!cat note.txt", write("note.txt")),
    "a child": ("import os\nif not os.fork():\n    os._exit(len(open('note.txt').read()))\nos.wait()",
                write("note.txt")),
    "compiled code that a run loads": ("from lxml import html\nhtml.parse('note.txt')", write("note.txt")),
    "compiled code of a module": ("import sys\nsys.path.insert(0, 'more')\nimport opens_of_ours", write("note.txt")),
    "a module outside": ("import sys\nsys.path.insert(0, '../away')\nimport helper_of_ours",
                         write("../away/helper_of_ours.py")),
    "sizes in a folder": ("import os\n[each.stat().st_size for each in os.scandir('ours')]",
                          write("ours/__init__.py")),
    "what is a folder": ("import os\nlist(os.walk('more'))", now_a_folder),
    "a file outside": ("open('../away/note.txt').read()", write("../away/note.txt")),
    "a link to the book": ("open('../link/note.txt').read()", write("note.txt")),
    "a file that is not there": ("import os\nos.path.exists('more.txt')", write("more.txt")),
    "the book's folder": ("from pathlib import Path\nsorted(Path('.').glob('*.csv'))", write("more.csv")),
    "a package's folder": ("import os\nos.listdir('ours')", write("ours/more.csv")),
    "what was built": ("open('_build/note.txt').read()", write("_build/note.txt")),
    "the environment": ("import os\nos.getenv('SCALE')", scale),
    "the environment by way of IPython": ("%env SCALE", scale),
    "home by way of a package": ("import pandas\ntry:\n    pandas.read_csv('~/ponds.csv')\n"
                                 "except OSError:\n    pass", lambda _: os.environ.update(HOME="/away")),
    "the environment's bytes": ("import os\nos.environb.get(b'SCALE')", scale),
    "the environment's names": ("import os\n[name for name in os.environ]", lambda root: os.environ.update(SCALES="2")),
    "the environment in a chain": ("import collections, os\ncollections.ChainMap(os.environ)['SCALE']", scale),
    "the environment in a template": (
        "import os, string\nstring.Template('$SCALE').safe_substitute(os.environ)", scale),
    "the environment in a thread": ("import os\nfrom concurrent.futures import ThreadPoolExecutor\n"
                                    "list(ThreadPoolExecutor().map(os.environ.get, ['SCALE']))", scale),
    "a folder that is not there": ("from pathlib import Path\nPath('overrides').is_dir()", folder("overrides")),
    "a folder that is there": ("import os\nos.path.exists('ours')", lambda root: (root / "ours").rename(root / "now")),
    "a module that is not there": ("try:\n    import extra_of_ours\nexcept ImportError:\n    pass",
                                   write("extra_of_ours.py")),
    "a package that is not there": ("import importlib.util\nimportlib.util.find_spec('pack_of_ours')",
                                    folder("pack_of_ours")),
    "a walk by descriptors": ("import os\nlist(os.fwalk('ours'))", write("ours/more.csv")),
    "an open folder": ("import os\nfd = os.open('ours', 0)\nos.listdir(fd)", write("ours/more.csv")),
    "a file of an open folder": ("import os\nfd = os.open('ours', 0)\nos.chdir('/')\n"
                                 "os.read(os.open('__init__.py', 0, dir_fd=fd), 9)", write("ours/__init__.py")),
    "a folder outside": ("import os\nos.listdir('../away')", write("../away/more.txt")),
    "a file outside that is not there": ("from pathlib import Path\nPath('../away/more.txt').exists()",
                                         write("../away/more.txt")),
    "access": ("import os\nos.access('more.txt', os.R_OK)", write("more.txt")),
    "a link that is not there": ("import os\nos.path.lexists('more.txt'), os.path.islink('more.txt')",
                                 write("more.txt")),
    "a hidden file outside": ("open('../away/.kept/note.txt').read()", write("../away/.kept/note.txt")),
    "back from a link": ("open('ours/away/../note.txt').read()", write("../note.txt")),
    "a pool of fresh processes": ("import multiprocessing\n"
                                  "with multiprocessing.get_context('spawn').Pool(1) as pool:\n"
                                  "    pool.map(len, ['ab'])", write("note.txt")),
}


@pytest.mark.parametrize("how", READS)
def test_a_result_rests_on_whatever_its_run_looked_at(book, how, monkeypatch):
    monkeypatch.setenv("SCALE", "1")
    monkeypatch.setenv("HOME", os.environ["HOME"])
    monkeypatch.delenv("SCALES", raising=False)
    for name in ("more.txt", "ours/more.csv", "../away/more.txt"):
        (book / name).unlink(missing_ok=True)
    for name in ("note.txt", "../note.txt", "../away/note.txt", "../away/.kept/note.txt", "ours/__init__.py",
                 "_build/note.txt"):
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).write_text("one = 1", encoding="utf-8")
    if not (book / "ours/away").is_symlink():
        (book / "ours/away").symlink_to(book / "../away")
    code, change = READS[how]
    before = prints(book, code)
    assert cache.read_prints(book, before) == before
    change(book)
    assert cache.read_prints(book, before) != before


def test_a_run_that_looks_at_nothing_but_a_table_rests_on_nothing_else(book):
    read = prints(book, f"import pandas as pd, sqlite3\npd.read_csv('{TABLE}').shape")
    assert list(read) == [TABLE]


WRITES = [
    f"import os\nopen('../away/x', 'w').close()\nos.replace('../away/x', '{TABLE}')",
    f"open('../link/{TABLE}', 'w')", f"open('/proc/self/cwd/{TABLE}', 'w')",
    f"import os\nos.link('{TABLE}', '../away/y')",
    f"import os\nfolder = os.open('.', os.O_RDONLY)\nos.chdir('/')\nos.remove('{TABLE}', dir_fd=folder)",
    f"import os\nos.chmod('{TABLE}', 0)", "open('.git/config', 'w')", "import os\nos.mknod('data/new.csv')",
    "import os\nfolder = os.open('data', 0)\nos.chdir('/')\nos.open('trade.csv', os.O_WRONLY, dir_fd=folder)",
    f"import os\nos.symlink(os.path.abspath('data'), '../back')\nopen('../back/../{TABLE}', 'a')",
    "open('ours/__pycache__/x.cpython-311.pyc', 'wb')", "open('.venv/lib/x.pth', 'w')",
    "import sqlite3\nsqlite3.connect('data/new.db').execute('create table a (b)')",
    "import pandas as pd\npd.DataFrame({'a': [1]}).to_parquet('data/new.parquet')",
    f"from lxml import etree\netree.ElementTree(etree.Element('a')).write('{TABLE}')",
    "!echo 1 > .gitignore", "import socket\nsocket.socket(socket.AF_UNIX).bind('data/x.sock')",
]


@pytest.mark.parametrize("code", WRITES)
def test_no_way_into_the_book_is_open_or_goes_unnoticed(tmp_path_factory, book, code):
    root = write_book(book, trade=chapter_with(code))
    (root / ".git").mkdir(exist_ok=True)
    with pytest.raises(ChapterError, match=r"chapters/trade.md:\d+: cell 2: (PermissionError|BookChanged): .* may not"):
        run_chapter(find_chapter(root, "trade"), {}, root)


def test_a_pool_of_fresh_processes_does_not_change_the_book_unnoticed(book):
    code = ("import multiprocessing, pathlib\nwith multiprocessing.get_context('spawn').Pool(1) as pool:\n"
            "    pool.map(pathlib.Path.touch, [pathlib.Path('data/zz.csv').absolute()])")
    root = write_book(book, trade=chapter_with(code))
    with pytest.raises(ChapterError, match=r"cell 2: BookChanged: data/zz.csv changed while this cell ran"):
        run_chapter(find_chapter(root, "trade"), {}, root)
    (root / "data/zz.csv").unlink()


def test_what_a_run_writes_elsewhere_and_reads_again_is_its_own(book):
    code = ("import pathlib, tempfile\nwith tempfile.TemporaryDirectory() as folder:\n"
            "    note = pathlib.Path(folder) / 'x'\n    note.write_text('a')\n    print(note.read_text())\n"
            "    list(note.parent.iterdir())\n    note.write_text('b')")
    root = write_book(book, trade=chapter_with(code))
    assert run_chapter(find_chapter(root, "trade"), {}, root).cells[-1].outputs[0].text == "a\n"


def test_a_thread_that_goes_on_behind_the_last_cell_cannot_write_to_the_book(book):
    code = ("import threading, time\ndef late():\n    while True:\n        try:\n"
            "            open('data/late.csv', 'w')\n        except PermissionError:\n"
            "            time.sleep(0.0005)\nthreading.Thread(target=late).start()")
    root = write_book(book, trade=chapter_with(code, "time.sleep(0.1)"))
    run_chapter(find_chapter(root, "trade"), {}, root)
    assert not (root / "data/late.csv").exists()


@pytest.mark.parametrize(("code", "said"), [
    ("raise ExceptionGroup('x', [ValueError(1)])", "ExceptionGroup: x (1 sub-exception)"),
    ("%nosuch", "UsageError: Line magic function `%nosuch` not found."), ("%%nosuch\nx", "UsageError: Cell magic"),
    ("raise ValueError('\\ud800')", "UnicodeEncodeError: "),
    ("import threading\nt = threading.Thread(target=lambda: 1 / 0)\nt.start()\nt.join()", "Exception in thread "),
])
def test_a_cell_that_fails_without_a_message_of_its_own_fails_its_chapter(book, code, said):
    root = write_book(book, trade=chapter_with(code))
    with pytest.raises(ChapterError) as error:
        run_chapter(find_chapter(root, "trade"), {}, root)
    assert "cell 2" in str(error.value) and said in str(error.value)


def test_a_cell_that_awaits_and_one_that_is_displayed_anew_show_what_they_show_in_a_kernel(book):
    shows = "from IPython.display import display\nshown = display('a', display_id='x')"
    root = write_book(book, trade=chapter_with("import asyncio\nawait asyncio.to_thread(len, 'ab')", shows,
                                               "shown.update('b')"))
    cells = [cell for cell in run_chapter(find_chapter(root, "trade"), {}, root).cells if cell.cell_type == "code"]
    assert [output.data["text/plain"] for cell in cells for output in cell.outputs] == ["2", "'b'"]


def test_a_book_is_guarded_when_it_is_reached_by_a_link(book):
    link = (book / "../link").absolute()
    with forked_run(link) as run:
        said = run.cell(f"open('{TABLE}').read(1)", 60) + run.cell(f"open('{TABLE}', 'w')", 60)
        run.finish()
    assert TABLE in run.read and "may not write" in said[-1]["content"]["evalue"]


def test_what_a_program_read_is_run_again_and_told(book):
    root = write_book(book, trade=chapter_with("x = !cat words.txt", "x"))
    for words in ("one", "two"):
        (root / "words.txt").write_text(words, encoding="utf-8")
        assert "chapters/trade" in run_all(root, progress=False).ran
        assert words in cache.executed_path(root, "chapters/trade").read_text(encoding="utf-8")


PROGRAMS = [
    "import sqlite3\nsqlite3.connect(':memory:').execute(\"attach 'kept.db' as kept\")",
    "import sqlite3\nsqlite3.connect('../away/kept.db')", "import sqlite3\nsqlite3.connect('file:kept.db', uri=True)",
    "!echo $SCALE", "import subprocess\nsubprocess.run(['cat', '.hidden'])",
    "import multiprocessing\nwith multiprocessing.get_context('spawn').Pool(1) as pool:\n    pool.map(len, ['ab'])",
    "import os\nif not os.fork():\n    os._exit(os.system('true'))\nos.wait()",
    "import os, socket, tempfile\nname = tempfile.mkdtemp() + '/x'\nother = socket.socket(socket.AF_UNIX)\n"
    "other.bind(name)\nother.listen()\nsocket.socket(socket.AF_UNIX).connect(name)",
]


@pytest.mark.parametrize("code", PROGRAMS)
def test_a_run_that_starts_a_program_counts_for_one_command(book, code, monkeypatch):
    before = prints(book, code)
    assert cache.read_prints(book, before) == before
    monkeypatch.setattr(cache, "THIS_COMMAND", "the next one")
    assert cache.read_prints(book, before) != before


def test_a_chapter_whose_run_started_a_program_is_run_again_by_the_next_command_and_told(book, monkeypatch):
    root = write_book(book, trade=chapter_with("x = !echo a", "x"))
    assert "chapters/trade" in run_all(root, progress=False).ran
    assert run_all(root, progress=False).ran == ()
    monkeypatch.setattr(cache, "THIS_COMMAND", "the next one")
    assert reasons(root, "trade") == ["what the programs that it starts, or its databases, rest on, which nobody sees, "
                                      "counts as changed"]
    assert run_all(root, progress=False).ran == ("chapters/trade",)


@pytest.mark.parametrize("code", [
    "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:9/a.csv')",
    "import pandas as pd\npd.read_csv('http://127.0.0.1:9/a.csv')"])
def test_a_chapter_that_reads_from_the_network_is_told_so(book, code):
    root = write_book(book, trade=chapter_with(code))
    with pytest.raises(ChapterError, match=r"cell 2: .*a chapter may not read from the network, and this one asks 127"):
        run_chapter(find_chapter(root, "trade"), {}, root)


@pytest.mark.parametrize("forked", [True, False])
def test_hours_and_the_words_of_dates_are_the_same_everywhere(tmp_path, monkeypatch, forked):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "C")
    code = "import datetime, locale\nprint(datetime.datetime.fromtimestamp(0), locale.setlocale(locale.LC_ALL, ''))"
    root = write_book(tmp_path / "book", trade=chapter_with(code))
    ran = run_chapter(find_chapter(root, "trade"), {}, root, Limits(forked=forked))
    assert ran.cells[-1].outputs[0].text == "1970-01-01 00:00:00 C.UTF-8\n"


def test_the_code_that_runs_chapters_counts(book, monkeypatch):
    """Of an engine that lies in the book, too: what is loaded before a run is none of the modules that it imports."""
    monkeypatch.setattr(cache, "PACKAGE", book / "compendium")
    (book / "compendium/execution").mkdir(parents=True)
    before = cache.environment(book)
    (book / "compendium/execution/kernels.py").write_text("x = 1", encoding="utf-8")
    assert cache.environment(book) != before


def test_where_python_looks_for_modules_counts(book, monkeypatch):
    before = cache.environment(book)
    monkeypatch.setenv("PYTHONPATH", str(book.parent / "away"))
    assert cache.environment(book) != before


def test_a_finished_book_does_not_stand_where_what_its_chapters_read_beside_it_changed(book, monkeypatch):
    monkeypatch.setenv("SCALE", "1")
    root = write_book(book, trade=chapter_with("import os\nos.getenv('SCALE')"))
    run_all(root, progress=False)
    (root / PAGES).mkdir(parents=True)
    remember(root, "html", made_from(root, "html"), made=root / PAGES)
    assert is_standing(root, "html", root / PAGES)
    monkeypatch.setenv("SCALE", "2")
    assert not is_standing(root, "html", root / PAGES)


def test_a_result_that_the_program_of_another_chapter_altered_stops_the_build(tmp_path):
    """What Python does there is refused; a program cannot be told from the build, which writes results meanwhile."""
    root = write_book(tmp_path / "book", trade=chapter_with("print('true')"), pricing=chapter_with("x = 1"))
    run_all(root, progress=False)
    kept = cache.executed_path(root, "chapters/trade")
    (root / "chapters/pricing.md").write_text(chapter_with(f"!sed -i s/true/false/ {kept}"), encoding="utf-8")
    with pytest.raises(ChapterError, match=r"trade.md: its kept result was changed by somebody while the chapters ran"):
        run_all(root, progress=False)
    (root / "chapters/pricing.md").write_text(chapter_with("x = 1"), encoding="utf-8")
    run_all(root, progress=False)
    assert "true" in kept.read_text(encoding="utf-8")
