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
    known = {parameter.name: parameter for parameter in chapter.parameters}
    values, problems = {}, []
    for name, text in given.items():
        if name not in known:
            problems.append(_unknown(chapter, name, known))
            continue
        try:
            values[name] = known[name].parsed(text)
            problems += [] if known[name].admits(values[name]) else [not_allowed(chapter.file, known[name], text)]
        except ValueError:
            problems.append(not_allowed(chapter.file, known[name], text))
    if not problems:
        together = {each.name: each.default for each in chapter.parameters} | values
        problems = [each for parameter in chapter.parameters
                    for each in not_together(chapter.file, parameter, together)]
    if problems:
        raise ChapterError(problems)
    return values


def _unknown(chapter: Chapter, name: str, known: Mapping[str, Parameter]) -> Problem:
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean '{close[0]}'? " if close else ""
    names = ", ".join(known) or "none, this chapter has no parameters"
    line = chapter.parameters[0].line if chapter.parameters else 0
    return Problem(chapter.file, line, f"parameter '{name}' does not exist; {hint}known: {names}")
