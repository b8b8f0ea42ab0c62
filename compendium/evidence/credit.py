"""Who stands behind a claim: its credit chain, and whether two claims are independent.

Two claims corroborate each other only if nobody stands behind both. Whoever *publishes* a claim stands behind it,
not the single publication: two reports of one newsroom share its reporters, its editors and its notes, and a
report that credits a newsroom credits no particular piece of it. Every count of independent voices, of pages and
of models, is made here; tables carry the answer in their column ``rests_on``.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeVar

from compendium.evidence.claims import Claim
from compendium.evidence.sources import Entry

Spoken = TypeVar("Spoken")
ARTICLE = re.compile(r"^(?:the|an?) ")


def chain(entry: Entry) -> tuple[tuple[str, ...], ...]:
    """The claim's credit from the publication back to the first source, joint credit in one link."""
    found: list[tuple[str, ...]] = [(entry.source.publisher,)]
    found += [link if isinstance(link, tuple) else (link,) for link in entry.claim.credited_to]
    return tuple(found)


def removes(entry: Entry) -> int:
    """How many hands a claim passed through before the publication: 0 where it speaks itself."""
    return len(entry.claim.credited_to)


def ancestors(entry: Entry) -> frozenset[str]:
    """Everyone whom a claim rests on, the publication included.

    A name with its organisation in brackets counts as both.
    """
    names = {name for link in chain(entry) for name in link}
    return frozenset(part for name in names for part in _parts(name))


def folded(name: str) -> str:
    """A name as it is compared: 'The Insurer' and 'the insurer' are one, and so is 'insurer'."""
    return ARTICLE.sub("", name.casefold())


def independent(one: Entry, other: Entry) -> bool:
    """Whether two claims have no ancestor in common; only then do they corroborate each other."""
    return not ancestors(one) & ancestors(other)


def voices(spoken: Iterable[Spoken], behind: Callable[[Spoken], Iterable[str]]) -> tuple[tuple[Spoken, ...], ...]:
    """Claims in groups that share an ancestor, by one step or several: each group is one voice.

    ``behind`` gives everyone whom one of them rests on. Within a voice nothing corroborates.
    """
    groups: list[tuple[set[str], list[Spoken]]] = []
    for each in spoken:
        names = set(behind(each))
        joined = [group for group in groups if group[0] & names]
        groups = [group for group in groups if group not in joined]
        groups.append((names.union(*(known for known, _ in joined)),
                       [*(other for _, members in joined for other in members), each]))
    return tuple(tuple(members) for _, members in groups)


def lines_of_evidence(entries: Iterable[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """Claims grouped into separate lines of evidence, each of them one voice."""
    return voices(entries, ancestors)


def reliance(entries: Iterable[Entry]) -> dict[str, Counter[int]]:
    """Everyone whom claims are credited to, with the number of claims at each remove; the most credited first."""
    found: dict[str, Counter[int]] = {}
    for entry in entries:
        for remove, link in enumerate(chain(entry)[1:], start=1):
            for name in link:
                found.setdefault(name, Counter())[remove] += 1
    return dict(sorted(found.items(), key=lambda item: (-item[1].total(), item[0])))


def links(claim: Claim) -> list[str]:
    """Whom a claim is credited to, link by link, the nearest first; joint credit is one link."""
    return [" + ".join(link) if isinstance(link, tuple) else link for link in claim.credited_to]


def credit_in_words(entry: Entry) -> str:
    """The chain as a reader says it: 'a newspaper, from a research firm, from the customs'."""
    return ", from ".join(" and ".join(link) for link in chain(entry))


def _parts(name: str) -> list[str]:
    person, _, body = name.partition(" (")
    return [person, body.rstrip(")")] if body else [name]
