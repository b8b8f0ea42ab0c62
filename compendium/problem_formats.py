"""Telling problems to programs: as JSON, or as the commands by which GitHub marks them in a change."""

import json
from collections.abc import Iterable
from enum import StrEnum

from compendium.errors import Problem


class Format(StrEnum):
    """How problems are told: as lines for people, as JSON, or as GitHub's annotations."""

    text = "text"
    json = "json"
    github = "github"


def formatted(problems: Iterable[Problem], form: Format) -> str:
    """The problems in one text, one line each but for JSON, which is a list of objects with file, line and what."""
    if form is Format.json:
        return json.dumps([{"file": each.file, "line": each.line, "what": each.what} for each in problems], indent=1,
                          ensure_ascii=False)
    return "\n".join(_annotation(each) if form is Format.github else str(each) for each in problems)


def _annotation(problem: Problem) -> str:
    """GitHub's command for an error; percent signs, line ends and, in properties, colons and commas are escaped."""
    what = _escaped(problem.what)
    if not problem.file:
        return f"::error::{what}"
    file = _escaped(problem.file).replace(":", "%3A").replace(",", "%2C")
    return f"::error file={file}{f',line={problem.line}' if problem.line else ''}::{what}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
