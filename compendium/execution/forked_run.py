"""One run in a fork of the warm process: cells come in, outputs and what was read go out.

The cells are run by ipykernel's own shell inside the process, so that outputs are those of a kernel.
"""

import gc
import os
import resource
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from importlib.machinery import SourceFileLoader
from itertools import takewhile
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from compendium.bytecode import read_by_content
from compendium.execution.asking import note_what_is_asked
from compendium.execution.file_names import is_first_party
from compendium.execution.orphans import end_below, fork_for_each, inherit_orphans
from compendium.execution.programs import BOOK_CHANGED
from compendium.execution.settled import Settled, seed_anew
from compendium.execution.watching import UNSEEN, Watched

FORK = "fork"
"""Asks a run to stand still, and to let a fork of itself go on for each end of a socket that it is then sent; answered
with the same, or with nothing where its cells did what forks would share."""
CACHE_FOLDER = f"{os.sep}__pycache__{os.sep}"
MOST_OUTPUT = 20_000_000
"""How many characters one cell may put out."""
SHOWN = ("stream", "display_data", "update_display_data", "execute_result", "error", "clear_output")
"""The messages that change what a cell shows."""


def serve_cells(talk: Connection, book: Path, client: Any) -> None:
    """Run the cells that come in, until None comes; then tell which files were read, and what programs changed.

    ``client`` is that of the shell in which they run. The first message holds the settings; its answers are this
    process and the language of the shell. Each further message is the code of a cell, and each answer its outputs as
    Jupyter's messages carry them.
    """
    settings = talk.recv()
    talk.send(os.getpid())
    inherit_orphans()
    if settings["memory"]:
        # and not its addresses: what draws pictures reserves many times of what it uses
        resource.setrlimit(resource.RLIMIT_DATA, (settings["memory"], settings["memory"]))
    os.environ["IPYTHONDIR"] = tempfile.mkdtemp(dir=os.environ["IPYTHONDIR"])
    _own(client)
    for stream in (client.kernel.stdout, client.kernel.stderr):
        _takes_text_alone(stream)
    watched = Watched(book)
    loose = _caught()
    sys.addaudithook(watched)
    note_what_is_asked(watched)
    newest = _note_modules(watched, book)
    # their sources are opened, and so noted as read; that their bytecode is kept is nothing that the chapter does
    read_by_content(lambda file: is_first_party(file, book), watched.looking)
    _let_python_keep_bytecode(watched)
    seed_anew()
    settled = Settled(watched)
    talk.send(client.kernel.language_info)
    while (code := talk.recv()) is not None:
        if code == {"ask": FORK}:
            if not settled.now():
                talk.send("")
                continue
            # what follows runs in forks of this process only, each with a socket of its own
            newest = _note_modules(watched, book, newest)
            with watched.looking():
                talk = _forked(talk, client)
                loose = _caught()
            continue
        if UNSEEN.search(code):
            watched.unseen()
        outputs = list(_run(client, code))
        outputs += _written_below(loose)
        size = sum(len(str(each)) for each in outputs)
        if size > MOST_OUTPUT:
            outputs = _error("OutputTooLarge", f"the cell put out {size:,} characters; allowed are {MOST_OUTPUT:,}")
        if harm := watched.harm():
            outputs = _error(BOOK_CHANGED, harm)
        talk.send(outputs)
    with watched.looking():
        if watched.programs.any:
            # one that goes on could change the book when nobody looks any more
            end_below()
    _note_modules(watched, book, newest)
    talk.send((watched.ended(), watched.harm(ended=True)))
    # it stays until it is ended with all that is below it: its children would be another's otherwise
    with suppress(EOFError, OSError):
        talk.recv()


def _error(name: str, what: str) -> list[dict[str, Any]]:
    """The outputs of a cell that is not taken, in place of its own."""
    return [{"msg_type": "error", "content": {"ename": name, "evalue": what, "traceback": []}}]


def _let_python_keep_bytecode(watched: Watched) -> None:
    """Let imports keep bytecode where a chapter itself may write nothing: in the folders of an environment."""
    keep = SourceFileLoader.set_data

    def keeps(self: SourceFileLoader, path: str, data: bytes, **given: Any) -> None:
        with watched.looking() if CACHE_FOLDER in path else nullcontext():
            keep(self, path, data, **given)

    SourceFileLoader.set_data = keeps  # type: ignore[method-assign,assignment]


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


def _takes_text_alone(stream: Any) -> None:
    """Let a stream refuse at once what it could not send, as Python's own do: behind the cell nobody would be told."""
    writes = stream.write

    def write(text: Any) -> Any:
        if isinstance(text, str):
            text.encode(errors="surrogateescape")
        return writes(text)

    stream.write = write


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
    seed_anew()
    mine = Connection(given)
    mine.send(os.getpid())
    mine.send(client.kernel.language_info)
    return mine


def _run(client: Any, code: str) -> Iterator[dict[str, Any]]:
    """The messages that one cell gives."""
    client.execute(code, allow_stdin=False)
    sys.stdout.flush()
    sys.stderr.flush()
    reply = client.get_shell_msg(timeout=1)["content"]
    failed = reply["status"] == "error"
    while client.iopub_channel.msg_ready():
        message = client.get_iopub_msg()
        if message["msg_type"] in SHOWN:
            failed = failed and message["msg_type"] != "error"
            yield {"msg_type": message["msg_type"], "content": message["content"]}
    if failed:
        # groups of exceptions, misspelt magics and what cannot be written come with no message of their own
        yield from _error(reply["ename"], reply["evalue"])


def _written_below(loose: Any) -> list[dict[str, Any]]:
    """What programs that a cell started wrote past Python's own streams."""
    loose.seek(0)
    text = loose.read(MOST_OUTPUT + 1).decode(errors="replace")
    loose.seek(0)
    loose.truncate()
    return [{"msg_type": "stream", "content": {"name": "stdout", "text": text}}] if text else []


def _note_modules(watched: Watched, book: Path, newest: str = "") -> str:
    """Note the book's own modules that were imported after the one that was the newest; gives what is the newest now.

    Older ones are not even looked at: a fork would make each of them its own.
    """
    imported = list(takewhile(lambda name: name != newest, reversed(sys.modules)))
    files = (getattr(sys.modules[name], "__file__", None) for name in imported)
    with watched.looking():
        watched.note(*(str(Path(str(file)).relative_to(book)) for file in files if is_first_party(file, book)))
    return imported[0] if imported else newest
