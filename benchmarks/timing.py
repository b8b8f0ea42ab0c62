"""Timing whole processes: wall clock, processor and memory of a command with all that it starts."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Command = Sequence[str] | str
"""The words of a command, or a line for the shell."""


@dataclass
class Spent:
    """What some runs of a command took: seconds by the clock and of the processors, and the memory of the largest."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median of the seconds."""
        return statistics.median(self.seconds)

    @property
    def told(self) -> str:
        """The median and, where there are several runs, between which ends they lay."""
        ends = f" ({_told(min(self.seconds))} to {_told(max(self.seconds))})" if len(self.seconds) > 1 else ""
        return f"{_told(self.median)} s{ends}"


def timed(command: Command, folder: Path, spent: Spent, before: Callable[[], None] | None = None) -> None:
    """Run a command once, after ``before``, and add what it took; SystemExit with what it said where it fails."""
    if before:
        before()
    # a user's Python keeps its compiled modules
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    words = ["bash", "-euo", "pipefail", "-c", command] if isinstance(command, str) else list(command)
    said = folder / ".said"
    with said.open("wb") as file:
        began = time.monotonic()
        process = subprocess.Popen(words, cwd=folder, stdout=file, stderr=file, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        spent.seconds.append(time.monotonic() - began)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command}: {said.read_text(errors='replace')[-3000:]}")
    spent.processor.append(used.ru_utime + used.ru_stime)
    spent.megabytes.append(used.ru_maxrss / 1000)


def _told(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:.1f}"
