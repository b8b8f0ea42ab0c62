"""All chapters of the book in this folder, without the book: ``run`` executes and keeps them, ``cells`` only runs them.

The second is the floor: the cells one after another, each chapter in a fork of one warm process, nothing kept.
"""

import sys
from pathlib import Path

from compendium.execution.all_chapters import run_all
from compendium.execution.chapters import read_chapters
from compendium.execution.warm import forked_run
from compendium.root import use_root


def main() -> None:
    """Do what was asked."""
    root = Path.cwd()
    use_root(root)
    if sys.argv[1] == "run":
        run_all(root, force=True, progress=False)
        return
    for chapter in read_chapters(root):
        with forked_run(root) as run:
            for cell in chapter.notebook.cells:
                if cell.cell_type == "code" and cell.source.strip():
                    run.cell(cell.source, 300)


if __name__ == "__main__":
    main()
