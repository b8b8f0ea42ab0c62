"""No run of nine words of the articles stands in a file of the repository, in an address neither."""

import re
import subprocess
from pathlib import Path

import pytest

RUN = 9
PLACES = ("seeds", "data", "chapters", "changes", "docs", "compendium", "kachin", "tests", "sweeps", "benchmarks",
          "index.md", "README.md", "CHANGELOG.md", "CONTRIBUTING.md")
ENDINGS = {".bib", ".csv", ".html", ".ipynb", ".json", ".md", ".py", ".yaml", ".yml"}
WORD = re.compile(r"[a-z0-9]+")


def runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.lower())
    return set(zip(*(words[start:] for start in range(RUN)), strict=False))


def shared(files: list[Path], theirs: set[tuple[str, ...]], allowed: set[tuple[str, ...]]) -> dict[str, list[str]]:
    found = {path: (runs(path.read_text(encoding="utf-8")) & theirs) - allowed for path in files}
    return {path.name: [" ".join(run) for run in sorted(said)[:3]] for path, said in found.items() if said}


def test_no_run_of_nine_words_of_an_article_stands_in_a_file(root, texts, ledger):
    listed = subprocess.run(["git", "ls-files", "-z", *PLACES], cwd=root, check=False, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("the files of the repository cannot be listed: this is no clone")
    names = [name for name in listed.stdout.split("\0") if Path(name).suffix in ENDINGS]
    files = [root / name for name in names if (root / name).is_file()]
    assert len(files) > 300
    theirs = set().union(*(runs(path.read_text(encoding="utf-8", errors="replace")) for path in texts.glob("*.txt")))
    # titles are names
    allowed = set().union(*(runs(record.source.title) for record in ledger.records))
    assert len(theirs) > 5000 and shared(files, theirs, allowed) == {}


def test_a_run_would_be_found_in_an_address_too(tmp_path):
    page, theirs = tmp_path / "page.md", runs("See https://example.org/en/one-two/three-four-five-six-seven/ for it")
    page.write_text("url: https://example.org/en/one-two/three-four-five-six-seven/\n", encoding="utf-8")
    assert "example org en one two three four five six" in shared([page], theirs, set())["page.md"]
