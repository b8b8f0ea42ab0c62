"""One block of Markdown as the sentences that a reader meets in it, each with its lines and its sources."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from markdown_it.token import Token

from compendium.book.text.passage import CITATIONS, HIDDEN, Passage, Role

UNSEEN = ("fact", "plain", "code", "numref", "title", *CITATIONS)
"""Roles whose content is no number typed by hand, or is marked as one that is no evidence."""
MARKS = 0xE000
"""The first of the private characters that stand for the roles of a block while it is cut."""
MARK = re.compile("[\ue000-\uf8ff]")
DATED_TITLE = re.compile(r"\D*\b(?:19|20)\d\d\D*")
"""An emphasised text with a year and no other number: the title of a work."""
ENDS = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bNo)(?<!\bcf)(?<!\bDr)(?<!\bMr)(?<!\bU\.S)[.!?][”\"’')\]]*\s")


Block = tuple[str, list[Role], list[int]]
"""A block's text with a mark for each role, the roles, and the offsets at which its next lines begin."""


def sentences(token: Token, line: int, place: str = "text") -> Iterator[Passage]:
    """The sentences of one block's inline token, which begins on that line."""
    block = _read(token, line)
    text, start = block[0], 0
    for end in [*(match.end() for match in ENDS.finditer(text)), len(text)]:
        if text[start:end].strip():
            yield _sentence(block, (start, end), line, place)
        start = end


def as_row(cells: list[Passage]) -> Iterator[Passage]:
    """The cells of a table's row, where one cell's source is the source of all."""
    sourced = any(cell.sourced for cell in cells)
    return (replace(cell, sourced=sourced) for cell in cells)


def _read(token: Token, line: int) -> Block:
    """The pieces of an inline token put together; lines are counted inside roles and code too."""
    text, at, before = "", 0, ""
    roles: list[Role] = []
    breaks: list[int] = []
    for child in token.children or []:
        found = re.compile(r"\s+".join(map(re.escape, child.content.split()))).search(token.content, at)
        name = {"code_inline": "code", "myst_role": child.meta.get("name", "")}.get(child.type, "")
        name = "title" if before == "em_open" and DATED_TITLE.fullmatch(child.content) else name
        before = child.type
        if child.type in ("softbreak", "hardbreak"):
            text += " "
            breaks.append(len(text))
        elif name in UNSEEN:
            roles.append(Role(name, child.content, line + len(breaks)))
            text += chr(MARKS + len(roles) - 1)
        else:
            text += Role(name, child.content, 0).words or child.content if name else child.content
        if child.content and found:
            breaks += [len(text)] * found.group().count("\n")
            at = found.end()
    return text, roles, breaks


def _sentence(block: Block, cut: tuple[int, int], line: int, place: str) -> Passage:
    text, roles, breaks = block
    start, end = cut
    start += len(text[start:end]) - len(text[start:end].lstrip())
    inside = tuple(roles[ord(mark) - MARKS] for mark in MARK.findall(text[start:end]))
    return Passage(
        line + bisect_right(breaks, start), MARK.sub(HIDDEN, text[start:end]),
        any(role.name in ("fact", *CITATIONS) for role in inside), inside,
        tuple(offset - start for offset in breaks if start < offset < end),
        MARK.sub(lambda mark: roles[ord(mark.group()) - MARKS].shown, text[start:end]).strip(), place)
