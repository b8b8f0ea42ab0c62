"""A new evidence book from the example that comes with the engine: small, whole, and to be replaced piece by piece."""

import shlex
import shutil
import sys
from importlib.resources import files
from pathlib import Path

from compendium.errors import NotEmpty, Refused

COPIED = ("index.md", "_toc.yml", "_config.yml", "CITATION.cff", "Makefile", ".gitignore", "jupytext.toml", "chapters",
          "seeds", "otters", "texts")
"""What of the example is written by people; everything else is derived from it."""
COMMAND = "COMPENDIUM ?= compendium"
"""The line of the Makefile that names the command."""


def example_folder() -> Path:
    """The example's folder: inside the installed package, or among the tests where the package is a checkout."""
    package = Path(str(files("compendium")))
    packed = package / "example"
    return packed if packed.is_dir() else package.parent / "tests" / "example"


def new_book(folder: Path) -> list[str]:
    """Write a new book into a folder that is empty or not there yet, and say what was written; NotEmpty otherwise."""
    if folder.is_symlink() and not folder.exists():
        raise Refused(f"{folder} is a link that leads nowhere; name a folder that is empty or not there yet")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotEmpty(folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _write(folder)
    except BaseException:
        # half a book, as on a full disk, would keep the same command from being given again
        for each in folder.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        raise
    return list(COPIED)


def _write(folder: Path) -> None:
    leave_out = shutil.ignore_patterns("__pycache__", "schema")
    for name in COPIED:
        part = example_folder() / name
        if part.is_dir():
            shutil.copytree(part, folder / name, ignore=leave_out)
        else:
            shutil.copyfile(part, folder / name)
    _name_command(folder / "Makefile")


def _name_command(makefile: Path) -> None:
    """Let the Makefile call the very command that wrote it, so that it works without an environment of its own."""
    text = makefile.read_text(encoding="utf-8")
    assert COMMAND in text
    # make reads a dollar as the beginning of a name
    called = shlex.join([sys.executable, "-m", "compendium"]).replace("$", "$$")
    makefile.write_text(text.replace(COMMAND, f"COMPENDIUM ?= {called}"), encoding="utf-8")
