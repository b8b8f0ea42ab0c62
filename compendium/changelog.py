"""What ``CHANGELOG.md`` tells: the versions of a book, the latest first, each with its day and a list of points.

Page, feed and edition rest on it. What is written otherwise would be left out of them without a word, and is told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from compendium.errors import Problem

TOLD = "CHANGELOG.md"
UNRELEASED = "## Unreleased"
EXAMPLE = "## 0.2.0 (2026-11-09)"
VERSION = re.compile(r"## (?P<version>[0-9A-Za-z]+(?:[.+-][0-9A-Za-z]+)*) \((?P<day>\d{4}-\d\d-\d\d)\)")
POINT, GOES_ON, LIST = "- ", "  ", re.compile(r"\s*(?:[-*+>|#]|\d+[.)])\s|\s*(?:```|:::)")
PICTURE = "!["
"""How a picture begins; that of another host would be asked for by every reader's browser."""


@dataclass(frozen=True)
class Told:
    """One version: its name, its day, what is told of it, and the line that it begins on."""

    name: str
    released: date
    points: tuple[str, ...]
    line: int


def read_changelog(root: Path) -> tuple[list[Told], list[Problem]]:
    """The versions that have a day, and what of the file would not be shown as it is meant."""
    path = root / TOLD
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines() if path.is_file() else []
    except UnicodeDecodeError:
        return [], [Problem(TOLD, 0, "is not UTF-8 text")]
    told, problems = list[Told](), list[Problem]()
    heads = [at for at, line in enumerate(lines) if line.startswith("##")]
    for at, end in pairwise([*heads, len(lines)]):
        points, wrong = _points(lines[at + 1:end], at + 2)
        problems += wrong
        head = VERSION.fullmatch(lines[at].rstrip())
        day = _day(head["day"]) if head else None
        if head and day:
            told.append(Told(head["version"], day, tuple(points), at + 1))
        elif lines[at].rstrip() != UNRELEASED:
            problems.append(Problem(TOLD, at + 1, f"a version is written '{EXAMPLE}', and what has none yet "
                                                  f"'{UNRELEASED}'; here stands '{lines[at]}'"))
    return told, problems + list(_disordered(told))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _points(lines: list[str], first: int) -> tuple[list[str], list[Problem]]:
    """The points of a version, each on a line, and what is none."""
    points, problems = list[str](), list[Problem]()
    for number, line in enumerate(lines, first):
        if line.startswith(POINT):
            points.append(line.removeprefix(POINT).strip())
        elif points and line.startswith(GOES_ON) and not LIST.match(line):
            points[-1] += f" {line.strip()}"
        elif line.strip():
            problems.append(Problem(TOLD, number, f"'{line.strip()[:60]}' is no point; what is told of a version is a "
                                                  "list of points '- …', whose further lines begin with two spaces"))
        if PICTURE in line:
            problems.append(Problem(TOLD, number, "shows a picture; a point is of words and links"))
    return points, problems


def _disordered(told: list[Told]) -> Iterator[Problem]:
    """Versions that are told twice, and those that are newer than the one above them."""
    first: dict[str, int] = {}
    for above, each in zip([*told[:1], *told], told, strict=False):
        if each.name in first:
            yield Problem(TOLD, each.line, f"version {each.name} is told on line {first[each.name]} already; tell a "
                                           "version once")
        elif _age(each) > _age(above):
            yield Problem(TOLD, each.line, f"version {each.name} is newer than {above.name} above it; the latest comes "
                                           "first")
        first.setdefault(each.name, each.line)


def _age(version: Told) -> tuple[date, list[int]]:
    """The day, and on one day the numbers, without what says that it was only tried."""
    return version.released, [int(number) for number in re.findall(r"\d+", re.split("[-+]", version.name)[0])]
