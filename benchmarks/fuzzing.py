"""``make fuzzing``: what people write, mutated by the thousand and given to the code that reads it.

Atheris mutates the example book's records, pages, settings and texts, and values of parameters, and keeps what reaches
code that nothing before it reached. Each input has to be read, or refused in a line that names its place; whatever else
is raised is a find, as is an input that takes longer than ``TOO_LONG`` or ends the process. The inputs of finds stay in
``_build/fuzzing/``; ``python -m benchmarks.fuzzing --of TARGET FILE`` gives one of them to its target again. The counts
are kept in ``benchmarks/fuzzing.json`` for the book's page of measurements.
"""

import argparse
import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from benchmarks.grown import POST, new_book

ROOT = Path(__file__).parent.parent
FINDS = ROOT / "_build" / "fuzzing"
HEADERS = ["What was written at random", "Inputs", "Neither read nor refused in a line"]
TOO_LONG = 60
"""Seconds for one input, on a machine that does other things too."""
Try = Callable[[bytes], None]


def main() -> None:
    """Fuzz each target for its part of the time, and keep the counts; with ``--of``, one target in this process."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzzing", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60, help="of all targets together")
    parser.add_argument("--of", choices=TARGETS, help="this target alone, with what libFuzzer takes")
    asked, more = parser.parse_known_args()
    if asked.of:
        _fuzz(asked.of, more)
        return
    # here, as a target's process has to import what it tries while it is being watched
    from benchmarks.run import commit
    from compendium.book.ledger.accounts import record_measurement
    from compendium.fingerprints import code_print

    seconds = round(60 * asked.minutes / len(TARGETS))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        rows = list(pool.map(lambda target: _counted(target, seconds), TARGETS))
    about = (f"Atheris, coverage-guided, for {asked.minutes:g} minutes of its processes together on "
             f"{datetime.now(UTC):%-d %B %Y}, commit {commit()}; each input is written into the example book, and "
             "read as the command reads it.")
    record_measurement(ROOT, "fuzzing", about, HEADERS, rows, code=code_print(ROOT))
    sys.exit(any(row[2] != "0" for row in rows))


def _counted(target: str, seconds: int) -> list[str]:
    """A row: what it is, how many inputs it was given, and how many of them were finds."""
    finds = FINDS / target
    finds.mkdir(parents=True, exist_ok=True)
    for old in finds.iterdir():
        old.unlink()
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.fuzzing", "--of", target, f"-max_total_time={seconds}",
         f"-timeout={TOO_LONG}", "-report_slow_units=3600", "-rss_limit_mb=4096", f"-artifact_prefix={finds}/"],
        cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    done = re.findall(r"^Done (\d+) runs", ran.stderr, re.MULTILINE) or re.findall(r"^#(\d+)", ran.stderr, re.MULTILINE)
    if not done:
        raise SystemExit(f"{target} did not begin: {ran.stderr[-2000:]}")
    found = [path for path in finds.iterdir() if path.suffix != ".txt"]
    row = [WORDS[target], f"{int(done[-1]):,}", str(len(found))]
    print(" | ".join(row), *sorted(str(path.relative_to(ROOT)) for path in found), sep="\n  ", flush=True)
    return row


def _fuzz(target: str, given: list[str]) -> None:
    """Hand this process to libFuzzer; given a file, it tries that alone."""
    import atheris

    with tempfile.TemporaryDirectory() as folder, atheris.instrument_imports(include=["compendium"]):
        one_input, examples = TARGETS[target](Path(folder))
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, example in enumerate(examples):
            (corpus / str(number)).write_bytes(example)
        seen: set[str] = set()

        def tried(content: bytes) -> None:
            try:
                one_input(content)
            except Exception as error:
                # whatever is not expected is what is looked for
                place = traceback.extract_tb(error.__traceback__)[-1]
                kind = f"{type(error).__name__} {place.filename}:{place.lineno}"
                # one input of each kind: the same fault is met a thousand times
                if kind not in seen:
                    seen.add(kind)
                    found = FINDS / target / sha256(kind.encode()).hexdigest()[:12]
                    found.parent.mkdir(parents=True, exist_ok=True)
                    found.write_bytes(content)
                    found.with_suffix(".txt").write_text(traceback.format_exc(), encoding="utf-8")

        only = [each for each in given if not each.startswith("-")]
        atheris.Setup([sys.argv[0], *given, *([] if only else [str(corpus)])], tried)
        atheris.Fuzz()


def _book(folder: Path) -> Path:
    """The example with its tables, and this process reading from it."""
    from compendium.root import use_root

    book = new_book(folder / "book")
    subprocess.run([sys.executable, "-m", "compendium", "data", "--root", book], cwd=ROOT, check=True,
                   capture_output=True)
    use_root(book)
    return book


def _in_lines(check: Callable[[], Iterable[object]]) -> None:
    """Run a check; what it tells or raises is a line each, with a place."""
    from compendium.errors import CompendiumError

    try:
        told: list[object] = list(check())
    except CompendiumError as error:
        told = list(error.problems)
    for problem in told:
        said = str(problem)
        assert said.strip() and "\n" not in said.strip(), f"more than a line: {said!r}"


def _checked(name: str, others: tuple[str, ...] = ()) -> Callable[[Path], tuple[Try, list[bytes]]]:
    """A target that writes one file of the book and checks the book, as ``compendium check`` does."""
    def made(folder: Path) -> tuple[Try, list[bytes]]:
        from compendium.book.checking import problems

        book = _book(folder)
        file = book / name
        examples = [(book / each).read_bytes() for each in (name, *others)]

        def one_input(content: bytes) -> None:
            file.write_bytes(content)
            _in_lines(lambda: problems(book))
        return one_input, examples
    return made


def _texts(folder: Path) -> tuple[Try, list[bytes]]:
    """A text of a new source, drafted; each of the ways to read one."""
    from compendium.drafting.documents import Facts
    from compendium.drafting.writing import InBook, open_source, write_source
    from compendium.evidence import read_ledger

    book = _book(folder)
    ledger = read_ledger(book / "seeds")
    facts = Facts("On farms", (), "The Paper", "2019-03-03", "")

    def one_input(content: bytes) -> None:
        text = folder / f"a.{('txt', 'md', 'html')[content[0] % 3 if content else 0]}"
        text.write_bytes(content[1:])

        def drafted() -> Iterable[object]:
            written = write_source(book / "seeds", ledger, open_source(text, facts), InBook("report", "seed"), "a-text")
            written.path.unlink()
            return ()
        try:
            _in_lines(drafted)
        finally:
            (folder / "a.txt").unlink(missing_ok=True)
    return one_input, [mark + path.read_bytes() for path in sorted((book / "texts").iterdir()) for mark in (b"0", b"1")]


def _values(folder: Path) -> tuple[Try, list[bytes]]:
    """Values of parameters, grids of a sweep, periods and numbers, as they are typed."""
    from compendium.evidence.fields import number
    from compendium.evidence.periods import Period
    from compendium.execution.chapters import find_chapter, run_values
    from compendium.execution.sweep_plan import grid

    chapter = find_chapter(_book(folder), "damage")
    name = chapter.parameters[0].name

    def one_input(content: bytes) -> None:
        text = content.decode(errors="replace")
        for read in (lambda: [run_values(chapter, {name: text})], lambda: [grid(chapter, {name: text})],
                     lambda: [Period.parse(text).start], lambda: [number(text)]):
            _in_lines(read)
    return one_input, [b"30.0", b"0:100:10", b"10,20,30", b"2019-03~", b"2018-01/2018-03", b"1e3", b"../2019"]


TARGETS: dict[str, Callable[[Path], tuple[Try, list[bytes]]]] = {
    "records": _checked(f"seeds/{POST}.yaml"),
    "questions": _checked("seeds/questions.yaml"),
    "pages": _checked("chapters/damage.md", ("chapters/animals.md", "index.md")),
    "settings": _checked("_config.yml", ("_toc.yml",)),
    "texts": _texts,
    "values": _values,
}
WORDS = {"records": "The record of a source", "questions": "The questions and their verdicts",
         "pages": "A chapter, with its cells", "settings": "The settings of the book",
         "texts": "Texts of new sources (plain, Markdown, HTML)", "values": "Values of parameters, grids, periods"}

if __name__ == "__main__":
    with contextlib.redirect_stdout(sys.stdout if "--of" not in sys.argv else io.StringIO()):
        main()
