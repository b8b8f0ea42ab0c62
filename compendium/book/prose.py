"""The sentences of a chapter as a reader meets them: prose, captions, and the titles of charts."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

from compendium.evidence.document import read_yaml

CODE_CELL = "{code-cell}"
SPOKEN = {"finding", "shows", "axis"}
"""The arguments of a chart function that a reader sees."""
NO_PROSE = ("{code-block}", "{rivals}", "{source}", "{toctree}", "{bibliography}", "{questions}")


@dataclass(frozen=True)
class Passage:
    """A run of text without roles, code or links' addresses, and whether its sentence has a source.

    ``line`` is the line of the file where the block begins; ``sourced`` says that the sentence
    carries a fact or a citation, so that its dates are resolved; ``facts`` are the ids of those that
    the author left for the book to print.
    """

    line: int
    text: str
    sourced: bool
    facts: tuple[str, ...] = ()


def passages(path: Path) -> Iterator[Passage]:
    """All text of a chapter that a reader sees and an author typed."""
    text = path.read_text(encoding="utf-8")
    front = text.startswith("---\n")
    skipped = text.index("\n---", 3) + 5 if front else 0
    yield from _blocks(text[skipped:], text[:skipped].count("\n"))


def _parser() -> MarkdownIt:
    config = MdParserConfig(enable_extensions={"colon_fence", "deflist", "dollarmath", "attrs_inline"})
    return create_md_parser(config, DocutilsRenderer)


def _blocks(text: str, offset: int) -> Iterator[Passage]:
    for token in _parser().parse(text):
        line = offset + (token.map[0] if token.map else 0) + 1
        if token.type == "inline":
            yield from _sentences(token, line)
        elif token.type in ("fence", "colon_fence"):
            yield from _directive(token, line)


def _directive(token: Token, line: int) -> Iterator[Passage]:
    """The prose inside a directive: a cell's caption and its chart's titles, or an admonition's text."""
    name, _, title = token.info.partition(" ")
    if name == CODE_CELL:
        yield from _cell(token.content, line)
    elif name.startswith("{") and name not in NO_PROSE:
        yield from _blocks(title, line - 1)
        yield from _blocks(token.content, line)


def _cell(content: str, line: int) -> Iterator[Passage]:
    options, code = "", content
    if content.startswith("---\n"):
        end = content.index("\n---", 3)
        options, code = content[4:end], content[end + 5:]
    figure = (read_yaml(options).get("mystnb") or {}).get("figure") or {}
    yield from _blocks(figure.get("caption", ""), line)
    code = "\n".join("" if each.startswith((":", "%", "!")) else each for each in code.split("\n"))
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.keyword) and node.arg in SPOKEN and isinstance(node.value, ast.Constant):
            yield Passage(line + options.count("\n") + node.value.lineno, str(node.value.value), sourced=True)


def _sentences(token: Token, line: int) -> Iterator[Passage]:
    """The text of one block, cut where sentences end, roles and code left out."""
    text, sourced, facts = "", False, list[str]()
    for child in token.children or []:
        if child.type == "myst_role" and child.meta.get("name") in ("fact", "cite"):
            sourced = True
            text += " \N{BULLET} "
            facts += [child.content] if child.meta["name"] == "fact" and "<" not in child.content else []
        elif child.type == "text":
            *finished, rest = (text + child.content).replace("? ", ". ").split(". ")
            for sentence in finished:
                yield Passage(line, sentence, sourced, tuple(facts))
                sourced, facts = False, []
            text = rest
        elif child.type in ("softbreak", "hardbreak"):
            text += " "
            line += 1
    yield Passage(line, text, sourced, tuple(facts))
