"""The files of the site that are no page of the book: icon, card, feed of changes, map, and a page not found."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from feedgen.feed import FeedGenerator
from sphinx.application import Sphinx

from compendium.book.site import addresses
from compendium.book.site.changes import versions
from compendium.book.site.edition import Edition, base_address, read_edition
from compendium.book.site.shells import filled_pages
from compendium.book.site.templates import STATIC, template
from compendium.drawing import drawing_library
from compendium.evidence.findings import Correction
from compendium.evidence.reading import book_ledger
from compendium.subject import current_subject

NOT_FOUND = "404.html"
ICON_SIZE, CARD_SIZE = 5.0, 1.0
FeedEntry = tuple[datetime, str, str, str]
"""When, a name that stays, a headline, and what changed."""


def write_site_files(app: Sphinx, problem: Exception | None) -> None:
    """Write them into the built book."""
    if problem is not None or app.builder.format != "html":
        return
    out, root = Path(app.outdir), Path(app.srcdir)
    edition, base = read_edition(root), base_address(app.config)
    _write_pictures(out, edition)
    changes = [*version_changes(root), *correction_changes(book_ledger(root).corrections)]
    (out / "feed.xml").write_bytes(feed(edition, base, changes))
    if base:
        # addresses in it are absolute, so that there is none where the book's own is not known
        names = sorted({*app.env.found_docs, *filled_pages(out)})
        (out / "sitemap.xml").write_text(template("sitemap.xml").render(base=base, names=names), "utf-8")
    (out / NOT_FOUND).write_text(not_found(app), "utf-8")


def not_found(app: Sphinx) -> str:
    """The page that a server shows for any address that none has: where the book's own is known, links begin there."""
    base = base_address(app.config)
    home = urlsplit(base).path if base else ""
    return template(NOT_FOUND).render(edition=read_edition(Path(app.srcdir)), home=home)


def _write_pictures(out: Path, edition: Edition) -> None:
    draw = drawing_library().svg_to_png
    icon = (STATIC / "favicon.svg").read_text(encoding="utf-8")
    (out / "_static" / "favicon.png").write_bytes(draw(icon, scale=ICON_SIZE))
    card = template("card.svg").render(edition=edition)
    (out / "_static" / "card.png").write_bytes(draw(card, scale=CARD_SIZE))


def version_changes(root: Path) -> Iterator[FeedEntry]:
    """The versions of the list of changes that have a date; what is not released yet has none."""
    for each in versions(root):
        when = datetime(each.released.year, each.released.month, each.released.day, tzinfo=UTC)
        said = template("feed/version.html").render(points=each.points, counts=each.counts(), since=each.since)
        yield when, f"version/{each.name}", f"Version {each.name}", said


def correction_changes(made: Iterable[Correction]) -> Iterator[FeedEntry]:
    """Each correction made."""
    for each in made:
        when = datetime(each.date.year, each.date.month, each.date.day, tzinfo=UTC)
        said = template("feed/correction.html").render(each=each)
        yield when, f"correction/{each.id}", f"Correction: {each.now}", said


def feed(edition: Edition, base: str, changes: list[FeedEntry]) -> bytes:
    """The changes as an Atom feed, the latest first; the same for the same records."""
    made = FeedGenerator()
    made.id(_urn("feed"))
    made.title(f"{edition.full_title}: changes and corrections")
    made.author(name=edition.author)
    made.updated(max((change[0] for change in changes), default=datetime.fromtimestamp(edition.seconds, UTC)))
    if base:
        made.link(href=f"{base}feed.xml", rel="self")
    for when, name, headline, said in sorted(changes, key=lambda change: (change[0], change[1])):
        entry = made.add_entry()
        entry.id(_urn(name))
        entry.title(headline)
        entry.updated(when)
        entry.published(when)
        entry.content(said, type="html")
        page = addresses.CORRECTIONS if name.startswith("correction/") else addresses.CHANGES
        entry.link(href=f"{base}{page}.html#{name}")
    written: bytes = made.atom_str(pretty=True)
    return written


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"{current_subject().slug}/{name}").urn
