"""The printed book before it is set: notes of facts, tables that fit, what is told when a program is missing."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from compendium.book.printed.many_columns import MANY, has_many_columns, make_narrow
from compendium.book.printed.nodes import fact_note, fact_trail
from compendium.book.printed.note_words import SHOWN, is_contested, trail
from compendium.book.printed.settings import NAME
from compendium.book.printed.tables import UPRIGHT, Column, is_turned, widths
from docutils import nodes
from sphinx.addnodes import start_of_file

from compendium.book import building
from compendium.book.facts.evidence_domain import Evidence
from compendium.book.printed import offered, typesetting
from compendium.book.printed.notes import add_notes
from compendium.book.site.edition import read_edition
from compendium.book.site.pages import BookError


@pytest.fixture(scope="module")
def known(root: Path) -> Evidence:
    return Evidence(root)


def words(known: Evidence, name: str) -> str:
    return "".join(node.astext() for node in trail(known, name))


def test_a_note_names_what_is_claimed_by_whom_when_and_where(known: Evidence) -> None:
    entry = known.ledger["reuters-2025-03/imports-feb-2025"]
    said = words(known, entry.id)
    assert said.startswith(entry.claim.says)
    assert f"Reuters, from Chinese customs; 28 March 2025, line {entry.claim.at.line}." in said
    assert entry.id in said


def test_a_note_keeps_the_hedge(known: Evidence) -> None:
    hedged = next(entry for entry in known.ledger if entry.claim.hedge)
    assert f"“{hedged.claim.hedge}”" in words(known, hedged.id)


def test_a_note_on_independent_evidence_says_where_in_it(known: Evidence) -> None:
    entry = next(entry for entry in known.ledger if entry.claim.at is None)
    assert entry.claim.where in words(known, entry.id)


def test_a_note_on_a_contested_claim_says_so(known: Evidence) -> None:
    contested = next(e for e in known.ledger if known.ledger.questions[e.claim.question].adjudication)
    plain = next(e for e in known.ledger if not known.ledger.questions[e.claim.question].adjudication)
    assert is_contested(known, contested.id) and "Contested" in words(known, contested.id)
    assert not is_contested(known, plain.id) and "Contested" not in words(known, plain.id)


def test_a_note_on_a_computed_result_has_its_formula_and_every_input(known: Evidence) -> None:
    name, row = next((name, row) for name, row in known.derived.items()
                     if 1 < len(str(row["inputs"]).split("; ")) <= SHOWN)
    said = words(known, name)
    assert str(row["formula"]).removesuffix(".") in said
    assert said.partition(" From ")[2].count("(") >= len(known.inputs_of(name))


def test_a_note_on_a_model_names_its_first_inputs_and_counts_the_others(known: Evidence) -> None:
    name, row = next((name, row) for name, row in known.derived.items()
                     if len(set(str(row["inputs"]).split("; "))) > SHOWN)
    inputs = dict.fromkeys(str(row["inputs"]).split("; "))
    assert f"; and {len(inputs) - SHOWN} more." in words(known, name)


def test_a_note_on_a_question_has_the_reading_used(known: Evidence) -> None:
    question = next(each for each in known.ledger.questions.values() if each.adjudication)
    assert question.adjudication.reading in words(known, question.id)


def fact(name: str) -> nodes.reference:
    link = nodes.reference("", "", nodes.inline("", "words", classes=["fact"]), refuri="%elsewhere#place")
    link["fact"] = name
    return link


def test_facts_are_noted_in_captions_tables_admonitions_and_lists_and_keep_their_number(known: Evidence) -> None:
    one, other = "reuters-2025-03/imports-feb-2025", "frontier-2025-08/imports-tenfold"
    caption, title = nodes.caption("", "", fact(other)), nodes.title("", "", fact(one))
    entry = nodes.entry("", nodes.paragraph("", "", fact(one)))
    table = nodes.table("", title, nodes.tgroup("", nodes.tbody("", nodes.row("", entry)), cols=1))
    note = nodes.note("", nodes.paragraph("", "", fact(other)))
    item = nodes.list_item("", nodes.paragraph("", "", fact(one)))
    places = [nodes.paragraph("", "", fact(one)), nodes.figure("", caption), table, note, nodes.bullet_list("", item)]
    chapter = start_of_file("", nodes.section("", *places), docname="chapters/trade")
    add_notes(known, chapter)
    within = (*places[:2], title, entry, note, item)
    marked = [[mark["number"] for mark in place.findall(fact_note)] for place in within]
    assert marked == [[1], [2], [1], [1], [2], [1]]
    assert [each["number"] for each in chapter[-1].findall(fact_trail)] == [1, 2]
    assert not list(chapter.findall(nodes.reference))


def test_a_table_of_many_columns_loses_the_empty_ones_and_turns_the_names_of_the_others() -> None:
    def row(texts: list[str]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", text)) for text in texts))

    names = [f"Source {at}" for at in range(MANY + 2)]
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in names), cols=len(names))
    group += [nodes.thead("", row(names)), nodes.tbody("", row(["", *["7"] * (MANY + 1)]))]
    table = nodes.table("", group)
    assert has_many_columns(table)
    make_narrow(table)
    assert group["cols"] == len(list(group.findall(nodes.colspec))) == MANY + 1
    heads = [entry.astext() for entry in next(group.findall(nodes.thead)).findall(nodes.entry)]
    assert heads == [rf"\turnedhead{{{name}}}" for name in names[1:]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in (*offered.FILES, "chapters/trade.md", "seeds/questions.yaml", "data/trade.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("as it was", encoding="utf-8")
    (tmp_path / offered.MADE).parent.mkdir(parents=True)
    (tmp_path / offered.MADE).write_bytes(b"%PDF")
    (tmp_path / offered.MADE_FROM).write_text(offered.content(tmp_path), encoding="utf-8")
    return tmp_path


def test_a_printed_book_is_offered_while_it_says_what_the_chapters_say(project: Path) -> None:
    assert offered.is_current(project)


@pytest.mark.parametrize("changed", ["index.md", "chapters/trade.md", "seeds/questions.yaml", "data/trade.csv"])
def test_a_printed_book_is_not_offered_when_something_that_it_says_has_changed(project: Path, changed: str) -> None:
    (project / changed).write_text("otherwise", encoding="utf-8")
    assert not offered.is_current(project)


def test_a_printed_book_of_unknown_origin_is_not_offered(project: Path) -> None:
    (project / offered.MADE_FROM).unlink()
    assert not offered.is_current(project)


def test_a_narrow_table_is_no_wider_than_its_words() -> None:
    assert widths([Column(5, 10, False), Column(3, 4, True)], UPRIGHT) == [11, 5]


def test_a_wide_table_fills_the_page_and_leaves_room_for_each_longest_word() -> None:
    columns = [Column(12, 30, False), Column(9, 400, False), Column(7, 60, False)]
    shares = widths(columns, UPRIGHT)
    assert sum(shares) == pytest.approx(UPRIGHT - 2 * len(columns))
    assert all(share >= column.word for share, column in zip(shares, columns, strict=True))
    assert not is_turned(columns)


def test_a_table_that_an_upright_page_cannot_hold_is_turned() -> None:
    assert is_turned([Column(14, 30, False)] * 9)


def test_the_edition_is_the_one_that_the_citation_file_names(root: Path) -> None:
    edition = read_edition(root)
    assert f"version: {edition.version}" in (root / "CITATION.cff").read_text(encoding="utf-8")
    assert datetime.fromtimestamp(edition.seconds, UTC).date() == edition.released


def test_a_missing_program_is_named_with_its_package_before_anything_is_run(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting.shutil, "which", lambda name: None if name == "xelatex" else f"/usr/bin/{name}")
    monkeypatch.setattr(building, "run_all", lambda *_: pytest.fail("a chapter was run"))
    with pytest.raises(BookError, match=r"'xelatex'.*apt install texlive-xetex"):
        building.build_printed(tmp_path)


def test_a_missing_typeface_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting.shutil, "which", lambda name: f"/usr/bin/{name}")

    def found(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 0, b"" if "texgyre" in command[1] else b"/some/where\n")

    monkeypatch.setattr(typesetting.subprocess, "run", found)
    (told,) = typesetting.missing()
    assert "'texgyrepagella-regular.otf'" in told and told.endswith("apt install fonts-texgyre)")


@pytest.mark.skipif(shutil.which("latexmk") is None or shutil.which("xelatex") is None,
                    reason="there is no latexmk or no xelatex on the PATH")
def test_what_latex_complains_of_is_told_and_nothing_is_left_of_the_attempt(tmp_path: Path) -> None:
    source = tmp_path / f"{NAME}.tex"
    source.write_text("\\documentclass{article}\\begin{document}\\unheardof\\end{document}", encoding="utf-8")
    with pytest.raises(BookError, match="LaTeX: Undefined control sequence"):
        typesetting.typeset(tmp_path, 0)
    assert not set(typesetting.LEFT_BY_LATEX) & {path.name for path in tmp_path.iterdir()}
