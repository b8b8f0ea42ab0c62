"""Knowing that there is nothing to do: the book that stands was made from the very files that are here now.

Asked first at every build, this loads nothing that makes a book.
"""

from pathlib import Path

from compendium.fingerprints import changed, everything, mark, marked, one_print, prints_of

EXECUTED, FIGURES, DATA, PAGES, PRINTED = (
    Path("_build/executed"), Path("figures"), Path("data"), Path("_build/html"), Path("_build/pdf"))


def remember(root: Path, kind: str, made_from: str, *, made: Path) -> None:
    """Keep in the mark that a book was made from these sources, and what the build wrote.

    ``kind`` is html or pdf; data, figures and pages are marked together, as they belong together.
    """
    mark(root, **{kind: [made_from, _written(root, made)]}, together=_together(root))


def stands(root: Path, kind: str, made: Path) -> bool:
    """Whether the book was made from what is here, and nobody has touched what was written since."""
    held = marked(root, kind)
    return made.exists() and held is not None and held == [made_from(root, kind), _written(root, made)]


def made_from(root: Path, kind: str) -> str:
    """One fingerprint of all that a book is made from; the pages also offer the printed edition."""
    # an empty folder holds no printed edition, as none does
    return everything(root, *([root / PRINTED] if kind == "html" and (root / PRINTED).is_dir() else []))


def apart(root: Path) -> list[str]:
    """Which of data, figures and pages are not those of the last finished book; none where they belong together."""
    last = marked(root, "together")
    return changed(last, _together(root)) if last else []


def _written(root: Path, made: Path) -> str:
    return one_print(prints_of([root / EXECUTED, root / FIGURES, made], root))


def _together(root: Path) -> dict[str, str]:
    return {place.as_posix(): one_print(prints_of([root / place], root)) for place in (DATA, FIGURES, PAGES)}
