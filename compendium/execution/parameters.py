"""What a reader may vary in a chapter: each parameter with its type, its limits and what it is for.

A chapter declares them in its cell tagged ``parameters``. The cell holds plain assignments; the comment behind each
says what is allowed::

    elasticity = 0.4  # float, 0.1 to 2: how strongly the price answers to a shortage
    evidence = "all"  # one of: all, reported: which claims to count
    months = 12       # int, at least 1: how far to look back
    weight = "all"    # one of: all, named; not named with evidence reported: how claims count
    rate = 7.25       # float, at least 1: how many yuan one US dollar bought (assumption cny-per-usd)

Its last words name the assumption whose number the default is, where it is one.
"""

import ast
import io
import math
import re
import tokenize
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from compendium.errors import ChapterError, Problem

TYPES: dict[str, type] = {"float": float, "int": int, "bool": bool, "str": str}
NUMBER = r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
WRITTEN = {"float": NUMBER, "int": r"[-+]?[0-9]{1,18}"}
"""How a number of each type is written."""
SHOWN = ".15g"
"""How a limit is shown: as it is written, and not rounded to the six digits that Python shows otherwise."""
COLUMN = "parameter_"
"""What a sweep's table puts before the name of a parameter that is called like another of its columns."""
ASSUMED = re.compile(r"\s*\(assumption (\S+)\)$")
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
    def assumption(self) -> str:
        """The assumption that the default stands for, by its id; empty where the comment names none."""
        named = ASSUMED.search(self.help)
        return named[1] if named else ""

    @property
    def allowed(self) -> str:
        """What may be given, in words."""
        if self.choices:
            return f"one of: {', '.join(self.choices)}"
        if self.low is not None and self.high is not None:
            return f"{self.type}, {self.low:{SHOWN}} to {self.high:{SHOWN}}"
        limits = [f", at least {self.low:{SHOWN}}"] if self.low is not None else []
        limits += [f", at most {self.high:{SHOWN}}"] if self.high is not None else []
        return self.type + "".join(limits)

    def parsed(self, text: str) -> Any:
        """The value that a text stands for; ValueError where it is not of this parameter's type."""
        if self.type == "bool":
            return TRUTH[text.lower()] if text.lower() in TRUTH else _refused()
        # Python takes 1_000, digits of every script and spaces around them as numbers; who types them slips
        if self.type in WRITTEN and not re.fullmatch(WRITTEN[self.type], text):
            _refused()
        # bytes of the command line that are no text cannot stand in a table
        text.encode()
        value = TYPES[self.type](text)
        if isinstance(value, float) and (not math.isfinite(value) or _vanishes(text, value)):
            _refused()
        return value

    def amiss(self, text: str) -> str:
        """What is wrong with the way in which a text is written; empty where it is only beyond the limits."""
        if self.type not in WRITTEN:
            return ""
        if re.fullmatch(WRITTEN[self.type], text):
            return "a number so small is taken as 0" if _vanishes(text, float(text)) else ""
        if re.fullmatch(r"[-+]?\d+,\d+", text, re.ASCII):
            return "a number is written with a point and not with a comma"
        if self.type == "int" and re.fullmatch(NUMBER, text):
            return "a whole number is written without point and exponent"
        return "a number is written in digits from 0 to 9, with a point before decimals"

    def admits(self, value: Any) -> bool:
        """Whether a value of the right type is within the limits."""
        if self.choices:
            # a choice of 20 is 20.0 where it is read as a float
            return bool({str(value), f"{value:{SHOWN}}" if isinstance(value, float) else ""} & set(self.choices))
        above = self.low is None or value >= self.low
        return above and (self.high is None or value <= self.high)


def not_allowed(file: str, parameter: Parameter, text: str) -> Problem:
    """The problem that a value is of the wrong type or outside the limits."""
    what = f"parameter {parameter.name}: '{text}' is not allowed; allowed: {parameter.allowed}"
    if amiss := parameter.amiss(text):
        what += f"; {amiss}"
    return Problem(file, parameter.line, what)


