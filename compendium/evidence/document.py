"""Reading a YAML file so that every error can name the line it is about.

Scalars stay the text that stands in the file: ``no`` is not turned into false, ``2025-02`` not into
a number. What a text means is the model's business. Of YAML only what records need is taken: mappings, lists and
texts, a few levels deep. Anchors, aliases and tags are refused, as nine aliases of nine aliases never end; so are
characters that nobody can see, as they can make a sentence read otherwise than it is written.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]
from yaml.events import (  # type: ignore[import-untyped]
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from compendium.errors import EvidenceError, Problem

READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The reader that is written in C, where it is there; of YAML only its form is taken, and every word as a text."""
Where = tuple[str | int, ...]
DEEPEST = 12
"""How many levels a record may be nested; the deepest that one needs has seven."""
LARGEST = 5_000_000
"""How many bytes a record may have; the largest in use has a hundred thousand."""
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
                    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0"
                    "\ufff9-\ufffb\U000e0000-\U000e01ef]")
"""Characters that cannot be seen: control, bidirectional, zero-width, line separators, private ones; fillers and blanks
that are no spaces, and selectors of how the character before them looks."""
NOBODYS = {"Cn": "no character", "Co": "of private use"}
"""The categories of what looks like nothing that everybody sees, and how they are called."""


class Quoted(str):
    """A text that stands in quotation marks, and so is meant as a text and not as a number."""


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

    def refuse(self, line: int, what: str) -> EvidenceError:
        """The error for a line that cannot be read."""
        return EvidenceError([Problem(self.place(())[0], line, what)])


def read_document(path: Path) -> Document:
    """Read one YAML file; EvidenceError says where it is malformed."""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    return parsed_document(path, content)


@lru_cache(maxsize=256)
def parsed_document(path: Path, content: bytes) -> Document:
    """A YAML file of some content, as ``read_document`` reads it; what did not change is not parsed again."""
    document = Document(path)
    if len(content) > LARGEST:
        raise document.refuse(1, f"larger than {LARGEST // 1_000_000} MB; a record holds facts, not texts")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise document.refuse(content[:problem.start].count(b"\n") + 1, "not UTF-8 text") from problem
    _check_characters(document, text)
    try:
        events = iter(yaml.parse(text, READER))
        document.content = next((_value(event, events, (), document) for event in events
                                 if isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent))), {})
        if any(isinstance(event, DocumentStartEvent) for event in events):
            raise document.refuse(1, "holds a second document after '---'; a file is one record")
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        told = f"not valid YAML: {problem.problem}; the fields of one item begin in the same column"
        raise document.refuse(mark.line + 1 if mark else 1, told) from problem
    except yaml.YAMLError as problem:
        raise document.refuse(1, f"not valid YAML: {str(problem).splitlines()[0]}") from problem
    return document


def hidden_character(text: str) -> tuple[int, str] | None:
    """The line of the first character that cannot be seen, and what is wrong with it, by its code point."""
    # few of a text's characters are different ones
    hidden = {each for each in set(text) if HIDDEN.match(each) or unicodedata.category(each) in NOBODYS}
    if not hidden:
        return None
    at, found = next((at, each) for at, each in enumerate(text) if each in hidden)
    other = NOBODYS.get(unicodedata.category(found), "a control character")
    return text.count("\n", 0, at) + 1, (
        f"holds U+{ord(found):04X} ({unicodedata.name(found, other)}), which cannot be seen; allowed are characters"
        " that can")


def _check_characters(document: Document, text: str, line: int = 1) -> None:
    """Refuse control, bidirectional and zero-width characters, by their code points."""
    if told := hidden_character(text):
        raise document.refuse(line + told[0] - 1, told[1])


def _value(event: Event, events: Iterator[Event], place: Where, document: Document) -> Any:
    """What an event begins, as plain dictionaries, lists and text, noting the line of each."""
    line = event.start_mark.line + 1
    document.lines[place] = line
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        raise document.refuse(line, "an anchor (&) or an alias (*); write the value out, or put the text in quotes")
    if (tag := getattr(event, "tag", None)) and tag != "!":
        raise document.refuse(line, f"a tag ({tag}); allowed are texts, lists and mappings without one")
    if len(place) > DEEPEST:
        raise document.refuse(line, f"nested more than {DEEPEST} levels deep; a record needs seven")
    if isinstance(event, ScalarEvent):
        if event.style == '"':
            # "\u202e" hides a character behind an escape
            _check_characters(document, event.value, line)
        return Quoted(event.value) if event.style in ("'", '"') else event.value
    if isinstance(event, MappingStartEvent):
        return _mapping(events, place, document)
    content: list[Any] = []
    for child in events:
        if isinstance(child, SequenceEndEvent):
            return content
        content.append(_value(child, events, (*place, len(content)), document))
    return content


def _mapping(events: Iterator[Event], place: Where, document: Document) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for key in events:
        if isinstance(key, MappingEndEvent):
            return content
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarEvent):
            raise document.refuse(line, "a list or a mapping stands where the name of a field is wanted")
        name = str(key.value)
        if name in content:
            raise document.refuse(line, f"'{name}' is written twice")
        content[name] = _value(next(events), events, (*place, name), document)
        document.lines[(*place, name)] = line
    return content
