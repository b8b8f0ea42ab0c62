"""How long an author waits for the page after saving a file: ``compendium serve``, as a browser would meet it.

``waits(folder, edits)`` times a preview of the book in a folder, which is changed: give it a copy. ``python -m
benchmarks.live`` does so with this book, for a sentence, a cell and a claim, and keeps the seconds in
``benchmarks/live.json`` for the book's page of measurements.
"""

import http.client
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import IO

from benchmarks.run import about_now
from compendium.book.ledger.accounts import record_measurement
from compendium.fingerprints import code_print

ROOT = Path(__file__).parent.parent
HOST, PAGE = "127.0.0.1", "chapters/alternatives"
HEADERS = ("What", "Seconds", "From", "To", "Wanted")
WAITS = {"first page": ("The first page, from the last build", "10 s"), "a sentence": ("One sentence changed", "2 s"),
         "a cell": ("One cell changed", "the chapter's own run"), "a claim": ("One claim's value changed", "3 s")}
"""What is waited for, and how long it may take."""
Edit = Callable[[], str]
"""Changes a file, and gives the words that the page then holds."""


class Live:
    """A preview that is running: its pages and what it tells of them."""

    def __init__(self, port: int, process: "subprocess.Popen[str]") -> None:
        self.port, self.process = port, process

    def get(self, path: str, host: str = "") -> tuple[int, str]:
        """Status and text of a page or a file."""
        asked = http.client.HTTPConnection(HOST, self.port, timeout=30)
        try:
            asked.request("GET", f"/{path}", headers={"Host": host} if host else {})
            answer = asked.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            asked.close()

    @contextmanager
    def follow(self, page: str, wait: float = 120) -> Iterator[Iterator[dict[str, object]]]:
        """What the preview tells a browser that has this page open; TimeoutError after ``wait`` seconds of silence."""
        asked = http.client.HTTPConnection(HOST, self.port, timeout=wait)
        try:
            asked.request("GET", f"/_preview/events?page={page}")
            answer = asked.getresponse()
            lines = (answer.fp.readline().decode() for _ in iter(int, 1))
            yield (json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: "))
        finally:
            asked.close()

    def until(self, page: str, holds: Callable[[str, dict[str, object]], bool], seconds: float = 120) -> float:
        """Wait until a page's text, or what is told of it, is as wanted; the seconds that it took."""
        began = time.monotonic()
        with self.follow(page) as told:
            for said in told:
                if holds(self.get(f"{page}.html")[1], said):
                    return time.monotonic() - began
                if time.monotonic() - began > seconds:
                    raise TimeoutError(f"{page} did not come as wanted within {seconds:g} s; last told: {said}")
        raise TimeoutError(f"the preview ended while {page} was waited for")


@contextmanager
def live(folder: Path, *options: str, errors: IO[str] | None = None) -> Iterator[Live]:
    """A preview of the book in a folder, ended at the end; what goes wrong is written to ``errors``."""
    process = subprocess.Popen([sys.executable, "-u", "-m", "compendium", "serve", *options], cwd=folder, text=True,
                               stdout=subprocess.PIPE, stderr=errors)
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        yield Live(int(said.partition(f"{HOST}:")[2].partition("/")[0]), process)
    finally:
        process.terminate()
        process.communicate(timeout=30)


def waits(folder: Path, page: str, edits: Mapping[str, Edit], times: int = 3) -> dict[str, list[float]]:
    """Seconds until the first page, and from each save until the open page holds what was written, several times each.

    The pages of the last build must stand in ``folder``.
    """
    began = time.monotonic()
    with live(folder) as preview:
        assert preview.get("index.html")[0] == 200, "build the book first"
        seconds = {"first page": [time.monotonic() - began]}
        quiet(preview, page)
        for what, edit in edits.items():
            seconds[what] = []
            for _ in range(times):
                seconds[what].append(preview.until(page, _holding(edit())))
                quiet(preview, page)
    return seconds


def _holding(words: str) -> Callable[[str, dict[str, object]], bool]:
    return lambda text, _: words in text


def quiet(preview: Live, page: str) -> None:
    """Wait until the preview has nothing left to do for this page."""
    preview.until(page, lambda _, said: not said["doing"], 600)
    time.sleep(1)
    preview.until(page, lambda _, said: not said["doing"], 600)


def this_book(copy: Path) -> dict[str, Edit]:
    """A sentence and a cell of the chapter on ways out, and a claim that it prints."""
    chapter, record, count = copy / f"{PAGE}.md", copy / "seeds" / "adamas-2026.yaml", iter(range(1000))

    def prose() -> str:
        words, heading = f"A further sentence, {chr(97 + next(count) % 26)}.", "## What follows\n"
        text = chapter.read_text(encoding="utf-8")
        chapter.write_text(text.replace(heading, f"{words}\n\n{heading}", 1), encoding="utf-8")
        return words

    def code() -> str:
        name = f"seen_{next(count)}"
        text = chapter.read_text(encoding="utf-8")
        chapter.write_text(text.replace("from compendium import", f"{name} = 1\nfrom compendium import", 1), "utf-8")
        return name

    def claim() -> str:
        text = record.read_text(encoding="utf-8")
        old, new = ("96", "95") if "value: 96\n" in text else ("95", "96")
        text = text.replace(f"About {old}% of the dysprosium", f"About {new}% of the dysprosium")
        record.write_text(text.replace(f"value: {old}\n", f"value: {new}\n"), encoding="utf-8")
        return f"{new}%"

    return {"a sentence": prose, "a cell": code, "a claim": claim}


def main() -> None:
    """Time this book, print it, and keep it."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "book"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", ".*_cache"))
        subprocess.run([sys.executable, "-m", "compendium", "build"], cwd=copy, check=True, capture_output=True)
        for what, seconds in waits(copy, PAGE, this_book(copy)).items():
            row = [WAITS[what][0], *(f"{each:.1f}" for each in (median(seconds), min(seconds), max(seconds))),
                   WAITS[what][1]]
            rows.append(row)
            print(" | ".join(row), flush=True)
    about = ("Seconds from saving a file until the page that is open in 'compendium serve' holds what was written, the "
             f"middle of three, {about_now()}")
    record_measurement(ROOT, "live", about, HEADERS, rows, code=code_print(ROOT))


if __name__ == "__main__":
    main()
