"""Sphinx in a process of its own, which loads while records are checked and chapters run, and then builds the pages.

Loading Sphinx with its extensions takes a second, as long as all the checks before it; on two cores neither waits for
the other. The process is a fork, and has read nothing of the book when it is asked to build: what it builds is what
stands there then. Where there is no such process, or it ends without an answer, the pages are built without it.
"""

import io
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal

from compendium.book.site.sphinx_run import build_pages
from compendium.errors import BookError
from compendium.execution.orphans import end_with_parent
from compendium.lean import load_lean


class PagesProcess:
    """The process as the one that began it sees it."""

    def __init__(self, talk: Connection | None) -> None:
        self._talk = talk
        """Where it is asked, and answers with the folder of the pages, with what is wrong, or with an OSError."""

    def build(self, root: Path, builder: str, page: str = "") -> Path:
        """As ``build_pages``, once: in the process, or here where it is gone."""
        talk, self._talk = self._talk, None
        answer = None
        if talk is not None:
            with suppress(OSError, EOFError):
                talk.send((root, builder, page))
                answer = talk.recv()
        if isinstance(answer, OSError):
            raise answer
        if isinstance(answer, list):
            raise BookError(answer)
        return answer or build_pages(root, builder, page)


@contextmanager
def pages_process(root: Path) -> Iterator[PagesProcess]:
    """Have Sphinx loaded, in a process that ends with the block at the latest."""
    if sys.platform != "linux":
        yield PagesProcess(None)
        return
    ours, theirs = Pipe()
    process = get_context("fork").Process(target=_serve, args=(root, theirs), daemon=True)
    try:
        with warnings.catch_warnings(action="ignore"):  # threads of libraries for numbers, which wait for work
            process.start()
    except OSError:  # there is no room for another process
        yield PagesProcess(None)
        return
    theirs.close()
    try:
        yield PagesProcess(ours)
    finally:
        ours.close()
        process.kill()
        process.join()


def _serve(root: Path, talk: Connection) -> None:
    """Load, wait to be asked, build, answer."""
    end_with_parent()
    # whoever interrupts the command is answered by the one that began this process
    signal(SIGINT, SIG_IGN)
    _load(root)
    # a fault of the software is met again, and told, where the pages are then built
    with suppress(Exception):
        asked = talk.recv()
        try:
            talk.send(build_pages(*asked))
        except BookError as problem:
            talk.send(list(map(str, problem.problems)))
        except OSError as problem:
            talk.send(problem)


def _load(root: Path) -> None:
    """Import what a build imports. What cannot be loaded is told by the build itself."""
    with suppress(Exception), redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        load_lean("sphinxext.opengraph")
        from jupyter_book.config import get_final_config
        from sphinx.application import builtin_extensions

        import_module("compendium.book.extension")
        import_module("jupyter_book.sphinx")
        config, _ = get_final_config(user_yaml=root / "_config.yml", sourcedir=root, use_external_toc=True,
                                     cli_config={"latex_individualpages": False})
        for name in (*builtin_extensions, *config["extensions"], config["html_theme"]):
            with suppress(ImportError):
                import_module(name)
