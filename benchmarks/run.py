"""``make bench``: what each work takes, beside what one would do otherwise, in one sitting.

``python -m benchmarks.run`` measures everything; ``--runs 1`` each once (else five times), ``--only chapters,check``
some of it, ``--sweep 100`` a shorter sweep. Each command is a whole process in a copy of the repository, and takes
turns with the one that it is compared with, so that both meet the same load. The table is kept in
``benchmarks/timings.json``, with the commit and the fingerprint of the code that it is of.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.timing import Command, Spent, timed
from compendium.book.ledger.accounts import record_measurement
from compendium.execution.chapters import read_chapters
from compendium.fingerprints import code_print

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
RUNS, SWEEP, SAMPLE = 5, 500, 20
STOCK = ".stock"
CLAIM = "seeds/adamas-2026.yaml"
"""The record of which a claim's value is changed: a claim that a chapter prints, and that no result rests on."""
HEADERS = ("What", "This book", "Otherwise", "Time of the other ÷ this", "Wanted")
Before = Callable[[], None]


@dataclass(frozen=True)
class Work:
    """One row: what is done, by which command here and by which otherwise, and how many times faster it should be."""

    name: str
    what: str
    ours: Command
    before: Before
    otherwise: str = ""
    theirs: Command = ""
    theirs_before: Before | None = None
    wanted: str = ""
    counts: tuple[int, int] = (1, 1)
    """How many runs of a chapter each command makes, where the two differ."""
    theirs_once: Before | None = None
    """What is done once before the first run of the other."""


