"""Every sentence that tells a person of a problem is spelled, in four words at least, by a test that causes it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
OURS = {"AssertionError", "KeyError", "RuntimeError", "error_from_timeout_and_cell"}
"""What is raised as a bug of the software, which the command tells as one, or is told by whoever catches it."""
TELLS, FAULTS = re.compile(r"Problem|problem|refuse|error"), re.compile(r"Fault|Problem|tuple\[int, str\]")
RUN = 4


def called(node: ast.AST) -> str:
    """The name by which a call, or what is raised, is written."""
    named = node.func if isinstance(node, ast.Call) else node
    return named.attr if isinstance(named, ast.Attribute) else named.id if isinstance(named, ast.Name) else ""


def pieces(node: ast.AST) -> list[str]:
    """What of a text is written out, between the names that are filled in."""
    if isinstance(node, ast.JoinedStr):
        return [piece for part in node.values for piece in pieces(part)]
    return [" ".join(node.value.split())] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def sentences(tree: ast.Module) -> Iterator[tuple[int, list[str]]]:
    """Line and written parts of every text that is raised, told as a problem, or given as a fault."""
    telling: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and node.exc and called(node.exc) not in OURS:
            telling.append(node.exc)
        elif isinstance(node, ast.Call) and TELLS.fullmatch(called(node)):
            telling.append(node)
        elif isinstance(node, ast.FunctionDef) and node.returns and FAULTS.search(ast.unparse(node.returns)):
            telling += [each.value for each in ast.walk(node) if isinstance(each, ast.Yield) and each.value]
    for told in telling:
        parts = {id(part) for node in ast.walk(told) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(told):
            if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in parts:
                yield node.lineno, pieces(node)


def runs(found: list[str]) -> list[str]:
    """The runs of four words of a sentence's longest part; none for what is too short to be told by itself."""
    words = max(found, key=len, default="").split(" ")
    return [" ".join(words[at:at + RUN]) for at in range(len(words) - RUN + 1)]


@pytest.fixture(scope="module")
def spelled() -> str:
    """All texts of all tests, without the signs of regular expressions."""
    rows = yaml.safe_load((HERE / "bad_inputs.yaml").read_text(encoding="utf-8"))
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("test_*.py")))
    written = [piece for tree in trees for node in ast.walk(tree) for piece in pieces(node)]
    return "\n".join([*written, *(row["told"] for row in rows)]).replace("\\", "")


@pytest.mark.parametrize("package", ["compendium", "kachin"])
def test_every_sentence_that_is_told_is_spelled_by_a_test(root, spelled, package):
    silent = {f"{path.relative_to(root)}:{line}: {'…'.join(found)}"
              for path in sorted((root / package).rglob("*.py"))
              for line, found in sentences(ast.parse(path.read_text(encoding="utf-8")))
              if (wanted := runs(found)) and not any(run in spelled for run in wanted)}
    assert not silent, "\n".join(
        ["write a test that causes each of these and spells four words of its longest part:", *sorted(silent)])


def test_a_sentence_is_found_however_it_is_put_together():
    text = "def f():\n    raise Refused(f'{name} is told by nobody' ' at all', file='x')\n"
    assert [runs(found) for _, found in sentences(ast.parse(text))] == [
        ["is told by nobody", "told by nobody at", "by nobody at all"], []]
