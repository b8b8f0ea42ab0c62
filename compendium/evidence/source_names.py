"""What each source is called in little room: its own short name, or one made from its publisher."""

from collections import Counter
from collections.abc import Iterable

from compendium.evidence.sources import Source


def short_names(sources: Iterable[Source]) -> dict[str, str]:
    """A name for every source by its id, no two the same.

    A source without a short name of its own is called after its publisher; where that is taken, the year of
    publication is added, and then, if it must be, the id.
    """
    listed = list(sources)
    given = {source.id: source.short or source.publisher for source in listed}
    for more in (lambda source: str(source.published)[:4], lambda source: source.id):
        used = Counter(given.values())
        given = {source.id: name if used[name := given[source.id]] == 1 or source.short == name
                 else f"{name} ({more(source)})" for source in listed}
    return given
