"""Building the pages of the book with Jupyter Book, warnings as errors, reusing what did not change.

Left to itself Sphinx compares times, so that an old file put back with its old time goes unnoticed, and so does a
chapter that ran again. Here a page is read again when its content differs, whatever the times of the files say.
"""

import contextlib
import io
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from compendium.errors import BookError
from compendium.execution.cache import executed_path
from compendium.fingerprints import code_print, mark, marked, one_print, prints_of, text_print
from compendium.lean import load_lean

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

WORK = Path("_build") / "work"
EVERY_PAGE = ("_toc.yml", "_config.yml", "CITATION.cff")
SETTINGS = "-settings"
"""Ends the name under which is kept with which settings a builder's last build ended."""
FRAME = ("build finished", "build succeeded", "Configuration error:")
"""Lines of Sphinx around what it complains of."""
PACKED_AT = "SOURCE_DATE_EPOCH"
"""The variable whose year Sphinx puts in the place of the one that the settings give."""
touched: set[str] = set()
"""The pages that this process has read or written since it began to build: those of which a warning may speak."""


def build_pages(root: Path, builder: str, page: str = "") -> Path:
    """Build the pages with Jupyter Book, warnings as errors, reusing what did not change; or one of them alone."""
    work = root / WORK / builder
    ended, made_with = f"{builder}{SETTINGS}", _print_of_settings(root)
    # a build that did not end, or other settings: pages may have left the book
    if not can_go_on(root, builder):
        shutil.rmtree(work, ignore_errors=True)
    mark(root, **{ended: None})
    touched.clear()
    problems, ended_early = _run_jupyter_book(root, builder, work, page)
    if ended_early:
        raise BookError(problems)
    if problems:
        # a second build would not read these pages again, and so not repeat their warnings
        for name in touched:
            (work / "doctrees" / f"{name}.doctree").unlink(missing_ok=True)
        mark(root, **{ended: made_with})
        raise BookError(problems)
    mark(root, **{ended: made_with})
    return work / "pages"


def can_go_on(root: Path, builder: str) -> bool:
    """Whether a build can reuse what the last one read: it ended, with the settings and the code of now."""
    return bool(marked(root, f"{builder}{SETTINGS}") == _print_of_settings(root))


def settings(root: Path, page: str) -> dict[str, object]:
    """What is set beside the book's own settings; ``page`` is the one page that is built, empty for all."""
    # whoever is given these makes a Sphinx, which loads its extensions
    load_lean("sphinxext.opengraph")
    # the theme adds to the list of templates: Sphinx's own is one for all that this process builds, and a longer one
    # counts as other settings, by which every page would be written again
    return {"external_toc_path": str(root / "_toc.yml"), "latex_individualpages": False, "nitpicky": True,
            "templates_path": [], "compendium_page": page}


@contextlib.contextmanager
def dated_by_settings() -> Iterator[None]:
    """Within the block, Sphinx takes the year from the settings, and not from a variable meant for packing programs."""
    given = os.environ.pop(PACKED_AT, None)
    try:
        yield
    finally:
        os.environ.update({PACKED_AT: given} if given is not None else {})


def _run_jupyter_book(root: Path, builder: str, work: Path, page: str) -> tuple[list[str], bool]:
    """What Sphinx complained of, and whether that ended it."""
    from jupyter_book.sphinx import build_sphinx

    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()), dated_by_settings():
            result = build_sphinx(
                str(root), str(work / "pages"), noconfig=True, path_config=str(root / "_config.yml"),
                confoverrides=settings(root, page), doctreedir=str(work / "doctrees"), builder=builder,
                filenames=[str(root / f"{page}.md")] if page else None,
                warningiserror=True, keep_going=True, quiet=True,
            )  # fmt: skip
    except SystemExit as problem:
        return [str(problem)], True
    if not result:
        return [], False
    if isinstance(result, Exception) and (machine := _of_the_machine(result)):
        # told as everywhere: the file, and that there is no room for it
        machine.filename = machine.filename or str(work)
        raise machine
    return sphinx_complaints(said.getvalue(), root) or [str(result)], not isinstance(result, int)


