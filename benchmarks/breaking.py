"""``python -m benchmarks.breaking``: builds killed, moved and walked through edits, and what came of it.

All of it is done to copies of the example book: builds are killed at random moments, the same book is built under
unlike conditions, and edits are made and taken back in a random order. The tests do the same with small numbers. The
counts are kept in ``benchmarks/breaking.json`` for the book's page of measurements, with the seed of what is random.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.forked_builds import Built, ForkedBuilds, left_running
from benchmarks.run import commit
from compendium.book.ledger.accounts import record_measurement
from compendium.book.standing import PAGES, mend
from compendium.fingerprints import changed, code_print, prints_of
from compendium.new_book import COPIED, example_folder

ROOT = Path(__file__).parent.parent
Edit = tuple[tuple[str, str, str], ...]
EDITS: tuple[Edit, ...] = (
    (("chapters/damage.md", "A fence would cost", "A good fence would cost"),),
    (("chapters/damage.md", "share_from_the_farm = 30.0", "share_from_the_farm = 25.0"),
     ("seeds/assumptions.yaml", "    value: 30\n", "    value: 25\n"),
     ("seeds/assumptions.yaml", "eat, 30%", "eat, 25%")),
    (("chapters/damage.md", "spoke for it", "was in favour of it"),),
    (("index.md", "# The otters of the Lenn", "# The otters of the River Lenn"),),
    (("seeds/lenn-post-2019-04.yaml", "    value: 18\n", "    value: 19\n"),
     ("seeds/lenn-post-2019-04.yaml", "There were 18 otters", "There were 19 otters")),
    (("seeds/questions.yaml", "How much fish", "How many tonnes of fish"),),
    (("_toc.yml", "- file: chapters/glossary\n", "- file: chapters/more\n      - file: chapters/glossary\n"),),
    (("otters/model.py", '"""', '"""Of otters: '),),
)
"""Edits of prose, code, values, contents and a module; each leaves a book that can be built, with any of the others."""
State = frozenset[int]
"""Which of the edits are made."""
NONE, FEW, ALL = State(), State({0, 1, 4}), State(range(len(EDITS)))
CONTENTS = 6
"""The edit of the contents, after which every page is read anew."""
MORE = "# More\n\nA page that can be added, with {fact}`a fact <lenn-post-2019-04/otters-2009>`.\n"
RESULTS = ("data", "figures", "_build/html")
LOOK = 8
"""After so many kills a build is let end, and held against a clean one."""
UNLIKE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "my_MM.UTF-8", "HOME": "/nowhere", "USER": "somebody",
          "LOGNAME": "somebody", "PYTHONHASHSEED": "4242", "COLUMNS": "40"}
"""What another machine has set otherwise."""
BAD = ("test_bad_inputs", "test_refusals", "test_run_output", "test_bad_conditions", "test_hostile_text",
       "test_cell_outputs", "test_bounds")
"""The tests that give the software what it must refuse, or get over."""
HEADERS = ["What was tried", "How often", "Went wrong"]


class Books:
    """Copies of the example book in a folder, each with some of the edits, and the clean builds that they are held to.

    What is drawn is drawn from ``seed``, which every fault names.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.seed, self.chance = folder, seed, random.Random(seed)
        self.builds = ForkedBuilds(folder / "temporary")
        self._clean: dict[State, dict[str, str]] = {}

    def begin(self, name: str, edits: State = NONE) -> Path:
        """A new copy of the book, with these edits made."""
        root = self.folder / name
        for part in COPIED:
            source = example_folder() / part
            copy = shutil.copytree if source.is_dir() else shutil.copyfile
            (root / part).parent.mkdir(parents=True, exist_ok=True)
            copy(source, root / part)
        self.write(root, edits)
        return root

    def write(self, root: Path, edits: State) -> None:
        """Leave the sources as these edits, and no others, make them."""
        texts = {file: (example_folder() / file).read_text(encoding="utf-8") for edit in EDITS for file, _, _ in edit}
        for number in sorted(edits):
            for file, old, new in EDITS[number]:
                assert old in texts[file], f"{old!r} is not in {file}"
                texts[file] = texts[file].replace(old, new, 1)
        for file, text in texts.items():
            (root / file).write_text(text, encoding="utf-8")
        more = root / "chapters/more.md"
        more.unlink(missing_ok=True)
        if "chapters/more" in texts["_toc.yml"]:
            more.write_text(MORE, encoding="utf-8")

    def clean(self, edits: State) -> dict[str, str]:
        """What a build from nothing makes of these sources, by name and content; built once."""
        if edits not in self._clean:
            root = self.begin(f"clean {len(self._clean)}", edits)
            self.built(root)
            self._clean[edits] = made(root)
        return self._clean[edits]

    def built(self, root: Path) -> Built:
        """Build to the end."""
        built = self.builds.build(root)
        if built.code != 0:
            raise SystemExit(f"{root.name}, seed {self.seed}: {built.said or built}")
        return built


