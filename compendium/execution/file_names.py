"""The names by which a run calls files: which file each means, whether there could be one, and whose code it is."""

import errno
import os
from pathlib import Path
from typing import Any

STANDARD = os.path.dirname(os.__file__) + os.sep


def is_first_party(file: str | None, book: Path) -> bool:
    """Whether a module is the book's own: it lies in its folder, and not in an environment there."""
    return (bool(file) and book.name in str(file)  # most are told apart by that, in a fraction of the time
            and Path(str(file)).is_relative_to(book) and "site-packages" not in str(file))


def is_compiled(module: str) -> bool:
    """Whether an import lets compiled code at files; what is compiled of the standard library opens them as Python."""
    return module.endswith(".so") and "lib-dynload" not in module


def is_standard(file: str) -> bool:
    """Whether code is of Python's own library, or was put together and has no file: whoever runs it asks."""
    return file.startswith("<") or (file.startswith(STANDARD) and "site-packages" not in file)


def from_folder(path: Any, folder: Any) -> Any:
    """What a name means that is meant from an open folder."""
    if isinstance(folder, int) and folder >= 0 and isinstance(path, str | bytes | os.PathLike):
        return os.path.join(real_name(f"/proc/self/fd/{folder}"), os.fsdecode(path))
    return path


def full_name(path: Any) -> str:
    """The whole of a name; what goes back from a link goes back from where it leads."""
    name = os.fsdecode(path)
    return real_name(name) if os.pardir in name.split(os.sep) else os.path.abspath(name)


def can_be_a_file(name: str) -> bool:
    """Whether a file could have such a name: IPython asks of every text that is displayed whether it is one."""
    try:
        os.lstat(name)
    except OSError as problem:
        return problem.errno != errno.ENAMETOOLONG
    except ValueError:
        return False
    return True


def text_of(path: Any) -> str:
    """What a file says; nothing where it cannot be read."""
    try:
        return Path(os.fsdecode(path)).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def real_name(name: str) -> str:
    """Where a name leads, through all links; the name itself where nobody can tell."""
    try:
        return os.path.realpath(name)
    except (OSError, ValueError):
        return name
