"""Whose claims a figure draws on, in words, and the line with which it may be shown elsewhere."""

from collections.abc import Collection, Sequence

from compendium.book.site.edition import Edition
from compendium.charts import SOURCE_NAMES

MOST, SHOWN = 8, 5
"""A line with more sources than ``MOST`` would be longer than its figure's caption: so many of them are shown."""
LICENCE = "CC BY 4.0"


def sources_in(claims: Collection[str]) -> list[str]:
    """The ids of the sources of these claims, in the book's order, and behind them those that it does not know."""
    named = {claim.partition("/")[0] for claim in claims}
    return [*(source for source in SOURCE_NAMES if source in named),
            *sorted(source for source in named if source not in SOURCE_NAMES)]


def parted(sources: Sequence[str]) -> tuple[list[str], list[str]]:
    """The sources that a line names, and those that it only counts."""
    shown = len(sources) if len(sources) <= MOST else SHOWN
    return list(sources[:shown]), list(sources[shown:])


def in_short(claims: Collection[str]) -> str:
    """The names in one line: 'The Post, The Survey', or the first few 'and so many more'; '' where there is none."""
    shown, others = parted(sources_in(claims))
    names = ", ".join(SOURCE_NAMES[source] for source in shown)
    return f"{names} and {len(others)} more" if others else names


def credit(claims: Collection[str], edition: Edition) -> str:
    """What stands with a figure or a table wherever it is shown: its sources, the book, the edition, the licence."""
    return (f"Source: {in_short(claims) or 'the book itself'}. From {edition.full_title}, {edition.dated}. "
            f"Licence: {LICENCE}.")
