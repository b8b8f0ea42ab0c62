"""Starting and ending the kernels in which chapters run, so that none is ever left behind."""

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PLACES = {f"PYTHON{each}" for each in ("PATH", "HOME", "PLATLIBDIR", "SAFEPATH", "NOUSERSITE", "USERBASE", "EXECUTABLE",
                                      "PYCACHEPREFIX", "DONTWRITEBYTECODE")}
"""Of Python's own variables those that say where things are. All others are habits of the person at the machine: they
would pass over what a cell asserts, silence what it warns of, write into its outputs, or run before its first line."""
EVERYWHERE = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "COLUMNS": "80", "LINES": "24"}
"""What is the same wherever a chapter runs: the order in which sets print, the hour of a moment, the words of dates,
and the room that tables find."""
_running: set[Any] = set()
_stopping = threading.Event()


def cell_environment(**given: str) -> dict[str, str]:
    """The variables with which a process runs cells: those of this one, without its owner's habits, and those given."""
    kept = {name: value for name, value in os.environ.items() if name in PLACES or not name.startswith("PYTHON")}
    return kept | EVERYWHERE | given


@contextmanager
def kernel(name: str, root: Path) -> Iterator[Any]:
    """A fresh kernel at the top of the repository, ended in any case."""
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_core.utils import ensure_event_loop, run_sync

    with tempfile.TemporaryDirectory(prefix="k") as folder:
        manager = AsyncKernelManager(kernel_name=name, **_transport(folder))
        _remember_clients(manager)
        _running.add(manager)
        try:
            # the user's own start-up files would run before the first cell
            run_sync(manager.start_kernel)(cwd=str(root), env=cell_environment(IPYTHONDIR=f"{folder}/ipython"))
            if _stopping.is_set():
                raise RuntimeError("interrupted")
            yield manager
        finally:
            _running.discard(manager)
            _close_sockets(manager)
            run_sync(manager.shutdown_kernel)(now=True)
            # each thread that waits for a kernel is given an event loop, which nobody else would close
            ensure_event_loop().close()


def _remember_clients(manager: Any) -> None:
    """Papermill leaves the sockets of a kernel that it did not start open: keep hold of them."""
    made, manager.clients = manager.client, []

    def client(**options: Any) -> Any:
        manager.clients.append(made(**options))
        return manager.clients[-1]

    manager.client = client


def _close_sockets(manager: Any) -> None:
    for client in manager.clients:
        client.stop_channels()
        client.context.destroy(linger=0)


def _transport(folder: str) -> dict[str, str]:
    """Sockets in a folder of their own: two kernels that start at once can pick the same TCP port."""
    if sys.platform == "win32":
        return {}
    return {"transport": "ipc", "ip": f"{folder}/s", "connection_file": f"{folder}/kernel.json"}


def resume() -> None:
    """Allow kernels to be started again after they were stopped."""
    _stopping.clear()


def stop_all() -> None:
    """End every kernel that is running; those who wait for them are told that they were interrupted."""
    _stopping.set()
    for manager in list(_running):
        provisioner = manager.provisioner
        process = getattr(provisioner, "process", None)
        if process is not None and process.poll() is None:
            process.kill()
