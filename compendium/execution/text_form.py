"""The written form of a chapter: a MyST notebook as Jupytext writes it, and the lines of its cells.

The canonical form is what Jupytext writes, without its own version number, so that a new release of
Jupytext does not touch every chapter.
"""

import re
import warnings
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]

from compendium.errors import ChapterError, Problem
from compendium.evidence.document import READER, hidden_character
from compendium.fingerprints import kept, text_print
from compendium.lean import load_lean

if TYPE_CHECKING:
    from nbformat import NotebookNode

FRONT_MATTER = re.compile(r"---\n(.*?)^---\s*$", re.DOTALL | re.MULTILINE)
CODE_CELL = re.compile(r"^`{3,}\s*\{code-cell\}", re.MULTILINE)
PYTHON = re.compile(r"(?:i?python3?)?")
"""How a code cell may call its language."""
OPTIONS = re.compile(r"^`{3,}\s*\{code-cell\}.*\n(?:---\n(?P<block>(?:.*\n)*?)---|(?P<lines>(?::.*\n)+))", re.MULTILINE)
"""The options of a cell, in either of the two forms in which they are written."""
MAGIC = re.compile(r"^\s*(?:[%!?]|[\w.]+\s*=\s*[%!])|\?\s*$", re.MULTILINE)
"""What only IPython understands: a line that calls the shell or a magic, or that asks for help."""
VERSION_LEFT_OUT = {"notebook_metadata_filter": "-jupytext.text_representation.jupytext_version"}
DESCRIBED = "myst"
"""What in a header describes its page; Jupytext leaves it out where it is not told to keep it."""
DESCRIPTION_KEPT = {"notebook_metadata_filter": f"{DESCRIBED},{VERSION_LEFT_OUT['notebook_metadata_filter']}"}


@lru_cache(maxsize=256)
def has_header(text: str) -> bool:
    """Whether a page opens with Jupytext's header for MyST notebooks."""
    try:
        return {"jupytext", "kernelspec"} <= _front_matter(text).keys()
    except yaml.YAMLError:
        return "jupytext:" in text.partition("\n---")[0]


def _front_matter(text: str) -> dict[str, Any]:
    """What stands between the lines '---' at the top of a page."""
    found = FRONT_MATTER.match(text)
    header = yaml.load(found[1], READER) if found else None
    return header if isinstance(header, dict) else {}


def read_notebook(text: str, file: str, root: Path | None = None) -> "NotebookNode":
    """The cells of a chapter, with the line of each in the notebook's ``source_map``; kept in the book at ``root``."""
    try:
        _refuse_odd_tags(text, file)
        parsed = kept(root, f"cells/{file}", text_print(text), partial(_parsed, text)) if root else _parsed(text)
        _refuse_other_languages(text, parsed, file)
        # who runs a notebook writes into it
        return deepcopy(parsed)
    except (OSError, MemoryError, ChapterError):
        raise
    except Exception as problem:
        # Jupytext raises whatever its parts raise; named by class, as they take longer to import than most uses of this
        kind, line, said = type(problem).__name__, 1, (str(problem).splitlines() or [""])[0]
        what = f"cannot be read as a notebook: {said or kind}"
        if kind == "NotebookValidationError":
            what = f"the header or a cell's options are not those of a notebook: {said}"
        elif kind == "MystMetadataParsingError":
            found = re.search(r"at line (\d+)", str(problem))
            line = int(found[1]) if found else 1
            what = f"the cell or the header is not valid YAML: {' '.join(str(problem).partition(';')[2].split())[:200]}"
        elif unseen := hidden_character(text):
            line, what = unseen
        raise ChapterError([Problem(file, line, what)]) from problem


TAGS = re.compile(r"^:?tags:[ \t]*(?!\[)(\S.*)$")


def _refuse_odd_tags(text: str, file: str) -> None:
    """Raise ChapterError for tags that are one text, which Jupyter takes for no tags at all."""
    for number, line in enumerate(text.split("\n"), 1):
        if found := TAGS.match(line):
            raise ChapterError([Problem(file, number, f"tags are a list: write 'tags: [{found[1].strip()}]'")])


