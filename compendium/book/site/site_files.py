"""The files of the site that are no page of the book: icon, card, feed of changes, map, and a page not found."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from feedgen.feed import FeedGenerator
from sphinx.application import Sphinx

from compendium.book.facts.evidence_domain import evidence
from compendium.book.site.edition import Edition, read_edition
from compendium.book.site.pouring import poured
from compendium.book.site.site_address import base_address
from compendium.book.site.templates import STATIC, template
from compendium.evidence import Ledger
from compendium.subject import current_subject

VERSION = re.compile(r"^## (?P<version>\S+) \((?P<date>\d{4}-\d\d-\d\d)\)\n(?P<what>.*?)(?=^## |\Z)",
                     re.MULTILINE | re.DOTALL)
ICON_SIZE, CARD_SIZE = 5.0, 1.0
Change = tuple[datetime, str, str, str]
"""When, a name that stays, a headline, and what changed."""


def write_files(app: Sphinx, problem: Exception | None) -> None:
    """Write them into the built book."""
    if problem is not None or app.builder.format != "html":
        return
    out, root = Path(app.outdir), Path(app.srcdir)
    edition, base = read_edition(root), base_address(app.config)
    _write_pictures(out, edition)
    changes = [*versions(root), *corrections(evidence(app).ledger)]
    (out / "feed.xml").write_bytes(feed(edition, base, changes))
    if base:
        # addresses in it are absolute, so that there is none where the book's own is not known
        names = sorted({*app.env.found_docs, *poured(out)})
        (out / "sitemap.xml").write_text(template("sitemap.xml").render(base=base, names=names), "utf-8")
    # a server shows it for any address: where its own is known, links begin there
    home = urlsplit(base).path if base else ""
    (out / "404.html").write_text(template("404.html").render(edition=edition, home=home), "utf-8")


def _write_pictures(out: Path, edition: Edition) -> None:
    import vl_convert

    icon = (STATIC / "favicon.svg").read_text(encoding="utf-8")
    (out / "_static" / "favicon.png").write_bytes(vl_convert.svg_to_png(icon, scale=ICON_SIZE))
    card = template("card.svg").render(edition=edition)
    (out / "_static" / "card.png").write_bytes(vl_convert.svg_to_png(card, scale=CARD_SIZE))


def versions(root: Path) -> Iterator[Change]:
    """The versions of the list of changes that have a date; what is not released yet has none."""
    path = root / "CHANGELOG.md"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    for found in VERSION.finditer(text):
        when = datetime.fromisoformat(found["date"]).replace(tzinfo=UTC)
        points = re.findall(r"^- (.*?)(?=^- |\Z)", found["what"], re.MULTILINE | re.DOTALL)
        said = template("feed/version.html").render(points=[" ".join(point.split()) for point in points])
        yield when, f"version/{found['version']}", f"Version {found['version']}", said


def corrections(ledger: Ledger) -> Iterator[Change]:
    """Each correction made."""
    for each in ledger.corrections:
        when = datetime(each.date.year, each.date.month, each.date.day, tzinfo=UTC)
        said = template("feed/correction.html").render(each=each)
        yield when, f"correction/{each.id}", f"Correction: {each.now}", said


def feed(edition: Edition, base: str, changes: list[Change]) -> bytes:
    """The changes as an Atom feed, the latest first; the same for the same records."""
    made = FeedGenerator()
    made.id(_named("feed"))
    made.title(f"{edition.full_title}: changes and corrections")
    made.author(name=edition.author)
    made.updated(max((change[0] for change in changes), default=datetime.fromtimestamp(edition.seconds, UTC)))
    if base:
        made.link(href=f"{base}feed.xml", rel="self")
    for when, name, headline, said in sorted(changes, key=lambda change: (change[0], change[1])):
        entry = made.add_entry()
        entry.id(_named(name))
        entry.title(headline)
        entry.updated(when)
        entry.published(when)
        entry.content(said, type="html")
        entry.link(href=f"{base}corrections.html" + (f"#{name}" if name.startswith("correction/") else ""))
    written: bytes = made.atom_str(pretty=True)
    return written


def _named(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"{current_subject().slug}/{name}").urn
