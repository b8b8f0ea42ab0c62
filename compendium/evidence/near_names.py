"""Telling of a name that nothing has, with the names near it."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

LISTED = "every id stands in claims.csv, derived.csv, assumptions.csv or questions.csv of data/"

Fault = tuple[str, str]
"""A field, and what is wrong with it."""


def near(name: str, known: Iterable[str]) -> str:
    """What to write instead of a name that leads nowhere: 'near it: a, b', or where all names are listed."""
    found = get_close_matches(name, list(known), n=3, cutoff=0.5)
    return f"near it: {', '.join(found)}" if found else f"none is near it; {LISTED}"


def unknown(field: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    """The names that are not among the known ones, each with those near it."""
    known = list(known)
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=3, cutoff=0.5) or known[:8]
            yield field, f"'{name}' is not known; near it: {', '.join(near) or 'none'}"
