"""What a reader asked to vary, held against what the chapter allows before anything is run."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from compendium.evidence.problems import Problem
from compendium.execution.chapters import Chapter
from compendium.execution.parameters import Parameter, not_allowed, not_together
from compendium.execution.problems import ChapterError


def check(chapter: Chapter, given: Mapping[str, str]) -> dict[str, Any]:
    """The values to run a chapter with; ChapterError names every one that it cannot be run with."""
    values, problems = {}, []
    for name, text in given.items():
        try:
            values[name] = value(chapter, name, text)
        except ChapterError as error:
            problems += error.problems
    problems = problems or apart(chapter, values)
    if problems:
        raise ChapterError(problems)
    return values


def value(chapter: Chapter, name: str, text: str) -> Any:
    """The value of one parameter that a text stands for; ChapterError where the chapter does not allow it."""
    known = {parameter.name: parameter for parameter in chapter.parameters}
    if name not in known:
        raise ChapterError([_unknown(chapter, name, known)])
    try:
        found = known[name].parsed(text)
    except ValueError:
        found = None
    if found is None or not known[name].admits(found):
        raise ChapterError([not_allowed(chapter.file, known[name], text)])
    return found


def apart(chapter: Chapter, values: Mapping[str, Any]) -> list[Problem]:
    """The problems that values which are allowed by themselves do not go together, defaults among them."""
    together = {each.name: each.default for each in chapter.parameters} | dict(values)
    return [each for parameter in chapter.parameters for each in not_together(chapter.file, parameter, together)]


def _unknown(chapter: Chapter, name: str, known: Mapping[str, Parameter]) -> Problem:
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean '{close[0]}'? " if close else ""
    names = ", ".join(known) or "none, this chapter has no parameters"
    line = chapter.parameters[0].line if chapter.parameters else 0
    return Problem(chapter.file, line, f"parameter '{name}' does not exist; {hint}known: {names}")
