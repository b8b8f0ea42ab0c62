"""Telling of a name that nothing has, with the names near it."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

Fault = tuple[str, str]
"""A field, and what is wrong with it."""


def unknown(field: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    """The names that are not among the known ones, each with those near it."""
    known = list(known)
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=3, cutoff=0.5) or known[:8]
            yield field, f"'{name}' is not known; near it: {', '.join(near) or 'none'}"
