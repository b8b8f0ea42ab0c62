"""What a reader may vary in a chapter, held against what was asked for before anything is run."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from compendium.evidence.problems import Problem
from compendium.execution.problems import ChapterError

if TYPE_CHECKING:
    from compendium.execution.chapters import Chapter

TYPES: dict[str, type] = {"float": float, "int": int, "bool": bool, "str": str}
TRUTH = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True)
class Parameter:
    """One thing that can be varied: its default, its type, what is allowed, and what it is for."""

    name: str
    default: Any
    type: str
    line: int
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    help: str = ""

    @property
    def allowed(self) -> str:
        """What may be given, in words."""
        if self.choices:
            return f"one of: {', '.join(self.choices)}"
        if self.low is not None and self.high is not None:
            return f"{self.type}, {self.low:g} to {self.high:g}"
        limits = [f", at least {self.low:g}"] if self.low is not None else []
        limits += [f", at most {self.high:g}"] if self.high is not None else []
        return self.type + "".join(limits)

    def parsed(self, text: str) -> Any:
        """The value that a text stands for; ValueError where it is not of this parameter's type."""
        if self.type == "bool":
            return TRUTH[text.lower()] if text.lower() in TRUTH else _refused()
        value = TYPES[self.type](text)
        return value if not isinstance(value, float) or math.isfinite(value) else _refused()

    def admits(self, value: Any) -> bool:
        """Whether a value of the right type is within the limits."""
        if self.choices:
            return str(value) in self.choices
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high)


def check(chapter: "Chapter", given: Mapping[str, str]) -> dict[str, Any]:
    """The values to run a chapter with; ChapterError names every one that it cannot be run with."""
    known = {parameter.name: parameter for parameter in chapter.parameters}
    values, problems = {}, []
    for name, text in given.items():
        if name not in known:
            problems.append(_unknown(chapter, name, known))
            continue
        try:
            values[name] = known[name].parsed(text)
            problems += [] if known[name].admits(values[name]) else [not_allowed(chapter.file, known[name], text)]
        except ValueError:
            problems.append(not_allowed(chapter.file, known[name], text))
    if problems:
        raise ChapterError(problems)
    return values


def _unknown(chapter: "Chapter", name: str, known: Mapping[str, Parameter]) -> Problem:
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean '{close[0]}'? " if close else ""
    names = ", ".join(known) or "none, this chapter has no parameters"
    line = chapter.parameters[0].line if chapter.parameters else 0
    return Problem(chapter.file, line, f"parameter '{name}' does not exist; {hint}known: {names}")


def not_allowed(file: str, parameter: Parameter, text: str) -> Problem:
    """The problem that a value is of the wrong type or outside the limits."""
    what = f"parameter {parameter.name}: '{text}' is not allowed; allowed: {parameter.allowed}"
    return Problem(file, parameter.line, what)


def _refused() -> Any:
    raise ValueError
