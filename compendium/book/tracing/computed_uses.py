"""Which claims and results stand in the tables and charts that the chapters' code makes."""

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from compendium.book.text.prose import pages
from compendium.book.tracing.uses import Use

FACT = re.compile(r"\{fact\}`(?:[^`<]*<)?([^`<>]+)>?`")
ESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def table_uses(root: Path) -> Iterator[tuple[str, Use]]:
    """The facts in the cells of computed tables, from the executed chapters, or from the reference notebooks."""
    for path in pages(root):
        notebook = kept_notebook(root, path)
        if notebook is None:
            continue
        text, file = path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            name, shown = _name(cell), _shown(cell)
            line = _line(text, f"name: {name}" if name else "".join(cell["source"]).split("\n")[0])
            for fact in FACT.finditer(shown) if line else ():
                yield fact[1], Use("table", file, line, name)


def figure_uses(root: Path) -> Iterator[tuple[str, Use]]:
    """The claims and results that are marks of a chart; a chart that counts claims draws none of them."""
    texts = {path: path.read_text(encoding="utf-8") for path in pages(root)}
    for spec in sorted((root / "figures").glob("*.vl.json")):
        chart = spec.name.removesuffix(".vl.json")
        drawn = set(_ids(json.loads(spec.read_text(encoding="utf-8")).get("datasets", {})))
        for path, text in texts.items():
            if line := _line(text, f'name="{chart}"'):
                place = partial(Use, "figure", path.relative_to(root).as_posix(), line, chart)
                yield from ((name, place()) for name in sorted(drawn))


def kept_notebook(root: Path, chapter: Path) -> Path | None:
    """The executed chapter if there is one, otherwise its committed reference."""
    docname = chapter.relative_to(root).with_suffix(".ipynb")
    built = root / "_build" / "executed" / docname
    kept = root / "tests" / "notebooks" / docname.name
    return next((path for path in (built, kept) if path.is_file()), None)


def _name(cell: dict[str, Any]) -> str:
    return str(cell["metadata"].get("mystnb", {}).get("figure", {}).get("name", ""))


def _shown(cell: dict[str, Any]) -> str:
    """The HTML that a cell shows, with its angle brackets as the author wrote them."""
    shown = "".join("".join(output.get("data", {}).get("text/html", "")) for output in cell.get("outputs", []))
    for escape, sign in ESCAPED:
        shown = shown.replace(escape, sign)
    return shown


def _line(text: str, words: str) -> int:
    """The line of a chapter that holds these words, 0 where none does."""
    return next((number for number, line in enumerate(text.split("\n"), start=1) if words in line), 0) if words else 0


def _ids(datasets: dict[str, Any]) -> Iterator[str]:
    for rows in datasets.values():
        yield from (str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row)
