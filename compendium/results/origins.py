"""Where in the code each computed result is worked out, so that whoever doubts one can read how.

A result is found by its id, which stands in the code once as the name of a formula or of a model's row.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import cast

from compendium import datasets
from compendium.results.register import Model, registered_models

FEWEST_LETTERS = 3
"""An id that is put together shows at least so many letters of its own, or anything would fit it."""


@dataclass(frozen=True)
class Origin:
    """A place in the code: the module, its file in the repository, the line, and the function ('' for none)."""

    module: str
    file: str
    line: int
    function: str


def modules() -> list[Path]:
    """The files of the folder in which the subject keeps its models, by name."""
    folders = {Path(model.__code__.co_filename).parent for model in cast(tuple[FunctionType, ...], registered_models())}
    outermost = [each for each in folders if not set(each.parents) & folders]
    return sorted(path for each in outermost for path in each.rglob("*.py") if path.name != "__init__.py")


@cache
def origin(result: str) -> Origin:
    """Where a result of ``derived.csv`` is worked out; ValueError for an id that no code gives."""
    fitting = [name for name in _names() if name.pattern.fullmatch(result)]
    best = max(fitting, key=lambda name: (name.defines, name.letters), default=None)
    return best.origin if best and best.letters >= FEWEST_LETTERS else _model(result)


@dataclass(frozen=True)
class _Name:
    """A text in the code that may be the id of a result."""

    pattern: re.Pattern[str]
    letters: int
    defines: bool
    origin: Origin


@cache
def _names() -> tuple[_Name, ...]:
    return tuple(name for path in modules() for name in _in_module(path))


def _in_module(path: Path) -> Iterator[_Name]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    defining = {id(node) for node in _defining(tree)}
    for node in (each for each in ast.walk(tree) if isinstance(each, ast.expr)):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        own = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if own:
            pattern = "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+" for part in parts)
            around = [each.name for each in functions if each.lineno <= node.lineno <= (each.end_lineno or 0)]
            place = _place(path, node.lineno, around[-1] if around else "")
            yield _Name(re.compile(pattern), len("".join(own)), id(node) in defining, place)


def _defining(tree: ast.AST) -> Iterator[ast.AST]:
    """The texts that name a result: the first argument of a call, and what stands under 'id' in a row."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from node.args[:1]
            yield from (each.value for each in node.keywords if each.arg == "id")
        elif isinstance(node, ast.Dict):
            yield from (value for key, value in zip(node.keys, node.values, strict=True)
                        if isinstance(key, ast.Constant) and key.value == "id")


def _model(result: str) -> Origin:
    """The model that gives a row of this id, where the id itself is not written in the code."""
    models = _by_row(registered_models())
    if result not in models:
        raise ValueError(f"data/derived.csv has a result '{result}' that no code gives any more; run 'compendium data'")
    code = models[result].__code__
    return _place(Path(code.co_filename), code.co_firstlineno, code.co_name)


@cache
def _by_row(models: tuple[Model, ...]) -> dict[str, FunctionType]:
    """Each model by the ids of its rows; the models run once for all ids."""
    claims, assumptions = datasets.load("claims"), datasets.load("assumptions")
    return {str(row["id"]): cast(FunctionType, model) for model in models for row in model(claims, assumptions)}


def _place(path: Path, line: int, function: str) -> Origin:
    return Origin(module_of(path), f"{module_of(path).replace('.', '/')}.py", line, function)


def module_of(path: Path) -> str:
    """The dotted name of a module of the subject."""
    packages = [each.name for each in path.parents if (each / "__init__.py").is_file()]
    return ".".join([*reversed(packages), path.stem])
