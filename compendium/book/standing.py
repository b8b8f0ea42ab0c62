"""The finished book that stands: whether it was made from what is here now, who may build it, how it is replaced.

Asked first at every build, this loads nothing that makes a book.
"""

import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from compendium.errors import BookError
from compendium.execution.cache import READ_AS_ONE, LastRun, beside_book_holds, environment, read_prints
from compendium.fingerprints import (
    book_print,
    changed,
    mark,
    marked,
    one_print,
    prints_of,
    sources,
    text_print,
    write_whole,
)

EXECUTED, FIGURES, DATA, PAGES, PRINTED = (
    Path("_build/executed"), Path("figures"), Path("data"), Path("_build/html"), Path("_build/pdf"))
TOGETHER = (DATA, FIGURES, PAGES)
LOCK = Path("_build") / ".lock"
HOLDER = Path("_build") / ".lock.json"
NEW, OLD = ".new", ".old"
MOST_NAMED = 5
WRITTEN_THERE = {"cache", "executed", "export", "html", f"html{NEW}", f"html{OLD}", "made-from.json", "pdf", "preview",
                 "preview.lock", "release", "store", "sweeps", "work", ".lock", ".lock.json"}
"""What commands write into _build/."""
HERE, EXCHANGE = -100, 2
"""Linux's AT_FDCWD and RENAME_EXCHANGE."""
PART = re.compile(r"\..+\.(?:new|\d+\.part)")
"""What a file is called while it is written: nobody reads it, and the build that wrote it may have been killed."""
WRITTEN = ("_build", "data", "figures", "seeds/schema", "tests/notebooks")


def remember(root: Path, kind: str, made_from: str, *, made: Path) -> None:
    """Keep in the mark that a book was made from these sources, and what the build wrote.

    ``kind`` is html or pdf; data, figures and pages are marked together, as they belong together.
    """
    prints = _prints(root, *TOGETHER, EXECUTED, made)
    written, together = ({place: prints[place] for place in map(partial(_named, root), places)}
                         for places in ((EXECUTED, FIGURES, made), TOGETHER))
    mark(root, **{kind: [made_from, written]}, together=together)


def is_standing(root: Path, kind: str, made: Path) -> bool:
    """Whether the book was made from what is here, and nobody has touched what was written since."""
    held = marked(root, kind)
    # each of the two reads many files, and the first answers for most builds
    return made.exists() and isinstance(held, list) and len(held) == 2 and beside_book_holds(root) and (
        held[0] == made_from(root, kind) and held[1] == _prints(root, EXECUTED, FIGURES, made))


def made_from(root: Path, kind: str) -> str:
    """One fingerprint of all that a book is made from and run in; the pages also offer the printed edition."""
    # an empty folder holds no printed edition, as none does
    printed = [root / PRINTED] if kind == "html" and (root / PRINTED).is_dir() else []
    return text_print(book_print(root, *printed), environment(root))


def out_of_step(root: Path) -> list[str]:
    """Which of data, figures and pages are not those of the last finished book; none where they belong together."""
    last = marked(root, "together")
    return changed(last, _prints(root, *TOGETHER)) if last else []


def _prints(root: Path, *places: Path) -> dict[str, str]:
    """One fingerprint of all that stands in each of some folders of the book, or of a file."""
    return {_named(root, place): one_print(prints_of([place], root))
            for place in dict.fromkeys(root / place for place in places)}


def _named(root: Path, place: Path) -> str:
    """A folder as the mark names it, from the book's own."""
    return (root / place).relative_to(root).as_posix()


