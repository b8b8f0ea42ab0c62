"""The warm process: everything that chapters import from others is loaded once, and each run is a fork of it.

A fork is a fresh state: what one chapter does, no other sees. The packages of the book itself are not kept
loaded, so that a fork reads their newest code, and knows exactly which of them its chapter imported.

Run as ``python -m compendium.execution.fork_server FD FOLDER [few]``; FD is one end of a socket. Each request is one
descriptor sent over it, the end of a socket on which the fork talks with the process that asked.
"""

import gc
import io
import os
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from compendium.execution.file_names import is_first_party
from compendium.execution.orphans import end_below, fork_for_each, inherit_orphans
from compendium.lean import same_environment

FEW = "few"
"""Asks for the least: a process that is forked once need not hold what its one chapter may never import."""
WARMED = ("pandas", "altair", "vl_convert", "IPython", "ipykernel.inprocess.ipkernel",
          "ipykernel.inprocess.manager", "ipykernel.inprocess.client", "nbformat")
"""What every chapter needs."""
OFTEN = ("pydantic", "ruamel.yaml", "edtf", "pint", "scipy.optimize", "scipy.stats", "pandera.pandas",
          "jinja2")
"""What a chapter is likely to import, itself or by way of the book's packages; what is not installed is left out.

Nothing whose compiled code opens files by itself: that it is loaded is how a run tells that such files count.

The book's own packages are not imported here: some set options of pandas and Altair, and a fork would inherit them."""
TABLE = "name,kind,value,count,is,day\na,x,1.5,2,true,2024-01-01\nb,y,,,,2024-01-02\n"
DTYPES = {"name": "string", "kind": "category", "value": "Float64", "count": "Int64", "is": "boolean", "day": "string"}


def main() -> None:
    """Load, and fork for each request until the other end is closed."""
    asked = socket.socket(fileno=int(sys.argv[1]))
    book = Path(sys.argv[2])
    # whoever asked may end while this loads, and then wants it ended, with its folder
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    os.chdir(book)
    sys.path.insert(0, str(book))
    with same_environment():
        for name in WARMED if FEW in sys.argv[3:] else WARMED + OFTEN:
            with suppress(ImportError):
                __import__(name)
    _as_in_a_kernel()
    _forget_first_party(book)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    inherit_orphans()
    # each run has a folder of its own in it; a run is ended by force and could not remove it
    with tempfile.TemporaryDirectory(prefix="ipython") as folder:
        os.environ["IPYTHONDIR"] = folder
        client = _shell()
        if FEW not in sys.argv[3:]:
            _use_once()
        gc.collect()
        gc.freeze()
        asked.sendall(b"r")
        given = fork_for_each(asked)
        if given is not None:
            asked.close()
            _serve(given, book, client)
        # whoever asked for the runs has ended, perhaps by force
        end_below()


def _as_in_a_kernel() -> None:
    """Set what pandas sets at its import when it finds itself in a kernel and not in a terminal."""
    pandas: Any = sys.modules.get("pandas")
    if pandas is not None:
        pandas.set_option("display.max_columns", 20)


def _shell() -> Any:
    """A client of ipykernel's shell in this very process, which its forks take over."""
    from ipykernel.inprocess.manager import InProcessKernelManager
    from traitlets.config import Config

    quiet = Config({"HistoryManager": {"enabled": False}})
    manager = InProcessKernelManager(config=quiet)
    manager.start_kernel()  # type: ignore[no-untyped-call]
    client: Any = manager.client()  # type: ignore[no-untyped-call]
    client.start_channels()
    kernel, execute = client.kernel, client.kernel.do_execute

    async def waits(*given: Any, **named: Any) -> Any:
        # for a cell that awaits, ipykernel asks which thread is the parent of one that there is not here
        kernel.shell_channel_thread = SimpleNamespace(parent_thread=None)
        asked = os.getpid()
        try:
            return await execute(*given, **named)
        finally:
            kernel.shell_channel_thread = None
            if os.getpid() != asked:
                # a child that comes out of its cell ends: two would answer on one socket, and each other's cells.
                # It ends here, as the loop that it would come back to is no longer its own, and says so in the output
                os._exit(0)

    kernel.do_execute = waits
    return client


def _use_once() -> None:
    """Let pandas and Altair make what they keep from their first use on, which each fork would make for itself.

    Nothing that a chapter could see changes: no option, and none of the numbers that Altair gives its layers.
    """
    pandas: Any = sys.modules.get("pandas")
    altair: Any = sys.modules.get("altair")
    if pandas is None or altair is None:
        return
    table = pandas.read_csv(io.StringIO(TABLE), dtype=DTYPES, keep_default_na=False, na_values=[""])
    table["day"] = pandas.to_datetime(table["day"], format="ISO8601")
    table["kind"] = table["kind"].cat.rename_categories(str)
    pandas.concat([table, table[table["name"].isin(["a"])]]).groupby("kind", observed=True)["value"].sum()
    table.set_index("name").loc["a"].to_dict()
    chart = altair.Chart(table).mark_point().encode(
        x=altair.X("value:Q", title="value"), y=altair.Y("name:N"), tooltip=[altair.Tooltip("kind:N")])
    chart.properties(title=altair.Title("a")).configure(background="white").to_dict()


def _forget_first_party(book: Path) -> None:
    """Drop the book's own packages, so that each fork imports them as they are then."""
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if name != "__main__" and (name.partition(".")[0] == "compendium" or is_first_party(file, book)):
            del sys.modules[name]


def _serve(descriptor: int, book: Path, client: Any) -> None:
    """Be one run, and end."""
    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        from compendium.execution.forked_run import serve_cells

        serve_cells(Connection(descriptor), book, client)
        code = 0
    finally:
        # neither the clean-up of the warm process nor its buffers are this run's business
        os._exit(code)


if __name__ == "__main__":
    main()
