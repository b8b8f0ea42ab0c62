"""What ``CITATION.cff`` says of an edition: each field of its kind, the version that ``CHANGELOG.md`` tells of last."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from compendium.errors import CompendiumError, Problem, Refused

CITATION, TOLD = "CITATION.cff", "CHANGELOG.md"
KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    **dict.fromkeys(("title", "license", "abstract", "type"), ((str,), "text")),
    **dict.fromkeys(("keywords", "authors"), ((list,), "list")),
    "version": ((str, int, float), "text"), "date-released": ((str, date), "day")}
"""What each field of a ``CITATION.cff`` that is read holds."""
VERSION = re.compile(r"[0-9A-Za-z]+(?:[.+-][0-9A-Za-z]+)*")
LICENCE = re.compile(r"[0-9A-Za-z]+(?:[.+-]+[0-9A-Za-z]+)*\+?")
"""How an identifier of SPDX is written."""
LATEST = re.compile(r"^## (?P<version>\S+) \((?P<date>\d{4}-\d\d-\d\d)\)$", re.MULTILINE)


def citation_fields(text: str) -> dict[str, Any]:
    """What a ``CITATION.cff`` says, by field; Refused where it says none, or a field holds another kind of thing."""
    try:
        said = YAML(typ="safe").load(text)
    except (YAMLError, ValueError) as problem:
        mark = problem.problem_mark if isinstance(problem, MarkedYAMLError) else None
        what = problem.problem if isinstance(problem, MarkedYAMLError) and problem.problem else problem
        raise Refused(f"cannot be read: {' '.join(str(what).split())}; a field is written 'title: …'", file=CITATION,
                      line=min(mark.line + 1, len(text.splitlines())) if mark else 0) from problem
    if not isinstance(said, dict):
        raise Refused("holds no fields, such as 'title: …'", file=CITATION)
    for name, (kind, what) in KINDS.items():
        if said.get(name) is not None and not isinstance(said[name], kind):
            raise Refused(f"{name} is no {what}", file=CITATION, line=_line(text, name))
    if not all(isinstance(each, dict) for each in said.get("authors") or ()):
        raise Refused("authors is no list of names, such as '- name: …'", file=CITATION, line=_line(text, "authors"))
    if not VERSION.fullmatch(str(said.get("version", "0"))):
        raise Refused(f"version '{said['version']}' is none; allowed are letters and digits, with points and hyphens"
                      " between", file=CITATION, line=_line(text, "version"))
    if not LICENCE.fullmatch(str(said.get("license") or "0")):
        raise Refused(f"license '{said['license']}' is no SPDX identifier, such as CC-BY-4.0 or MIT", file=CITATION,
                      line=_line(text, "license"))
    try:
        date.fromisoformat(str(said.get("date-released", "2000-01-01")))
    except ValueError:
        raise Refused(f"date-released '{said['date-released']}' is no day; one is written 2025-03-28",
                      file=CITATION, line=_line(text, "date-released")) from None
    return said


def problems_of_citation(root: Path) -> Iterator[Problem]:
    """What is wrong with the edition that a book says it is, held against the versions that its ``CHANGELOG.md`` tells.

    A book without the one or the other is as it may be before its first edition.
    """
    path, told = root / CITATION, root / TOLD
    if not path.is_file():
        return
    try:
        text = path.read_text(encoding="utf-8")
        said = citation_fields(text)
        latest = LATEST.search(told.read_text(encoding="utf-8") if told.is_file() else "")
    except UnicodeDecodeError as problem:
        yield Problem(CITATION, 0, f"or {TOLD} cannot be read: {problem}; both are UTF-8 text")
        return
    except CompendiumError as error:
        yield from error.problems
        return
    for name, wanted in (("version", latest["version"]), ("date-released", latest["date"])) if latest else ():
        if str(said.get(name)) != wanted:
            yield Problem(CITATION, _line(text, name), f"{name} is '{said.get(name)}', and of the version that {TOLD} "
                                                       f"tells of last it is '{wanted}'; give both the same")


def _line(text: str, field: str) -> int:
    """The line on which a field stands."""
    return next((number for number, line in enumerate(text.splitlines(), 1) if line.startswith(f"{field}:")), 0)
