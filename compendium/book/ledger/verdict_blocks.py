"""A verdict as a block: the reading used, the arithmetic that tried it, the attempt to refute it."""

from collections.abc import Iterable, Sequence
from textwrap import shorten

from docutils import nodes

from compendium.book.facts.evidence_domain import Evidence, link_to
from compendium.book.facts.roles import printed_fact
from compendium.book.ledger.definition_pages import listed
from compendium.book.tables.building import Cell, details, table
from compendium.evidence import Adjudication, Entry
from compendium.evidence.printing import printed_claim

FEW_WORDS = 48
"""The letters that a claim without a number may take up in a list of claims."""


def verdict_box(known: Evidence, verdict: Adjudication) -> nodes.admonition:
    """The reading used with its confidence, the reason, the attempt to refute it, and the articles alone."""
    return nodes.admonition(
        "",
        nodes.title("", f"Reading used (confidence: {verdict.confidence})"),
        nodes.paragraph("", verdict.reading),
        details([
            ("Why", verdict.reason),
            ("Against it", verdict.counter),
            ("Answer", verdict.answer),
            ("What would change it", verdict.would_change),
            ("With the five articles alone", _alone(verdict)),
            ("Rests on", listed(_named(known, verdict.claims))),
            ("Not followed", listed(_not_followed(known, verdict))),
        ]),
        classes=["verdict", f"confidence-{verdict.confidence}"])


def arithmetic(known: Evidence, verdict: Adjudication) -> list[nodes.Element]:
    """The computed results that were tried on the reading, each leading to its formula, and what they show."""
    if not verdict.tests:
        return []
    rows: list[list[Cell]] = [[
        str(known.results[name]["says"]), link_to(name, nodes.Text(printed_fact(known, name)), "To the computation"),
        str(known.results[name]["formula"])] for name in verdict.tests]
    return [table(["What was tried", "Result", "Formula"], rows, "arithmetic", "stacked", widths=(46, 18, 36)),
            nodes.paragraph("", verdict.tests_show, classes=["tests-show"])]


def _alone(verdict: Adjudication) -> str:
    """What the reading and the confidence would be without independent evidence."""
    alone = verdict.articles_alone
    if alone is None:
        return "The same: no figure from outside bears on it."
    reading = alone.reading or "The same reading"
    return f"{reading.rstrip('.')} (confidence: {alone.confidence})."


def _named(known: Evidence, names: Iterable[str]) -> list[nodes.Node]:
    entries = [known.ledger[name] for name in names]
    return [link_to(entry.id, nodes.Text(words), entry.claim.says)
            for entry, words in zip(entries, told_apart(entries), strict=True)]


def _not_followed(known: Evidence, verdict: Adjudication) -> list[nodes.Node]:
    return [nodes.inline("", "", _claim(known, name), nodes.Text(f": {why}"))
            for name, why in verdict.not_followed.items()]


def _claim(known: Evidence, name: str) -> nodes.Node:
    entry = known.ledger[name]
    return link_to(name, nodes.Text(_in_short(entry)), entry.claim.says)


def told_apart(entries: Sequence[Entry]) -> list[str]:
    """Claims in a few words each, no two alike: where source and number are the same, how the claim begins is added."""
    short = [_in_short(entry) for entry in entries]
    return [f"{words}{_beginning(entry)}" if short.count(words) > 1 else words
            for entry, words in zip(entries, short, strict=True)]


def _in_short(entry: Entry) -> str:
    """Who says it, and the number or, without one, how the claim begins."""
    said = f", {printed_claim(entry.claim)}" if entry.claim.unit else _beginning(entry)
    return f"{entry.source.publisher}{said}{', from outside' if entry.source.role == 'check' else ''}"


def _beginning(entry: Entry) -> str:
    return f" ({shorten(entry.claim.says.rstrip('.'), FEW_WORDS, placeholder='…')})"
