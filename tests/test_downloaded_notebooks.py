"""A notebook that a reader takes from a page runs again in a folder where there is no book, and gives what it shows."""

import shutil
import sys
from pathlib import Path

import nbformat
import pytest

from compendium.execution.chapters import read_chapters
from compendium.execution.notebooks import cleaned
from compendium.execution.warm import forked_run, register_engine
from compendium.root import find_root

pytestmark = [pytest.mark.built, pytest.mark.skipif(sys.platform != "linux", reason="runs are forked on Linux alone")]
PAGES = Path(__file__).parent.parent / "_build" / "html"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> Path:
    """A folder with nothing but the notebooks of the built pages, and no book around it."""
    folder = tmp_path_factory.mktemp("downloads")
    for notebook in (PAGES / "notebooks").glob("*.ipynb"):
        shutil.copy(notebook, folder)
    assert find_root(folder) is None
    return folder


def again(path: Path) -> list[list[object]]:
    """The outputs of a notebook's cells, run in its folder by papermill in the environment that the pages name."""
    from papermill.execute import execute_notebook

    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    with forked_run(path.parent) as run:
        ran = execute_notebook(notebook, None, progress_bar=False, engine_name=register_engine(), run=run,
                               timeout_func=lambda _: 60, on_cell_start=lambda *_, **__: None)
    return outputs(cleaned(ran))


def outputs(notebook: nbformat.NotebookNode) -> list[list[object]]:
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


def test_every_page_with_code_offers_its_notebook(root, elsewhere):
    assert {path.stem for path in elsewhere.glob("*.ipynb")} == {each.path.stem for each in read_chapters(root)}


@pytest.mark.parametrize("name", [each.path.stem for each in read_chapters(Path(__file__).parent.parent)])
def test_a_downloaded_notebook_gives_again_what_it_shows(elsewhere, name, monkeypatch):
    # as a reader would: what is installed is found, and nothing by the folder that the tests run in
    monkeypatch.chdir(elsewhere)
    shown = outputs(nbformat.read(elsewhere / f"{name}.ipynb", as_version=4))
    assert any(shown) and again(elsewhere / f"{name}.ipynb") == shown
