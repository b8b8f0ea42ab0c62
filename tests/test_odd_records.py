"""Records and tables that say nonsense in ways that YAML and CSV take, each told in a line with its place."""

import csv
from datetime import date
from pathlib import Path

import pytest
from pybtex.database import parse_string

from compendium.book.ledger.result_facts import printed_fact
from compendium.changelog import read_changelog
from compendium.citation import citation_fields, problems_of_citation
from compendium.datasets.writing import bibliography
from compendium.errors import CompendiumError, UnknownName
from compendium.evidence.bound_words import side_beside
from compendium.evidence.document import parsed_document
from compendium.evidence.findings import CorrectionFile
from compendium.evidence.numbers import find_numbers
from compendium.evidence.reading import validated
from compendium.evidence.sources import EvidenceRecord
from compendium.execution.chapters import find_chapter
from compendium.execution.sweep_plan import from_file
from compendium.new_chapter import new_chapter
from compendium.taking.release import read_citation

YEARBOOK = """source:
  id: yearbook
  role: check
  title: A yearbook of farms
  publisher: Office
  published: 2019
  kind: statistics
  tier: official
  about: An invented yearbook, for tests alone.
  caution: Nothing to be careful about here.
series:
  - id: farms
    theme: THEME
    question: how-many-farms
    says: In {period} the farms lost {value}.
    unit: t
    definition: fish-lost
    of: fish lost
    where: table 1
    values:
      2018: 4.5
      2019: 0
"""
CORRECTION = """corrections:
  - id: first
    date: 2026-05-01
    of: [how-many-farms]
    was: There were 39 farms in all.
    now: There were 40 farms in all.
    reason: A slip of the hand was found.
    found_by: a reader
"""


def read(text: str, model):
    from compendium.subject import current_subject

    theme = next(iter(current_subject().themes), "farms")
    return validated(parsed_document(Path("seeds/x.yaml"), text.replace("THEME", theme).encode()), model)


@pytest.mark.parametrize("period", ["2018~", "2018?", "2018%", "2018-01/2018-03", "../2018", "2018/.."])
def test_a_series_names_plain_periods_as_its_claims_are_called_after_them(period):
    with pytest.raises(CompendiumError, match=r"seeds/x\.yaml:20: .*is no year, month or day without a mark"):
        read(YEARBOOK.replace("2018:", f"'{period}':"), EvidenceRecord)


@pytest.mark.parametrize("written", ["1556668800", "2999-01-01", "2019-05-01T00:00:00", "20260501", "2026-W18-5", "-1"])
def test_a_correction_was_made_on_a_day_that_has_been(written):
    with pytest.raises(CompendiumError, match=r"seeds/x\.yaml:3: .*is no day that has been"):
        read(CORRECTION.replace("2026-05-01", written), CorrectionFile)
    assert read(CORRECTION, CorrectionFile).corrections[0].date == date(2026, 5, 1)


def test_a_series_may_hold_nothing_for_a_period(ledger):
    from compendium.evidence.intervals import number_faults

    nothing = read(YEARBOOK, EvidenceRecord).claims[1]
    assert (nothing.value, nothing.rounded_to) == (0, 0.1) and not list(number_faults(nothing, None))


@pytest.mark.parametrize("name", ["Ministry of Labour and Trade", "Labour, Ministry of, Trade, Office of", "Ida Fenn",
                                  "50% Fenn & #1_~^$"])
def test_each_author_is_one_in_the_bibliography(ledger, name):
    record = read(YEARBOOK.replace("  publisher:", f"  authors: ['{name}']\n  publisher:"), EvidenceRecord)
    entry = parse_string(bibliography(type(ledger)((record,), ledger.files, {}, ledger.folder)), "bibtex").entries
    assert len(entry["yearbook"].persons["author"]) == 1


@pytest.mark.parametrize(("text", "values"), [
    ("2½ million tonnes", [2.5e6]), ("a loss of ¾", [0.75]), ("1½%", [1.5]), ("½-year", [0.5]), ("x½", [])])
def test_fractions_that_are_one_sign_are_numbers(text, values):
    assert [value for number in find_numbers(text) for value in number.values] == values


@pytest.mark.parametrize(("before", "side"), [
    ("more than ", 1), ("no more than ", -1), ("at least $", 1), ("less than US$", -1), ("not under ", 1),
    ("About ", 0), ("over the year by ", 0), ("It was over. ", 0)])
def test_words_say_on_which_side_of_a_number_something_lies(before, side):
    assert side_beside(f"{before}40", len(before)) == side


@pytest.fixture
def usual_csv():
    """Python's own limit for a field, which a library that other tests load raises for the whole process."""
    raised = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(raised)


