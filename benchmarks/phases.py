"""``python -m benchmarks.phases``: where the time of a build goes, step by step, those of Sphinx itself among them.

One build each with nothing built before, with one claim's value changed and with one sentence changed, in a copy of the
repository, all in one process and one step after another: the command itself loads Sphinx beside the checks, and is
faster. What a step takes is without the steps inside it. Kept in ``benchmarks/phases.json``.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.run import ROOT, about_now, change_sentence, change_value, copied
from compendium.book.ledger.accounts import record_measurement
from compendium.fingerprints import code_print

REST, LOADING = "everything else", "packages and the book's own code loaded"
STEPS = {
    "compendium.book.checking:problems_of_records": "records and chapters checked",
    "compendium.book.checking:problems_of_files": "records and chapters checked",
    "compendium.book.checking:problems_of_uses": "records and chapters checked",
    "compendium.book.building:_refuse_recorded": "records and chapters checked",
    "compendium.book.building:_refuse_shown": "records and chapters checked",
    "compendium.book.checking:renew_data": "tables made",
    "compendium.book.building:run_all": "chapters run",
    "compendium.book.building:write_figures": "charts drawn",
    "compendium.book.building:build_pages": "Sphinx: its settings, its extensions, what it remembers",
    "sphinx.builders:Builder.read": "Sphinx: pages of the story read",
    "sphinx.builders:Builder.write": "Sphinx: pages of the story written",
    "sphinx.builders.html:StandaloneHTMLBuilder.finish": "Sphinx: search, index and files beside the pages",
    "compendium.book.ledger.collecting:collect_pages": "the ledger's pages and search words",
    "compendium.book.ledger.collecting:begin": "the ledger's pages and search words",
    "compendium.book.building:finish": "the book finished: policy, style sheets, links to what has not changed",
    "compendium.book.building:replace_folder": "the book put in place",
    "compendium.book.building:remember": "what it was made from remembered",
}
"""Where a step is taken, and what it is called; of several names with one, the times are added."""


class Clock:
    """Whose time it is now, and how much each step has had; seconds."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = dict.fromkeys([LOADING, *STEPS.values(), REST], 0.0)
        self._open, self._since = [LOADING], time.monotonic()

    def turn(self, name: str = "") -> None:
        """A step begins; without a name, the one that began last ends."""
        now = time.monotonic()
        self.spent[self._open[-1]] += now - self._since
        self._since = now
        if name:
            self._open.append(name)
        else:
            self._open.pop()

    def timed(self, step: Callable[..., Any], name: str) -> Callable[..., Any]:
        """The same step, with its time taken, that of what it yields too."""
        @wraps(step)
        def taken(*given: Any, **named: Any) -> Any:
            self.turn(name)
            try:
                made = step(*given, **named)
                return list(made) if hasattr(made, "__next__") else made
            finally:
                self.turn()
        return taken


def main() -> None:
    """Measure, print and keep; with ``--one``, build the book of this folder and print its steps."""
    if sys.argv[1:] == ["--one"]:
        print(json.dumps(_build(Path.cwd())))
        return
    with tempfile.TemporaryDirectory() as folder:
        book = copied(Path(folder))
        clean = _one(book)
        change_value(book)
        claim = _one(book)
        change_sentence(book / "chapters" / "trade.md")
        _one(book)
        change_sentence(book / "chapters" / "trade.md")
        sentence = _one(book)
    rows = [[name[0].upper() + name[1:], *(f"{each[name]:.2f}" for each in (clean, claim, sentence))] for name in clean]
    rows.append(["All", *(f"{sum(each.values()):.2f}" for each in (clean, claim, sentence))])
    for row in rows:
        print(" | ".join(row))
    about = f"Seconds, one build each in one process, so that no step overlaps another, {about_now()}"
    headers = ("Step", "Nothing built before", "One claim's value changed", "One sentence changed")
    record_measurement(ROOT, "phases", about, headers, rows, code=code_print(ROOT))


def _one(book: Path) -> dict[str, float]:
    """The steps of one build in a process of its own."""
    said = subprocess.run([sys.executable, "-m", "benchmarks.phases", "--one"], cwd=book, check=False,
                          capture_output=True, text=True)
    if said.returncode:
        raise SystemExit(said.stdout[-1000:] + said.stderr[-3000:])
    found: dict[str, float] = json.loads(said.stdout.splitlines()[-1])
    return found


def _build(root: Path) -> dict[str, float]:
    """Do what the command does, with the time of each step taken."""
    clock = Clock()
    for place, name in STEPS.items():
        module, _, path = place.partition(":")
        owner: Any = import_module(module)
        *classes, last = path.split(".")
        for each in classes:
            owner = getattr(owner, each)
        setattr(owner, last, clock.timed(getattr(owner, last), name))
    # takes the ledger's handlers as they are now
    import_module("compendium.book.extension")
    from compendium.book import building, checking
    from compendium.evidence.reading import book_ledger
    from compendium.root import reading_from

    clock.turn(REST)
    with reading_from(root):
        ledger = book_ledger(root)
        wrong = checking.problems_of_records(root, ledger)
        checking.renew_data(root, ledger)
        wrong += checking.problems_of_files(root, ledger)
        building.build(root, progress=False, refuse=lambda: checking.problems_of_uses(root, ledger),
                       make=building.build_pages)  # type: ignore[attr-defined]  # as it is timed
    if wrong:
        raise SystemExit("\n".join(map(str, wrong)))
    clock.turn()
    return clock.spent


if __name__ == "__main__":
    main()
