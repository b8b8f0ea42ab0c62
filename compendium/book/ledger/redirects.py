"""Old addresses lead on: a small page stands at each address of an earlier edition that holds nothing any more."""

from pathlib import Path

from ruamel.yaml import YAML
from sphinx.application import Sphinx
from sphinx.errors import ConfigError

from compendium.book.facts.addresses import to_root
from compendium.book.site.edition import read_edition
from compendium.book.site.pouring import BODIES
from compendium.book.site.templates import template

FILE = "redirects.yml"
"""At the root of the book: each old page, and the address that has its content now."""
SCRIPT = "redirect.js"


def write_redirects(app: Sphinx, problem: Exception | None) -> None:
    """Write the page of each old address that no page of the book has."""
    if problem is not None or app.builder.format != "html":
        return
    root, built = Path(app.srcdir), Path(app.outdir)
    edition, anchors = read_edition(root), _anchors(app)
    for old, new in redirects(root).items():
        path = built / f"{old}.html"
        if old in app.env.found_docs:
            continue
        if not _exists(built, new.partition("#")[0]):
            raise ConfigError(f"{FILE}: '{old}' leads to '{new}', and the book has no such page")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template("redirect.html").render(root=to_root(old), to=new, edition=edition,
                                                                 anchors=anchors), encoding="utf-8")


def _anchors(app: Sphinx) -> dict[str, str]:
    """Each figure, table and named place of the chapters, and the page on which it stands now."""
    known = app.env.get_domain("std").data["anonlabels"]
    return {anchor: f"{page}.html" for page, anchor in sorted(known.values()) if anchor and page in app.env.found_docs}


def redirects(root: Path) -> dict[str, str]:
    """The old pages, without ending, and the addresses that they lead to; none without the file."""
    path = root / FILE
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {}) if path.is_file() else {}


def lead_on(app: Sphinx, page: str, template: str, context: dict[str, object], doctree: object) -> None:
    """On the index pages of the ledger, whose entries have pages of their own now, old anchors lead on as well."""
    if page.startswith("chapters/ledger/"):
        app.add_js_file(SCRIPT)


def _exists(built: Path, address: str) -> bool:
    return (built / address).is_file() or (built / BODIES / address).with_suffix(".json").is_file()
