"""The places that use a claim, gathered chapter by chapter in the order in which the book is read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from compendium.book.tracing.references import Use

FIGURE = "fig-"
"""What stands before a chart's name in the name of its figure."""


@dataclass(frozen=True, order=True)
class Numbered:
    """A figure or table that uses a claim: the page it stands on, and its name there."""

    docname: str
    kind: str
    label: str


@dataclass(frozen=True)
class Places:
    """The places of one claim: chapters with how often, figures and tables, and computed results."""

    chapters: tuple[tuple[str, int], ...]
    numbered: tuple[Numbered, ...]
    results: tuple[str, ...]


def places(used: Sequence[Use], order: Sequence[str]) -> Places:
    """The places behind a claim's uses; ``order`` names all pages of the book as they are read."""

    def ranked(docname: str) -> int:
        return order.index(docname) if docname in order else len(order)

    in_text = Counter(docname(use) for use in used if use.kind in ("prose", "rivals") or _unnamed_table(use))
    numbered = {_numbered(use) for use in used if use.kind in ("figure", "table") and use.name}
    return Places(
        tuple(sorted(in_text.items(), key=lambda item: ranked(item[0]))),
        tuple(sorted(numbered, key=lambda item: (ranked(item.docname), item.kind, item.label))),
        tuple(dict.fromkeys(use.name for use in used if use.kind in ("result", "recorded"))))


def docname(use: Use) -> str:
    """The page that a use stands on."""
    return use.file.removesuffix(".md")


def _unnamed_table(use: Use) -> bool:
    return use.kind == "table" and not use.name


def _numbered(use: Use) -> Numbered:
    return Numbered(docname(use), use.kind, FIGURE + use.name if use.kind == "figure" else use.name)
