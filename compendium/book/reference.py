"""What the tests compare with: each chapter's code with its results, and each fact as it is printed.

The reference notebooks hold the chapters' code cells and outputs and no prose, so that they change
only when a result changes.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from compendium.book.ledger.evidence_domain import Evidence
from compendium.book.ledger.result_facts import printed_fact
from compendium.book.standing import refuse_changed
from compendium.book.text.prose import passages
from compendium.execution.all_chapters import run_all
from compendium.execution.cache import read_executed, read_report
from compendium.execution.chapters import read_chapters
from compendium.fingerprints import sources, write_whole

REFERENCE_FOLDER = Path("tests") / "notebooks"


def write_references(root: Path) -> list[str]:
    """Run what changed, renew the references, and drop those of chapters that are gone; the names changed.

    Raises BookError, and leaves them as they are, where the book changes meanwhile.
    """
    before = sources(root)
    run_all(root)
    # what a chapter records is looked for in the one that ran
    refuse_changed(root, before)
    files = dict(reference_files(root))
    refuse_changed(root, before, read_report(root))
    kept = {path.name for path in (root / REFERENCE_FOLDER).glob("*.ipynb") if _is_reference(path)}
    changed = sorted(name for name in kept - set(files))
    for name in changed:
        (root / REFERENCE_FOLDER / name).unlink()
    for name, text in files.items():
        path = root / REFERENCE_FOLDER / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            write_whole(path, text)
            changed.append(name)
    return changed


def _is_reference(path: Path) -> bool:
    """Whether a notebook is one that is written here; an author may keep another beside them for nbval."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [each["id"] for each in cells] == [f"code-{number}" for number in range(len(cells))]
    except (ValueError, LookupError, TypeError):
        return False


def reference_files(root: Path) -> Iterator[tuple[str, str]]:
    """Name and content of every reference file, from the executed chapters."""
    import nbformat

    for chapter in read_chapters(root):
        notebook = read_executed(root, chapter.docname)
        notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for number, cell in enumerate(notebook.cells):
            # in the chapter, prose is counted too
            cell.id = f"code-{number}"
        name = f"{Path(chapter.docname).name}.ipynb"
        yield name, nbformat.writes(notebook) + "\n"
    yield "facts.json", json.dumps(printed_facts(root), indent=1, ensure_ascii=False) + "\n"


def printed_facts(root: Path) -> dict[str, dict[str, str]]:
    """Every fact that stands in a chapter without words of its author's, as the book prints it."""
    known = Evidence(root)
    pages = [root / "index.md", *sorted((root / "chapters").glob("*.md"))]
    names = {page.stem: sorted({name for passage in passages(page) for name in passage.facts}) for page in pages}
    return {page: {name: printed_fact(known, name) for name in facts} for page, facts in names.items() if facts}
