"""Inputs that would make the book say something wrong, and the one line with which each is refused.

Each row is one of a kind: a file of ``seeds/``, a text in it, what is put in its place, and what is then told. The
line names file and place, what is wrong, and what is near or allowed. A new kind of nonsense is a new row.
"""

from typing import NamedTuple

import pytest

from compendium.evidence import EvidenceError, read_ledger
from compendium.evidence.checking import check_ledger

FEB = "reuters-2025-03.yaml"
VALUE, UNIT, PERIOD = "    value: 311\n", "    unit: t\n", "    period: 2025-02?\n"
NO_DATE = "is not a date; allowed: a year, month or day"


def told(seeds) -> list[str]:
    """What is wrong with the records, whether they cannot be read or are not right."""
    try:
        return [str(problem) for problem in check_ledger(read_ledger(seeds))]
    except EvidenceError as error:
        return [str(problem) for problem in error.problems]


class Row(NamedTuple):
    """A text of a file, what is put in its place, and what is then told."""

    file: str
    old: str
    new: str
    told: str


PERIODS = [Row(FEB, PERIOD, f"    period: '{text}'\n", f"claim imports-feb-2025: period: '{text}' {said}")
           for text, said in [
    ("2024-25", NO_DATE), ("20XX", NO_DATE), ("?2025", NO_DATE), ("{2025,2026}", NO_DATE), ("[2025..2027]", NO_DATE),
    ("../..", NO_DATE), ("2025-1X", NO_DATE), ("1985-04-12T23:20:30Z", NO_DATE),
    ("2999", "is not a date; the year is one from 1900 to 2100"),
    ("2025-03-28/2025-03", "ends before it begins, or where it begins"),
    ("2025-04", "is later than the source, which was published 28 March 2025; allowed for a claim whose standing is"
                " planned or projected"),
    ("2025-01/2025-12", "is later than the source"),
]]
BASES = [
    Row(FEB, "    against: 2024-02?\n", "", "claim imports-fall-year: against: is missing: 'weight-as-shipped' is a"
        " mass, and in % only a change of one can be given; a change names the period that it is counted from"),
    Row(FEB, "    against: 2024-02?\n", "    against: last year\n", "against: 'last year' is not a date; allowed"),
]


@pytest.mark.parametrize("row", [*PERIODS, *BASES])
def test_nonsense_is_refused_in_one_line(seeds, edit, row):
    edit(row.file, row.old, row.new)
    lines = told(seeds)
    assert any(line.startswith(f"seeds/{row.file}:") and row.told in line for line in lines), lines
    assert len(lines) <= 2 and all(len(line) < 500 and "\n" not in line for line in lines), lines
