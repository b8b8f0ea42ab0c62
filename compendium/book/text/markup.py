"""What the marks of a page get wrong, as far as its text alone can tell: names misspelt, fences left open, dead links.

A directive or a role that nobody knows, a reference to a label that no page has, a label that two things have, a
figure without a caption: Sphinx tells of some of them half a minute later, and of others never.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from compendium.book.text.prose import CODE_CELL, parser, split_options, text_files
from compendium.errors import Problem, near_or_allowed
from compendium.evidence import Ledger
from compendium.evidence.document import hidden_character
from compendium.fingerprints import file_print

OWN = ("answer", "edition", "execution-report", "exemptions", "finding", "how-to-cite", "ledger-index", "measurements",
       "rivals", "verdict", "verdicts", "would-change")
"""The engine's own directives."""
DIRECTIVES = (
    "admonition", "attention", "bibliography", "card", "caution", "code", "code-block", "code-cell", "container",
    "contents", "csv-table", "danger", "deprecated", "div", "dropdown", "epigraph", "error", "eval-rst", "figure",
    "glossary", "grid", "grid-item", "grid-item-card", "highlights", "hint", "image", "important", "include", "index",
    "list-table", "literalinclude", "margin", "math", "note", "only", "parsed-literal", "pull-quote", "raw", "rubric",
    "seealso", "sidebar", "tab-item", "tab-set", "table", "tip", "toctree", "topic", "versionadded", "versionchanged",
    "warning")
"""What a page may call beside the engine's own directives: those of docutils, Sphinx, MyST-NB and sphinx-design."""
ROLES = ("abbr", "any", "cite", "cite:p", "cite:t", "cite:ps", "cite:ts", "cite:author", "cite:year", "code", "doc",
         "download", "emphasis", "eq", "fact", "footcite", "guilabel", "kbd", "literal", "math", "numref", "plain",
         "ref", "strong", "sub", "subscript", "sup", "superscript", "term", "verdict")
MADE = ("actors", "assumptions", "corrections", "definitions", "derived-results", "libraries", "places",
        "recorded-values")
"""Labels of lists that the ledger makes."""
CODE = ("code", "code-block", "code-cell", "csv-table", "eval-rst", "include", "literalinclude", "math",
        "parsed-literal", "raw", "toctree", "bibliography", "ledger-index", "rivals", "would-change", "source",
        "independent", "questions", "index")
"""Directives whose content is no Markdown."""
GIVEN = ("figure", "image", "include", "literalinclude")
"""Directives that are given a file."""
NAME = re.compile(r"^\s*:?name:\s*(\S+)\s*$", re.MULTILINE)
LOST = re.compile(r"\{(?:fact|plain|verdict|ref|numref|term|doc|cite(?::\w+)?)\}")
FOOTNOTE = re.compile(r"\[\^[\w-]+\]")
MERGE = re.compile(r"^(?:<{7}|>{7}|\|{7}) ", re.MULTILINE)
TARGET = re.compile(r"<([^<>]+)>\s*$")
KEY = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)


@dataclass
class Page:
    """What one page names, and what it refers to: each with its line."""

    file: str
    labels: list[tuple[str, int]] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    referred: list[tuple[str, str, int]] = field(default_factory=list)
    """The role, what it leads to, and the line."""
    wrong: list[tuple[int, str]] = field(default_factory=list)
    """What is wrong whatever other pages hold."""


def check_markup(root: Path, ledger: Ledger) -> list[Problem]:
    """All that the marks of the book's pages get wrong, page by page."""
    pages = [_page(path, path.relative_to(root).as_posix(), file_print(path)) for path in text_files(root)]
    made = [*MADE, *(record.source.id for record in ledger.records)]
    known = {"label": dict.fromkeys([*made, *(name.lower() for page in pages for name, _ in page.labels)], ""),
             "term": dict.fromkeys((name.lower() for page in pages for name in page.terms), ""),
             "source": dict.fromkeys(_cited(root), ""), "question": dict.fromkeys(ledger.questions, "")}
    found = [Problem(page.file, line, what) for page in pages for line, what in page.wrong]
    return [*found, *_twice(pages), *(Problem(page.file, line, what) for page in pages
                                      for line, what in _leading_nowhere(page, known))]


def _cited(root: Path) -> list[str]:
    sources = root / "data" / "sources.bib"
    return KEY.findall(sources.read_text(encoding="utf-8")) if sources.is_file() else []


LEADS_TO = {"ref": "label", "numref": "label", "eq": "label", "term": "term", "would-change": "question"}


def _leading_nowhere(page: Page, known: dict[str, dict[str, str]]) -> Iterator[tuple[int, str]]:
    """References to labels, terms, sources and questions that nothing in the book has."""
    for role, name, line in page.referred:
        kind = "source" if role.startswith("cite") else LEADS_TO[role]
        wanted = name if kind in ("source", "question") else name.lower()
        if wanted not in known[kind] and known[kind]:
            yield line, (f"{{{role}}} leads to '{name}', and no {kind} is called so;"
                         f" {near_or_allowed(name, known[kind])}")