def made(root: Path, *more: str) -> dict[str, str]:
    """Everything that a reader gets, by name and content: data, figures, notebooks, pages, search."""
    return prints_of([root / name for name in (*RESULTS, *more)], root)


def pages_of(prints: dict[str, str]) -> dict[str, str]:
    """The published book alone."""
    return {name: each for name, each in prints.items() if name.startswith("_build/html/")}


def killed(books: Books, kills: int, other: State = ALL) -> tuple[Counter[str], list[str]]:
    """Kill builds between two states of the sources, by the clock and at a change of a file in turns.

    Returns the counts of kills and of books compared, and what was wrong.
    """
    counts, faults = Counter[str](), list[str]()
    root = books.begin("killed")
    states = {NONE: pages_of(books.clean(NONE)), other: pages_of(books.clean(other))}
    books.built(root)
    books.write(root, other)
    whole = books.built(root)
    stands = other
    while counts["kills"] < kills:
        aim = NONE if stands == other else other
        books.write(root, aim)
        if books.chance.random() < 0.2:  # then its chapters have to run
            shutil.rmtree(root / "_build/store", ignore_errors=True)
        moment = books.chance.random()
        by_clock = counts["kills"] % 2 == 0
        how = {"seconds": moment * whole.seconds} if by_clock else {"change": 1 + int(moment * whole.changes)}
        ended = books.builds.build(root, **how)
        where = f"seed {books.seed}, kill {counts['kills'] + 1} ({how})"
        counts["kills"] += ended.code < 0
        if ended.code > 0:
            faults.append(f"{where}: {ended.said}")
        if running := left_running(root):
            faults.append(f"{where}: goes on: {', '.join(running)}")
        if not (root / PAGES).is_dir():  # the file system cannot exchange two folders: the next command puts it back
            mend(root, root / PAGES)
        found = prints_of([root / PAGES], root)
        counts["published books compared"] += 1
        stands = next((state for state, prints in states.items() if prints == found), stands)
        if found != states[stands]:
            faults.append(f"{where}: the published book is of neither state: {changed(found, states[aim])[:9]}")
        if (counts["kills"] % LOOK == 0 and ended.code < 0) or counts["kills"] == kills:
            books.built(root)
            counts["next books compared"] += 1
            faults += [f"{where}, next build: {name}" for name in changed(made(root), books.clean(aim))]
            # its warm process ends by itself, a moment later
            left = left_running(root) + leavings(root)
            faults += [f"{where}, next build leaves {name}" for name in left]
            stands = aim
    return counts, faults


def leavings(root: Path) -> list[str]:
    """Files that a build left half-written in the book's folder.

    What a killed process had in the system's folder for temporary files is the system's to remove.
    """
    return [path.name for path in root.rglob("*") if path.name.endswith((".part", ".new", ".old"))]


def unlike(books: Books, *, printed: bool) -> tuple[int, list[str]]:
    """Build the same book twice, in processes that differ in all that should not matter: files compared, and faults."""
    here = books.begin("here")
    there = books.begin(f"a folder of another name {'x' * 90}/နမ်းခမ်း, the second")
    for root, environment, mask in ((here, {}, 0o022), (there, UNLIKE, 0o077)):
        command = [sys.executable, "-m", "compendium", "build", *(["--pdf"] if printed else [])]
        run = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False,
                             env=os.environ | environment, umask=mask)
        if run.returncode:
            return 0, [f"{root.name}: {run.stderr}"]
    more = ("_build/executed/chapters", *(["_build/pdf"] if printed else []))
    one, other = made(here, *more), made(there, *more)
    return len(one), changed(one, other)