@pytest.mark.parametrize(("text", "told"), [
    ("NAME,NAME\n1,2\n", r"runs\.csv:1: the head names 'NAME' twice; name each parameter once"),
    (f"NAME\n{'1' * 200_000}\n", r"runs\.csv:\d+: is not CSV: field larger than"),
])
def test_a_table_of_runs_that_says_two_things_is_refused(root, tmp_path, text, told, usual_csv):
    chapter = find_chapter(root, "outlook")
    name = chapter.parameters[0].name
    (tmp_path / "runs.csv").write_text(text.replace("NAME", name), encoding="utf-8")
    with pytest.raises(CompendiumError, match=told.replace("NAME", name)):
        from_file(chapter, tmp_path / "runs.csv")


def test_a_fact_that_nobody_knows_is_told(ledger):
    class Known:
        results: dict = {}

    Known.ledger = ledger
    with pytest.raises(UnknownName, match="'a' is not known as a fact"):
        printed_fact(Known, "a")


@pytest.mark.parametrize("last", ["- {file: chapters/b}", "- title: B\n        file: chapters/b",
                                  "- file: chapters/b\n        sections:\n          - file: chapters/c"])
def test_a_new_chapter_takes_nothing_from_the_one_before_it(ledger, tmp_path, last):
    (tmp_path / "chapters").mkdir()
    contents = f"format: jb-book\nroot: index\nparts:\n  - numbered: 1\n    chapters:\n      {last}\n"
    (tmp_path / "_toc.yml").write_text(contents, encoding="utf-8")
    with pytest.raises(CompendiumError, match="add the line 'file: chapters/new' where it belongs"):
        new_chapter(tmp_path, "new", ledger)
    assert (tmp_path / "_toc.yml").read_text(encoding="utf-8") == contents
    assert not (tmp_path / "chapters/new.md").exists()


def test_a_new_chapter_stands_behind_a_line_with_a_comment(ledger, tmp_path):
    (tmp_path / "_toc.yml").write_text("parts:\n  - numbered: 1\n    chapters:\n      - file: a  # first\n", "utf-8")
    assert new_chapter(tmp_path, "new", ledger)[1] == 5


@pytest.mark.parametrize(("text", "told"), [
    ("", "holds no fields"), ("- x", "holds no fields"), ("5", "holds no fields"),
    ("{", "cannot be read: .*; a field is written 'title: …'"),
    ("title: [a]", "title is no text"), ("abstract: 5", "abstract is no text"),
    ("license: [A, B]", "license is no text"),
    ("keywords: otters", "keywords is no list"), ("authors: x", "authors is no list"),
    ("authors: [x]", "authors is no list of names"), ("type: {a: 1}", "type is no text"),
    ("version: ../../evil", r"version '\.\./\.\./evil' is none; allowed are letters and digits"),
    ("version: [1]", "version is no text"),
    ("date-released: soon", "date-released 'soon' is no day; one is written 2025-03-28"),
    ("date-released: '20261128'", "date-released '20261128' is no day"),
    ("date-released: 2026-W48-6", "date-released '2026-W48-6' is no day"),
    ("doi: nope", "doi 'nope' is none; one is written 10.5281/zenodo.1234"),
    ("titel: A", "'titel' is no field of a citation; near it: title"),
    ("authors: [{name: x, orcid: y}]", "orcid 'y' is none; one is written https://orcid.org/"),
    ("authors: [{affiliation: x}]", "authors is no list of names"),
    ("date-released: 2019-13-01", "cannot be read: month must be")])
def test_what_a_citation_says_is_of_its_kind(text, told):
    with pytest.raises(CompendiumError, match=rf"^CITATION\.cff(:1)?: {told}"):
        citation_fields(text)


@pytest.mark.parametrize("version", ["1.10", "0.20", "1", "1_0", "'1.10'", "1.1.0"])
def test_a_version_is_what_is_written(version):
    written = version.strip("'")
    if "_" in written:
        with pytest.raises(CompendiumError, match=f"version '{written}' is none"):
            citation_fields(f"version: {version}\n")
    else:
        assert citation_fields(f"version: {version}\n")["version"] == written


EDITION = "title: A\nversion: 9.9.9\ndate-released: 2999-01-01\nauthors: [{name: B}]\nkeywords: [c]\nabstract: D.\n"


