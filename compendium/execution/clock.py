"""Where code asks for the time of now or of a file, in the usual words: nobody could make such a result again.

What measures how long something takes (``time.perf_counter``) is no such question. A file counts by its content: its
times are others in each copy of the book.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

NOW = {"today", "now", "utcnow"}
"""What gives the time of now, of the standard library and of pandas; and the words that these and numpy read."""
READS_WORDS = {"Timestamp", "to_datetime", "datetime64", "date_range", "DatetimeIndex"}
"""What reads such a word, whatever the package is called."""
UNLESS_GIVEN = {"time.time": 1, "time.time_ns": 1, "time.localtime": 1, "time.gmtime": 1, "time.ctime": 1,
                "time.asctime": 1, "time.strftime": 2, "email.utils.formatdate": 1, "uuid.uuid1": 3}
"""Functions that ask for the time of now where they are given fewer arguments than so many."""
OF_A_FILE = re.compile(r"st_(?:[acm]|birth)time(?:_ns)?|get[acm]time")
"""What gives the times of a file, wherever it is named: what sorts by it need not call it."""


def called_otherwise(code: Iterable[ast.AST]) -> dict[str, str]:
    """What the names stand for that code gives to things of modules, as 'clock' for 'time.time'."""
    names, nodes = dict[str, str](), [each for tree in code for each in ast.walk(tree)]
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {each.asname: each.name for each in node.names if each.asname}
        elif isinstance(node, ast.ImportFrom):
            names |= {each.asname or each.name: f"{node.module}.{each.name}" for each in node.names}
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute):
            names |= {each.id: _whole(node.value, names) for each in node.targets if isinstance(each, ast.Name)}
    return names


def _whole(called: ast.expr, names: Mapping[str, str]) -> str:
    """What is called, with its module."""
    first, dot, rest = ast.unparse(called).partition(".")
    return f"{names.get(first, first)}{dot}{rest}"


def asks_for_time(code: ast.AST, names: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Where code asks for the time of now or of a file: the line of each, and what to tell of it.

    ``names`` are those of ``called_otherwise``.
    """
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and _asks(node, names):
            yield node.lineno, (f"'{ast.unparse(node)}' asks for the time of now, of which nobody could make the result"
                                " again; write the day out, or make it a parameter")
        elif isinstance(node, ast.Attribute | ast.Name) and _is_time_of_file(node, names):
            yield node.lineno, (f"'{ast.unparse(node)}' asks for the time of a file, which is another in each copy of "
                                "the book; write the day out, or make it a parameter")


def _is_time_of_file(node: ast.Attribute | ast.Name, names: Mapping[str, str]) -> bool:
    # a name of the chapter's own is what it is given, which is told there
    named = node.attr if isinstance(node, ast.Attribute) else names.get(node.id, "").rpartition(".")[2]
    return isinstance(node.ctx, ast.Load) and OF_A_FILE.fullmatch(named) is not None


def _asks(call: ast.Call, names: Mapping[str, str]) -> bool:
    called = _whole(call.func, names)
    last = called.rpartition(".")[2]
    given = [*call.args, *(each.value for each in call.keywords)]
    if isinstance(call.func, ast.Name) and call.func.id not in names:
        # a function of the chapter's own may be called so, and is mostly given something
        return last in NOW and not given
    words = [each for value in given for each in (value.elts if isinstance(value, ast.List | ast.Tuple) else [value])]
    return (last in NOW or len(given) < UNLESS_GIVEN.get(called, 0)
            or (last in READS_WORDS and any(isinstance(each, ast.Constant) and each.value in NOW for each in words)))
