"""What each source is called in little room: its own short name, or one made from its publisher."""

from collections import Counter
from collections.abc import Callable, Iterable

from compendium.evidence.periods import in_words
from compendium.evidence.sources import Source

TRIED: tuple[Callable[[Source], str], ...] = (
    lambda source: source.publisher,
    lambda source: f"{source.publisher} ({in_words(source.published)})",
    lambda source: f"{source.publisher} ({in_words(source.published)}, {source.id})",
)
"""What a source without a short name of its own may be called: the first of these that no other has."""


def short_names(sources: Iterable[Source]) -> dict[str, str]:
    """A name for every source by its id, no two the same.

    A source is called by its own short name; another after its publisher, with the date of publication where
    that is taken, and with its id where that is taken too.
    """
    listed = list(sources)
    given = {source.id: source.short or TRIED[0](source) for source in listed}
    for more in TRIED[1:]:
        used = Counter(given.values())
        given = {source.id: given[source.id] if source.short or used[given[source.id]] == 1 else more(source)
                 for source in listed}
    return given
