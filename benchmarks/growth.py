"""``make bench-growth``: how time and memory grow with the ledger and with the book.

``python -m benchmarks.growth claims 1000 10000`` measures ledgers of so many claims, ``chapters 10 100`` books of so
many chapters, ``sweep 100 1000`` sweeps of so many runs; without numbers the sizes of ``SIZES``. What was measured is
added to ``benchmarks/growth.json``, so that it can be measured in parts.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.grown import new_book, post, with_chapters, with_claims
from benchmarks.run import ROOT, about_now, kept_rows
from benchmarks.timing import Spent, timed
from compendium.book.ledger.accounts import record_measurement
from compendium.book.standing import PAGES
from compendium.fingerprints import code_print

SIZES = {"claims": (1_000, 10_000, 100_000), "chapters": (10, 100, 1_000), "sweep": (100, 1_000, 10_000)}
HEADERS = ("What", "Size", "Seconds", "Seconds for a thousand", "Most memory, MB", "Largest page, kB")
CODE = [sys.executable, "-m", "compendium"]
LOAD = [sys.executable, "-c", "from compendium import datasets; datasets.load('claims')"]
BUILDS = ("build", "clean", "one sentence changed")
"""The steps that make pages."""
Step = tuple[str, list[str]]


def main() -> None:
    """Measure what was asked, and keep it beside what was measured before with the same code."""
    kind = sys.argv[1] if len(sys.argv) > 1 else ""
    if kind not in SIZES:
        raise SystemExit(f"python -m benchmarks.growth {'|'.join(SIZES)} [SIZE …]")
    rows = []
    for size in [int(each) for each in sys.argv[2:]] or SIZES[kind]:
        with tempfile.TemporaryDirectory() as folder:
            for row in _measured(kind, size, Path(folder)):
                rows.append(row)
                print(" | ".join(row), flush=True)
    record_measurement(ROOT, "growth", f"One run each, {about_now()}", HEADERS, _with_kept(rows), code=code_print(ROOT))


def _measured(kind: str, size: int, folder: Path) -> Iterator[list[str]]:
    place = folder / "book"
    book = new_book(place) if kind == "sweep" else {"claims": with_claims, "chapters": with_chapters}[kind](place, size)
    for what, command in _steps(kind, size, book):
        if what == "one sentence changed":
            _replace(book / "chapters" / "animals.md", "## What follows\n", "## What follows\n\nAnd more.\n")
        if what == "check, one record changed":
            _replace(book / "seeds" / f"{post(0)}.yaml", ", 0\n", ", once more\n")
            subprocess.run([*CODE, "data"], cwd=book, check=True, capture_output=True)
        spent = Spent()
        timed(command, book, spent)
        seconds = spent.seconds[0]
        yield [f"{kind.capitalize()}: {what}", f"{size:,}", f"{seconds:.1f}", f"{1000 * seconds / size:.2f}",
               f"{spent.megabytes[0]:.0f}", _largest_page(book) if what in BUILDS else ""]


def _steps(kind: str, size: int, book: Path) -> list[Step]:
    if kind == "claims":
        check = [*CODE, "check"]
        return [("data", [*CODE, "data"]), ("check", check), ("check, one record changed", check),
                ("check, nothing changed", check), ("load", LOAD), ("build", [*CODE, "build"])]
    if kind == "sweep":
        subprocess.run([*CODE, "data"], cwd=book, check=True, capture_output=True)
        grid = f"share_from_the_farm=0:{100 - 100 / size:g}:{100 / size:g}"
        return [("made", [*CODE, "sweep", "damage", "-g", grid]), ("kept", [*CODE, "sweep", "damage", "-g", grid])]
    return [("clean", [*CODE, "build"]), ("nothing changed", [*CODE, "build"]),
            ("one sentence changed", [*CODE, "build"])]


def _largest_page(book: Path) -> str:
    """What the longest page of the published book weighs, in kB."""
    return f"{max(page.stat().st_size for page in (book / PAGES).rglob('*.html')) / 1000:.0f}"


def _replace(path: Path, old: str, new: str) -> None:
    """Change one passage of a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise SystemExit(f"{path}: there is no '{old.strip()}' to change")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _with_kept(rows: list[list[str]]) -> list[list[str]]:
    """These rows and those that were kept of the same code, in the order of what and size."""
    found = {(row[0], row[1]): row for row in [*kept_rows("growth"), *rows]}
    return sorted(found.values(), key=lambda row: (row[0], int(row[1].replace(",", ""))))


if __name__ == "__main__":
    main()
