"""What can go wrong with a book: told as sentences, each with its place."""


class BookError(Exception):
    """The book could not be built: all warnings and errors, each with its file and line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))
