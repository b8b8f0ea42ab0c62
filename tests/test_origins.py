"""Every computed result leads to the line of code that works it out."""

import shutil

import pytest

from compendium import datasets
from compendium.book.tracing.book_trace import book_trace
from compendium.errors import Refused
from compendium.results.register import origin
from compendium.root import reading_from
from kachin.models.derived import RESULTS


def line_of(root, place):
    return (root / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]


def test_every_result_of_the_table_has_a_file_and_a_line(root):
    for name in datasets.load("derived")["id"]:
        place = origin(name)
        assert place.line > 0 and line_of(root, place).strip(), name


def test_a_formula_is_found_where_its_id_stands(root):
    place = origin("customs-growth-2017-2023")
    assert place.file == "kachin/models/customs.py"
    assert line_of(root, place).strip().startswith('Result("customs-growth-2017-2023"')


def test_an_id_that_is_put_together_is_found_too(root):
    assert 'Result(f"customs-unit-value-{year}"' in line_of(root, origin("customs-unit-value-2023"))


def test_an_id_is_found_where_it_is_given_and_not_where_it_is_an_input(root):
    assert line_of(root, origin("exports-after-coup")).strip().startswith('Result("exports-after-coup"')


def test_every_row_of_a_model_leads_to_the_line_that_gives_it(root):
    assert "yield" in line_of(root, origin("closure-price"))
    assert origin("closure-price").function


def test_each_of_two_books_in_one_process_has_its_own(root, tmp_path):
    (tmp_path / "_config.yml").write_text("title: A book without a subject\n", encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    shutil.copytree(root / "data", tmp_path / "data")
    with reading_from(tmp_path), pytest.raises(Refused):
        origin("customs-growth-2017-2023")
    with reading_from(root):
        assert origin("customs-growth-2017-2023").file == "kachin/models/customs.py"


def test_an_id_that_no_code_gives_says_what_to_do():
    with pytest.raises(Refused) as told:
        origin("qqq")
    assert str(told.value) == (
        "data/derived.csv: has a result 'qqq' that no code gives any more; run 'compendium data'")


def test_the_inputs_of_every_result_are_uses_with_a_line(root, ledger):
    found = book_trace(root, ledger).uses
    for result in RESULTS:
        for name in {each.partition("#")[0] for each in result.inputs}:
            assert any(use.kind == "result" and use.name == result.id and use.line for use in found[name]), result.id
