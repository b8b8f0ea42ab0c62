"""What can go wrong with a chapter: told with the file and the line where it stands."""

from collections.abc import Iterable
from pathlib import Path

from compendium.evidence.problems import Problem


class ChapterError(Exception):
    """All that is wrong with one chapter or with several, told at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def shown(path: Path, root: Path) -> str:
    """A path as a reader knows it: from the top of the repository, never from the machine's root."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
