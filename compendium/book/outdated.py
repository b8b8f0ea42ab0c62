"""Which pages Sphinx reads again: those whose content differs, whatever the times of the files say.

Left to itself Sphinx compares times, so that an old file put back with its old time goes unnoticed, and so
does a chapter that ran again.
"""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from compendium.execution.cache import executed_path
from compendium.fingerprints import one_print, prints_of

touched: set[str] = set()
"""The pages that this process has read or written since it began to build: those of which a warning may speak."""


def changed_content(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str],
                    removed: set[str]) -> list[str]:
    """The pages that are not what was read, among those that Sphinx would leave."""
    read: dict[str, str] = getattr(env, "compendium_read", {})
    left = env.found_docs & env.all_docs.keys() - added - changed - removed
    return [page for page in sorted(left) if read.get(page) != _content(env, page)]


def note_read(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    """Note what is read now."""
    touched.update(pages)
    env.compendium_reading = list(pages)  # type: ignore[attr-defined]


def note_written(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Note what is written now."""
    touched.add(page)


def remember_content(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Remember what was read; gives the pages that a build of a single page read and did not write."""
    reading: list[str] = getattr(env, "compendium_reading", [])
    read = getattr(env, "compendium_read", {}) | {page: _content(env, page) for page in reading}
    env.compendium_read = {page: read[page] for page in read if page in env.all_docs}  # type: ignore[attr-defined]
    waiting: set[str] = {*getattr(env, "compendium_waiting", ()), *reading} & env.all_docs.keys()
    only = app.config.compendium_page
    env.compendium_waiting = waiting - {only} if only else set()  # type: ignore[attr-defined]
    if only:
        return []
    # every page shows the titles of others, in its navigation and beside its links to the next and the last
    titles = {page: title.astext() for page, title in env.titles.items()}
    renamed = titles != getattr(env, "compendium_titles", titles)
    env.compendium_titles = titles  # type: ignore[attr-defined]
    return sorted(env.all_docs if renamed else waiting)


def _content(env: BuildEnvironment, page: str) -> str:
    """The fingerprint of a page's text, of its results and of all else that it was read from."""
    root = Path(env.srcdir)
    files = [Path(env.doc2path(page)), executed_path(root, page), *(root / file for file in env.dependencies[page])]
    return one_print(prints_of(files, root))
