"""One page of the book, finished: safe and light for every reader, and what the rest of the book must know of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from compendium.book.site.accessible_pages import accessible
from compendium.book.site.named_values import NAME
from compendium.book.site.page_needs import with_what_it_needs
from compendium.book.site.page_parts import PageParts
from compendium.book.site.page_pictures import PICTURE, with_sizes
from compendium.book.site.style_sheets import words_of
from compendium.fingerprints import text_print

ASKED = re.compile(r'(?:href|src)="[^"]*?(_static/[^"?]*)(?:\?[^"]*)?"')


@dataclass(frozen=True)
class FinishedPage:
    """A page with its text, or without it where only the rest is remembered.

    ``files`` and ``styles`` are what was moved out of it, by name; ``words`` its classes and ids, ``named``
    the named values that it mentions, ``pictures`` those whose size it tells, ``asks`` the files that it loads.
    """

    made_from: str
    text: str | None
    files: Mapping[str, str]
    styles: Mapping[str, str]
    words: frozenset[str]
    named: frozenset[str]
    pictures: tuple[str, ...]
    asks: tuple[str, ...]
    problems: tuple[str, ...]

    def without_text(self) -> "FinishedPage":
        """What is remembered of the page."""
        return replace(self, text=None)

    def print_of(self, page: str, files: Mapping[str, str]) -> str:
        """What this page would be made from, were Sphinx's page and the files beside it these."""
        return _made_from(page, self.pictures, files)


def finished_page(built: Path, name: str, files: Mapping[str, str]) -> FinishedPage:
    """A page that Sphinx wrote, finished; ``files`` are the fingerprints of all that it wrote."""
    path = built / name
    written = path.read_text(encoding="utf-8")
    page = with_sizes(accessible(with_what_it_needs(written)), path)
    parts = PageParts(page, _root_of(name, page))
    text = parts.rewritten()
    pictures = tuple(sorted({_beside(name, found[1]) for found in PICTURE.finditer(written)}))
    return FinishedPage(
        _made_from(files[name], pictures, files), text, parts.files, parts.styles, words_of([text], []),
        frozenset(NAME.findall(text)), pictures, tuple(sorted(set(ASKED.findall(text)))), tuple(parts.problems))


def _made_from(page: str, pictures: tuple[str, ...], files: Mapping[str, str]) -> str:
    return text_print(page, *(f"{name}={files.get(name)}" for name in pictures))


def _beside(page: str, address: str) -> str:
    """The file that an address on a page names, from the top of the book."""
    steps: list[str] = []
    for step in (PurePosixPath(page).parent / address.partition("?")[0]).parts:
        steps = steps[:-1] if step == ".." else [*steps, step]
    return "/".join(steps)


def _root_of(name: str, page: str) -> str:
    """The way from a page to the book's root, as the page itself says it, or as its place does."""
    said = re.search(r'data-content_root="([^"]*)"', page)
    return said[1].removeprefix("./") if said else "../" * name.count("/")