@contextmanager
def only_build(root: Path) -> Iterator[None]:
    """Hold the book's lock, which the system lets go of when the process ends, however it ends.

    Raises BookError, with the process that holds it, where another command makes anything of the book. One process may
    hold it more than once.
    """
    from filelock import FileLock, Timeout  # as here and below: most commands only read, and it takes time to load

    root = root.resolve()
    (root / LOCK).parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / LOCK, timeout=0, is_singleton=True)
    try:
        lock.acquire()
    except Timeout as problem:
        raise BookError([f"another command is making this book anew{_holder(root)}; wait until it has "
                         "ended"]) from problem
    try:
        write_whole(root / HOLDER, json.dumps({"process": os.getpid(), "since": time.monotonic()}).encode())
        yield
    finally:
        lock.release()


def _holder(root: Path) -> str:
    """Who holds the lock, as far as it said so."""
    try:
        said = json.loads((root / HOLDER).read_text(encoding="utf-8"))
        return f" (process {said['process']}, for {time.monotonic() - said['since']:.0f} s)"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def refuse_changed(root: Path, before: Mapping[str, str], ran: Mapping[str, LastRun] | None = None) -> None:
    """Raise BookError where a source is not what it was before: what was made meanwhile would be of two states.

    With how the chapters ran, whatever else these read counts too, as they read it.
    """
    names = changed(before, sources(root))
    if ran:
        read = {each for run in ran.values() for each in run.inputs.items() if each[0] not in before}
        now = read_prints(root, {name for name, _ in read})
        names += sorted({READ_AS_ONE.get(name, name) for name, known in read if now[name] != known})
    if names:
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        raise BookError([f"{', '.join(names[:MOST_NAMED])}{more} changed while the chapters were run and read; do it "
                         "again"])


def refuse_linked(root: Path) -> None:
    """Raise BookError where the pages, or the printed edition, stand in a place that no new folder can be put into."""
    linked = [folder.as_posix() for folder in (PAGES, PRINTED)
              if (root / folder).is_symlink() or os.path.ismount(root / folder)]
    if linked:
        raise BookError([f"{' and '.join(linked)}: no folder, but a link or a disk of its own; a build puts a new one"
                         " in the place of the last, and what it leads to would stay as it is: remove it, and link from"
                         " there to here"])


def refuse_others(root: Path) -> None:
    """Raise BookError where _build/ is a link to a folder that also holds what no command wrote: it is not to go."""
    linked = root / "_build"
    others = sorted({path.name for path in linked.iterdir()} - WRITTEN_THERE) if linked.is_symlink() else []
    if others:
        raise BookError([f"_build/ is a link to a folder that also holds {', '.join(others[:3])}, which no command of "
                         "the book wrote and which would be removed; link to a folder of its own, or move that away"])


def replace_folder(new: Path, folder: Path) -> None:
    """Put a new folder in the place of the one that stands, at once where the system can do that.

    Elsewhere there is none between two renames; when a build is killed there, ``mend`` puts it back at the next.
    """
    old = folder.with_name(f"{folder.name}{OLD}")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists() and _exchanged(new, folder):
        new.rename(old)
    else:
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change their names at one moment; False where the system or its file system has no such call."""
    import ctypes

    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(rename(HERE, os.fsencode(one.absolute()), HERE, os.fsencode(other.absolute()), EXCHANGE) == 0)


def mend(root: Path, *folders: Path) -> list[str]:
    """Put back what a killed build took away and remove what it left; what was done, one sentence each.

    To be called with the book's lock held: another build's files would be taken for left over.
    """
    done = []
    for folder in folders:
        old, new = (folder.with_name(f"{folder.name}{ending}") for ending in (OLD, NEW))
        if old.is_dir() and not folder.exists():
            old.rename(folder)
            done.append(f"{folder.relative_to(root).as_posix()} was put back: a build was ended while it was renewed")
        for left in (old, new):
            shutil.rmtree(left, ignore_errors=True)
    for path in _parts(root):
        path.unlink(missing_ok=True)
    return done


def _parts(root: Path) -> Iterator[Path]:
    """The half-written files that no process writes any more."""
    for name in WRITTEN:
        yield from [path for path in (root / name).rglob(".*") if PART.fullmatch(path.name) and path.is_file()]