def not_together(file: str, parameter: Parameter, values: Mapping[str, Any]) -> list[Problem]:
    """The problems that a value does not go with that of another parameter, each allowed by itself."""
    return [Problem(file, parameter.line, f"parameter {parameter.name}: '{value}' does not go with {other} "
                    f"'{with_value}'; allowed: another {parameter.name}, or another {other}")
            for value, other, with_value in parameter.barred
            if (str(values[parameter.name]), str(values[other])) == (value, with_value)]


def _vanishes(text: str, value: float) -> bool:
    """Whether a number that is not 0 as it is written is 0 as it is held."""
    return value == 0 and re.search(r"[1-9]", text.lower().partition("e")[0]) is not None


def _refused() -> Any:
    raise ValueError


OWN_NAMES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp,
             ast.GeneratorExp)
"""What has names of its own, whose values leave those of the chapter as they are."""
LIMITS = re.compile(r"^(?:float|int|bool|str)\b|[0-9|<>≤≥]|^\w+,|\bat (?:least|most)\b|\bone of\b")
"""What stands before the colon of a comment that means to set a type or limits, whether or not it can be understood."""
BARRED = re.compile(r"not (\S+) with (\S+) ([^\s:;]+)")
RULE = re.compile(
    rf"(?:(?P<type>float|int|bool|str)\b\s*,?\s*)?"
    rf"(?:(?P<low>{NUMBER}) to (?P<high>{NUMBER})|at least (?P<least>{NUMBER})|at most (?P<most>{NUMBER})"
    r"|one of:?\s*(?P<choices>[^:;]+)(?P<barred>(?:;\s*not \S+ with \S+ [^\s:;]+)*))?\s*(?::\s*(?P<help>.*))?"
)


SETS = ("type", "low", "least", "most", "choices")
"""What a rule may set, by its groups: behind a colon it would only be read to people."""


def declared(notebook: NotebookNode, lines: tuple[int, ...], file: str) -> tuple[Parameter, ...]:
    """The parameters that a chapter declares; ChapterError where the cell says something else."""
    tagged = [index for index, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) > 1:
        what = "a second cell is tagged 'parameters'; papermill would ignore it"
        raise ChapterError([Problem(file, lines[tagged[1]], what)])
    return _read_cell(notebook.cells[tagged[0]].source, lines[tagged[0]], file) if tagged else ()


def _read_cell(source: str, start: int, file: str) -> tuple[Parameter, ...]:
    try:
        statements = ast.parse(source).body
        comments = _comments(source)
    except (SyntaxError, tokenize.TokenError) as problem:
        line = start + (getattr(problem, "lineno", None) or 1) - 1
        raise ChapterError([Problem(file, line, f"the parameters cell is not Python: {problem}")]) from problem
    found = tuple(_parameter(each, comments.get(each.end_lineno or each.lineno, ""), start, file)
                  for each in statements)
    _check_names(found, file)
    _check_barred(found, file)
    return found


def _check_names(found: tuple[Parameter, ...], file: str) -> None:
    """ChapterError where a name, or the column that a sweep gives it, is that of another parameter."""
    known = dict[str, Parameter]()
    for parameter in found:
        name = parameter.name
        near = (name, f"{COLUMN}{name}", name.removeprefix(COLUMN))
        if other := next((known[each] for each in near if each in known), None):
            raise ChapterError([Problem(file, parameter.line, f"parameter {name}: line {other.line} has '{other.name}'"
                                        " already, and both are one column of a sweep; give each a name of its own")])
        known[name] = parameter