def test_a_citation_is_of_the_version_that_is_told_of_last(tmp_path):
    cited, told = tmp_path / "CITATION.cff", tmp_path / "CHANGELOG.md"
    [missing] = problems_of_citation(tmp_path)
    assert str(missing).startswith("CITATION.cff: cannot be read, and says which edition this is: No such file")
    cited.write_text(EDITION, encoding="utf-8")
    assert list(problems_of_citation(tmp_path)) == []
    told.write_text("# Changes\n\n## 1.1.0 (2026-02-01)\n\n- A.\n\n## 1.0.0 (2026-01-01)\n", encoding="utf-8")
    of_last = "and of the version that CHANGELOG.md tells of last it is"
    assert [str(each) for each in problems_of_citation(tmp_path)] == [
        f"CITATION.cff:2: version is '9.9.9', {of_last} '1.1.0'; give both the same",
        f"CITATION.cff:3: date-released is '2999-01-01', {of_last} '2026-02-01'; give both the same"]
    cited.write_text(EDITION.replace("9.9.9", "1.1.0").replace("2999-01-01", "'2026-02-01'"), encoding="utf-8")
    assert list(problems_of_citation(tmp_path)) == []
    cited.write_text("license: =cmd\n", encoding="utf-8")
    assert str(*problems_of_citation(tmp_path)) == (
        "CITATION.cff:1: license is '=cmd'; allowed: CC-BY-4.0, which every page, figure and table names")
    cited.write_text("title: A\nversion: 1\n", encoding="utf-8")
    assert str(*problems_of_citation(tmp_path)) == (
        "CITATION.cff: lacks authors, date-released, keywords, abstract; every page says which edition it is of")


FIRST = "# Changes\n\n## 0.2.0 (2026-11-09)\n\n- One\n  thing.\n"


@pytest.mark.parametrize(("text", "told"), [
    (FIRST, None), (FIRST.replace("##", "## Unreleased\n\n- New.\n\n##"), None), ("", None),
    ("# Changes\n\nWhat changed, in short.\n\n## 0.2.0 (2026-11-09)\n", None),
    (FIRST.replace("-09", "-9"),
     "3: a version is written '## 0.2.0 (2026-11-09)', and what has none yet '## Unreleased'; here stands"),
    (FIRST.replace("0.2.0 (2026-11-09)", "v0.2.0 - 2026-11-29"), "3: a version is written"),
    (FIRST.replace("2026-11-09", "2026-02-31"), "3: a version is written"),
    (FIRST.replace("- One", "* One"), "5: '* One' is no point; what is told of a version is a list of points"),
    (FIRST.replace("- One", "One"), "5: 'One' is no point"), (FIRST.replace("  thing", "thing"), "6: 'thing.' is no"),
    (FIRST.replace("  thing", "  - nested thing"), "6: '- nested thing.' is no point"),
    (FIRST + "\n### Removed\n\n- Two.\n", "8: a version is written"),
    (FIRST + "\n## 0.2.0 (2026-11-01)\n", "8: version 0.2.0 is told on line 3 already; tell a version once"),
    (FIRST + "\n## 0.1.0 (2026-11-10)\n", "8: version 0.1.0 is newer than 0.2.0 above it; the latest comes first"),
    (FIRST + "\n## 0.10.0 (2026-11-09)\n", "8: version 0.10.0 is newer than 0.2.0"),
    (FIRST + "\n## 0.2.0-rc1 (2026-11-09)\n", None),
    (FIRST.replace("One", "![One](https://x.example/y.png)"), "5: shows a picture; a point is of words and links")])
def test_what_would_be_missing_from_the_list_of_versions_is_told(tmp_path, text, told):
    (tmp_path / "CHANGELOG.md").write_text(text, encoding="utf-8")
    found = [str(each) for each in read_changelog(tmp_path)[1]]
    assert found == [] if told is None else found and found[0].startswith(f"CHANGELOG.md:{told}"), found


def test_a_list_of_versions_in_another_encoding_is_told(tmp_path):
    (tmp_path / "CHANGELOG.md").write_bytes(b"\xff")
    assert [str(each) for each in read_changelog(tmp_path)[1]] == ["CHANGELOG.md: is not UTF-8 text"]


def test_a_citation_in_another_encoding_is_told(tmp_path):
    (tmp_path / "CITATION.cff").write_bytes(b"title: \xff")
    with pytest.raises(CompendiumError, match=r"^CITATION\.cff: cannot be read"):
        read_citation(tmp_path)


def test_a_draft_whose_position_the_question_does_not_list_is_not_complete(ledger):
    from compendium.drafting.side_by_side import _completed
    from compendium.evidence.drafts import Draft

    asked = next(each for each in ledger.questions.values() if each.positions)
    for position, complete in (("nobody-says-this", False), (next(iter(asked.positions)), True)):
        draft = Draft.model_validate({"id": "a", "where": "a table", "kind": "statement", "standing": "reported",
                                      "theme": asked.theme, "question": asked.id, "position": position})
        assert (_completed(draft, asked) is not None) == complete
