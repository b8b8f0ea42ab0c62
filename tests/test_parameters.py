"""What a chapter lets a reader vary: what is read from its cell, and what is then allowed."""

import ast

import nbformat
import pytest

from compendium.errors import ChapterError
from compendium.execution.parameters import Parameter, assigned_again, declared, not_together


def read(*lines: str) -> tuple[Parameter, ...]:
    cells = [nbformat.v4.new_markdown_cell("Text."),
             nbformat.v4.new_code_cell("\n".join(lines), metadata={"tags": ["parameters"]})]
    return declared(nbformat.v4.new_notebook(cells=cells), (3, 10), "a.md")


@pytest.mark.parametrize(("line", "said"), [
    ("a = 0.4  # float, 0.1 to 2: how strongly", ("float", 0.1, 2, "float, 0.1 to 2", "how strongly")),
    ("a = 1  # float", ("float", None, None, "float", "")),
    ("a = 12  # int, at least 1: how far", ("int", 1, None, "int, at least 1", "how far")),
    ("a = -3  # at most 1e2", ("int", None, 100, "int, at most 100", "")),
    ("a = 1  # 1 to 1", ("int", 1, 1, "int, 1 to 1", "")),
    ("a: int = 7  # how many months", ("int", None, None, "int", "how many months")),
    ("a = 7", ("int", None, None, "int", "")),
    ("a = True", ("bool", None, None, "bool", "")),
    ("a = (\n  5\n)  # 1 to 9", ("int", 1, 9, "int, 1 to 9", "")),
    ("a = 2  # 0 to 1234567: as in: 3 of 7", ("int", 0, 1234567, "int, 0 to 1234567", "as in: 3 of 7")),
    ("a = 'x'  # one of: x, y: which", ("str", None, None, "one of: x, y", "which")),
])
def test_what_is_declared_is_read(line, said):
    only, = read(line)
    assert (only.name, only.type, only.low, only.high, only.allowed, only.help) == ("a", *said)


def test_each_parameter_has_its_line_and_its_comment():
    found = read("# what may be varied", "a = 1  # 0 to 2", "",
                 "b = 'x'  # one of: x, y; not y with c z; not x with c w: b",
                 "c = 'z'  # one of: z, w, v")
    assert [(each.name, each.line, each.default) for each in found] == [("a", 11, 1), ("b", 13, "x"), ("c", 14, "z")]
    assert found[1].barred == (("y", "c", "z"), ("x", "c", "w")) and found[1].help == "b"
    assert [str(each) for each in not_together("a.md", found[1], {"a": 1, "b": "y", "c": "z"})] == [
        "a.md:13: parameter b: 'y' does not go with c 'z'; allowed: another b, or another c"]
    assert not_together("a.md", found[1], {"a": 1, "b": "y", "c": "w"}) == []


@pytest.mark.parametrize(("lines", "line", "said"), [
    (["a = 1", "b = ("], 11, "is not Python"),
    (["a = 1", "b ="], 11, "is not Python"),
    (["a = 1", "print(a)"], 11, "holds only assignments"),
    (["a = 1", "b.c = 2"], 11, "holds only assignments"),
    (["a = 1", "b += 2"], 11, "holds only assignments"),
    (["a = 1", "b: int"], 11, "the default of 'b' must be written out"),
    (["a = 1", "b = [1]"], 11, "the default of 'b' must be written out"),
    (["a = 1", "b = 3  # 1 to 2"], 11, "'3' is not allowed; allowed: int, 1 to 2"),
    (["a = 1", "b = 0.5  # int"], 11, "'0.5' is not allowed; allowed: int; a whole number is written without point"),
    (["a = 1", "b = 2", "a = 3"], 12, "line 10 has 'a' already, and both are one column of a sweep; give each a name"),
    (["run = 1", "parameter_run = 2"], 11, "parameter parameter_run: line 10 has 'run' already"),
    (["parameter_run = 1", "run = 2"], 11, "parameter run: line 10 has 'parameter_run' already"),
    (["a = b = 1"], 10, "holds only assignments such as 'months = 12'"),
    *((["a = 5", f"b = 5  # {comment}"], 11, f"'# {comment}' is not understood; a comment is written")
      for comment in ("float 0-100: x", "0..100", "float <= 100", "float from 0 up to 100", "int between 1 and 9: x",
                      "x | y", "≥ 5: x", "of 100", "share: 0 to 100", "per cent: float, 0 to 100", "float: x: 1 to 9",
                      "which: one of: a, b")),
    (["a = 3  # float, 100 to 0"], 10, "parameter a: 'float, 100 to 0' allows no value; the lower limit stands first"),
    (["a = True  # int"], 10, "'True' is not allowed"),
    (["a = 'x'  # one of: x, y; not z with a x"], 10, "'not z with a x' names a value or a parameter that does not"),
    (["a = 'x'  # one of: x, y; not x with b x"], 10, "'not x with b x' names"),
    (["a = 'x'  # one of: x, y; not x with a z"], 10, "'not x with a z' names"),
])
def test_a_wrong_declaration_is_refused_with_its_line(lines, line, said):
    with pytest.raises(ChapterError) as told:
        read(*lines)
    problem, = told.value.problems
    assert (problem.file, problem.line) == ("a.md", line) and said in problem.what


