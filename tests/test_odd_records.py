"""Records and tables that say nonsense in ways that YAML and CSV take, each told in a line with its place."""

from datetime import date
from pathlib import Path

import pytest
from pybtex.database import parse_string

from compendium.book.ledger.result_facts import printed_fact
from compendium.datasets.writing import bibliography
from compendium.errors import CompendiumError, UnknownName
from compendium.evidence.beside import side_beside
from compendium.evidence.document import parsed_document
from compendium.evidence.findings import CorrectionFile
from compendium.evidence.numbers import find_numbers
from compendium.evidence.reading import validated
from compendium.evidence.sources import EvidenceRecord
from compendium.execution.chapters import find_chapter
from compendium.execution.sweep_plan import from_file

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


@pytest.mark.parametrize(("text", "told"), [
    ("NAME,NAME\n1,2\n", r"runs\.csv:1: the head names 'NAME' twice"),
    (f"NAME\n{'1' * 200_000}\n", r"runs\.csv:\d+: is not CSV: field larger than"),
])
def test_a_table_of_runs_that_says_two_things_is_refused(root, tmp_path, text, told):
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
