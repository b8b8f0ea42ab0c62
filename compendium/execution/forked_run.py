"""One run in a fork of the warm process: cells come in, outputs and what was read go out.

The cells are run by ipykernel's own shell inside the process, so that outputs are those of a kernel. An audit
hook notes each file of the book that is read, and refuses to write to it.
"""

import gc
import os
import resource
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib.machinery import SourceFileLoader
from importlib.util import source_from_cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from compendium.execution.orphans import end_below, fork_for_each, inherit_orphans
from compendium.execution.programs import STARTS, Programs

FORK = "fork"
"""Asks a run to stand still, and to let a fork of itself go on for each end of a socket that it is then sent."""
MOST_OUTPUT = 20_000_000
"""How many characters one cell may put out."""
SETTLED = 2
"""Seconds after which a module that is changed again has another time, as file systems and Python tell it."""
PASSED, BUILT = (".venv", ".git", "__pycache__"), "_build"
"""Folders whose files are no part of the book, and the one of what was built from it."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {"os.remove": 0, "os.rename": 0, "os.rmdir": 0, "os.mkdir": 0, "os.truncate": 0, "shutil.rmtree": 0,
           "os.link": 1, "os.symlink": 1}
"""Events that change a file, and which of their arguments names it."""


class _Watched:
    """What a run reads of the book, and the guard that keeps it from writing there."""

    def __init__(self, book: Path) -> None:
        self.book = str(book) + os.sep
        self.read: set[str] = set()
        self.on = True
        self.programs = Programs(book)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open":
            path, mode, flags = arguments
            inside = self._inside(path)
            if inside is None:
                return
            # os.open is told of by its flags alone
            writes = set(mode) & set("wax+") if isinstance(mode, str) else flags & WRITING
            if writes:
                raise PermissionError(f"a chapter may not write to the book, and this one writes to {inside}")
            if not inside.startswith(BUILT):
                self.read.add(inside)
        elif event in ("os.listdir", "os.scandir"):
            inside = self._inside(arguments[0] or ".")
            # the search for modules lists the book's folder and those of packages; modules are told by themselves
            if inside not in (None, ".") and not os.path.exists(os.path.join(self.book, str(inside), "__init__.py")):
                self.read.add(f"{inside}/")
        elif event in CHANGES:
            inside = self._inside(arguments[CHANGES[event]])
            if inside is not None:
                raise PermissionError(f"a chapter may not change the book, and this one changes {inside}")
        elif event in STARTS:
            # looking at the book's files is no reading of the chapter's
            self.on = False
            self.programs.starts()
            self.on = True

    def harm(self, *, ended: bool = False) -> str:
        """What programs have changed of the book, in a sentence."""
        was, self.on = self.on, False
        said = self.programs.harm(ended=ended)
        self.on = was
        return said

    def _inside(self, path: Any) -> str | None:
        if not isinstance(path, str | bytes | os.PathLike):
            return None
        full = os.path.abspath(os.fsdecode(path))
        if not f"{full}{os.sep}".startswith(self.book):
            return None
        inside = full[len(self.book):] or "."
        parts = inside.split(os.sep)
        return None if any(part in PASSED for part in parts) else inside


def serve_cells(talk: Connection, book: Path) -> None:
    """Run the cells that come in, until None comes; then tell which files were read, and what programs changed.

    The first message holds the settings; its answers are this process and the language of its shell. Each
    further message is the code of a cell, and each answer its outputs as Jupyter's messages carry them.
    """
    settings = talk.recv()
    talk.send(os.getpid())
    inherit_orphans()
    if settings["memory"]:
        resource.setrlimit(resource.RLIMIT_AS, (settings["memory"], settings["memory"]))
    os.environ["IPYTHONDIR"] = tempfile.mkdtemp(dir=os.environ["IPYTHONDIR"])
    client = _shell()
    watched = _Watched(book)
    loose = _caught()
    sys.addaudithook(watched)
    _distrust_new_modules()
    talk.send(client.kernel.language_info)
    while (code := talk.recv()) is not None:
        if code == {"ask": FORK}:
            # what follows runs in forks of this process only, each with a socket of its own
            watched.on = False
            talk = _forked(talk, client)
            loose, watched.on = _caught(), True
            continue
        outputs = list(_run(client, code))
        outputs += _written_below(loose)
        size = sum(len(str(each)) for each in outputs)
        if size > MOST_OUTPUT:
            outputs = _error("OutputTooLarge", f"the cell put out {size:,} characters; allowed are {MOST_OUTPUT:,}")
        if harm := watched.harm():
            outputs = _error("BookChanged", harm)
        talk.send(outputs)
    watched.on = False
    if watched.programs.any:
        # one that goes on could change the book when nobody looks any more
        end_below()
    talk.send((sorted(watched.read | set(_modules(book))), watched.harm(ended=True)))
    # it stays until it is ended with all that is below it: its children would be another's otherwise
    with suppress(EOFError, OSError):
        talk.recv()


def _error(name: str, what: str) -> list[dict[str, Any]]:
    """The outputs of a cell that is not taken, in place of its own."""
    return [{"msg_type": "error", "content": {"ename": name, "evalue": what, "traceback": []}}]


def _distrust_new_modules() -> None:
    """Let no bytecode be kept of a module that was written a moment ago.

    Python knows bytecode again by the second and the size of its source: what is changed within that second would be
    passed over for good.
    """
    keep = SourceFileLoader.set_data

    def keep_if_settled(self: SourceFileLoader, path: str, data: bytes, **given: Any) -> None:
        with suppress(ValueError, OSError):
            if time.time() - os.stat(source_from_cache(path)).st_mtime > SETTLED:
                keep(self, path, data, **given)

    SourceFileLoader.set_data = keep_if_settled  # type: ignore[method-assign,assignment]


def _caught() -> Any:
    """The file to which whatever is written past Python's own streams goes from now on."""
    loose = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
    for descriptor in (1, 2):
        os.dup2(loose.fileno(), descriptor)
    return loose