@pytest.mark.parametrize(("code", "found"), [
    ("x = a\na = 77.0", [(2, "a")]), ("a, c = 1, 2", [(1, "a")]), ("a: float = 2", [(1, "a")]),
    ("c = a = 2", [(1, "a")]), ("for a in (1, 2): pass", [(1, "a")]), ("if c:\n    a = 2", [(2, "a")]),
    ("try:\n    a = 2\nexcept E as b: pass", [(2, "a"), (3, "b")]), ("with c as a: pass", [(1, "a")]),
    ("print(a := 2)", [(1, "a")]), ("from math import pi as a", [(1, "a")]), ("import b.c", [(1, "b")]),
    ("match c:\n    case [a, *b]: pass", [(2, "a"), (2, "b")]), ("def a(): pass", [(1, "a")]), ("a: int", []),
    ("[a for a in c]", []), ("c = lambda a: a", []), ("if c:\n    a = a / 100", []), ("print(a := a / 2)", []),
    ("a = a or 5", []), ("a += 1", []), ("c['a'] = 2", []), ("c = 2", []), ("f(a=2)", []), ("def f():\n    a = 2", [])])
def test_a_cell_that_gives_a_parameter_another_value_is_found(code, found):
    assert list(assigned_again(ast.parse(code), ["a", "b"])) == found


def test_a_second_cell_of_parameters_is_refused_and_none_is_allowed():
    cell = nbformat.v4.new_code_cell("a = 1", metadata={"tags": ["parameters"]})
    other = nbformat.v4.new_code_cell("b = 1", metadata={"tags": ["parameters"]})
    with pytest.raises(ChapterError, match=r"a\.md:9: a second cell is tagged"):
        declared(nbformat.v4.new_notebook(cells=[cell, other]), (4, 9), "a.md")
    assert declared(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("a = 1")]), (4,), "a.md") == ()


@pytest.mark.parametrize(("kind", "text", "value"), [
    ("float", "1.5", 1.5), ("int", "3", 3), ("str", "nan", "nan"), ("bool", "Yes", True), ("bool", "true", True),
    ("bool", "no", False), ("bool", "FALSE", False)])
def test_a_text_becomes_a_value_of_the_type(kind, text, value):
    parsed = Parameter("a", None, kind, 1).parsed(text)
    assert parsed == value and type(parsed) is type(value)


@pytest.mark.parametrize(("kind", "text"), [("float", "inf"), ("float", "nan"), ("float", "x"), ("int", "1.5"),
                                            ("bool", "1"), ("str", "\udcff")])
def test_a_text_of_another_type_is_refused(kind, text):
    with pytest.raises(ValueError):
        Parameter("a", None, kind, 1).parsed(text)


@pytest.mark.parametrize(("limits", "value", "admitted"), [
    ({"low": 1, "high": 2}, 1, True), ({"low": 1, "high": 2}, 2, True), ({"low": 1, "high": 2}, 0.9, False),
    ({"low": 1, "high": 2}, 2.1, False), ({"low": 1}, 99, True), ({"low": 1}, 0, False), ({"high": 2}, 3, False),
    ({"high": 2}, -9, True), ({}, 5, True), ({"choices": ("x", "1")}, 1, True), ({"choices": ("x",)}, "y", False),
    ({"choices": ("20", "0.5")}, 20.0, True), ({"choices": ("20", "0.5")}, 0.5, True),
    ({"choices": ("20",)}, "20.0", False)])
def test_both_limits_are_allowed_themselves(limits, value, admitted):
    assert Parameter("a", None, "float", 1, **limits).admits(value) is admitted
