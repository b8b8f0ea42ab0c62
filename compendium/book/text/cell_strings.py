"""The words and numbers that a code cell puts before the reader: titles of charts, labels, contents of tables."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from compendium.book.text.passage import HIDDEN, Passage

SELECTING = {"load", "describe", "isin", "contains", "startswith", "endswith", "findall", "match", "set_index",
             "drop", "dropna", "drop_duplicates", "groupby", "sort_values", "astype", "explode", "merge", "filter",
             "get", "read_csv", "strftime", "query", "extract", "split"}
"""Calls whose strings choose data and are not shown."""
NAMING = {"name", "by", "label", "split", "across", "down", "on", "how", "regex", "subset", "colour", "color"}
"""Arguments that name a file or a column."""
TABLES = {"DataFrame", "Series", "assign", "map"}
"""Calls that put values into a table."""
ROLE = re.compile(r"\{[\w:-]+\}`[^`]*`?")
"""A role in a table's cell, which the book reads like one in the text."""
IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:[-_/#.|:][a-z0-9]+)+")


def cell_strings(code: str, line: int, parameters: bool = False) -> Iterator[Passage]:
    """What of a code cell, whose first line follows the given one, is shown; settings are not."""
    kept = "\n".join("" if each.startswith(("%", "!")) else each for each in code.split("\n"))
    if parameters:
        return
    tree = ast.parse(kept)
    seen = _Strings()
    seen.visit(tree)
    for node in seen.found:
        yield _passage(node, kept, line)
    for node in _numbers(tree):
        yield Passage(line + node.lineno, str(node.value), sourced=False, shown=str(node.value), place="number")


class _Strings(ast.NodeVisitor):
    """Collects the strings of a cell, without those that choose data or name columns and files."""

    def __init__(self) -> None:
        self.found: list[ast.Constant] = []

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and not IDENTIFIER.fullmatch(node.value):
            self.found.append(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)

    def visit_Compare(self, node: ast.Compare) -> None:
        self.visit(node.left)

    def visit_Call(self, node: ast.Call) -> None:
        self.visit(node.func)
        name = _name(node)
        shown = [] if name in SELECTING else node.args[1:] if name == "replace" and len(node.args) > 1 else node.args
        shown = [*shown, *(word.value for word in node.keywords if word.arg not in NAMING)]
        for each in shown:
            self.visit(each)
            if name in TABLES and isinstance(each, ast.Dict):
                for key in each.keys if name == "DataFrame" else []:
                    self.visit(key or ast.Pass())

    def visit_FormattedValue(self, node: ast.FormattedValue) -> None:
        self.visit(node.value)

    def visit_Dict(self, node: ast.Dict) -> None:
        for value in node.values:
            self.visit(value)


def _numbers(tree: ast.Module) -> Iterator[ast.Constant]:
    """The numbers that a cell types into a table, as a value or in a list of values."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in TABLES:
            for value in [*node.args, *(word.value for word in node.keywords)]:
                yield from _typed(value)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            yield from _typed(node.value)


def _typed(value: ast.expr) -> Iterator[ast.Constant]:
    if isinstance(value, ast.Constant) and type(value.value) in (int, float):
        yield value
    elif isinstance(value, (ast.List, ast.Tuple, ast.Dict)):
        for each in value.values if isinstance(value, ast.Dict) else value.elts:
            yield from _typed(each)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _passage(node: ast.Constant, code: str, line: int) -> Passage:
    """A string as a passage; the chart or table it belongs to names its claims, so that its dates are resolved."""
    text, breaks, last = "", list[int](), node.lineno
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        inside = (node.lineno, node.col_offset) <= token.start and token.end[0] <= (node.end_lineno or 0)
        plain = token.type == tokenize.STRING and "f" not in token.string.partition(token.string[-1])[0].lower()
        if inside and plain:
            breaks += [len(text)] * (token.start[0] - last)
            text, last = text + str(ast.literal_eval(token.string)), token.start[0]
    whole = ROLE.sub(lambda role: HIDDEN * len(role.group()), str(node.value))
    return Passage(line + node.lineno, whole, sourced=True, breaks=tuple(breaks), shown=whole, place="cell")