def _of_the_machine(problem: BaseException | None) -> OSError | None:
    """The error of the machine behind one of Sphinx, such as a full disk."""
    while problem is not None and not isinstance(problem, OSError):
        problem = getattr(problem, "orig_exc", None) or problem.__cause__ or problem.__context__
    return problem


def sphinx_complaints(said: str, root: Path) -> list[str]:
    """What Sphinx complained of, one entry each, with paths as a reader knows them."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said).replace(f"{root}/", "")
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    return [line for line in lines if not line.startswith(FRAME)]


def _print_of_settings(root: Path) -> str:
    """The fingerprint of what every page depends on: the contents, the settings, the edition, the code."""
    return text_print(one_print(prints_of([root / name for name in EVERY_PAGE], root)), code_print(root))


def changed_content(app: "Sphinx", env: "BuildEnvironment", added: set[str], changed: set[str],
                    removed: set[str]) -> list[str]:
    """The pages that are not what was read, among those that Sphinx would leave."""
    read: dict[str, str] = getattr(env, "compendium_read", {})
    left = env.found_docs & env.all_docs.keys() - added - changed - removed
    return [page for page in sorted(left) if read.get(page) != _content(env, page)]


def note_read(app: "Sphinx", env: "BuildEnvironment", pages: list[str]) -> None:
    """Note what is read now."""
    touched.update(pages)
    env.compendium_reading = list(pages)  # type: ignore[attr-defined]


def note_written(app: "Sphinx", doctree: "nodes.document", page: str) -> None:
    """Note what is written now."""
    touched.add(page)


def remember_content(app: "Sphinx", env: "BuildEnvironment") -> list[str]:
    """Remember what was read; gives the pages to write beside those: a build of a single page read others too."""
    reading: list[str] = getattr(env, "compendium_reading", [])
    read = getattr(env, "compendium_read", {}) | {page: _content(env, page) for page in reading}
    env.compendium_read = {page: read[page] for page in read if page in env.all_docs}  # type: ignore[attr-defined]
    waiting: set[str] = {*getattr(env, "compendium_waiting", ()), *reading} & env.all_docs.keys()
    only = app.config.compendium_page
    env.compendium_waiting = waiting - {only} if only else set()  # type: ignore[attr-defined]
    if only:
        return []
    # every page shows the titles of others, in its navigation and beside its links to the next and the last, and may
    # name their figures by number and their headings by words
    told = told_elsewhere(env, env.titles)
    renamed = told != getattr(env, "compendium_told", told)
    env.compendium_told = told  # type: ignore[attr-defined]
    # a build has a reason, if not in a page: Sphinx writes nothing else where no page is written
    return sorted(env.all_docs if renamed else waiting) or [app.config.root_doc]


def told_elsewhere(env: "BuildEnvironment", names: Iterable[str]) -> dict[str, str]:
    """What other pages say of these as they were last read, as a print: title, numbers, and all that links lead to.

    That are the words and places of labels, the terms of glossaries and the numbers of formulas.
    """
    told: dict[str, list[tuple[object, ...]]] = {}
    for domain in env.domains.values():
        for label, words, kind, page, at, _ in domain.get_objects():
            told.setdefault(page, []).append((kind, label, str(words), at))
    for label, (page, number) in env.get_domain("math").equations.items():  # type: ignore[attr-defined]
        told.setdefault(page, []).append((label, number))
    return {name: text_print(env.titles[name].astext(), env.toc_secnumbers.get(name), env.toc_fignumbers.get(name),
                             sorted(map(repr, told.get(name, ())))) for name in names if name in env.titles}


def _content(env: "BuildEnvironment", page: str) -> str:
    """The fingerprint of a page's text, of its results and of all else that it was read from."""
    root = Path(env.srcdir)
    files = [Path(env.doc2path(page)), executed_path(root, page), *(root / file for file in env.dependencies[page])]
    return one_print(prints_of(files, root))