def _refuse_other_languages(text: str, notebook: "NotebookNode", file: str) -> None:
    """Raise ChapterError for cells that say that they are no Python, which Jupytext makes cells of Python."""
    written = text.splitlines()
    if problems := [Problem(file, begins, wrong)
                    for cell, begins in zip(notebook.cells, notebook.metadata["source_map"], strict=True)
                    if cell.cell_type == "code"
                    and (wrong := wrong_language(written[begins - 1].partition("}")[2].strip()))]:
        raise ChapterError(problems)


def wrong_language(named: str) -> str:
    """Why no cell of a language runs; empty where one does."""
    return "" if PYTHON.fullmatch(named) else f"a code cell of '{named}' never runs; allowed: ipython3"


def lost_comments(text: str) -> Iterator[tuple[int, str]]:
    """The comments in a chapter's header and in the options of its cells, which a saved notebook does not hold."""
    header, options = FRONT_MATTER.match(text), OPTIONS.finditer(text)
    for found, group in ((header, 1), *((each, each.lastgroup or 0) for each in options)) if header else ():
        written = found[group] if group != "lines" else re.sub("^:", " ", found[group], flags=re.MULTILINE)
        ended = 0
        for token in yaml.scan(written):
            if (sign := written.find("#", ended, token.start_mark.index)) >= 0:
                yield text.count("\n", 0, found.start(group)) + 1 + written.count("\n", 0, sign), (
                    "a comment here is lost when the chapter is saved as a notebook; write it into the prose, behind "
                    "'%' at the beginning of a line")
                break
            ended = token.end_mark.index


@lru_cache(maxsize=256)
def _parsed(text: str) -> "NotebookNode":
    """A chapter's cells, taken apart once although running, reading, checking and tracing all ask for them."""
    load_lean("jupytext")
    from jupytext.myst import myst_to_notebook

    with warnings.catch_warnings():
        # of cells that call Python by its names
        warnings.simplefilter("ignore")
        notebook: NotebookNode = myst_to_notebook(text, add_source_map=True)  # type: ignore[no-untyped-call]
    return notebook


def cell_lines(text: str, notebook: "NotebookNode") -> tuple[int, ...]:
    """The line of the file (counted from 1) on which the content of each cell begins."""
    written = text.splitlines()
    begins = []
    for cell, start in zip(notebook.cells, notebook.metadata["source_map"], strict=True):
        content = cell.source.splitlines()
        places = range(start, len(written) - len(content) + 1)
        found = (at for at in places if written[at : at + len(content)] == content)
        begins.append(next(found, start) + 1)
    return tuple(begins)


def as_python(source: str) -> str:
    """A cell as plain Python, its shell lines and magic turned into calls as IPython does when it runs them."""
    if not MAGIC.search(source):
        return source
    from IPython.core.inputtransformer2 import TransformerManager

    return str(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]


def canonical(text: str) -> str:
    """The one form in which a page is kept: a chapter as Jupytext writes what JupyterLab saved, any other unchanged.

    A saved notebook holds the options of its cells in the order of their names, and so does the chapter. An empty cell,
    which JupyterLab begins below the last one that is run, is none of it.
    """
    import jupytext
    import nbformat

    if not has_header(text):
        return text
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        notebook = jupytext.reads(text, "md:myst")  # type: ignore[no-untyped-call]
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type != "code" or cell.source.strip()]
    notebook.metadata["jupytext"] = _header(notebook.metadata)
    saved = nbformat.reads(nbformat.writes(notebook), as_version=4)  # type: ignore[no-untyped-call]
    return str(jupytext.writes(saved, "md:myst"))  # type: ignore[no-untyped-call]


def _header(metadata: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in metadata.get("jupytext", {}).items() if key != "text_representation"}
    return kept | (DESCRIPTION_KEPT if DESCRIBED in metadata else VERSION_LEFT_OUT)


def refuse_code_cells(text: str, file: str) -> None:
    """Raise ChapterError for a code cell on a page that is not executed."""
    found = CODE_CELL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        what = "a code cell on a page without Jupytext's header would never run; the authors' guide has the header"
        raise ChapterError([Problem(file, line, what)])
