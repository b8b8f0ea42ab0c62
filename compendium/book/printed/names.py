"""The index of the printed edition: the parties, people, places and terms, with the pages that speak of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import html

from compendium.book.printed.articles import Article
from compendium.evidence import Ledger

TERM = "--term-"
"""What the anchors of the glossary's terms hold."""


@dataclass(frozen=True)
class Place:
    """One place in the book: its anchor, and the page on which it was set."""

    anchor: str
    page: int = 0


@dataclass(frozen=True)
class IndexedName:
    """An entry of the index: its words, and the places that speak of it."""

    words: str
    places: tuple[Place, ...]


def mark_names(articles: Iterable[Article], ledger: Ledger) -> dict[str, list[str]]:
    """Give an anchor to each paragraph that speaks of a name or a term; the anchors by the entry's words.

    Only the first paragraph of a section that speaks of a name is marked: an index leads to passages.
    """
    patterns = {words: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?!\w)")
                for words, spellings in _names(ledger)}
    found: dict[str, list[str]] = {}
    for article in articles:
        done = set[tuple[str, int]]()
        for number, block in enumerate(article.body.xpath(".//p | .//td | .//li[not(.//p)] | .//dt")):
            text = " ".join(block.text_content().split())
            hits = [words for words, pattern in patterns.items() if pattern.search(text)]
            hits += sorted({_term(link) for link in block.xpath(f".//a[contains(@href, '{TERM}')]")})
            section = next(block.iterancestors("section"), article.body)
            for words in hits:
                if (words, id(section)) in done:
                    continue
                done.add((words, id(section)))
                if not block.get("id"):
                    block.set("id", f"{article.slug}--p{number}")
                found.setdefault(words, []).append(str(block.get("id")))
    return found


def index_of(anchors: Mapping[str, list[str]], pages: Mapping[str, int]) -> list[IndexedName]:
    """The entries in the order of the alphabet, each page once. ``pages`` gives the page of each anchor."""
    entries = []
    for words, places in anchors.items():
        first: dict[int, str] = {}
        for anchor in places:
            if anchor in pages:
                first.setdefault(pages[anchor], anchor)
        if first:
            entries.append(IndexedName(words, tuple(Place(anchor, page) for page, anchor in sorted(first.items()))))
    return sorted(entries, key=lambda entry: entry.words.casefold())


def _names(ledger: Ledger) -> Iterator[tuple[str, list[str]]]:
    """What the index calls a party or a place, and how the text may write it."""
    for actor in ledger.actors.values():
        words = f"{actor.name} ({actor.abbreviation})" if actor.abbreviation else actor.name
        yield words, [each for each in (actor.name, actor.abbreviation) if each]
    for place in ledger.places.values():
        yield place.name, [place.name, *place.spellings]


def _term(link: html.HtmlElement) -> str:
    """A glossary term by its own words, as its anchor spells it."""
    return str(link.get("href")).partition(TERM)[2].replace("-", " ").lower()
