"""The files by which a chapter is made again, copied into the built book under addresses that stay."""

import shutil
from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode
from sphinx.application import Sphinx

from compendium.book.facts.evidence_domain import evidence
from compendium.book.facts.printed_prose import print_facts
from compendium.book.chapters.reproduce import DATA, NOTEBOOKS
from compendium.execution import Chapter, cache, read_chapters, write_notebook
from compendium.execution.cleaning import cleaned


def write_files(app: Sphinx, problem: Exception | None) -> None:
    """Write each chapter's executed notebook, its facts printed, and the tables of ``data/``."""
    if problem is not None or app.builder.format != "html" or app.config.compendium_page:
        return
    root, out = Path(app.srcdir), Path(app.outdir)
    for chapter in read_chapters(root):
        notebook = _with_results(root, chapter)
        print_facts(notebook, evidence(app), chapter.path.stem)
        write_notebook(out / NOTEBOOKS / f"{chapter.path.stem}.ipynb", notebook)
    shutil.copytree(root / DATA, out / DATA, dirs_exist_ok=True)


def _with_results(root: Path, chapter: Chapter) -> NotebookNode:
    """A chapter as it is written now, with the results of its run: prose may have changed since."""
    notebook = deepcopy(chapter.notebook)
    executed = [cell for cell in cache.read_executed(root, chapter.docname).cells if cell.cell_type == "code"]
    for cell, result in zip((cell for cell in notebook.cells if cell.cell_type == "code"), executed, strict=True):
        cell.outputs, cell.execution_count = result.outputs, result.execution_count
    return cleaned(notebook)
