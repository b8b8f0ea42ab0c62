"""Chapters in the editors of others: notebooks in JupyterLab and back, begun by a command, checked before a commit."""

import json
import re
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import jupytext
import nbformat
import pytest
import yaml
from jupytext.config import load_jupytext_config, preferred_format

from compendium.execution.chapters import pages
from compendium.execution.text_form import canonical, has_header

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "tests" / "example"
PAGES = [book / f"{name}.md" for book in (ROOT, EXAMPLE) for name in pages(book)]
CHAPTERS = [path for path in PAGES if has_header(path.read_text(encoding="utf-8"))]
PLAIN = [path for path in PAGES if path not in CHAPTERS]


def call(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "compendium", *map(str, words)], cwd=cwd, capture_output=True,
                          text=True, check=False)


def saved_by_jupyterlab(notebook):
    """A notebook as JupyterLab saves it: run, trusted, with what it notes for itself, its keys in order."""
    for count, cell in enumerate(notebook.cells, start=1):
        cell.metadata["trusted"] = True
        if cell.cell_type == "code":
            cell.metadata["execution"] = {"iopub.status.busy": "2026-01-01T00:00:00Z"}
            cell.execution_count, cell.outputs = count, [nbformat.v4.new_output("stream", name="stdout", text="done\n")]
        elif cell.source.startswith("#"):
            cell.metadata["jp-MarkdownHeadingCollapsed"] = True
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.7", "file_extension": ".py"}
    return nbformat.reads(json.dumps(notebook, sort_keys=True, indent=1), as_version=4)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_chapter_comes_back_from_jupyterlab_as_it_was_but_for_the_edit(chapter):
    text = chapter.read_text(encoding="utf-8")
    settings = load_jupytext_config(str(chapter))
    assert canonical(text) == text, "run 'compendium chapter tidy'"
    notebook = saved_by_jupyterlab(jupytext.read(chapter, config=settings))
    # Jupytext notes its settings in the notebook that it is given
    assert jupytext.writes(deepcopy(notebook), "md:myst", config=settings) == text
    begun = deepcopy(notebook)
    begun.cells.append(nbformat.v4.new_code_cell())
    assert canonical(jupytext.writes(begun, "md:myst", config=settings)) == text
    prose = next(cell for cell in notebook.cells if cell.cell_type == "markdown")
    prose.source += "\n\nOne sentence more."
    lines = jupytext.writes(notebook, "md:myst", config=settings).splitlines()
    assert [line for line in lines if line not in text.splitlines()] == ["One sentence more."]


@pytest.mark.parametrize("page", PLAIN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_without_cells_comes_back_without_a_notebook_s_header(page):
    # as the contents manager of Jupytext reads and writes what is opened by double click
    text, settings = page.read_text(encoding="utf-8"), load_jupytext_config(str(page))
    read_as = preferred_format(".md", settings.preferred_jupytext_formats_read)
    notebook = saved_by_jupyterlab(jupytext.reads(text, read_as, config=settings))
    notebook.cells[-1].source += "\n\nOne sentence more."
    lines = jupytext.writes(notebook, {"extension": ".md"}, config=settings).splitlines()
    assert [line for line in lines if line not in text.splitlines()] == ["One sentence more."]


def test_a_new_chapter_is_told_what_to_write_alone_and_stands_in_the_contents(tmp_path):
    book = shutil.copytree(EXAMPLE, tmp_path / "book")
    assert call("data", cwd=book).returncode == 0
    begun = call("chapter", "new", "river-banks", cwd=book)
    assert begun.returncode == 0, begun.stderr
    assert "chapters/river-banks.md written" in begun.stdout
    checked = call("check", cwd=book)
    told = checked.stderr.splitlines()[:-1]
    assert checked.returncode == 1 and len(told) == 6
    assert all("as a new chapter does; write what this one says" in line for line in told), told
    before, after = (yaml.safe_load((each / "_toc.yml").read_text())["parts"] for each in (EXAMPLE, book))
    assert after[0]["chapters"] == [*before[0]["chapters"], {"file": "chapters/river-banks"}]
    assert after[1:] == before[1:]
    text = (book / "chapters/river-banks.md").read_text(encoding="utf-8")
    assert canonical(text) == text and "# River banks\n" in text
    for name, what in (("river-banks", "is there already"), ("River Banks", "allowed are small letters")):
        again = call("chapter", "new", name, cwd=book)
        assert again.returncode == 1 and what in again.stderr


def test_the_checks_before_a_commit_name_commands_that_exist():
    hooks = [hook for repository in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
             for hook in repository["hooks"]]
    named = [hook["entry"].removeprefix(".venv/bin/compendium ").split() for hook in hooks
             if hook["entry"].startswith(".venv/bin/compendium ")]
    assert ["check"] in named and ["chapter", "tidy"] in named
    for words in named:
        assert call(*words, "--help", cwd=ROOT).returncode == 0
    for hook in hooks:
        re.compile(hook.get("files", ""))


def test_problems_are_told_to_programs(tmp_path):
    book = shutil.copytree(EXAMPLE, tmp_path / "book")
    model = book / "otters/model.py"
    # what a formula prints for its author is no answer to a program
    printing = model.read_text(encoding="utf-8").replace("now / then)", "[print('tried'), now / then][1])")
    model.write_text(printing, encoding="utf-8")
    assert call("data", cwd=book).returncode == 0
    shutil.rmtree(book / "_build")
    checked = call("check", "--format", "json", cwd=book)
    assert checked.stdout.strip() == "[]" and "tried" in checked.stderr
    page = book / "chapters" / "glossary.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nSee {ref}`nowhere`.\n", encoding="utf-8")
    line = page.read_text(encoding="utf-8").count("\n")
    told = call("check", "--format", "json", cwd=book)
    assert told.returncode == 1
    assert [(each["file"], each["line"]) for each in json.loads(told.stdout)] == [("chapters/glossary.md", line)]
    marked = call("check", "--format", "github", cwd=book)
    assert marked.returncode == 1
    assert marked.stdout.startswith(f"::error file=chapters/glossary.md,line={line}::{{ref}}`nowhere` refers to no")


def test_a_notebook_beside_its_chapter_that_holds_something_else_is_told_with_what_to_do(tmp_path):
    book = shutil.copytree(EXAMPLE, tmp_path / "book")
    assert call("data", cwd=book).returncode == 0
    chapter = book / "chapters/damage.md"
    notebook = saved_by_jupyterlab(jupytext.read(chapter, config=load_jupytext_config(str(chapter))))
    notebook.cells.append(nbformat.v4.new_code_cell())
    beside = chapter.with_suffix(".ipynb")
    nbformat.write(notebook, beside)
    assert call("check", cwd=book).returncode == 0
    notebook.cells[0].source += "\n\nOne sentence more."
    nbformat.write(notebook, beside)
    checked = call("check", cwd=book)
    assert checked.returncode == 1 and " ".join(checked.stderr.split()) == (
        "chapters/damage.ipynb: differs from damage.md, of which the book is made; "
        "'jupytext --sync chapters/damage.md' takes over the newer of the two, else remove this one 1 problem")
