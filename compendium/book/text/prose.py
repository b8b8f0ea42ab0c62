"""The sentences of a chapter as a reader meets them: prose, tables, captions, notes, and what code puts on the page."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from html import unescape
from pathlib import Path
from textwrap import dedent

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from compendium.book.text.passage import Passage, RoleMarkup, as_row, cell_strings, sentences, spoken_of_formula
from compendium.book.text.settings import MARKDOWN, header_end, header_words, settings_words

CODE_CELL = "{code-cell}"
RIVALS = ("{rivals}", "{verdict}")
NO_PROSE = ("{code-block}", *RIVALS, "{would-change}", "{source}", "{independent}", "{toctree}", "{bibliography}",
            "{questions}", "{code}", "{literalinclude}", "{include}", "{raw}")
"""Directives whose content is code, or comes from the ledger."""
FILES = ("{figure}", "{image}", "{grid}", "{finding}")
"""Directives that are given a file, a number of columns or a name, and not a title."""
BROKEN_FENCE = re.compile(r"^`{3,}\{[\w:-]+\}.*`", re.MULTILINE)
SPOKEN_OPTION = re.compile(r"^( *):?(?:\w+-)?(?:caption|alt|title|subtitle|header|footer|because|read|attribution)"
                           r"(?:-\w+)?:[ \n](.*(?:\n\1 +.*)*)", re.MULTILINE)
"""An option with words for the reader, in either of the two forms that MyST knows."""
OPTION_LINE = re.compile(r"(?:\s*:[\w-]+:.*|\s*)\n?")
TAG = re.compile(r"<[^>]*>")
SPOKEN_ATTRIBUTE = re.compile(r"""\b(?:title|alt|aria-\w+|start|value|summary|placeholder)\s*=\s*
                              ("[^"]*"|'[^']*'|[^\s>]+)""", re.VERBOSE | re.IGNORECASE)
"""An attribute of HTML whose value a reader meets."""


def text_files(root: Path) -> list[Path]:
    """The files of the book's text, in a fixed order."""
    found = [root / "index.md", *sorted((root / "chapters").glob("**/*.md"))]
    # what an editor keeps beside a page, such as .ipynb_checkpoints, is a page of nobody
    return [path for path in found if path.is_file()
            and not any(part.startswith(".") for part in path.relative_to(root).parts)]


def passages(path: Path) -> Iterator[Passage]:
    """All text of a chapter that a reader sees and an author typed."""
    return iter(_of_a_page(path.read_text(encoding="utf-8-sig")))


@lru_cache(maxsize=64)
def _of_a_page(text: str) -> tuple[Passage, ...]:
    """The passages of a page, read once although the lint and the uses both ask for them."""
    skipped = header_end(text)
    return (*(passage for above, words in header_words(text) for passage in blocks(words, above)),
            *blocks(text[skipped:], text[:skipped].count("\n")))


def settings_passages(root: Path) -> Iterator[tuple[str, Passage]]:
    """The titles and captions in the settings, which stand on every page, each with its file."""
    for file, above, words in settings_words(root):
        yield from ((file, replace(passage, place="heading")) for passage in blocks(words, above))


@cache
def markdown() -> MarkdownIt:
    """The parser of pages, with what their Markdown may hold."""
    config = MdParserConfig(enable_extensions=set(MARKDOWN))
    return create_md_parser(config, RendererHTML)


def blocks(text: str, offset: int) -> Iterator[Passage]:
    """The sentences of a piece of Markdown whose first line is the one after so many others."""
    row: list[Passage] = []
    opened = ""
    for token in markdown().parse(text):
        line = offset + (token.map[0] if token.map else 0) + 1
        opened = token.type if token.type.endswith("_open") else opened
        if token.type == "tr_close":
            yield from as_row(row)
            row = []
        elif token.type == "inline" and BROKEN_FENCE.search(token.content):
            yield Passage(line, token.content, sourced=False, place="broken-fence")
        elif token.type == "inline" and opened in ("td_open", "th_open"):
            row += sentences(token, line)
        elif token.type == "inline":
            yield from sentences(token, line, "heading" if opened == "heading_open" else "text")
        else:
            yield from _other(token, line)


def _other(token: Token, line: int) -> Iterator[Passage]:
    """HTML as it stands, and what is inside a directive; of a formula its words, as its constants are no evidence."""
    if token.type == "html_block":
        kept = unescape(TAG.sub(_spoken_of_a_tag, token.content))
        starts = tuple(match.end() for match in re.finditer("\n", kept))
        yield Passage(line, kept, sourced=False, breaks=starts, shown=kept.strip())
    elif token.type.startswith("math_block"):
        if spoken := spoken_of_formula(token.content):
            yield Passage(line, spoken, sourced=False, shown=spoken)
    elif token.type in ("fence", "colon_fence"):
        yield from _directive(token, line)


def _spoken_of_a_tag(tag: re.Match[str]) -> str:
    """What of a tag a reader meets, and its line breaks."""
    spoken = " ".join(value.strip("\"'") for value in SPOKEN_ATTRIBUTE.findall(tag[0]))
    return spoken + "\n" * (tag[0].count("\n") - spoken.count("\n")) if spoken else re.sub(r"[^\n]", " ", tag[0])


def _directive(token: Token, line: int) -> Iterator[Passage]:
    """The prose inside a directive: its title, captions and descriptions, its text, or its code's strings."""
    name, _, title = token.info.strip().partition(" ")
    options, content = split_options(token.content)
    if not name.startswith("{"):
        return
    if name in RIVALS:
        block = RoleMarkup(name.strip("{}"), title.strip(), line)
        yield Passage(line, "", sourced=True, roles=(block,), place="rivals")
    cell = name == CODE_CELL
    for offset, words in option_prose(options):
        for passage in blocks(words, line + offset):
            # the chart or table of a caption names its claims, so that the caption's dates are resolved
            yield replace(passage, sourced=passage.sourced or cell)
    below = line + options.count("\n")
    if cell:
        yield from cell_strings(content, below, parameters="parameters" in options)
    elif name not in NO_PROSE:
        yield from () if name in FILES else blocks(title, line - 1)
        yield from blocks(content, below)


def option_prose(options: str) -> Iterator[tuple[int, str]]:
    """The Markdown in a directive's options, each with the number of option lines before it."""
    for match in SPOKEN_OPTION.finditer(options):
        yield options[: match.start(2)].count("\n"), _unquoted(match[2])


def split_options(content: str) -> tuple[str, str]:
    """A directive's options and what follows them."""
    if content.startswith("---\n") and "\n---" in content[3:]:
        end = content.index("\n---", 3) + 5
        return content[:end], content[end:]
    end = 0
    while (match := OPTION_LINE.match(content, end)) and match.group().strip():
        end = match.end()
    return content[:end], content[end:]


def _unquoted(scalar: str) -> str:
    """A YAML scalar's lines as Markdown, each where it stands."""
    first, _, rest = scalar.partition("\n")
    lines = ("" if first.strip() in (">", ">-", "|", "|-") else first) + ("\n" + dedent(rest) if rest else "")
    for quote in ("'", '"'):
        if lines.startswith(quote) and lines.rstrip().endswith(quote):
            return lines.rstrip()[1:-1].replace("''", "'") if quote == "'" else lines.rstrip()[1:-1]
    return lines