def _twice(pages: list[Page]) -> Iterator[Problem]:
    """Labels and names of figures that stand more than once in the book."""
    first: dict[str, str] = {}
    for page in pages:
        for name, line in page.labels:
            place = f"{page.file}:{line}"
            if first.setdefault(name.lower(), place) != place:
                yield Problem(page.file, line, f"'{name}' is the name of something in {first[name.lower()]} already;"
                              " a name leads to one place")


@lru_cache(maxsize=256)
def _page(path: Path, file: str, content: str) -> Page:
    """One page as its marks say it is, read once for each content."""
    text = path.read_text(encoding="utf-8-sig")
    page = Page(file)
    if told := hidden_character(text):
        page.wrong.append(told)
    if merge := MERGE.search(text):
        page.wrong.append((text.count("\n", 0, merge.start()) + 1, "a mark that a merge left; keep one of the two"))
    skipped = text.index("\n---", 3) + 5 if text.startswith("---\n") and "\n---" in text[3:] else 0
    _walk(text[skipped:], text.count("\n", 0, skipped), page, path)
    return page


def _walk(text: str, offset: int, page: Page, path: Path) -> None:
    """Note what a piece of Markdown names and refers to; its first line is the one after so many others."""
    lines = text.split("\n")
    for token in parser().parse(text):
        line = offset + (token.map[0] if token.map else 0) + 1
        if token.type == "myst_target":
            page.labels.append((token.content, line))
        elif token.type == "inline":
            _inline(token, line, page, path)
        elif token.type in ("fence", "colon_fence"):
            _fence(token, line, lines, page, path)


def _inline(token: Token, line: int, page: Page, path: Path) -> None:
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "myst_role":
            _role(str(child.meta["name"]), child.content, line, page)
            line += child.content.count("\n")
        elif child.type == "text":
            if lost := LOST.search(child.content):
                page.wrong.append((line, f"'{lost.group()}' lacks a backtick; a role is written {lost.group()}`name`"))
            if note := FOOTNOTE.search(child.content):
                page.wrong.append((line, f"the footnote {note.group()} stands nowhere; add '{note.group()}: its text'"))
        elif child.type == "image":
            _picture(str(child.attrs.get("src", "")), child.content, line, page, path)
        elif child.type == "link_open":
            _link(str(child.attrs.get("href", "")), line, page, path)


def _role(name: str, content: str, line: int, page: Page) -> None:
    if name not in ROLES:
        page.wrong.append((line, f"'{{{name}}}' is no role; {near_or_allowed(name, ROLES)}"))
    elif name in LEADS_TO or name.startswith("cite"):
        target = (TARGET.search(content) or [content, content])[1].strip()
        names = [each.strip() for each in target.split(",")] if name.startswith("cite") else [target]
        page.referred += [(name, each, line) for each in names]


def _picture(source: str, words: str, line: int, page: Page, path: Path) -> None:
    if not words.strip():
        page.wrong.append((line, f"the picture {source} says nothing to those who cannot see it; write ![what it shows]"
                                 f"({source})"))
    _link(source, line, page, path)


def _link(address: str, line: int, page: Page, path: Path) -> None:
    """A link to a file beside the page that is not there."""
    file = unquote(address.partition("#")[0].partition("?")[0])
    if file and ":" not in file and not file.startswith("/") and "." in file:
        there, top = path.parent / file, path.parents[page.file.count("/")]
        if not os.path.realpath(there).startswith(f"{os.path.realpath(top)}{os.sep}"):
            page.wrong.append((line, f"leads to '{file}', which lies outside of the book"))
        elif not there.exists() and there.suffix != ".html":
            page.wrong.append((line, f"leads to '{file}', and there is no such file"))


def _fence(token: Token, line: int, lines: list[str], page: Page, path: Path) -> None:
    """A fence: whether it is closed, what directive it calls, and what stands in it."""
    last = (token.map or [0, 0])[1] - 1
    closed = lines[last].strip() if last < len(lines) else ""
    if token.map and (last == token.map[0] or not re.fullmatch(rf"{re.escape(token.markup[0])}{{3,}}", closed)):
        page.wrong.append((line, f"'{token.markup}{token.info.strip()}' opens here and is closed nowhere; add a line"
                                 f" '{token.markup}' below it"))
        return
    called = re.match(r"\s*\{([^{}]*)\}\s*(.*)", token.info)
    if not called:
        return
    name, title = called[1], called[2].strip()
    if name not in (*OWN, *DIRECTIVES):
        page.wrong.append((line, f"'{{{name}}}' is no directive; {near_or_allowed(name, (*OWN, *DIRECTIVES))}"))
        return
    options, content = split_options(token.content)
    page.labels += [(label, line) for label in NAME.findall(options)]
    if name == "would-change":
        page.referred += [(name, each.strip(), line) for each in title.split(",")]
    if name == "glossary":
        page.terms += _terms(content)
    if (name == "figure" and not content.strip()) or (
            f"{{{name}}}" == CODE_CELL and "figure:" in options and "caption:" not in options):
        page.wrong.append((line, "a figure without a caption; say in one what it shows"))
    if name in GIVEN:
        _link(title, line, page, path)
    if name not in CODE:
        _walk(content, line + options.count("\n"), page, path)


def _terms(content: str) -> list[str]:
    """The terms of a glossary: its lines that are not indented."""
    return [row.strip() for row in content.splitlines() if row.strip() and not row.startswith((" ", "\t"))]
