"""What can go wrong with a chapter: told with the file and the line where it stands."""

from pathlib import Path

from compendium.errors import Problems


class ChapterError(Problems):
    """All that is wrong with one chapter or with several, told at once."""


def shown(path: Path, root: Path) -> str:
    """A path as a reader knows it: from the top of the repository, never from the machine's root."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
