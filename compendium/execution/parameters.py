"""What a reader may vary in a chapter: each parameter's type, its limits and what it is for."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compendium.evidence.problems import Problem

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
    barred: tuple[tuple[str, str, str], ...] = ()
    """Values that do not go together: one of this parameter, the other parameter's name, and its value."""

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


def not_allowed(file: str, parameter: Parameter, text: str) -> Problem:
    """The problem that a value is of the wrong type or outside the limits."""
    what = f"parameter {parameter.name}: '{text}' is not allowed; allowed: {parameter.allowed}"
    return Problem(file, parameter.line, what)


def not_together(file: str, parameter: Parameter, values: Mapping[str, Any]) -> list[Problem]:
    """The problems that a value does not go with that of another parameter, each allowed by itself."""
    return [Problem(file, parameter.line, f"parameter {parameter.name}: '{value}' does not go with {other} "
                    f"'{with_value}'; allowed: another {parameter.name}, or another {other}")
            for value, other, with_value in parameter.barred
            if (str(values[parameter.name]), str(values[other])) == (value, with_value)]


def _refused() -> Any:
    raise ValueError
