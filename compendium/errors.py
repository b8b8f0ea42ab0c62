"""Everything that a person can mend, one class per kind, each with the one sentence in which it is told.

A sentence names the place (file and line, where there is one), what is wrong, what is near or allowed, and what to
do. The command catches these errors and nothing else: whatever else is raised is a bug of this software.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import ClassVar

LISTED = "every id stands in claims.csv, derived.csv, assumptions.csv or questions.csv of data/"
SHOWN = 8
"""How many allowed names a message lists before it points to the rest."""

ENDLESS = re.compile(r"(\S{200})\S{200,}")
"""A word so long that it is none."""
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Control signs, those that turn the direction of what follows, and spaces without width."""
Fault = tuple[str, str]
"""A field, and what is wrong with it."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: in which file and line, with which claim, and what is allowed."""

    file: str
    line: int
    what: str

    def __post_init__(self) -> None:
        """Cut what nobody reads to its end: a file that is no text can stand in one word of a message."""
        object.__setattr__(self, "what", ENDLESS.sub(lambda word: f"{word[1]}…", _seen(self.what)))

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return _seen(place) + self.what


def _seen(text: str) -> str:
    """A text with what cannot be seen as its code: a message is one line, and nothing in it speaks to the terminal."""
    return UNSEEN.sub(lambda sign: ascii(sign[0])[1:-1], text)


class CompendiumError(ValueError):
    """Something is wrong that a person can mend; ``template`` is the sentence, filled from the keywords."""

    template: ClassVar[str] = "{what}"

    def __init__(self, what: str = "", *, file: str = "", line: int = 0, **words: object) -> None:
        self.problems: list[Problem] = [Problem(file, line, self.template.format_map({"what": what, **words}))]
        super().__init__(str(self.problems[0]))


class Refused(CompendiumError):
    """A function was asked for what it cannot give; the sentence says what is allowed."""


class Problems(CompendiumError):
    """Several things are wrong, all told at once and not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = sorted(set(problems))
        super().__init__("\n".join(map(str, found)))
        self.problems = found


class EvidenceError(Problems):
    """All that is wrong with the records."""


class BookError(Problems):
    """The book could not be built: all warnings and errors, each with its file and line."""

    def __init__(self, told: Iterable[str]) -> None:
        super().__init__(Problem("", 0, line) for line in told)


class ChapterError(Problems):
    """All that is wrong with one chapter or with several."""


class UnknownName(CompendiumError):
    """A name that nothing has."""

    template = "'{name}' is not known as a {kind}; {near}"

    def __init__(self, kind: str, name: str, known: Iterable[str], *, file: str = "", line: int = 0) -> None:
        super().__init__(kind=kind, name=name, near=near_or_allowed(name, known), file=file, line=line)


class NoBook(CompendiumError):
    """There is no book where one was looked for."""

    template = ("there is no book at {folder}{above}: a book is a folder with _config.yml and seeds/;"
                " go into one, or name it with --root")


class NoData(CompendiumError):
    """A table is not there."""

    template = "data/{name} is missing; 'compendium data' writes it"


class OtherColumns(CompendiumError):
    """A table was written by another edition of the software, or by hand."""

    template = ("data/{name}.csv {differs} the column '{column}', and so another edition of the software wrote it;"
                " 'compendium data' writes it anew")


class NotEmpty(CompendiumError):
    """A new book was asked for where something stands already."""

    template = "{folder} is not empty; name a folder for the new book that is empty or not there yet"


class NoSubject(CompendiumError):
    """The module that a book names for its subject gives none."""

    template = "compendium_subject names '{name}', which gives no SUBJECT: {problem}"


def of_machine(error: BaseException) -> str:
    """What the machine says of an error, and of which file: a full disk, a folder that may not be written."""
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"{getattr(error, 'filename', None) or 'the machine'}: {why}"


def near_or_allowed(name: str, known: Iterable[str]) -> str:
    """What to write instead of a name that nothing has: 'near it: a, b', or else 'there are: a, b, c'."""
    listed = list(known)
    close = get_close_matches(name, listed, n=3, cutoff=0.5)
    if close:
        return f"near it: {', '.join(close)}"
    more = f", and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return f"there are: {', '.join(listed[:SHOWN]) or 'none'}{more}"


def near(name: str, known: Iterable[str]) -> str:
    """What to write instead of an id that leads nowhere: 'near it: a, b', or where all ids are listed."""
    close = get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"near it: {', '.join(close)}" if close else f"none is near it; {LISTED}"


def unknown(field: str, names: Iterable[str], known: Collection[str]) -> Iterator[Fault]:
    """The names in a field that are not among the known ones, each with those near it."""
    for name in names:
        if name not in known:
            listed = list(known)
            close = get_close_matches(name, listed, n=3, cutoff=0.5) or listed[:SHOWN]
            yield field, f"'{name}' is not known; near it: {', '.join(close) or 'none'}"


def shown(path: Path, root: Path) -> str:
    """A path as a reader knows it: from the top of the repository, never from the machine's root."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
