"""Who stands behind a claim: its credit chain, and whether two claims are independent."""

from collections import Counter
from collections.abc import Iterable

from compendium.evidence.ledger import Entry


def chain(entry: Entry) -> tuple[tuple[str, ...], ...]:
    """The claim's credit from the publication back to the first source, joint credit in one link."""
    links: list[tuple[str, ...]] = [(entry.source.publisher,)]
    links += [link if isinstance(link, tuple) else (link,) for link in entry.claim.credited_to]
    return tuple(links)


def removes(entry: Entry) -> int:
    """How many hands a claim passed through before the publication: 0 where it speaks itself."""
    return len(entry.claim.credited_to)


def ancestors(entry: Entry) -> frozenset[str]:
    """Everyone whom a claim rests on, the publication included.

    A name with its organisation in brackets counts as both.
    """
    names = {name for link in chain(entry) for name in link}
    return frozenset(part for name in names for part in _parts(name))


def named_in(publication: str, credited_to: str) -> frozenset[str]:
    """The same from a credit chain as the tables write it, 'A; B + C', and whatever names the publication."""
    links = credited_to.replace(" + ", "; ").split("; ") if credited_to else []
    return frozenset({publication, *(part for name in links for part in _parts(name))})


def independent(one: Entry, other: Entry) -> bool:
    """Whether two claims have no ancestor in common; only then do they corroborate each other."""
    return not ancestors(one) & ancestors(other)


def lines_of_evidence(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """Claims grouped into separate lines: those that share an ancestor, by one step or several, are one line."""
    lines: list[list[Entry]] = []
    for entry in entries:
        joined = [line for line in lines if any(not independent(entry, other) for other in line)]
        lines = [line for line in lines if line not in joined]
        lines.append([other for line in joined for other in line] + [entry])
    return tuple(tuple(line) for line in lines)


def relied_on(entries: Iterable[Entry]) -> dict[str, Counter[int]]:
    """Everyone whom claims are credited to, with the number of claims at each remove; the most credited first."""
    found: dict[str, Counter[int]] = {}
    for entry in entries:
        for remove, link in enumerate(chain(entry)[1:], start=1):
            for name in link:
                found.setdefault(name, Counter())[remove] += 1
    return dict(sorted(found.items(), key=lambda item: (-item[1].total(), item[0])))


def spelled(entry: Entry) -> str:
    """The chain as a reader says it: 'Frontier Myanmar, from Adamas Intelligence, from …'."""
    return ", from ".join(" and ".join(link) for link in chain(entry))


def _parts(name: str) -> list[str]:
    person, _, body = name.partition(" (")
    return [person, body.rstrip(")")] if body else [name]
