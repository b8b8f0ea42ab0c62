"""What a subject's own code gives is held before it is shown: rows of models as formulas, errors at their line."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compendium.charts import record
from compendium.errors import Refused
from compendium.results.formulas import Origin
from compendium.results.held import held, number_in

TONNES = "reuters-2025-03/imports-feb-2025"
ROW = {"id": "r", "says": "What was shipped in 2025.", "formula": "as printed", "inputs": (TONNES,), "value": 5,
       "low": 4, "high": 6, "unit": "t", "claims": (TONNES,)}
PLACE = Origin("otters.rows", "otters/rows.py", 7, "rows")


@pytest.mark.parametrize("more", [
    {}, {"value": None}, {"low": None, "high": None}, {"inputs": (f"{TONNES}#equivalent", "cny-per-usd")},
    {"definition": "weight-as-shipped"}, {"scenario": "closure"}, {"value": 6 + 1e-9}, {"low": -4},
    {"definition": "mining-sites", "unit": "count", "value": 5.5}, {"says": "What was shipped in a day, in tonnes."},
    {"says": "What was shipped from January to May 2025."},
    {"claims": ("dvb-2025/pits",), "says": "What was shipped in 2017."},
    {"says": "What was paid in yuan, and the levy in per cent, in tonnes."}])
def test_a_row_that_is_right_is_held(ledger, more):
    assert held([(ROW | more, PLACE)], ledger) == [ROW | more]


def test_a_computed_number_has_ten_digits(ledger):
    row, = held([(ROW | {"value": 5.000000000123456}, PLACE)], ledger)
    assert row["value"] == 5


@pytest.mark.parametrize(("more", "said"), [
    ({"value": 50}, "its low, value and high are 4, 50, 6; they stand in that order"),
    ({"says": "What was shipped in May 2017."}, "says '2017', in which no claim or assumption that it is made of is;"),
    ({"value": None, "low": 9, "high": 2}, "its low, value and high are 9, 2; they stand in that order"),
    ({"value": float("inf")}, "value is inf; allowed is a number, or None where there is none"),
    ({"low": float("nan")}, "low is nan; allowed is a number, or None"),
    ({"value": "5"}, "value is '5'; allowed is a number, or None"),
    ({"value": None, "low": None, "high": None}, "gives neither a value nor an end of its range"),
    ({"inputs": ("lost",)}, "inputs: there is no 'lost'; "),
    ({"claims": ("reuters-2025-03/lost",)}, "claims: there is no 'reuters-2025-03/lost'; "),
    ({"claims": ("cny-per-usd",)}, "claims: there is no 'cny-per-usd'; "),
    ({"definition": "lost"}, "there is no definition 'lost'; there are: "),
    ({"unit": "furlong"}, "unit 'furlong' is not known; known: t"),
    ({"formula": "", "claims": ()}, "gives no formula and no claims; every result says what it is, how it is made,"),
    ({"definition": "share-of-value"}, "its definition, 'share-of-value', is of what is not given in t; allowed: %"),
    ({"definition": "weight-as-shipped", "low": -4}, "low is -4 t, and nothing is counted, weighed, paid or lasts "),
    ({"definition": "share-of-value", "unit": "%", "value": 240, "high": 240}, "value is 240 %, and a share lies "),
    ({"says": "What was shipped, in kilograms."}, "says that it is in kg, and its unit is t; correct one of the two"),
    ({"says": "What was paid in euros."}, "says that it is in euros, and its unit is t; correct one of the two"),
    ({"id": "../../r"}, "its id is no name; allowed: small letters, digits and hyphens"),
    ({"id": "trade:r"}, "its id is no name; allowed: small letters, digits and hyphens"),
    ({"id": TONNES}, "its id is no name; allowed: small letters, digits and hyphens"),
    ({"id": "A b <c>"}, "its id is no name; allowed: small letters, digits and hyphens"),
    ({"id": "kio-leverage"}, "its id is that of a question too, and a fact is named by its id alone"),
    ({"id": "cny-per-usd"}, "its id is that of an assumption too, and a fact is named by its id alone"),
    ({"says": "Cubs in a hundred adults, 90 of them."}, "says '90', which would outlive its claims; its sentence"),
])
def test_a_row_of_a_model_is_told_with_its_line(ledger, more, said):
    with pytest.raises(Refused) as told:
        held([(ROW | more, PLACE)], ledger)
    assert str(told.value).startswith(f"otters/rows.py:7: result {more.get('id', 'r')}: {said}")


def test_an_id_is_given_once(ledger):
    with pytest.raises(Refused, match=r"^otters/rows.py:9: result r: is given twice, and the first time at "):
        held([(ROW, PLACE), (ROW, Origin("otters.rows", "otters/rows.py", 9, ""))], ledger)


@pytest.mark.parametrize(("says", "number"), [
    ("What was shipped from 6 May 2025 to the end of 2026.", ""), ("Sites in Special Region 1.", ""),
    ("It cost 1,200.5 a tonne in 2024.", "1,200.5"), ("In May 12 miners.", ""), ("Of 9 mines.", "9"),
    # a few things may be counted to say which are meant
    ("Both of the levy's two statements, by one source.", ""), ("Half of the supply or more.", ""),
    ("The levy in per cent and the one per tonne.", ""), ("In the first year.", ""),
    ("More than twice as many otters.", "twice"), ("As a tripling implies.", "tripling"), ("Tenfold.", "Tenfold"),
    ("Forty of the mines.", "Forty"), ("Five per cent of it.", "Five"), ("A hundred tonnes.", "hundred")])
def test_a_sentence_holds_no_number_but_dates_and_names(says, number):
    assert number_in(says) == number


def test_a_value_that_a_chapter_records_says_no_number():
    with pytest.raises(Refused, match="'a' says '90', which would outlive what it was computed from"):
        record("a", value=1, low=1, high=1, unit="t", says="Of 90 tonnes.", formula="a", inputs=[])


RESULTS, WORKS = "RESULTS = (", "lambda now, then: now / then"


@pytest.mark.parametrize(("old", "new", "said"), [
    (RESULTS, "RESULTS = ((", "otters/model.py:8: stops with SyntaxError: '(' was never closed"),
    (RESULTS, "RESULTS = (5,", "RESULTS of 'otters.model' holds 5; allowed: a Result"),
    ("RESULTS =", "SUMS =", "the subject names 'otters.model' for its RESULTS, which gives none: module"),
    (RESULTS, "import lost\n\nRESULTS = (", "otters/model.py:8: stops with ModuleNotFoundError: No module"),
    (WORKS, "lambda now, then: exit(0)", "otters/model.py:9: result growth-since-2009: the formula cannot be worked"),
    ("yield 5", "yield 5", "otters/model.py:21: the model gives 5; allowed is a row: a dictionary by the names of"),
    ("yield 5", "yield 1 / 0", "otters/model.py:21: stops with ZeroDivisionError: division by zero"),
    (RESULTS, "import helpers\n\nRESULTS = (", "otters/model.py:8: reads helpers.py, and a change of that would"
     " leave the tables as they are; allowed is what lies in otters/, data/ and seeds/"),
    ("yield 5", "yield open(f'{__file__}/../../helpers.py')", "otters/model.py:21: reads helpers.py, and a change"),
    ("yield 5", "return []", "the model 'otters.model.rows' gives list; allowed is a function that yields rows"),
])
def test_what_an_author_wrote_wrong_is_no_bug_of_the_software(tmp_path, old, new, said):
    book = shutil.copytree(Path(__file__).parent / "example", tmp_path / "book")
    model = book / "otters" / "model.py"
    text = model.read_text(encoding="utf-8")
    if old == "yield 5":
        subject = book / "otters" / "subject.py"
        subject.write_text(subject.read_text(encoding="utf-8").replace(
            'results="otters.model"', 'results="otters.model", models="otters.model"'), encoding="utf-8")
        text += "\n\ndef rows(claims, assumptions):\n    yield 5\n\n\nMODELS = (rows,)\n"
    assert old in text
    (book / "helpers.py").write_text("DAYS = 365\n", encoding="utf-8")
    model.write_text(text.replace(old, new, 1), encoding="utf-8")
    ran = subprocess.run([sys.executable, "-m", "compendium", "data", "--root", book], cwd=tmp_path, check=False,
                         capture_output=True, text=True)
    assert ran.returncode == 1 and ran.stderr.startswith(said), ran.stderr
