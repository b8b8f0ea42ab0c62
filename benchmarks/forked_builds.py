"""Builds in forks of a process that has loaded the packages of others, ended by force when it is asked for.

Loading them is most of the time of a build of a small book. The book's own code and all that it reads is loaded in
each fork, so that a build begins as a command does.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any

PACKAGES = ["altair", "bs4", "edtf", "fontTools.ttLib", "jupyter_book.sphinx", "jupytext", "lxml.html", "matplotlib",
            "myst_nb", "myst_nb.sphinx_", "nbclient", "pandas", "pandera.pandas", "papermill.execute", "pint", "psutil",
            "pybtex_docutils", "pydantic", "rich.progress", "ruamel.yaml", "scipy.optimize", "scipy.stats",
            "sphinx.application", "sphinx.builders.html", "sphinx_book_theme", "sphinx_copybutton", "sphinx_design",
            "sphinx_external_toc", "sphinx_togglebutton", "sphinxcontrib.bibtex", "sphinxext.opengraph", "typer",
            "vl_convert"]
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGING = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "shutil.rmtree", "shutil.move"}
PATIENCE = 20
"""Seconds after which a process that still works on a book whose build was killed has been left behind."""


@dataclass(frozen=True)
class Built:
    """How a build ended: its exit code (below zero: killed), what it said, seconds, and how often it changed a file."""

    code: int
    said: str = ""
    seconds: float = 0.0
    changes: int = 0


class ForkedBuilds:
    """Builds one after another, with a folder of their own for temporary files; the process ends with this one."""

    def __init__(self, temporary: Path) -> None:
        self.temporary = temporary
        temporary.mkdir(parents=True)
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.forked_builds", str(theirs.fileno())], pass_fds=[theirs.fileno()],
                cwd=Path(__file__).parent.parent, env=os.environ | {"TMPDIR": str(temporary)})
        self._talk = Connection(ours.detach())

    def build(self, root: Path, *, seconds: float | None = None, change: int = 0) -> Built:
        """Build a book; kill it, with its group, after some seconds or when it is about to change the n-th file."""
        self._talk.send((root, change))
        process = self._talk.recv()
        if seconds is not None and not self._talk.poll(seconds):
            os.killpg(process, signal.SIGKILL)
        return Built(*self._talk.recv())

    def end(self) -> None:
        """End the process that is forked."""
        self._talk.close()
        self._process.wait()


def main() -> None:
    """Load the packages, and fork for each build that is asked for until the other end is closed."""
    talk = Connection(int(sys.argv[1]))
    for name in PACKAGES:
        with suppress(ImportError):
            __import__(name)
    while True:
        try:
            root, change = talk.recv()
        except (EOFError, OSError):
            return
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as changes:
            began = time.monotonic()
            process = os.fork()
            if not process:
                os._exit(_build(root, change, said, changes))
            with suppress(OSError):  # the fork does so too, and may have ended
                os.setpgid(process, process)
            talk.send(process)
            code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            said.seek(0)
            talk.send((code, said.read().decode(), time.monotonic() - began, changes.seek(0, os.SEEK_END)))


def _build(root: Path, change: int, said: IO[bytes], changes: IO[bytes]) -> int:
    """Be the command, in a group of processes of its own; a byte is written to ``changes`` at each change of a file."""
    os.setpgid(0, 0)
    os.chdir(root)
    sys.path[0] = str(root)
    sys.argv = ["compendium", "build"]
    for stream in (1, 2):
        os.dup2(said.fileno(), stream)

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        if event in CHANGING or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING):
            os.write(changes.fileno(), b".")
            # the command's forks write there too, and the next byte may be theirs already
            if change and os.lseek(changes.fileno(), 0, os.SEEK_CUR) >= change:
                os.killpg(0, signal.SIGKILL)

    sys.addaudithook(count)
    try:
        return _code()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def _code() -> int:
    """The exit code of the command."""
    from compendium.cli import main

    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def left_running(root: Path) -> list[str]:
    """The processes that go on working in a book's folder, once they had time to notice that nobody asks for them."""
    import psutil  # type: ignore[import-untyped]

    end = time.monotonic() + PATIENCE
    while True:
        there = [each for each in psutil.process_iter(["cwd", "cmdline"])
                 if each.info["cwd"] and Path(each.info["cwd"]).is_relative_to(root)]
        if not there or time.monotonic() > end:
            return [" ".join(each.info["cmdline"] or ["?"])[:200] for each in there]
        time.sleep(0.05)


if __name__ == "__main__":
    main()
