"""Reading a YAML file so that every error can name the line it is about.

Scalars stay the text that stands in the file: ``no`` is not turned into false, ``2025-02`` not into
a number. What a text means is the model's business.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from compendium.evidence.problems import EvidenceError, Problem

Where = tuple[str | int, ...]


@dataclass
class Document:
    """One YAML file: what it says, and on which line each part of it begins."""

    path: Path
    content: Any = None
    lines: dict[Where, int] = field(default_factory=dict)

    def line(self, place: Where) -> int:
        """The line of a place in the document, or of the nearest place around it that is written."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def place(self, place: Where) -> tuple[str, int]:
        """File and line of a place, as a person looks for it."""
        return f"{self.path.parent.name}/{self.path.name}", self.line(place)

    def problem(self, place: Where, what: str) -> Problem:
        """A problem at a place of this document."""
        return Problem(*self.place(place), what)


def read_document(path: Path) -> Document:
    """Read one YAML file; EvidenceError says where it is malformed."""
    document = Document(path)
    try:
        root = YAML(typ="safe").compose(path.read_text(encoding="utf-8"))
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        document.lines[()] = mark.line + 1 if mark else 1
        told = f"not valid YAML: {problem.problem}; the fields of one item begin in the same column"
        raise EvidenceError([document.problem((), told)]) from problem
    except UnicodeDecodeError as problem:
        raise EvidenceError([document.problem((), "not UTF-8 text")]) from problem
    document.content = _content(root, (), document) if root else {}
    return document


def read_yaml(text: str) -> Any:
    """What a short piece of YAML says, every scalar as the text that stands there."""
    root = YAML(typ="safe").compose(text)
    return _content(root, (), Document(Path())) if root else {}


def _content(node: Node, place: Where, document: Document) -> Any:
    """A node as plain dictionaries, lists and text, noting the line of each."""
    document.lines[place] = node.start_mark.line + 1
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, MappingNode):
        return _mapping(node, place, document)
    return [_content(child, (*place, index), document) for index, child in enumerate(node.value)]


def _mapping(node: MappingNode, place: Where, document: Document) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for key, value in node.value:
        if key.value in content:
            document.lines[(*place, key.value)] = key.start_mark.line + 1
            problem = document.problem((*place, key.value), f"'{key.value}' is written twice")
            raise EvidenceError([problem])
        content[key.value] = _content(value, (*place, key.value), document)
        document.lines[(*place, key.value)] = key.start_mark.line + 1
    return content
