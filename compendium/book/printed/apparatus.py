"""The notes and the index of the printed edition: who says a fact and where, and which pages speak of a name.

A note stands at the foot of the page and is as short as it can be and still lead back: 'The Post, l. 12'. A fact that
the same paragraph names again gets no second note. The index names parties, people, places and terms.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import html

from compendium.book.printed.articles import Article, fact_name
from compendium.evidence import Entry, Ledger

ASSUMED, VERDICT = "Assumption of this book", "Verdict of this book"
TERM = "--term-"
"""What the anchors of the glossary's terms hold."""


def add_notes(article: Article, ledger: Ledger, results: Mapping[str, Mapping[Hashable, Any]]) -> int:
    """Put a note behind each fact of an article; the number of notes.

    ``results`` are the computed results by id, those of chapters too, each with its formula in words.
    """
    count, seen = 0, set[tuple[html.HtmlElement, str]]()
    for link in article.body.xpath(".//a[@data-fact]"):
        name = fact_name(link)
        block = _paragraph(link)
        # the element itself and not its id: lxml makes elements anew, and gives the place of one in memory to the next
        place = block, name
        # a table of verdicts says of each what its note would
        if place in seen or (name in ledger.questions and block.tag in ("td", "th")):
            continue
        seen.add(place)
        note = html.Element("span")
        note.attrib["class"] = "print-note"
        note.text = note_words(name, ledger, results)
        note.tail, link.tail = link.tail, None
        link.addnext(note)
        count += 1
    return count


def note_words(name: str, ledger: Ledger, results: Mapping[str, Mapping[Hashable, Any]]) -> str:
    """What a note says of a claim, a verdict, an assumption or a computed result."""
    if name in ledger:
        return claim_note(ledger[name])
    if name in ledger.questions:
        verdict = ledger.questions[name].adjudication
        return f"{VERDICT}, {verdict.confidence} confidence" if verdict else f"Asked: {ledger.questions[name].asks}"
    if name in ledger.assumptions:
        return f"{ASSUMED}: {ledger.assumptions[name].says}"
    return f"Computed: {results[name]['formula']}"


def claim_note(entry: Entry) -> str:
    """'The Post, l. 12', with the first hand behind it, and with its standing where that is less than reported."""
    claim = entry.claim
    words = entry.source.short or entry.source.publisher
    words += f", l. {claim.at.line}" if claim.at else f", {claim.where}"
    if claim.credited_to:
        first = claim.credited_to[0]
        words += f", from {' and '.join(first) if isinstance(first, tuple) else first}"
    return words if claim.standing == "reported" else f"{words} ({claim.standing})"


def _paragraph(link: html.HtmlElement) -> html.HtmlElement:
    """The block in which a fact stands."""
    cells = link.xpath("ancestor::*[self::td or self::th][1]")
    blocks = link.xpath("ancestor::*[self::p or self::li or self::figcaption or self::caption][1]")
    found: html.HtmlElement = (cells or blocks or [link])[0]
    return found


@dataclass(frozen=True)
class IndexPlace:
    """One place in the book: its anchor, and the page on which it was set."""

    anchor: str
    page: int = 0


@dataclass(frozen=True)
class IndexedName:
    """An entry of the index: its words, and the places that speak of it."""

    words: str
    places: tuple[IndexPlace, ...]


def mark_names(articles: Iterable[Article], ledger: Ledger) -> dict[str, list[str]]:
    """Give an anchor to each paragraph that speaks of a name or a term; the anchors by the entry's words.

    Only the first paragraph of a section that speaks of a name is marked: an index leads to passages.
    """
    names = _names(ledger)
    patterns = {words: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?!\w)")
                for words, spellings in names.items()}
    called = {each.casefold(): words for words, spellings in names.items() for each in spellings}
    found: dict[str, list[str]] = {}
    for article in articles:
        done = set[tuple[str, html.HtmlElement]]()
        for number, block in enumerate(article.body.xpath(".//p | .//td | .//li[not(.//p)] | .//dt")):
            text = " ".join(block.text_content().split())
            hits = [words for words, pattern in patterns.items() if pattern.search(text)]
            terms = sorted({_term(link) for link in block.xpath(f".//a[contains(@href, '{TERM}')]")})
            # a term that is a party's or a place's name stands under that name
            hits += [called.get(term, term) for term in terms]
            section = next(block.iterancestors("section"), article.body)
            for words in hits:
                if (words, section) in done:
                    continue
                done.add((words, section))
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
            places_set = (IndexPlace(anchor, page) for page, anchor in sorted(first.items()))
            entries.append(IndexedName(words, tuple(places_set)))
    return sorted(entries, key=lambda entry: entry.words.casefold())


def _names(ledger: Ledger) -> dict[str, list[str]]:
    """What the index calls a party or a place, and how the text may write it; a party and its country are one entry."""
    found = dict[str, list[str]]()
    for actor in ledger.actors.values():
        words = f"{actor.name} ({actor.abbreviation})" if actor.abbreviation else actor.name
        found[words] = [each for each in (actor.name, actor.abbreviation) if each]
    for place in ledger.places.values():
        words = next((words for words, spellings in found.items() if place.name in spellings), place.name)
        found[words] = list(dict.fromkeys([*found.get(words, []), place.name, *place.spellings]))
    return found


def _term(link: html.HtmlElement) -> str:
    """A glossary term by its own words, as its anchor spells it."""
    return str(link.get("href")).partition(TERM)[2].replace("-", " ").lower()
