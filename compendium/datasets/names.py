"""What the book calls sources and themes, which colour each keeps, and of what kind the thing is that an id names.

Nothing is typed here. A source's name and colour stand in its record, so that a new source needs no line of
code; a theme's name and the colours of things come from the subject of the book.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from compendium.columns import claims_among, reference, table_rows
from compendium.root import data_folder
from compendium.subject import Subject, subject_of

ROLES = {"seed": "reported", "check": "outside"}
"""What kind a claim is for whoever takes a chart's data along, by the role of its source."""
MODELLED = "modelled"
"""The kind of a computed result, and of whatever else is no claim."""


class Names(Mapping[str, str]):
    """Names by id that are looked up when they are asked for; what has no name of its own is called by its id."""

    def __init__(self, read: Callable[[], Mapping[str, str]]) -> None:
        self._read = read

    def __getitem__(self, key: str) -> str:
        return self._read().get(key, key)

    def __contains__(self, key: object) -> bool:
        return key in self._read()

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


def subject() -> Subject:
    """The subject of the book whose tables are loaded."""
    return subject_of(data_folder().parent)


def kind_of(name: str) -> str:
    """What kind of thing an id names: reported by an article, from outside, or modelled."""
    return ROLES.get(_column("role").get(reference(name).source, ""), MODELLED)


def sources_of(claims: Iterable[str]) -> list[str]:
    """The short names of the sources of some claims, each once."""
    # looked up once: each look asks the file system which book this is, and a chart has thousands of claims
    short, named = _column("short"), [reference(each).source for each in claims_among(claims)]
    return list(dict.fromkeys(short.get(name, name) for name in named))


def _column(name: str) -> dict[str, str]:
    path = data_folder() / "sources.csv"
    return _read(path, path.stat().st_mtime_ns)[name]


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> dict[str, dict[str, str]]:
    """The columns of the table of sources by id: the articles first, then the independent evidence."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = sorted(table_rows(file), key=lambda row: row["role"] != "seed")
    return {name: {row["id"]: row[name] for row in rows if row[name]} for name in ("short", "colour", "role")}


SOURCE_NAMES = Names(lambda: _column("short"))
"""What a chart calls each source: the articles, then the independent evidence."""
SUBJECT_NAMES = Names(lambda: subject().themes)
"""What the book calls each theme of the ledger, in its own order."""
COLOURS = Names(lambda: {**subject().colours, **_column("colour")})
"""Colours that keep their lightness apart, so that they also differ in grey and to colour-blind eyes."""
