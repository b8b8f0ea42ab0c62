"""What ``make fuzzing`` tries: each target reads what the example holds, and tells a find from what is refused."""

import pytest

from benchmarks import fuzzing
from compendium.errors import Problem, Refused
from compendium.root import forget_root


@pytest.fixture
def of_the_example():
    yield
    forget_root()


@pytest.mark.parametrize("target", fuzzing.TARGETS)
def test_each_target_reads_what_it_begins_with_and_refuses_what_is_none(target, tmp_path, of_the_example):
    one_input, examples = fuzzing.TARGETS[target](tmp_path)
    assert examples
    for content in (*examples, b"", b"\xff\xfe", b"- [a, b\n", examples[0][: len(examples[0]) // 2]):
        one_input(content)


def _refuse() -> list[Problem]:
    raise Refused("is refused", file="a.yaml", line=1)


def _fail() -> list[Problem]:
    raise KeyError("a")


def test_what_is_neither_read_nor_refused_is_a_find():
    fuzzing._in_lines(list)
    fuzzing._in_lines(_refuse)
    fuzzing._in_lines(lambda: [Problem("a.yaml", 1, "is told")])
    with pytest.raises(KeyError):
        fuzzing._in_lines(_fail)
    with pytest.raises(AssertionError, match="more than a line"):
        fuzzing._in_lines(lambda: ["two\nlines"])
    with pytest.raises(AssertionError, match="more than a line"):
        fuzzing._in_lines(lambda: [" "])
