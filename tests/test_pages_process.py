"""The process that loads Sphinx beside the checks: who builds the pages is no matter to what comes of it."""

import errno
import os
import signal
import sys
from pathlib import Path

import psutil
import pytest

from compendium.book import pages_process
from compendium.errors import BookError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the process is begun on Linux alone")
HERE = os.getpid()


@pytest.fixture
def built(monkeypatch):
    """Build with another way to make pages, which the process has as well."""
    def build(make) -> Path:
        monkeypatch.setattr(pages_process, "build_pages", make)
        with pages_process.pages_process(Path("nowhere")) as pages:
            return pages.build(Path("book"), "html", "index")
    return build


def test_the_pages_are_built_in_the_process_from_what_stands_there_when_it_is_asked(built):
    where = built(lambda root, builder, page: Path(f"{root}-{builder}-{page}-{os.getpid() != HERE}"))
    assert where == Path("book-html-index-True")


@pytest.mark.parametrize("problem", [BookError(["b.md:3: wrong", "a.md: worse"]),
                                     OSError(errno.ENOSPC, "No space left on device", "pages/a.html")])
def test_what_is_wrong_is_told_as_if_it_were_built_here(built, problem):
    def make(root, builder, page):
        # here, where the process has ended, nothing would be wrong
        if os.getpid() != HERE:
            raise problem
        return Path("here")

    with pytest.raises(type(problem)) as told:
        built(make)
    assert str(told.value) == str(problem)
    if isinstance(problem, BookError):
        assert list(map(str, told.value.problems)) == ["a.md: worse", "b.md:3: wrong"]


@pytest.mark.parametrize("end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: int("x"), lambda: sys.exit(3)])
def test_a_process_that_ends_without_an_answer_is_done_without(built, end, capfd):
    def make(root, builder, page):
        if os.getpid() != HERE:
            end()
        return Path("here")

    assert built(make) == Path("here")
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_the_software_is_met_here_with_all_that_led_to_it(built):
    def make(root, builder, page):
        raise ZeroDivisionError(os.getpid())

    with pytest.raises(ZeroDivisionError, match=str(HERE)):
        built(make)


def test_no_process_is_left_when_the_command_stops_before_it_asks():
    before = _children()
    with pytest.raises(ValueError, match="stopped"), pages_process.pages_process(Path("nowhere")):
        begun = _children() - before
        raise ValueError("stopped")
    assert len(begun) == 1 and not begun & _children()


def _children() -> set[int]:
    return {each.pid for each in psutil.Process().children()}
