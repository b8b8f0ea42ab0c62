"""Addresses of earlier editions: the pages that stand there and lead on, and what is wrong with the list of them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from compendium.book.site import addresses
from compendium.book.site.addresses import to_root
from compendium.errors import EvidenceError, Problem, near_or_allowed
from compendium.evidence.document import Document, read_document
from compendium.execution.chapters import pages
from compendium.fingerprints import write_whole

if TYPE_CHECKING:
    from sphinx.application import Sphinx

REDIRECTS = "redirects.yml"
"""At the root of the book: each old page, and the address that has its content now."""
SCRIPT = "redirect.js"
WRITTEN = ".redirects.json"
"""Beside the built pages, the names of those that lead on: what has left the list leads nowhere any more."""
NAME = r"[A-Za-z0-9_-][A-Za-z0-9._-]*"
PAGE = re.compile(rf"(?!.*\.html$){NAME}(?:/{NAME})*")
"""A page's name: no way out of the book, and nothing that is markup where the name is printed."""
ADDRESS = re.compile(rf"(?P<page>{NAME}(?:/{NAME})*)\.html(?:#(?P<anchor>[\w:./-]+))?")
MADE = {addresses.ACTORS, addresses.ASSUMPTIONS, addresses.CHANGES, addresses.CORRECTIONS, addresses.DEFINITIONS,
        addresses.LIBRARIES, addresses.PLACES, addresses.RESULTS, "search", "404"}
"""Pages that the book itself makes beside the chapters."""
CHAPTERS = "chapters/"


def redirect_problems(root: Path) -> list[Problem]:
    """What is wrong with the list, as far as the files tell; what only a built book knows is told by the build."""
    if not (root / REDIRECTS).is_file():
        return []
    try:
        document = _document(root)
    except EvidenceError as error:
        return [Problem(REDIRECTS, each.line, each.what) for each in error.problems]
    if not isinstance(document.content, dict):
        return [Problem(REDIRECTS, 1, "is a list or a text; allowed are lines 'chapters/old: chapters/new.html'")]
    known = {*pages(root), *MADE}
    return [Problem(REDIRECTS, document.line((old,)), what)
            for old, new in document.content.items() for what in _wrong(old, new, known)]


def _wrong(old: str, new: object, known: set[str]) -> Iterator[str]:
    if not PAGE.fullmatch(old):
        yield (f"'{old}' is no page's name; allowed are letters, digits, '.', '_' and '-', folders before a '/', and no"
               " ending, such as chapters/old")
    elif old in known:
        yield f"'{old}' is a page of this book, which nobody is led away from; remove the line"
    found = ADDRESS.fullmatch(new) if isinstance(new, str) else None
    if not found:
        yield f"'{old}' leads to '{new}'; allowed is a page of this book, such as chapters/new.html#anchor"
    elif found["page"] not in known and ("/" not in found["page"] or found["page"].startswith(CHAPTERS)):
        yield (f"'{old}' leads to '{new}', and the book has no such page;"
               f" {near_or_allowed(found['page'], sorted(known))}")


def _document(root: Path) -> Document:
    return read_document(root / REDIRECTS)


def write_redirects(app: "Sphinx", problem: Exception | None) -> None:
    """Write the page of each old address."""
    # 'check' reads the list as well, and loads nothing that builds
    from sphinx.errors import ConfigError

    from compendium.book.site.edition import read_edition
    from compendium.book.site.shells import filled_pages
    from compendium.book.site.templates import template

    if problem is not None or app.builder.format != "html":
        return
    root, built = Path(app.srcdir), Path(app.outdir)
    written = built / WRITTEN
    for old in json.loads(written.read_text(encoding="utf-8")) if written.is_file() else ():
        if old not in app.env.found_docs:
            (built / f"{old}.html").unlink(missing_ok=True)
    write_whole(written, "[]")
    if not (root / REDIRECTS).is_file():
        return
    wrong = redirect_problems(root)
    if not wrong:
        document, ledger = _document(root), set(filled_pages(built))
        wrong = [Problem(REDIRECTS, document.line((old,)), what)
                 for old, new in document.content.items() for what in _wrong_in(built, ledger, old, new)]
    if wrong:
        raise ConfigError("\n".join(map(str, wrong)))
    edition, anchors = read_edition(root), _anchors(app)
    write_whole(written, json.dumps(list(document.content)))
    for old, new in document.content.items():
        path = built / f"{old}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template("redirect.html").render(root=to_root(old), to=new, edition=edition, anchors=anchors),
                        encoding="utf-8")


def _wrong_in(built: Path, ledger: set[str], old: str, new: str) -> Iterator[str]:
    """What is wrong with a line beside the pages as they were built."""
    from compendium.book.site.shells import BODIES

    if old in ledger or ((stands := built / f"{old}.html").is_file() and not _leads_on(stands)):
        yield f"'{old}' is a page of this book, which nobody is led away from; remove the line"
    page, _, anchor = new.partition("#")
    body, written = (built / BODIES / page).with_suffix(".json"), built / page
    if body.is_file():
        text = str(json.loads(body.read_text(encoding="utf-8"))["body"])
    elif written.is_file():
        text = written.read_text(encoding="utf-8")
    else:
        yield f"'{old}' leads to '{new}', and the book has no such page"
        return
    if anchor and f' id="{anchor}"' not in text:
        yield f"'{old}' leads to '{new}', and that page has no place '{anchor}'; leave out what follows '#', or mend it"


def _leads_on(page: Path) -> bool:
    """Whether a page that stands already is that of an old address: plain Jupyter Book writes into a finished book."""
    return ' data-to="' in page.read_text(encoding="utf-8").partition("<head>")[0]


def _anchors(app: "Sphinx") -> dict[str, str]:
    """Each figure, table and named place of the chapters, and the page on which it stands now."""
    known = app.env.get_domain("std").data["anonlabels"]
    return {anchor: f"{page}.html" for page, anchor in sorted(known.values()) if anchor and page in app.env.found_docs}


def forward_old_anchors(app: "Sphinx", page: str, template: str, context: dict[str, object], doctree: object) -> None:
    """On the index pages of the ledger, whose entries have pages of their own now, old anchors lead on as well."""
    if page.startswith("chapters/ledger/"):
        app.add_js_file(SCRIPT)
