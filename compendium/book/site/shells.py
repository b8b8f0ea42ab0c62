"""A page of the ledger as data, and the pouring of its body into the theme's own layout, made once for each depth of
folders.

Sphinx makes a shell, a page whose title, description and body are slots, through ``html-collect-pages``. Bodies are
kept as data beside it. Once the shells are finished like all pages, each body is put into the shell of its depth, so
that a thousand pages cost no more than three.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import escape

from compendium.book.site.addresses import depth, to_root
from compendium.book.site.templates import template

SHELL_PAGES = ("shell", "shell/1", "shell/1/2")
"""The name of the shell for each depth of folders."""
SHELL_TEMPLATE = "ledger-shell.html"
BODIES = "_ledger"
"""The folder of the bodies in what Sphinx wrote; no reader's browser asks for it."""
TITLE, TOLD, BODY = "ledger-slot-of-the-title", "ledger-slot-of-the-description", "ledger-slot-of-the-body"


@dataclass(frozen=True)
class LedgerPage:
    """A page before it is printed; ``told`` describes it in a sentence, ``searched`` holds more words to find it by."""

    name: str
    kind: str
    title: str
    template: str
    told: str
    filled: Mapping[str, Any] = field(default_factory=dict)
    searched: str = ""


@dataclass(frozen=True)
class PrintedPage:
    """A page of the ledger when it is printed, with what the search is told of it."""

    name: str
    kind: str
    title: str
    told: str
    searched: str
    body: str


def printed_page(page: LedgerPage) -> PrintedPage:
    """A page with its body as its template prints it."""
    body = template(f"ledger/{page.template}").render(page=page, root=to_root(page.name), **page.filled)
    return PrintedPage(page.name, page.kind, page.title, page.told, page.searched or page.told, body)


def write_bodies(built: Path, pages: Iterable[PrintedPage]) -> None:
    """Keep the body of each page beside what Sphinx wrote, and drop those of pages that are gone."""
    folder, kept = built / BODIES, set()
    for page in pages:
        path = folder / f"{page.name}.json"
        kept.add(path)
        written = json.dumps({"title": page.title, "told": page.told, "body": page.body}, ensure_ascii=False)
        if not path.is_file() or path.read_text(encoding="utf-8") != written:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(written, encoding="utf-8")
    for path in set(folder.rglob("*.json")) - kept:
        path.unlink()


def shells() -> Iterator[tuple[str, dict[str, Any], str]]:
    """The shells as ``html-collect-pages`` wants them: name, context, template."""
    for name in SHELL_PAGES:
        yield name, {"title": TITLE, "told_slot": TOLD, "body_slot": BODY,
                     "meta": {"html_theme.sidebar_secondary.remove": True}}, SHELL_TEMPLATE


def filled_pages(built: Path) -> list[str]:
    """The names of the ledger's pages in what Sphinx wrote, in order."""
    folder = built / BODIES
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.json"))


def fill_shells(finished: Mapping[str, str], built: Path) -> Iterator[tuple[str, str]]:
    """Name and content of each page of the ledger; ``finished`` holds the finished shells by file name."""
    for name in filled_pages(built):
        shell_name = SHELL_PAGES[depth(name)]
        page = json.loads((built / BODIES / f"{name}.json").read_text(encoding="utf-8"))
        shell = finished[f"{shell_name}.html"].replace(f"{shell_name}.html", f"{name}.html")
        shell = shell.replace(TITLE, str(escape(page["title"]))).replace(TOLD, str(escape(page["told"])))
        yield f"{name}.html", shell.replace(BODY, page["body"])
