"""``make bench``: how long the builds take, beside Jupyter Book executing the same chapters itself.

Every figure is the median of several whole processes on this machine, in a copy of the repository, and all are of one
run: compare them with each other. ``python -m benchmarks.run 1`` times each once. The
figures are kept in ``benchmarks/timings.json`` and shown on the book's page of measurements.
"""

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from compendium.book.ledger.accounts import record_measurement

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
RUNS = 3
STOCK = ".stock"
CLAIM = "seeds/adamas-2026.yaml"
"""The record of which a claim's value is changed: a claim that a chapter prints, and that no result rests on."""


def main() -> None:
    """Time everything once through, and keep the medians."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "book"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", "_build", ".*_cache"))
        rows = [[what, *_timed(copy, command, before, runs)] for what, command, before in _cases(copy)]
        tests = _count_tests(copy)
    about = (f"Medians of {runs} runs, whole processes, on {datetime.now(UTC):%-d %B %Y}: {os.cpu_count()} cores, "
             f"Python {platform.python_version()}. Machines differ; compare the rows with each other. "
             f"The test suite holds {tests} tests, without the notebooks' cells.")
    record_measurement(ROOT, "timings", about, ["What", "Seconds", "From", "To"], rows)
    for row in rows:
        print("{:60} {:>6} s  ({} to {})".format(*row))


def _cases(copy: Path) -> list[tuple[str, list[str], Callable[[], None]]]:
    """What is timed: its name, the command, and what is done before each run."""
    build, check = ([str(BIN / "compendium"), command] for command in ("build", "check"))
    chapter = copy / "chapters" / "trade.md"

    def nothing() -> None:
        """Leave everything as the last build left it."""

    def fresh() -> None:
        shutil.rmtree(copy / "_build", ignore_errors=True)

    def prose() -> None:
        text = chapter.read_text(encoding="utf-8")
        heading = "## What follows\n"
        chapter.write_text(text.replace(heading, f"{heading}\nA further sentence.\n"), encoding="utf-8")

    def code() -> None:
        text = chapter.read_text(encoding="utf-8")
        changed = text.replace("from compendium import", "seen = 1\nfrom compendium import", 1)
        chapter.write_text(changed, encoding="utf-8")

    def value() -> None:
        record = copy / CLAIM
        text = record.read_text(encoding="utf-8")
        old, new = ("96", "95") if "value: 96\n" in text else ("95", "96")
        text = text.replace(f"About {old}% of the dysprosium", f"About {new}% of the dysprosium")
        record.write_text(text.replace(f"value: {old}\n", f"value: {new}\n"), encoding="utf-8")

    return [
        ("Book, nothing built before", build, fresh),
        ("Book, nothing changed", build, nothing),
        ("Book, one sentence changed", build, prose),
        ("Book, one chapter's code changed", build, code),
        ("Book, one claim's value changed", build, value),
        ("Ledger and chapters checked, one sentence changed", check, prose),
        ("Ledger and chapters checked, nothing changed", check, nothing),
        ("Jupyter Book executing the same chapters itself", _stock(copy), lambda: _make_stock(copy)),
    ]


def _make_stock(copy: Path) -> None:
    """A book of the executable chapters with Jupyter Book's own defaults, inside the copy, whose data they load."""
    stock = copy / STOCK
    shutil.rmtree(stock, ignore_errors=True)
    (stock / "chapters").mkdir(parents=True)
    pages = [path for path in sorted((copy / "chapters").glob("*.md")) if "code-cell" in path.read_text("utf-8")]
    for path in pages:
        shutil.copy(path, stock / "chapters")
    listed = "".join(f"- file: chapters/{path.stem}\n" for path in pages[1:])
    (stock / "_toc.yml").write_text(f"format: jb-book\nroot: chapters/{pages[0].stem}\nchapters:\n{listed}", "utf-8")
    (stock / "_config.yml").write_text("title: Stock\nexecute:\n  execute_notebooks: force\n", "utf-8")


def _stock(copy: Path) -> list[str]:
    return [str(BIN / "jupyter-book"), "build", str(copy / STOCK)]


def _timed(copy: Path, command: list[str], before: Callable[[], None], runs: int) -> list[str]:
    """Median, least and greatest seconds of a command."""
    seconds = []
    for _ in range(runs):
        before()
        began = time.monotonic()
        ran = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
        if ran.returncode:
            raise SystemExit(f"{' '.join(command)}: {ran.stderr}")
        seconds.append(time.monotonic() - began)
    return [f"{value:.1f}" for value in (statistics.median(seconds), min(seconds), max(seconds))]


def _count_tests(copy: Path) -> int:
    options = ["--collect-only", "-q", "--override-ini", "addopts=--ignore=tests/notebooks"]
    command = [sys.executable, "-m", "pytest", *options]
    said = subprocess.run(command, cwd=copy, check=True, capture_output=True, text=True).stdout
    return sum("::" in line for line in said.splitlines())


if __name__ == "__main__":
    main()
