"""The files by which a chapter is made again, copied into the built book under addresses that stay."""

import shutil
from copy import deepcopy
from functools import partial
from pathlib import Path

from nbformat import NotebookNode
from sphinx.application import Sphinx

from compendium.book.chapters.reproduce import DATA, NOTEBOOKS
from compendium.book.facts.evidence_domain import Evidence, evidence
from compendium.book.facts.printed_prose import print_facts
from compendium.execution import Chapter, cache, read_chapters
from compendium.execution.notebooks import as_text, cleaned
from compendium.fingerprints import kept, one_print, prints_of, text_print, write_whole


def write_files(app: Sphinx, problem: Exception | None) -> None:
    """Write each chapter's executed notebook, its facts printed, and the tables of ``data/``."""
    if problem is not None or app.builder.format != "html" or app.config.compendium_page:
        return
    root, out = Path(app.srcdir), Path(app.outdir)
    known = evidence(app)
    for chapter in read_chapters(root):
        made_from = prints_of([chapter.path, cache.executed_path(root, chapter.docname)], root)
        written = kept(root, f"take-along/{chapter.docname}", text_print(one_print(made_from), known.print),
                       partial(_written, root, chapter, known))
        write_whole(out / NOTEBOOKS / f"{chapter.path.stem}.ipynb", written)
    shutil.copytree(root / DATA, out / DATA, dirs_exist_ok=True)


def _written(root: Path, chapter: Chapter, known: Evidence) -> str:
    """A chapter's notebook as its file holds it."""
    notebook = _with_results(root, chapter)
    print_facts(notebook, known, chapter.path.stem)
    return as_text(notebook)


def _with_results(root: Path, chapter: Chapter) -> NotebookNode:
    """A chapter as it is written now, with the results of its run: prose may have changed since."""
    notebook = deepcopy(chapter.notebook)
    executed = [cell for cell in cache.read_executed(root, chapter.docname).cells if cell.cell_type == "code"]
    for cell, result in zip((cell for cell in notebook.cells if cell.cell_type == "code"), executed, strict=True):
        cell.outputs, cell.execution_count = result.outputs, result.execution_count
    return cleaned(notebook)
