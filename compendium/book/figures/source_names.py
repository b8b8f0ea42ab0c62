"""Whose claims a figure draws on, in words: all its sources, or the first of very many."""

from collections.abc import Collection, Sequence

from compendium.charts import SOURCE_NAMES

MOST, SHOWN = 8, 5
"""A line with more sources than ``MOST`` would be longer than its figure's caption: so many of them are shown."""


def sources_in(claims: Collection[str]) -> list[str]:
    """The ids of the sources of these claims, in the book's order."""
    return [source for source in SOURCE_NAMES if any(claim.startswith(f"{source}/") for claim in claims)]


def parted(sources: Sequence[str]) -> tuple[list[str], list[str]]:
    """The sources that a line names, and those that it only counts."""
    shown = len(sources) if len(sources) <= MOST else SHOWN
    return list(sources[:shown]), list(sources[shown:])


def in_short(claims: Collection[str]) -> str:
    """The names in one line: 'Reuters, Frontier', or the first few 'and so many more'; '' where there is none."""
    shown, others = parted(sources_in(claims))
    names = ", ".join(SOURCE_NAMES[source] for source in shown)
    return f"{names} and {len(others)} more" if others else names
