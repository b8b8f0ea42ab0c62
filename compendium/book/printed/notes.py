"""The notes of the printed edition: behind each fact, at the foot of the page, who says it and where.

A note is as short as it can be and still lead back: 'The Post, l. 12'. A fact that the same paragraph names
again gets no second note.
"""

from collections.abc import Hashable, Mapping
from typing import Any

from lxml import html

from compendium.book.printed.articles import Article, fact_name
from compendium.evidence import Entry, Ledger

ASSUMED, VERDICT = "Assumption of this book", "Verdict of this book"


def add_notes(article: Article, ledger: Ledger, results: Mapping[str, Mapping[Hashable, Any]]) -> int:
    """Put a note behind each fact of an article; the number of notes.

    ``results`` are the computed results by id, each with its formula in words.
    """
    count, seen = 0, set[tuple[int, str]]()
    for link in article.body.xpath(".//a[@data-fact]"):
        name = fact_name(link)
        block = _paragraph(link)
        place = id(block), name
        # a table of verdicts says of each what its note would
        if place in seen or (name in ledger.questions and block.tag in ("td", "th")):
            continue
        seen.add(place)
        note = html.Element("span")
        note.attrib["class"] = "note"
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
    formula = str(results.get(name, {}).get("formula", "")).strip()
    return f"Computed: {formula}" if formula else "Computed in this chapter"


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
