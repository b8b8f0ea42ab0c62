"""The page of changes: version by version, what is told of it, and every claim, result and verdict that changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup

from compendium.book.ledger.facts import Book, Part
from compendium.book.site import addresses
from compendium.book.site.changes import KINDS, Version
from compendium.book.site.shells import LedgerPage

SEEN, EXACT = 4, 12
"""To so many digits a reader sees a number; to so many at most it is told where two would look the same."""
NUMBERS = ("value", "low", "high")


@dataclass(frozen=True)
class Changed:
    """One thing that changed: its name, what became of each field, what else changed that it rests on, its words.

    Its table is told where the list holds rows of several.
    """

    name: Part
    fields: tuple[tuple[str, str, str], ...] = ()
    because: tuple[Part, ...] = ()
    says: str = ""
    table: str = ""


@dataclass(frozen=True)
class ChangedList:
    """All changes of one kind; ``slight`` counts the results that moved by less than is seen and are not listed."""

    title: str
    changes: tuple[Changed, ...]
    slight: int = 0


def changes_pages(book: Book, told: Iterable[Version], *, overtaken: bool) -> Iterator[LedgerPage]:
    """The page, for a book that tells of versions; ``overtaken`` where its tables are none of the latest any more."""
    prose = MarkdownIt("js-default")
    listed = [(addresses.version_place(each.name)[1], each, f"{each.released.day} {each.released:%B %Y}",
               [Markup(prose.renderInline(point)) for point in each.points], list(_lists(book, each.found)))
              for each in told]
    if listed:
        yield LedgerPage(
            addresses.CHANGES, "", "Changes", "changes.html",
            "What changed from version to version: claims, results and verdicts, each with its cause, and the rest.",
            {"versions": listed, "overtaken": overtaken},
            " ".join(point for _, each, *_ in listed for point in each.points))


def _lists(book: Book, found: Mapping[str, Any]) -> Iterator[ChangedList]:
    for kind, title in KINDS.items():
        items = found.get(kind) or ()
        if isinstance(items, dict):
            yield ChangedList(title, tuple(Changed(_part(book, name), says=says) for name, says in items.items()))
        elif items and isinstance(items[0], str):
            yield ChangedList(title, tuple(Changed(_part(book, name)) for name in items))
        elif items:
            seen = [each for each in items if kind != "results" or not _slight(each)]
            yield ChangedList(title, tuple(_changed(book, each) for each in seen), len(items) - len(seen))


def _changed(book: Book, change: Mapping[str, Any]) -> Changed:
    fields = tuple((name.replace("_", " "), *_pair(*pair)) for name, pair in change["fields"].items())
    return Changed(_part(book, change["id"]), fields, tuple(_part(book, cause) for cause in change["because"]),
                   table=change.get("table", ""))


def _part(book: Book, name: str) -> Part:
    """A name that leads to its page where the book still has it; a cause in words is none."""
    known = bool(book.known.place_of(name))
    return Part(name, book.known.address(name) if known else "", is_id=" " not in name)


def _slight(change: Mapping[str, Any]) -> bool:
    """Whether only numbers changed, and none of them to the digits that a reader sees."""
    return set(change["fields"]) <= set(NUMBERS) and all(
        None not in pair and len({_number(float(each), SEEN) for each in pair}) == 1
        for pair in change["fields"].values())


def _pair(before: object, after: object) -> tuple[str, str]:
    """Both values with as many digits as tell them apart."""
    if isinstance(before, int | float) and isinstance(after, int | float):
        for digits in range(SEEN, EXACT):
            if (first := _number(before, digits)) != (then := _number(after, digits)):
                return first, then
    return tuple("nothing" if each is None else _number(each, SEEN) if isinstance(each, float) else str(each)
                 for each in (before, after))  # type: ignore[return-value]


def _number(value: float, digits: int) -> str:
    rounded = float(f"{value:.{digits}g}")
    return f"{rounded:,.{digits}g}" if abs(rounded) < 10 ** digits else f"{rounded:,.0f}"
