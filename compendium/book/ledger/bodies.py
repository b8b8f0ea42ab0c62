"""Keeping the body of each page of the ledger beside what Sphinx wrote, to be poured into the finished layout."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from compendium.book.facts.addresses import to_root
from compendium.book.ledger.page import LedgerPage
from compendium.book.site.pouring import BODIES
from compendium.book.site.templates import template


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
