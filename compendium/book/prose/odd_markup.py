"""Markup that is valid and does not show what its author meant: raw roles, hidden words, tags that say nothing."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import yaml  # type: ignore[import-untyped]
from markdown_it.token import Token

from compendium.book.text.prose import markdown

OPEN_ROLE = re.compile(r"\{([a-zA-Z][\w:.+-]*)\}(`)")
RAW_ROLE = re.compile(r"(?:\{\s*([a-zA-Z][\w:.+-]*)\s*\}|(?<!\w):([a-z][\w.+-]*):)\s?\Z")
"""What would be a role's name, were it written right against the backticks behind it: { fact }, or :fact:."""
TITLED = re.compile(r"(?P<words>.*?)<[^<>]+>\s*", re.DOTALL)
MARKED = re.compile(r"\*\S|\b__?\w|\]\(|`")
"""Markup in the words of a role, which shows them as they are."""
HIDING = re.compile(r"(?:^|[\s.\"'])((?:sd-)?d-(?:\w+-)?none|invisible|(?:visually-)?hidden|sr-only|text-hide"
                    r"|(?:sd-)?opacity-0)(?=$|[\s\"'])")
"""A class by which a page does not show what it holds."""
TAGS = ("hide-input", "hide-output", "hide-cell", "remove-input", "remove-output", "remove-cell", "parameters",
        "full-width", "margin", "scroll-output", "output_scroll", "skip-execution", "raises-exception",
        "injected-parameters")
"""The tags of a cell that a page or a run knows."""
NOT_SHOWN = {"remove-output", "remove-cell"}


def odd_block(token: Token, line: int) -> Iterator[tuple[int, str]]:
    """A sentence that is taken for a list by its number, a role in what is taken for code by its indent, and where what
    stands deeper would be left out without a word."""
    if token.nesting == 1 and token.level == markdown().options["maxNesting"] - 1:
        yield line, ("stands too deep in lists or quotations: what is deeper would not be on the page; begin it "
                     "further to the left")
    if token.type == "ordered_list_open" and token.attrs.get("start", 1) != 1:
        yield line, f"a list that begins with {token.attrs['start']}; a list begins with 1, and a sentence with a word"
    if token.type == "code_block" and (found := OPEN_ROLE.search(token.content)):
        yield line + token.content.count("\n", 0, found.start()), (
            f"the role {{{found[1]}}} stands in lines that begin with four spaces or a tab, which are shown as code; "
            "let them begin at the margin")
    yield from hidden_class(str(token.attrs.get("class", "")), line)


def hidden_class(classes: str, line: int) -> Iterator[tuple[int, str]]:
    """Words that a reader would not see, and a search or the printed edition would."""
    if hiding := HIDING.search(classes):
        yield line, (f"the class '{hiding[1]}' hides what stands there from readers; leave it out, or leave out the "
                     "words")


def raw_role(before: str, content: str, line: int) -> Iterator[tuple[int, str]]:
    """Code behind what would be a role's name, if nothing stood between or around them."""
    if raw := RAW_ROLE.search(before):
        yield line, (f"'{raw[0].strip()}' before `{content}` is no role as it stands there; write "
                     f"{{{raw[1] or raw[2]}}}`{content}`")


def odd_words(name: str, content: str, line: int, shown: bool) -> Iterator[tuple[int, str]]:
    """A role whose own words are none, or where they are shown as they are hold markup."""
    titled = TITLED.fullmatch(content)
    if titled and not titled["words"].strip():
        yield line, (f"{{{name}}}`{content}` has no words before '<', and would be an empty link; write some, or the "
                     "name alone")
    elif titled and shown and (marked := MARKED.search(titled["words"])):
        yield line, (f"the words of {{{name}}}`{content}` are shown as they are, and '{marked[0]}' too; leave the "
                     "markup out")


def odd_tags(options: str, figure: dict[str, Any] | None, line: int) -> Iterator[tuple[int, str]]:
    """Tags of a cell that are nearly known ones, and those that take away the figure that its options ask for."""
    tags = _tags(options)
    for tag in sorted(tags - set(TAGS)):
        if near := get_close_matches(tag.lower(), TAGS, 1):
            yield line, f"the cell's tag '{tag}' says nothing; near it: {near[0]}"
    if figure is not None and (gone := tags & NOT_SHOWN):
        yield line, (f"the tag '{min(gone)}' takes away the figure '{figure.get('name', '')}' that the cell's options "
                     "ask for; leave one of the two out")


def _tags(options: str) -> set[str]:
    """The tags of a cell, in either form in which its options are written; none where they cannot be read."""
    written = options.strip().strip("-") if options.startswith("---") else "\n".join(
        f"tags: {tags}" for tags in re.findall(r"^:tags:(.*)$", options, re.MULTILINE))
    try:
        tags = (yaml.safe_load(written) or {}).get("tags") or []
    except (yaml.YAMLError, AttributeError):
        return set()
    return set(map(str, tags)) if isinstance(tags, list) else {str(tags)}


def odd_glossary(lines: list[str], first: int) -> Iterator[tuple[int, str]]:
    """Terms that stand against the meaning above them, and those that have no meaning below them."""
    above = ""
    waiting: tuple[int, str] | None = None
    for at, line in enumerate(lines, first):
        term = line.strip()
        if term and line[0] in " \t":
            waiting = None
        elif term:
            if above.startswith((" ", "\t")):
                yield at, f"the term '{term}' stands against the meaning above it; leave a line empty before a term"
            waiting = waiting or (at, term)
        above = line if term else ""
    if waiting:
        at, term = waiting
        yield at, f"the term '{term}' has no meaning; write it on the next line, two spaces in"


def unclosed_fence(token: Token, line: int, lines: list[str]) -> str:
    """What is wrong with a fence that does not end, or only with the next one's end; empty where it ends."""
    begins, ends = token.map or [0, 0]
    last = lines[ends - 1].strip() if begins < ends - 1 < len(lines) else ""
    closed = len(last) >= len(token.markup) and set(last) == {token.markup[0]}
    swallowed = re.search(rf"^{token.markup}\{{", token.content, re.MULTILINE)
    if closed and not swallowed:
        return ""
    until = line + 1 + token.content.count("\n", 0, swallowed.start()) if swallowed else 0
    where = f" before line {until}, where another begins" if until else ""
    opened = f"{token.markup}{token.info.split(' ')[0]}"
    return (f"the fence '{opened}' is not closed{where}; end it with a line '{token.markup}', and fence what holds "
            "others longer")
