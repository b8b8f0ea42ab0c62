"""Where in the code something is worked out, noted while it is registered, so that whoever doubts it can read how."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType, GeneratorType
from typing import TypeVar

Row = TypeVar("Row")
PASSED_OVER = ("compendium.results.code_places", "compendium.results.formulas", "dataclasses")
"""The modules through which a result is registered, which are not where it stands."""


@dataclass(frozen=True)
class Origin:
    """A place in the code: the module, its file in the repository, the line, and the function ('' for none)."""

    module: str
    file: str
    line: int
    function: str


def registering() -> Origin:
    """The place that registers a result now: where its formula is written, or a row of a loop that writes it."""
    frame = sys._getframe(1)
    while frame.f_back and frame.f_globals.get("__name__") in PASSED_OVER:
        frame = frame.f_back
    return _place(frame)


def with_places(rows: Iterator[Row]) -> Iterator[tuple[Row, Origin]]:
    """The rows that a model gives, each with the line that gave it, also where a model passes on another's rows.

    ``rows`` is a generator that has not begun.
    """
    for row in rows:
        inner: object = rows
        while isinstance(inner, GeneratorType):
            generator, inner = inner, inner.gi_yieldfrom
        assert generator.gi_frame is not None
        yield row, _place(generator.gi_frame)


def _place(frame: FrameType) -> Origin:
    module = str(frame.f_globals.get("__name__", ""))
    function = frame.f_code.co_name
    return Origin(module, f"{module.replace('.', '/')}.py", frame.f_lineno, "" if function[:1] == "<" else function)
