"""Writing a page again when the places that use its claims have changed: entries and cards name them.

Such a page need not be read again. Where neither text, nor results, nor charts have changed, no time is spent here.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from compendium.book.facts.evidence_domain import evidence
from compendium.book.facts.used_in import all_uses, used_places
from compendium.book.text.prose import pages
from compendium.book.tracing.used_places import docname
from compendium.execution.report import EXECUTED


def changed_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages whose entries or cards show other uses than when they were last written."""
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
    """Each page with entries or cards, and a digest of what they will name."""
    titles = sorted((page, title.astext()) for page, title in env.titles.items())
    numbers = sorted(env.toc_fignumbers.items())
    captions = sorted(env.get_domain("std").labels.items())  # type: ignore[attr-defined]
    for page, names in _named(app, env).items():
        shown = repr((used_places(app, names), titles, numbers, captions))
        yield page, hashlib.sha256(shown.encode()).hexdigest()


def _named(app: Sphinx, env: BuildEnvironment) -> dict[str, list[str]]:
    """The claims, results and assumptions that have an entry on a page, or a card on it."""
    known = evidence(app)
    names = [*known.ledger.entries, *known.results, *known.ledger.assumptions]
    entries = [(place[0], name) for name in names if (place := known.place_of(name))]
    cards = [(docname(use), name) for name, uses in all_uses(app).items()
             for use in uses if use.kind in ("prose", "table")]
    held: dict[str, list[str]] = {}
    for page, name in (*entries, *cards):
        if page in env.all_docs:
            held.setdefault(page, []).append(name)
    return {page: known.with_inputs(held[page]) for page in held}