def main() -> None:
    """Measure, print the table, and keep it if it is whole."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        book = copied(Path(folder))
        works = _works(book, asked.sweep)
        names = [work.name for work in works]
        wanted = asked.only.split(",") if asked.only else names
        if set(wanted) - set(names):
            raise SystemExit(f"there is no {', '.join(set(wanted) - set(names))}; there are: {', '.join(names)}")
        rows = [_row(work, book, asked.runs) for work in works if work.name in wanted]
        tests = _count_tests(book)
    about = (f"Medians of {asked.runs} runs, whole processes taking turns, {about_now()} "
             f"The test suite holds {tests} tests, without the notebooks' cells.")
    print(about)
    runs = str(asked.runs)
    found = {row[0]: row for row in [*kept_rows("timings", runs=runs), *rows]}
    record_measurement(ROOT, "timings", about, HEADERS, [found[work.what] for work in works if work.what in found],
                       code=code_print(ROOT), runs=runs)


def copied(folder: Path) -> Path:
    """A copy of the repository with nothing built, in a folder."""
    return Path(shutil.copytree(ROOT, folder / "book",
                                ignore=shutil.ignore_patterns(".venv", ".git", "_build", ".*_cache")))


def kept_rows(name: str, **same: str) -> list[list[str]]:
    """The rows of a record, where it is of this code and made in the same way; else none."""
    path = ROOT / "benchmarks" / f"{name}.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    wanted = {"code": code_print(ROOT), **same}
    rows: list[list[str]] = kept["rows"] if wanted.items() <= kept.items() else []
    return rows


def about_now() -> str:
    """When and on what something is measured, with the commit."""
    return (f"on {datetime.now(UTC):%-d %B %Y}: {os.cpu_count()} cores, load {os.getloadavg()[2]:.1f} at the end, "
            f"Python {platform.python_version()}, commit {commit()}. Machines differ; compare the columns with each "
            "other.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--only", default="",
                        help="names with commas between; other rows stay, if of this code and of as many runs")
    parser.add_argument("--sweep", type=int, default=SWEEP, help="how many runs the sweep makes")
    return parser.parse_args()


def _row(work: Work, book: Path, runs: int) -> list[str]:
    ours, theirs = Spent(), Spent()
    if work.theirs_once:
        work.theirs_once()
    many = max(work.counts) > SAMPLE
    for _ in range(1 if many else runs):
        timed(work.ours, book, ours, work.before)
        if work.theirs:
            timed(work.theirs, book, theirs, work.theirs_before)
    ratio = ""
    if work.theirs:
        times = (theirs.median / work.counts[1]) / (ours.median / work.counts[0])
        ratio = f"{times:.1f}" if times < 10 else f"{times:.0f}"
    row = [work.what, f"{ours.told}; {max(ours.megabytes):.0f} MB",
           f"{theirs.told}, {work.otherwise}" if work.theirs else "", ratio, work.wanted]
    print(" | ".join(row), flush=True)
    return row


def _works(book: Path, sweep: int) -> list[Work]:
    """All that is measured, in the order of the table."""
    compendium = [str(BIN / "python"), "-m", "compendium"]
    chapters = [chapter.docname for chapter in read_chapters(book)]
    force, cached = _stock(book, "force"), _stock(book, "cache")
    sentence, their_sentence = (partial(change_sentence, place / "chapters" / "trade.md")
                                for place in (book, cached.folder))

    def nothing() -> None:
        """Leave everything as the last command left it."""

    def built() -> None:
        subprocess.run([*compendium, "build"], cwd=book, check=True, capture_output=True)

    def fresh() -> None:
        shutil.rmtree(book / "_build", ignore_errors=True)

    def unsaid() -> None:
        shutil.rmtree(book / "_build" / "store", ignore_errors=True)
        shutil.rmtree(book / "_build" / "sweeps", ignore_errors=True)

    def as_written() -> None:
        """Give the claim the value back that its source has, and the tables what follows from it, and check that."""
        shutil.copy(ROOT / CLAIM, book / CLAIM)
        for command in ("data", "check"):
            subprocess.run([*compendium, command], cwd=book, check=True, capture_output=True)

    piped = " && ".join(_papermill(name) for name in chapters)
    warm = [str(BIN / "python"), "-m", "benchmarks.chapters"]
    return [
        Work("chapters", f"All {len(chapters)} chapters executed", [*warm, "run"], unsaid,
             "jupytext | papermill, one after another", piped, None, "8"),
        Work("floor", "Their cells alone, in forks of one warm process, one after another", [*warm, "cells"], unsaid),
        Work("run", "One chapter", [*compendium, "run", "trade", "-o", ".out.ipynb", "--force"], unsaid,
             "jupytext | papermill", _papermill("chapters/trade"), None, "2"),
        Work("run-again", "The same chapter once more", [*compendium, "run", "trade", "-o", ".out.ipynb", "--force"],
             nothing, "jupytext | papermill", _papermill("chapters/trade"), None),
        Work("build", "The book, nothing built before", [*compendium, "build"], fresh,
             "jupyter-book build of the same chapters, executing them", force.command, force.write, "1"),
        Work("nothing", "The book, nothing changed", [*compendium, "build"], nothing,
             "jupyter-book build with its cache", cached.command, nothing, "3", theirs_once=cached.built),
        Work("prose", "The book, one sentence changed", [*compendium, "build"], sentence,
             "the same of jupyter-book with its cache", cached.command, their_sentence,
             "1", theirs_once=cached.built),
        Work("claim", "The book, one claim's value changed", [*compendium, "build"], partial(change_value, book),
             "jupyter-book build, executing the chapters", force.command, force.write, "2", theirs_once=built),
        Work("sweep", f"A sweep of {sweep} runs of one chapter",
             [*compendium, "sweep", "outlook", "-g", f"seed=1:{sweep}:1", "-o", ".out.parquet"], unsaid,
             f"a shell loop over papermill, two at a time (a sample of {SAMPLE} runs)", _loop(book), None, "12",
             counts=(sweep, SAMPLE)),
        Work("nbval", "Every chapter's outputs compared by nbval, plain kernels",
             [str(BIN / "pytest"), "--nbval", "--nbval-sanitize-with", "tests/notebooks/sanitize.cfg",
              "--override-ini", "addopts=", "-q", "tests/notebooks"], as_written),
        Work("check", "Ledger and chapters checked, one sentence changed", [*compendium, "check"], sentence,
             wanted="under 1 s"),
        Work("check-again", "Ledger and chapters checked, nothing changed", [*compendium, "check"], nothing,
             wanted="under 1 s"),
    ]


def change_sentence(page: Path) -> None:
    """Let a page say one sentence more."""
    text, heading = page.read_text(encoding="utf-8"), "## What follows\n"
    page.write_text(text.replace(heading, f"{heading}\nA further sentence.\n"), encoding="utf-8")


def change_value(book: Path) -> None:
    """Let a claim and its sentence say one per cent less: what ran with a value that was there before is kept."""
    file = book / CLAIM
    text = file.read_text(encoding="utf-8")
    old = next(value for value in range(96, 0, -1) if f"About {value}% of the dysprosium" in text)
    text = text.replace(f"About {old}% of the dysprosium", f"About {old - 1}% of the dysprosium")
    file.write_text(text.replace(f"value: {old}\n", f"value: {old - 1}\n"), encoding="utf-8")


def _papermill(name: str) -> str:
    """One chapter by the plain tools."""
    jupytext, papermill = BIN / "jupytext", BIN / "papermill"
    return f"{jupytext} --quiet --to ipynb --output - {name}.md | {papermill} --no-progress-bar - .out.ipynb"


def _loop(book: Path) -> str:
    """The shell loop with which one makes many runs of a chapter by the plain tools."""
    return (f"{BIN}/jupytext --quiet --to ipynb --output .loop.ipynb chapters/outlook.md && seq {SAMPLE} | "
            f"xargs -P 2 -I {{}} {BIN}/papermill --no-progress-bar .loop.ipynb .loop-{{}}.ipynb -p seed {{}}")


@dataclass(frozen=True)
class _Stock:
    """A book of the chapters with Jupyter Book's own defaults, inside the copy, whose data they load."""

    folder: Path
    chapters: Path
    execute: str

    @property
    def command(self) -> list[str]:
        return [str(BIN / "jupyter-book"), "build", str(self.folder)]

    def write(self) -> None:
        """Write the book anew, with nothing built."""
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "chapters").mkdir(parents=True)
        pages = [path for path in sorted(self.chapters.glob("*.md")) if "code-cell" in path.read_text("utf-8")]
        for path in pages:
            shutil.copy(path, self.folder / "chapters")
        listed = "".join(f"- file: chapters/{path.stem}\n" for path in pages[1:])
        (self.folder / "_toc.yml").write_text(
            f"format: jb-book\nroot: chapters/{pages[0].stem}\nchapters:\n{listed}", "utf-8")
        (self.folder / "_config.yml").write_text(
            f"title: Stock\nexecute:\n  execute_notebooks: {self.execute}\n", "utf-8")

    def built(self) -> None:
        """Write it and build it once."""
        self.write()
        subprocess.run(self.command, cwd=self.folder.parent, check=True, capture_output=True)


def _stock(book: Path, execute: str) -> _Stock:
    return _Stock(book / f"{STOCK}-{execute}", book / "chapters", execute)


def commit() -> str:
    """The commit of the software that is measured, and that something of it was changed since."""
    git = ["git", "-C", str(ROOT)]
    name = subprocess.run([*git, "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=False)
    changed = subprocess.run([*git, "status", "--porcelain", "compendium", "kachin", "chapters"], capture_output=True,
                             text=True, check=False).stdout.strip()
    return (name.stdout.strip() or "unknown") + (" with changes" if changed else "")


def _count_tests(copy: Path) -> int:
    options = ["--collect-only", "-q", "--override-ini", "addopts=--ignore=tests/notebooks"]
    command = [sys.executable, "-m", "pytest", *options]
    said = subprocess.run(command, cwd=copy, check=True, capture_output=True, text=True).stdout
    return sum("::" in line for line in said.splitlines())


if __name__ == "__main__":
    main()
