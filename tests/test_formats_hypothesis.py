"""Whatever is typed: what is written is read back the same, and what cannot be read is told and never a traceback."""

import math
from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from compendium.errors import CompendiumError
from compendium.evidence.claims import Locator
from compendium.evidence.document import Quoted, read_document
from compendium.evidence.fields import LARGEST_NUMBER, number
from compendium.evidence.periods import Period, in_words
from compendium.evidence.source_text import SourceText, locate
from compendium.evidence.units import KNOWN, convert, same_dimension
from compendium.execution.chapters import has_header, read_notebook
from compendium.execution.parameters import Parameter, declared

FEW = settings(max_examples=60, deadline=None)
MARKS = st.sampled_from(["", "~", "?", "%"])
DATES = st.one_of(
    st.integers(1900, 2100).map(str),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)).flatmap(
        lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7]])))
ANYTHING = st.one_of(st.text(max_size=40), st.text("0123456789-/.~?%XYeE{}[],", max_size=12))


@FEW
@given(DATES, MARKS)
def test_a_date_is_read_back_as_it_was_written(day, mark):
    period = Period.parse(day + mark)
    assert str(period) == day + mark and Period.parse(str(period)) == period
    assert period.start <= period.end and period.overlaps(period) and in_words(period)
    assert (period.vague, period.inferred) == (mark in tuple("~%"), mark in tuple("?%"))


@FEW
@given(ANYTHING)
def test_any_text_is_a_period_or_is_refused(text):
    try:
        period = Period.parse(text)
    except CompendiumError as error:
        assert "\n" not in str(error) or "\n" in text
    else:
        assert Period.parse(str(period)) == period and in_words(period)


@FEW
@given(st.floats(-LARGEST_NUMBER, LARGEST_NUMBER))
def test_a_number_is_read_back_as_it_was_written(value):
    assert number(repr(value)) == value


@FEW
@given(ANYTHING)
def test_any_text_is_a_number_or_is_refused(text):
    try:
        value = number(text)
    except CompendiumError:
        return
    assert math.isfinite(value) and abs(value) <= LARGEST_NUMBER and text.isascii() and text == text.strip()
    with pytest.raises(CompendiumError):
        number(Quoted(text))


@FEW
@given(st.floats(0.001, 1e9), st.sampled_from(KNOWN), st.sampled_from(KNOWN))
def test_a_unit_is_turned_into_another_and_back(value, unit, other):
    if same_dimension(unit, other):
        assert convert(convert(value, unit, other), other, unit) == pytest.approx(value)
    else:
        with pytest.raises(CompendiumError):
            convert(value, unit, other)


@FEW
@given(st.floats(0, 100), st.integers(-10**6, 10**6))
def test_a_parameter_is_read_back_as_it_was_written(real, whole):
    assert Parameter("a", 1.0, "float", 1).parsed(repr(real)) == real
    assert Parameter("a", 1, "int", 1).parsed(str(whole)) == whole


@FEW
@given(ANYTHING, st.sampled_from(["float", "int", "bool", "str"]))
def test_any_text_is_a_value_of_a_parameter_or_is_refused(text, kind):
    parameter = Parameter("a", 1, kind, 1, low=None if kind in ("str", "bool") else 0.0)
    try:
        value = parameter.parsed(text)
    except ValueError:
        assert parameter.type in ("float", "int", "bool")
        return
    assert type(value).__name__ == kind and (kind != "float" or math.isfinite(value))


WORDS = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="\xad"), min_size=1, max_size=12)
CONTENT = st.recursive(WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
                       max_leaves=8)


@FEW
@given(st.dictionaries(WORDS, CONTENT, min_size=1, max_size=4))
def test_a_record_is_read_back_as_it_was_written(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "a.yaml"
    written = yaml.safe_dump(content, allow_unicode=True, default_flow_style=False)
    path.write_text(written, encoding="utf-8")
    try:
        assert read_document(path).content == content
    except CompendiumError as error:
        # what YAML can hold and no record needs
        assert any(said in str(error) for said in ("an anchor", "cannot be seen", "deep", "a tag", "not valid YAML"))


@FEW
@given(st.one_of(st.binary(max_size=80), st.text(max_size=80).map(lambda text: text.encode(errors="replace")),
                 st.text("{}[]&*!?:-,#|>'\"%@`\t\n ab", max_size=60).map(str.encode)))
def test_any_bytes_are_a_record_or_are_refused_in_a_line(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "b.yaml"
    path.write_bytes(content)
    try:
        read_document(path)
    except CompendiumError as error:
        assert all(problem.file.endswith("b.yaml") and problem.line >= 1 for problem in error.problems)


@FEW
@given(st.text(max_size=120), st.text(min_size=1, max_size=20).filter(str.strip))
def test_any_words_are_looked_for_in_any_text(text, words):
    source = SourceText("a.txt", "", tuple(text.split("\n")))
    outcome, told = locate(source, Locator.model_construct(line=1, words=words))
    assert (outcome == "same") == (told == "")


HEAD = "---\njupytext:\n  text_representation: {format_name: myst}\nkernelspec: {name: python3}\n---\n"


@FEW
@given(st.text("ab\n`{}:-[]#= 1.0,\"'", max_size=80))
def test_any_cell_of_parameters_is_read_or_is_refused(text):
    page = f"{HEAD}\n```{{code-cell}} ipython3\n:tags: [parameters]\n{text}\n```\n"
    assert has_header(page)
    try:
        notebook = read_notebook(page, "a.md")
        declared(notebook, (1,) * len(notebook.cells), "a.md")
    except CompendiumError as error:
        assert all(problem.file == "a.md" for problem in error.problems)
