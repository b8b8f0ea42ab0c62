"""Forks of a standing process, and what the programs of a fork leave behind when it ends: found, and ended.

A run inherits whatever its cells' programs leave behind, so that all of them are below it. When it ends, by itself
or by force, they come to the process that forked it; there, whatever is no run is ended.
"""

import ctypes
import os
import select
import signal
import socket
import time
from contextlib import suppress

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
PATIENCE = 4
"""Seconds after which processes that do not end when they are killed are left alone."""


def inherit_orphans() -> None:
    """Become the parent of whatever programs below leave behind, so that it can be found and ended."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_with_parent() -> None:
    """Have the system end this process when the one that forked it ends, however that does."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def end_below() -> None:
    """End every process below this one; one that starts another meanwhile is looked for again."""
    end = time.monotonic() + PATIENCE
    while left := _children(recursive=True):
        for each in left:
            _kill(each)
        _reap(set())
        if time.monotonic() > end:
            return
        time.sleep(0.005)


def fork_for_each(asked: socket.socket) -> int | None:
    """Fork for each descriptor that comes in over ``asked``: what came, in the fork; None here, once it is closed.

    What was started before goes on. What a fork leaves behind is ended as soon as the fork has ended.
    """
    ours = set(_children())
    told, tells = socket.socketpair()
    told.setblocking(False)
    tells.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(tells.fileno(), warn_on_full_buffer=False)
    with told, tells:
        while True:
            ready = select.select([asked, told], [], [])[0]
            if told in ready:
                with suppress(BlockingIOError):
                    told.recv(4096)
                _reap(ours)
                for each in _children():
                    if each not in ours:
                        _kill(each)
            if asked not in ready:
                continue
            message, given, _, _ = socket.recv_fds(asked, 1, 1)
            if not message:
                signal.set_wakeup_fd(-1)
                return None
            if run := os.fork():
                ours.add(run)
                os.close(given[0])
                continue
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            return given[0]


def _children(*, recursive: bool = False) -> list[int]:
    import psutil  # type: ignore[import-untyped]

    return [each.pid for each in psutil.Process().children(recursive=recursive)]


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _reap(known: set[int]) -> None:
    """Let go of the children that have ended, and of their numbers, which others may get."""
    with suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            known.discard(ended)