def _own(client: Any) -> None:
    """Tell the shell that it lives in this process now: it gives nothing in forks of the one that it was made in."""
    kernel = client.kernel
    for session in (client.session, kernel.session):
        session.pid = os.getpid()
    for stream in (kernel.stdout, kernel.stderr, kernel.iopub_thread):
        stream._master_pid = os.getpid()


def _forked(talk: Connection, client: Any) -> Connection:
    """Stand still and fork for each socket that comes in; returns in each fork, with the fork's own socket."""
    gc.collect()
    gc.freeze()
    talk.send(FORK)
    with socket.socket(fileno=os.dup(talk.fileno())) as asked:
        given = fork_for_each(asked)
    if given is None:
        os._exit(0)
    talk.close()
    os.setsid()
    inherit_orphans()
    _own(client)
    mine = Connection(given)
    mine.send(os.getpid())
    mine.send(client.kernel.language_info)
    return mine


def _shell() -> Any:
    """A client of ipykernel's shell in this very process."""
    from ipykernel.inprocess.manager import InProcessKernelManager
    from traitlets.config import Config

    quiet = Config({"HistoryManager": {"enabled": False}})
    manager = InProcessKernelManager(config=quiet)
    manager.start_kernel()  # type: ignore[no-untyped-call]
    client = manager.client()  # type: ignore[no-untyped-call]
    client.start_channels()
    return client


def _run(client: Any, code: str) -> Iterator[dict[str, Any]]:
    """The messages that one cell gives."""
    client.execute(code, allow_stdin=False)
    sys.stdout.flush()
    sys.stderr.flush()
    while client.iopub_channel.msg_ready():
        message = client.get_iopub_msg()
        if message["msg_type"] in ("stream", "display_data", "execute_result", "error", "clear_output"):
            yield {"msg_type": message["msg_type"], "content": message["content"]}


def _written_below(loose: Any) -> list[dict[str, Any]]:
    """What programs that a cell started wrote past Python's own streams."""
    loose.seek(0)
    text = loose.read(MOST_OUTPUT + 1).decode(errors="replace")
    loose.seek(0)
    loose.truncate()
    return [{"msg_type": "stream", "content": {"name": "stdout", "text": text}}] if text else []


def is_first_party(file: str | None, book: Path) -> bool:
    """Whether a module is the book's own: it lies in its folder, and not in an environment there."""
    return bool(file) and Path(str(file)).is_relative_to(book) and "site-packages" not in str(file)


def _modules(book: Path) -> Iterator[str]:
    """The book's own modules that were imported, by file."""
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if is_first_party(file, book):
            yield str(Path(str(file)).relative_to(book))
