"""Which facts each page of the story holds: kept when it is read, so that nothing need be read again to know them."""

from collections.abc import Iterable
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


def keep(app: Sphinx, doctree: nodes.document) -> None:
    """Note the names of a page's facts, each once, in order."""
    links = (link for link in doctree.findall(pending_xref) if link.get("refdomain") == "evidence")
    named = dict.fromkeys(link["reftarget"] for link in links if _is_fact(link))
    _kept(app.env)[app.env.docname] = list(named)


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what was noted of a page that is read anew or gone."""
    _kept(env).pop(docname, None)


def merge(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over what another process noted."""
    _kept(env).update({name: _kept(other).get(name, []) for name in docnames})


def _is_fact(link: pending_xref) -> bool:
    return any("fact" in words["classes"] for words in link.findall(nodes.inline))


def _kept(env: Any) -> dict[str, list[str]]:
    if not hasattr(env, "compendium_facts"):
        env.compendium_facts = {}
    found: dict[str, list[str]] = env.compendium_facts
    return found
