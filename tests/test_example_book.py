"""A second, tiny evidence book, begun with 'compendium new' and made by its own 'make book'."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

VERDICT = "The farm lost about 5 t to otters; the rest of its 12 t died in the heat."
PAGES = ("index", "404", "search", "chapters/animals", "chapters/damage", "chapters/glossary",
         *(f"chapters/ledger/{part}" for part in ("claims", "questions", "sources", "figures", "data")),
         "claims/lenn-post-2019-04/otters-2019", "questions/fish-lost", "sources/river-trust-2019-11",
         "definitions/otters-of-all-ages", "results/eaten-a-year", "results/damage/from-the-farm",
         "figures/otters-counts", "embed/otters-counts", "tables/animals",
         "actors", "places", "assumptions", "corrections", "definitions", "results", "libraries")
"""One page of each kind at least."""


def call(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as one process works on one book."""
    return subprocess.run([sys.executable, "-m", "compendium", *map(str, words)], cwd=cwd, capture_output=True,
                          text=True, check=False)


def words(page: Path) -> str:
    """What a reader sees of a page, in one line."""
    return " ".join(BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").get_text(" ").split())


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    """The new book, made by its Makefile from its own folder."""
    folder = tmp_path_factory.mktemp("new") / "my book"
    begun = call("new", folder, cwd=folder.parent)
    assert begun.returncode == 0, begun.stderr
    made = subprocess.run(["make", "book"], cwd=folder, capture_output=True, text=True, check=False,
                          env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"})
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


@pytest.fixture
def copied(book, tmp_path) -> Path:
    """The book's written parts and its tables, which a test may break."""
    return shutil.copytree(book, tmp_path / "book", ignore=shutil.ignore_patterns("_build"))


def test_a_new_book_is_refused_where_something_stands(book, tmp_path):
    refused = call("new", book, cwd=tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[0] == (
        f"{book} is not empty; name a folder for the new book that is empty or not there yet")
    nowhere = tmp_path / "nowhere"
    nowhere.symlink_to(tmp_path / "gone")
    refused = call("new", nowhere, cwd=tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.splitlines()[0] == (
        f"{nowhere} is a link that leads nowhere; name a folder that is empty or not there yet")


def test_it_passes_its_checks_from_anywhere_and_stands_in_its_texts(book, tmp_path):
    checked = call("check", "--root", book, cwd=tmp_path)
    assert (checked.returncode, checked.stdout) == (0, "13 claims of 2 sources, 5 questions: no problem\n")
    verified = call("verify", "--texts", "texts", cwd=book)
    assert verified.returncode == 0, verified.stderr


def test_its_data_are_its_own(book):
    claims = pd.read_csv(book / "data" / "claims.csv")
    assert len(claims) == 13 and set(claims["theme"]) == {"animals", "damage"}
    derived = pd.read_csv(book / "data" / "derived.csv").set_index("id")
    assert derived.loc["eaten-a-year", "value"] == pytest.approx(14.6)
    assert (book / "seeds" / "schema" / "record.json").is_file() and (book / "data" / "datapackage.json").is_file()


def test_every_kind_of_page_is_there(book):
    built = book / "_build" / "html"
    assert [name for name in PAGES if not (built / f"{name}.html").is_file()] == []
    assert (built / "feed.xml").is_file() and (built / "provenance.json").is_file()


def test_facts_and_verdicts_are_printed(book):
    built = book / "_build" / "html"
    assert "live about 40 now, about 2.2 times" in words(built / "index.html")
    damage = words(built / "chapters" / "damage.html")
    assert "about 15 t (6 to 25 t) a year" in damage and VERDICT in damage
    assert VERDICT in words(built / "questions" / "fish-lost.html")
    fact = BeautifulSoup((built / "index.html").read_text(encoding="utf-8"), "lxml").find("a", string="18")
    assert fact["href"] == "claims/lenn-post-2019-04/otters-2009.html"


def test_a_chapter_runs_with_another_assumption(book, tmp_path):
    ran = call("run", "damage", "-p", "share_from_the_farm=60", "-o", tmp_path / "out.ipynb", cwd=book)
    assert ran.returncode == 0, ran.stderr
    assert "about 9 t (4 to 15 t)" in (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    refused = call("run", "damage", "-p", "share_from_the_farm=160", "-o", tmp_path / "no.ipynb", cwd=book)
    assert refused.returncode == 1 and not (tmp_path / "no.ipynb").exists()


def test_a_disputed_question_without_its_verdict_is_told(copied):
    questions = copied / "seeds" / "questions.yaml"
    text = questions.read_text(encoding="utf-8")
    without = re.sub(r"(  - id: fish-lost\n(?:    \w.*\n)+?)    adjudication:\n(?:      .*\n)+", r"\1", text)
    assert without != text
    questions.write_text(without, encoding="utf-8")
    checked = call("check", cwd=copied)
    assert checked.returncode == 1
    pair = "lenn-post-2019-04/loss-2018 and river-trust-2019-11/loss-accepted"
    assert f"question fish-lost: {pair} disagree" in checked.stderr
    assert "adjudication is missing" in checked.stderr


def test_a_second_build_does_nothing(book):
    before = {path: path.stat().st_mtime_ns for path in (book / "_build" / "html").rglob("*")}
    again = call("build", cwd=book)
    assert again.stdout.startswith("nothing has changed since the book was built")
    assert {path: path.stat().st_mtime_ns for path in (book / "_build" / "html").rglob("*")} == before


@pytest.mark.parametrize("name", ["ANIMALS", "chapters/", "/elsewhere/chapters/trade.md"])
def test_a_page_that_is_none_of_the_book_is_refused_although_the_book_stands(book, name):
    refused = call("build", name, cwd=book)
    assert refused.returncode == 1
    assert re.search(rf"no chapter is called '{name}'; (?:did you mean|known:) .*\b(?:animals|damage)\b",
                     refused.stderr)


def test_a_page_with_a_figure_that_cites_what_does_not_exist_is_not_built(book, tmp_path):
    built = shutil.copytree(book, tmp_path / "book")
    chapter, page = built / "chapters/animals.md", built / "_build/html/chapters/animals.html"
    text, before = chapter.read_text(encoding="utf-8"), page.read_bytes()
    counts = 'counts = animals[animals["unit"] == "count"]'
    assert counts in text
    chapter.write_text(text.replace(counts, f'{counts}.replace("otters-2019", "otters-2091", regex=True)'), "utf-8")
    refused = call("build", "chapters/animals.md", cwd=built)
    assert refused.returncode == 1 and "otters-2091" in refused.stderr, refused.stderr
    assert page.read_bytes() == before


def test_a_changed_value_is_new_in_every_place_and_old_in_none(book):
    record = book / "seeds" / "river-trust-2019-11.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("value: 30000", "value: 31700").replace("30,000 dollars", "31,700 dollars"), "utf-8")
    try:
        built = call("build", cwd=book)
        assert built.returncode == 0, built.stderr
        kinds = (".html", ".json", ".js", ".csv", ".txt", ".xml", ".bib")
        files = [path for top in ("_build/html", "data") for path in (book / top).rglob("*") if path.suffix in kinds]
        said = {path.relative_to(book).as_posix(): path.read_text(encoding="utf-8") for path in files}
        assert [name for name, content in said.items() if re.search(r"\b30[, ]?000\b", content)] == []
        new = [name for name, content in said.items() if re.search(r"\b31[, ]?700\b", content)]
        for place in ("chapters/damage.html", "claims/river-trust-2019-11/fence-cost.html", "questions/fence.html",
                      "sources/river-trust-2019-11.html"):
            assert f"_build/html/{place}" in new
        assert {"data/claims.csv", "data/damage.csv"} <= set(new)
    finally:
        record.write_text(text, encoding="utf-8")
