"""Finding numbers that were typed by hand, so that each one comes from a claim or a computation."""

import re
from collections.abc import Iterator
from math import isclose
from pathlib import Path

from compendium.book.prose import Passage, passages
from compendium.evidence import Claim, Ledger, Problem
from compendium.evidence.numbers import MULTIPLES, PARTS, NumberFound, find_numbers

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\b(?:\d{{1,2}} )?(?:{MONTHS})(?: \d{{4}})?\b|\b(?:19|20)\d\ds?\b")
NAMES = re.compile(r"""Special Region 1|Python 3\S*|CC BY[ -]4\.0|Creative Commons Attribution 4\.0|SHA-256
    |Data Package v2|UTF-8|EDTF|ISO 8601\S*|WCAG 2\.2""".replace("\n    ", ""), re.IGNORECASE)
"""Names that contain a number and state none."""
AMOUNTS = {"dozen", "dozens", "hundreds", "thousands", "millions", "billions"}
QUANTITY_WORDS = AMOUNTS | (set(PARTS) | set(MULTIPLES)) - {"twice", "third", "quarter"}
UNCHECKED = {"glossary", "authors-guide", "method", "bibliography"}
"""Pages on words and on how to write, whose examples are no evidence."""


def check_chapters(root: Path, ledger: Ledger) -> list[Problem]:
    """Every number in the chapters that stands there without a claim or a computation behind it."""
    found: list[Problem] = []
    for path in [root / "index.md", *sorted((root / "chapters").glob("*.md"))]:
        if path.is_file() and path.stem not in UNCHECKED:
            found += _typed(path, root, ledger)
    return found


def _typed(path: Path, root: Path, ledger: Ledger) -> Iterator[Problem]:
    for passage in passages(path):
        for number in typed_numbers(passage):
            near = ", ".join(_likely(number, ledger)) or "none has this value"
            what = f"'{number.text}' is typed by hand; use {{fact}}`id`, likeliest: {near}"
            yield Problem(path.relative_to(root).as_posix(), passage.line, what)


def typed_numbers(passage: Passage) -> Iterator[NumberFound]:
    """The numbers of a passage that a reader would have to check and could not."""
    text = NAMES.sub(_blank, passage.text)
    if passage.sourced:
        text = DATE.sub(_blank, text)
    for number in find_numbers(text):
        if number.text[0].isdigit() or "fold" in number.text.lower() or number.text.lower() in QUANTITY_WORDS:
            yield number


def _likely(number: NumberFound, ledger: Ledger) -> list[str]:
    """At most three claims that carry this value, as printed or as a share."""
    wanted = number.values | {100 * value for value in number.values if value < 1}
    return [entry.id for entry in ledger if any(
        isclose(value, abs(other), rel_tol=0.001) for value in wanted for other in _values(entry.claim))][:3]


def _values(claim: Claim) -> list[float]:
    return [number for number in (claim.value, claim.low, claim.high) if number is not None]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
