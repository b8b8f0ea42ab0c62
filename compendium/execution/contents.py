"""The table of contents: which pages the book has, held against what this software makes of it.

Of what ``_toc.yml`` may hold elsewhere, a book has parts, chapters and sections that name files: an address or a
pattern of names would be a page without a source, or one that nobody meant.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from compendium.errors import ChapterError, Problem, near_or_allowed
from compendium.evidence.document import READER

CONTENTS_FILE = "_toc.yml"
LISTS = ("parts", "subtrees", "chapters", "sections")
KEYS = ("format", "root", "defaults", "options", "parts", "chapters", "sections", "subtrees", "caption", "numbered",
        "file", "entries", "maxdepth")
"""What the contents may hold; no titles, as a page is called by its heading."""


def read_contents(root: Path) -> dict[str, Any]:
    """The table of contents as it is written; ChapterError says what in it is no page of the book."""
    try:
        text = (root / CONTENTS_FILE).read_text(encoding="utf-8-sig")
        contents = _read(text)
    except FileNotFoundError as problem:
        raise ChapterError([Problem(
            CONTENTS_FILE, 0, "is missing: it names the pages in the order in which they are read")]) from problem
    except UnicodeDecodeError as problem:
        raise ChapterError([Problem(CONTENTS_FILE, 0, "is not UTF-8 text")]) from problem
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        what = f"is not valid YAML: {getattr(problem, 'problem', None) or 'it cannot be read'}"
        raise ChapterError([Problem(CONTENTS_FILE, mark.line + 1 if mark else 0, what)]) from problem
    if not isinstance(contents, dict):
        what = "holds no names with values; it begins with 'format: jb-book' and 'root'"
        raise ChapterError([Problem(CONTENTS_FILE, 0, what)])
    if problems := sorted(set(_wrong(root, contents, text))):
        raise ChapterError(problems)
    return contents


def _read(text: str) -> Any:
    try:
        return yaml.load(text, READER)
    except yaml.YAMLError:
        # the slower reader says what it found there
        return yaml.safe_load(text)


def _wrong(root: Path, contents: dict[str, Any], text: str) -> Iterator[Problem]:
    """What of the contents is no page: names of no file, files outside of the book, pages that are named twice."""
    lines = text.splitlines()

    def told(word: object, what: str, time: int = 1) -> Problem:
        at = [number for number, line in enumerate(lines, 1) if str(word) in line]
        return Problem(CONTENTS_FILE, at[min(time, len(at)) - 1] if at else 0, what)

    if contents.get("format") != "jb-book":
        yield told("format", f"format is '{contents.get('format', '')}'; allowed: jb-book")
    if not isinstance(contents.get("root"), str):
        yield told("root", "root is missing: it names the first page, such as 'root: index'")
    named = [contents.get("root", ""), *_files(contents)]
    for each in _entries(contents):
        if not isinstance(each, dict):
            yield told(each, f"'{each}' is no entry; an entry is written 'file: chapters/name'")
            continue
        for key in each:
            if key not in KEYS:
                yield told(f"{key}:", f"'{key}' names no page of this book; {near_or_allowed(str(key), KEYS)}")
    for name in dict.fromkeys(str(name) for name in named):
        page = root / f"{name.removesuffix('.md')}.md"
        plain = os.path.normpath(f"/{name}").lstrip("/")
        if name != plain and not name.startswith("..") and plain != ".":
            yield told(name, f"'{name}' is written '{plain}'; a page is named from the top of the book")
        elif named.count(name) > 1:
            yield told(name, f"'{name}' is named twice; a page has one place in the book", time=2)
        elif _leaves(page, root):
            yield told(name, f"'{name}' lies outside of the book; a page is a file in its folder")


def _leaves(page: Path, root: Path) -> bool:
    """Whether a page lies outside of the book, by its name or because it is a link; its folder may be one."""
    named = Path(os.path.normpath(page)).is_relative_to(os.path.normpath(root))
    return not named or not os.path.realpath(page).startswith(os.path.realpath(page.parent) + os.sep)


def _entries(of: dict[str, Any]) -> Iterator[Any]:
    """Every part, chapter and section, whatever it holds."""
    yield of
    for key in LISTS:
        listed = of.get(key) or ()
        for each in listed if isinstance(listed, (list, tuple)) else [listed]:
            if isinstance(each, dict):
                yield from _entries(each)
            else:
                yield each


def _files(contents: dict[str, Any]) -> list[Any]:
    """The pages that are named below the first one, in order."""
    return [each["file"] for each in _entries(contents) if isinstance(each, dict) and "file" in each]