def assigned_again(cell: ast.AST, names: Collection[str]) -> Iterator[tuple[int, str]]:
    """Where a cell gives a parameter another value, whatever was given: line and name.

    What is worked out from the parameter itself still follows what a reader gives.
    """
    if isinstance(cell, ast.AugAssign) or (isinstance(cell, ast.AnnAssign) and cell.value is None):
        return
    if isinstance(cell, ast.Assign | ast.AnnAssign | ast.NamedExpr):
        names = set(names) - {each.id for each in ast.walk(cell.value or cell) if isinstance(each, ast.Name)}
    bound = str(getattr(cell, "name", ""))
    if isinstance(cell, ast.Name) and isinstance(cell.ctx, ast.Store):
        bound = cell.id
    elif isinstance(cell, ast.alias):
        bound = (cell.asname or cell.name).partition(".")[0]
    if bound in names:
        yield int(getattr(cell, "lineno", 1)), bound
    for part in () if isinstance(cell, OWN_NAMES) else ast.iter_child_nodes(cell):
        yield from assigned_again(part, names)


def _check_barred(found: tuple[Parameter, ...], file: str) -> None:
    """ChapterError where a value is said not to go with something that nobody can give."""
    known = {parameter.name: parameter for parameter in found}
    wrong = [(parameter, f"{value} with {other} {with_value}")
             for parameter in found for value, other, with_value in parameter.barred
             if value not in parameter.choices or other not in known or with_value not in known[other].choices]
    if wrong:
        raise ChapterError([Problem(file, parameter.line, f"parameter {parameter.name}: 'not {what}' names a value or "
                                    "a parameter that does not exist") for parameter, what in wrong])


def _comments(source: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}


def _parameter(statement: ast.stmt, comment: str, start: int, file: str) -> Parameter:
    line = start + statement.lineno - 1
    target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
    several = len(getattr(statement, "targets", ())) > 1
    if not isinstance(statement, ast.Assign | ast.AnnAssign) or not isinstance(target, ast.Name) or several:
        raise ChapterError([Problem(file, line, "the parameters cell holds only assignments such as 'months = 12'")])
    try:
        default = ast.literal_eval(statement.value or ast.Constant(None))
    except ValueError:
        default = None
    if type(default).__name__ not in TYPES:
        what = f"the default of '{target.id}' must be written out as a number, a text, True or False"
        raise ChapterError([Problem(file, line, what)])
    return _with_rule(target.id, default, comment, line, file)


def _with_rule(name: str, default: Any, comment: str, line: int, file: str) -> Parameter:
    rule = RULE.fullmatch(comment) or RULE.fullmatch(f": {comment}")
    said = rule.groupdict() if rule else {}
    parts = ASSUMED.sub("", said.get("help") or "").split(":")
    behind = filter(None, (RULE.fullmatch(":".join(parts[at:]).strip()) for at in range(len(parts))))
    misplaced = any(found[each] and not said[each] for found in behind for each in SETS)
    if misplaced or (not RULE.fullmatch(comment) and LIMITS.search(comment.partition(": ")[0])):
        what = (f"parameter {name}: '# {comment}' is not understood; a comment is written"
                " '# float, 0.1 to 2: what it is for', or '# one of: a, b: what it is for'")
        raise ChapterError([Problem(file, line, what)])
    low, high = said.get("low") or said.get("least"), said.get("high") or said.get("most")
    choices = tuple(choice.strip() for choice in (said.get("choices") or "").split(",") if choice.strip())
    kind = said.get("type") or type(default).__name__
    parameter = Parameter(
        name, default, kind, line,
        float(low) if low else None, float(high) if high else None, choices, said.get("help") or "",
        tuple((value, other, with_value) for value, other, with_value in BARRED.findall(said.get("barred") or "")),
    )  # fmt: skip
    if parameter.low is not None and parameter.high is not None and parameter.low > parameter.high:
        raise ChapterError([Problem(file, line, f"parameter {name}: '{parameter.allowed}' allows no value; the lower"
                                    " limit stands first")])
    right = kind == type(default).__name__ or (kind == "float" and type(default) is int)
    if not right or not parameter.admits(default):
        raise ChapterError([not_allowed(file, parameter, str(default))])
    return parameter