def walked(books: Books, steps: list[int], stops: int) -> tuple[int, list[str]]:
    """Make edits, or take those back that are made, with a build after each: books compared, and faults.

    The book is held against a clean one at ``stops`` of them, the last included.
    """
    root, state, faults = books.begin("walked"), NONE, list[str]()
    looks = {round((number + 1) * len(steps) / stops) for number in range(stops)}
    for number, step in enumerate(steps, start=1):
        state ^= {step}
        books.write(root, state)
        books.built(root)
        if number in looks:
            faults += [f"seed {books.seed}, after the steps {steps[:number]}: {name}"
                       for name in changed(made(root), books.clean(state))]
    return len(looks), faults


def nbval(times: int) -> int:
    """Hold the reference notebooks against plain kernels so many times; how often one differed."""
    command = [sys.executable, "-m", "pytest", "-q", "--nbval", "--nbval-sanitize-with",
               "tests/notebooks/sanitize.cfg", "--override-ini", "addopts=", "tests/notebooks"]
    return sum(subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode != 0
               for _ in range(times))


def bad_inputs() -> int:
    """How many inputs and conditions the tests try that must be refused or got over, as pytest collects them."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "--override-ini", "addopts=",
               *(f"tests/{name}.py" for name in BAD)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sum("::" in line for line in said.splitlines())


def opened(root: Path) -> tuple[int, int]:
    """Every page of a built book in a browser: how many were opened, and what went wrong on them."""
    from playwright.sync_api import sync_playwright

    from benchmarks.visits import opened as new_tab

    html, visits = root / "_build/html", []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        for path in sorted(html.rglob("*.html")):
            page, visit = new_tab(context, f"file://{html}/")
            page.goto(f"file://{path}")
            visit.look(page)
            page.close()
            visits.append(visit)
        browser.close()
    return len(visits), sum(len(visit.wrong) for visit in visits)


def main() -> None:
    """Do all of it with the larger numbers, print what was wrong, and keep the counts."""
    import tempfile

    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, number in {"kills": 100, "steps": 40, "nbval": 10, "seed": int(time.time())}.items():
        asked.add_argument(f"--{name}", type=int, default=number)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        books = Books(Path(folder), given.seed)
        counts, by_kills = killed(books, given.kills)
        print(dict(counts), *by_kills, sep="\n", flush=True)
        steps = [books.chance.randrange(len(EDITS)) for _ in range(given.steps)]
        stops, by_steps = walked(books, steps, 5)
        print(f"{len(steps)} edits, {stops} books compared", *by_steps, sep="\n", flush=True)
        compared, by_conditions = unlike(books, printed=can_print())
        print(f"{compared} files compared", *by_conditions, sep="\n", flush=True)
        visited, wrong = opened(books.folder / "here")
    differed = nbval(given.nbval)
    rows = [
        ["Builds killed at a random moment", str(counts["kills"]), str(len(by_kills))],
        ["Published books compared after a kill", str(counts["published books compared"]), ""],
        ["Next builds compared with a clean one", str(counts["next books compared"]), ""],
        ["Edits made or taken back one after another", str(given.steps), str(len(by_steps))],
        ["Books on the way compared with a clean one", str(stops), ""],
        ["Files of two builds under unlike conditions", str(compared), str(len(by_conditions))],
        ["Pages of the example opened in a browser", str(visited), str(wrong)],
        ["Times that the reference notebooks were run", str(given.nbval), str(differed)],
        ["Bad inputs and conditions that the tests try", str(bad_inputs()), ""],
    ]
    about = ("What was done to the example book and to the reference notebooks so that they would break, on "
             f"{datetime.now(UTC):%-d %B %Y}, commit {commit()}, seed {given.seed}: a kill may come at any moment of a "
             "build, and the book that stands afterwards has to be whole and of one state of its sources.")
    record_measurement(ROOT, "breaking", about, HEADERS, rows, code=code_print(ROOT))
    for row in rows:
        print("{:50} {:>6} {:>3}".format(*row))
    sys.exit(bool(by_kills or by_steps or by_conditions or wrong or differed))


def can_print() -> bool:
    """Whether the printed edition can be set here."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


if __name__ == "__main__":
    main()
