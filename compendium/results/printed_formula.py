"""Whether the formula that the book prints is the one that it works out: the words are read as arithmetic, and tried.

'The sum of the yearly weights' is what such words mean of all inputs. What has no sign, computes in words or names
other things than the inputs, one each, cannot be read, and is left as it is.
"""

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import TYPE_CHECKING

from compendium.errors import Refused
from compendium.results.unit_check import CLOSE, HUNDRED, tried

if TYPE_CHECKING:
    from compendium.results.formulas import Result

class Unreadable(Exception):
    """A printed formula is no arithmetic, or not alone."""


Read = Callable[[Mapping[str, float]], float]
"""A formula as it is read: what it gives for a number by each of its names."""

OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow}
SIGNS = {"−": "-", "×": "*", "·": "*", "÷": "/", "^": "**"}
"""The signs of a formula that Python writes otherwise."""
TOKEN = re.compile(r"[()]|(?<![^\s)])[-+−×*·÷/^](?=[\s(])")
"""A bracket, or a sign with spaces around it: 'mid-2018' and 'km/h' are names."""
NUMBER = re.compile(r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<percent>\s?%)?(?:\s[a-z]+)?", re.IGNORECASE)
"""A number of the formula's own, such as '47 months'."""
ALL_OF: dict[str, Callable[[Sequence[float]], float]] = {
    "sum": sum, "total": sum, **dict.fromkeys(("largest", "greatest", "highest", "maximum"), max),
    **dict.fromkeys(("smallest", "least", "lowest", "minimum"), min),
    **dict.fromkeys(("mean", "average"), lambda numbers: sum(numbers) / len(numbers))}
OF_ALL = re.compile(rf"(?:the )?(?P<what>{'|'.join(ALL_OF)}) of .+", re.IGNORECASE)
IN_WORDS = re.compile(r"\b(?:half|third|quarter|twice|double|square|root|logarithm|sum|difference|ratio|product|plus"
                      r"|minus|times|divided|rounded)(?:d|s)?\b", re.IGNORECASE)
"""What in a name computes: of what comes of it the sign beside it says nothing."""
MOST_NAMES = 6
"""A formula of more names is not tried, as each of them may be each of its inputs."""
BESIDE = ((1.0, 1.0), (1.013, 1.029), (0.989, 1.017))
"""By how much the inputs are multiplied, the first by the first power of each two numbers, the next by the next: so
little that a formula which ends somewhere is not yet at its end."""


def check_printed(result: "Result", given: Sequence[float], units: Mapping[str, str]) -> None:
    """Refuse a result whose printed formula can be read, and gives something else than its code."""
    inputs = [[number * (start * step ** at) for at, number in enumerate(given)] for start, step in BESIDE]
    found = [tried(result.compute, numbers) for numbers in inputs]
    shares = [HUNDRED if units.get(name) == "%" else 1.0 for name in result.inputs]
    counted = [[number / share for number, share in zip(numbers, shares, strict=True)] for numbers in inputs]
    whole = HUNDRED if result.unit == "%" else 1.0
    readings = list(_readings(result, len(given)))
    gives = [[whole * tried(reading, numbers) for numbers in counted] for reading in readings]
    if readings and not any(_same(each, found, free=bool(result.converts)) for each in gives):
        raise Refused(f"result {result.id}: its formula, '{result.formula}', gives {gives[0][0]:g} for its inputs, and"
                      f" its code {found[0]:g}; print what the code does, with names that tell the inputs apart")


def _same(read: Sequence[float], found: Sequence[float], free: bool) -> bool:
    """Whether two rows of numbers are the same, or the one is a fixed multiple of the other where that is free."""
    pairs = [pair for pair in zip(read, found, strict=True) if all(map(math.isfinite, pair))]
    by = pairs[0][1] / pairs[0][0] if free and pairs and pairs[0][0] else 1.0
    return all(math.isclose(one * by, other, rel_tol=CLOSE, abs_tol=CLOSE * CLOSE) for one, other in pairs)


def _readings(result: "Result", number: int) -> Iterator[Callable[..., float]]:
    """What a printed formula may mean as a function of the result's inputs; nothing where it cannot be read.

    Of its names each is one input: that which its words fit best, or, where they fit none better, any.
    """
    if (whole := OF_ALL.fullmatch(result.formula)) and not TOKEN.search(result.formula):
        yield lambda *numbers: ALL_OF[whole["what"].lower()](numbers)
        return
    try:
        read, names = parsed(result.formula)
    except Unreadable:
        return
    if len(names) != number or number > MOST_NAMES:
        return
    orders = list(permutations(range(number)))
    fits = [[_fit(name, each) for each in result.inputs] for name in names]
    scores = [sum(fits[at][place] for at, place in enumerate(order)) for order in orders]
    for order, score in zip(orders, scores, strict=True):
        if score == max(scores):
            yield lambda *numbers, order=order: read(
                {name: numbers[at] for name, at in zip(names, order, strict=True)})


def _fit(name: str, of: str) -> int:
    """How many words a formula's name has in common with the id of an input."""
    return len(_words(name) & _words(of))


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[a-z]+|\d+", text.lower())}


def parsed(formula: str) -> tuple[Read, list[str]]:
    """A formula as a function of its names, and these in their order; Unreadable where it is no arithmetic."""
    names: dict[str, str] = {}
    pieces = list[str]()
    end = 0
    for sign in TOKEN.finditer(formula):
        pieces += [_operand(formula[end:sign.start()].strip(), names), SIGNS.get(sign[0], sign[0])]
        end = sign.end()
    written = " ".join([*pieces, _operand(formula[end:].strip(), names)])
    if not pieces or any(map(IN_WORDS.search, names)):
        raise Unreadable
    try:
        tree = ast.parse(written.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Unreadable from None
    if not all(isinstance(node, (ast.BinOp, ast.Constant, ast.Name, ast.Load, *OPERATORS)) for node in ast.walk(tree)):
        raise Unreadable
    return (lambda numbers: _worked_out(tree, {short: numbers[name] for name, short in names.items()})), list(names)


def _worked_out(node: ast.AST, numbers: Mapping[str, float]) -> float:
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_worked_out(node.left, numbers), _worked_out(node.right, numbers))
    return numbers[node.id] if isinstance(node, ast.Name) else ast.literal_eval(node)


def _operand(text: str, names: dict[str, str]) -> str:
    """A name or a number of a formula as Python writes it; of each new name it is noted what it is called there."""
    if not text:
        return ""
    if own := NUMBER.fullmatch(text):
        return repr(float(own["number"].replace(",", "")) / (HUNDRED if own["percent"] else 1.0))
    return names.setdefault(text.lower(), f"n{len(names)}")
