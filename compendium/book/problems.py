"""What can go wrong with a book: told as sentences, each with its place."""

from collections.abc import Iterable

from compendium.errors import Problem, Problems


class BookError(Problems):
    """The book could not be built: all warnings and errors, each with its file and line."""

    def __init__(self, told: Iterable[str]) -> None:
        super().__init__(Problem("", 0, line) for line in told)
