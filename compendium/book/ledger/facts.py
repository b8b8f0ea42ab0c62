"""Words of the book that may lead somewhere, lists of them with a key, and what is known of the book around them:
what pages, cards, tables and notes are filled with.

Nothing here knows how it will be shown: templates turn words into elements, and a printed page into notes.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from compendium.book.ledger.evidence_domain import DEFINITION, Evidence

EXTERNAL = ("https://", "http://")
CITED_WITHOUT_EDITION = "this book"


@dataclass(frozen=True)
class Part:
    """Some words; ``to`` is the address that they lead to, from the book's first folder, or of another site.

    ``is_id`` marks a name that is written as it stands in the data.
    """

    text: str
    to: str = ""
    is_id: bool = False

    @property
    def external(self) -> bool:
        """Whether the words lead out of the book."""
        return self.to.startswith(EXTERNAL)


Line = tuple[Part, ...]


@dataclass(frozen=True)
class Fact:
    """One thing that is known of something: its key, what it is called, and one line of words or several."""

    key: str
    label: str
    lines: tuple[Line, ...]

    @property
    def words(self) -> str:
        """All its words, without where they lead."""
        return "; ".join("".join(part.text for part in line) for line in self.lines)


def fact(key: str, label: str, *said: str | Part | Line) -> Fact:
    """A fact of plain words, of a part, or of whole lines; what says nothing is left out."""
    return Fact(key, label, tuple(line for line in map(_line, said) if any(part.text for part in line)))


def filled(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Those that say something, in their order."""
    return tuple(each for each in facts if each.lines)


def by_key(facts: Iterable[Fact]) -> dict[str, Fact]:
    """The facts, each under its key."""
    return {each.key: each for each in facts}


def chosen(facts: Iterable[Fact], keys: Sequence[str]) -> tuple[Fact, ...]:
    """The facts with these keys, in the order of the keys."""
    found = by_key(facts)
    return tuple(found[key] for key in keys if key in found)


def joined(parts: Iterable[Part], between: str = ", ") -> Line:
    """Parts in a row with a sign between."""
    row: list[Part] = []
    for part in parts:
        row += [Part(between)] * bool(row) + [part]
    return tuple(row)


def definition_part(known: Evidence, name: str | None) -> Part:
    """A definition by its name, leading to its page; no words where there is none of this id."""
    defined = known.ledger.definitions.get(name or "")
    return Part(defined.name, known.address(f"{DEFINITION}{name}")) if defined else Part("")


def _line(said: str | Part | Line) -> Line:
    if isinstance(said, str):
        return (Part(said),)
    return (said,) if isinstance(said, Part) else said


def _nowhere(name: str) -> tuple[Line, ...]:
    return ()


@dataclass(frozen=True)
class Book:
    """The evidence with what is known of the book around it; outside of a build only the evidence."""

    known: Evidence
    citation: str = CITED_WITHOUT_EDITION
    repository: str = ""
    themes: dict[str, str] = field(default_factory=dict)
    used_by: Callable[[str], tuple[Line, ...]] = _nowhere
    """The places that use a claim, a result or an assumption, one line each."""
    tells_changes: bool = False
    """Whether there is a page of changes."""
