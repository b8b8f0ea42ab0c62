"""Writing a page of the ledger again when the places that use its claims have changed.

Such a page need not be read again. Where neither text, nor results, nor charts have changed, no time is spent here.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from compendium.book.evidence_domain import evidence
from compendium.book.prose import pages
from compendium.book.used_in import used_places
from compendium.execution.report import EXECUTED


def changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages of the ledger that show other uses than when they were last written."""
    rests_on = _rests_on(app)
    shown: tuple[str, dict[str, str]] = getattr(env, "compendium_uses_shown", ("", {}))
    last, before = shown
    if rests_on == last:
        return []
    now = dict(_digests(app, env))
    env.compendium_uses_shown = rests_on, now  # type: ignore[attr-defined]
    return [page for page, digest in now.items() if before.get(page) != digest]


def _rests_on(app: Sphinx) -> str:
    """A hash of everything that names claims: the ledger and the code, the text, results and charts."""
    root = Path(app.srcdir)
    found = [*pages(root), *sorted((root / EXECUTED).rglob("*.ipynb")), *sorted((root / "figures").glob("*.vl.json"))]
    digest = hashlib.sha256(app.config.compendium_inputs.encode())
    for path in found:
        digest.update(f"{path}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _digests(app: Sphinx, env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Each page with entries, and a digest of what their gaps will hold."""
    known = evidence(app)
    held: dict[str, list[str]] = {}
    for name in (*known.ledger.entries, *known.results, *known.ledger.assumptions):
        place = known.place_of(name)
        if place and place[0] in env.all_docs:
            held.setdefault(place[0], []).append(name)
    titles = sorted((page, title.astext()) for page, title in env.titles.items())
    numbers = sorted(env.toc_fignumbers.items())
    for page, names in held.items():
        shown = repr((used_places(app, names), titles, numbers))
        yield page, hashlib.sha256(shown.encode()).hexdigest()
