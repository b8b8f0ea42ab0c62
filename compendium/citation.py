"""What ``CITATION.cff`` says of an edition: each field of its kind, the version that ``CHANGELOG.md`` tells of last."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from compendium.changelog import TOLD, read_changelog
from compendium.errors import CompendiumError, Problem, Refused, near_or_allowed

CITATION = "CITATION.cff"
KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    **dict.fromkeys(("title", "license", "abstract", "type", "doi"), ((str,), "text")),
    **dict.fromkeys(("keywords", "authors"), ((list,), "list")),
    "version": ((str,), "text"), "date-released": ((str, date), "day")}
"""What each field of a ``CITATION.cff`` that is read holds."""
VERSION = re.compile(r"[0-9A-Za-z]+(?:[.+-][0-9A-Za-z]+)*")
LICENCE = "CC-BY-4.0"
"""The licence that every page, figure and table names, as SPDX spells it."""
FORM = re.compile(r"1\.\d+\.\d+")
"""A version of the Citation File Format."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
DOI = re.compile(r"10\.\d{4,9}/\S+")
DOI_ADDRESS = "https://doi.org/"
ORCID = re.compile(r"https://orcid\.org/(?:\d{4}-){3}\d{3}[\dX]")
FIELDS = (*KINDS, "cff-version", "message", "commit", "contact", "identifiers", "license-url", "preferred-citation",
          "references", "repository", "repository-artifact", "repository-code", "url")
"""The fields that the Citation File Format has."""
NEEDED = ("title", "authors", "version", "date-released", "keywords", "abstract")
"""Those without which no page could say which edition it is of."""


def citation_fields(text: str) -> dict[str, Any]:
    """What a ``CITATION.cff`` says, by field; Refused where it says none, or a field holds another kind of thing."""
    try:
        said = YAML(typ="safe").load(text)
        # as it is written: of 1.10 YAML would make the number 1.1
        written = YAML(typ="base").load(text)
    except (YAMLError, ValueError) as problem:
        mark = problem.problem_mark if isinstance(problem, MarkedYAMLError) else None
        what = problem.problem if isinstance(problem, MarkedYAMLError) and problem.problem else problem
        raise Refused(f"cannot be read: {' '.join(str(what).split())}; a field is written 'title: …'", file=CITATION,
                      line=min(mark.line + 1, len(text.splitlines())) if mark else 0) from problem
    if not isinstance(said, dict):
        raise Refused("holds no fields, such as 'title: …'", file=CITATION)
    said |= {name: written[name] for name in said if name == "version"}
    for name in said:
        if name not in FIELDS:
            raise Refused(f"'{name}' is no field of a citation; {near_or_allowed(str(name), FIELDS)}", file=CITATION,
                          line=_line(text, str(name)))
    for name, (kind, what) in KINDS.items():
        if said.get(name) is not None and not isinstance(said[name], kind):
            raise Refused(f"{name} is no {what}", file=CITATION, line=_line(text, name))
    _check_authors(said.get("authors") or (), _line(text, "authors"))
    if not VERSION.fullmatch(str(said.get("version", "0"))):
        raise Refused(f"version '{said['version']}' is none; allowed are letters and digits, with points and hyphens"
                      " between", file=CITATION, line=_line(text, "version"))
    if not FORM.fullmatch(str(said.get("cff-version", "1.2.0"))):
        raise Refused(f"cff-version '{said['cff-version']}' is none of the Citation File Format; write 1.2.0",
                      file=CITATION, line=_line(text, "cff-version"))
    if (said.get("license") or LICENCE) != LICENCE:
        raise Refused(f"license is '{said['license']}'; allowed: {LICENCE}, which every page, figure and table names",
                      file=CITATION, line=_line(text, "license"))
    if not DOI.fullmatch(said.get("doi") or "10.0000/0"):
        raise Refused(f"doi '{said['doi']}' is none; one is written 10.5281/zenodo.1234", file=CITATION,
                      line=_line(text, "doi"))
    if not _is_day(str(said.get("date-released", "2000-01-01"))):
        raise Refused(f"date-released '{said['date-released']}' is no day; one is written 2025-03-28",
                      file=CITATION, line=_line(text, "date-released"))
    return said


def _check_authors(authors: Iterable[Any], line: int) -> None:
    """Refused where an author has no name, or an ORCID that is none."""
    for each in authors:
        if not (isinstance(each, dict) and author_name(each)):
            raise Refused("authors is no list of names, such as '- name: …'", file=CITATION, line=line)
        if each.get("orcid") and not ORCID.fullmatch(str(each["orcid"])):
            raise Refused(f"orcid '{each['orcid']}' is none; one is written https://orcid.org/0000-0002-1825-0097",
                          file=CITATION, line=line)


def edition_fields(text: str) -> dict[str, Any]:
    """The same of a book's own edition; Refused where it lacks a field."""
    said = citation_fields(text)
    if lacking := [name for name in NEEDED if not said.get(name)]:
        raise Refused(f"lacks {', '.join(lacking)}; every page says which edition it is of", file=CITATION)
    return said


def author_name(said: Mapping[str, str]) -> str:
    """An author's name as a list of references has it: a body's own, or a person's with the family name first."""
    family = ", ".join(str(said[part]) for part in ("family-names", "given-names") if said.get(part))
    return str(said.get("name") or family)


def author_person(said: Mapping[str, str]) -> dict[str, str]:
    """An author as schema.org has one: a body with its name, or a person with both parts of it and their ORCID."""
    if said.get("name"):
        return {"@type": "Organization", "name": author_name(said)}
    named = {"givenName": said.get("given-names"), "familyName": said.get("family-names")}
    parts = {part: str(text) for part, text in named.items() if text}
    known = {"identifier": str(said["orcid"])} if said.get("orcid") else {}
    return {"@type": "Person", "name": " ".join(parts.values()), **parts, **known}


def _is_day(text: str) -> bool:
    try:
        return bool(DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def problems_of_citation(root: Path) -> Iterator[Problem]:
    """What is wrong with the edition that a book says it is, held against the versions that its ``CHANGELOG.md`` tells.

    A book without such a list is as it may be before its first edition.
    """
    path = root / CITATION
    try:
        text = path.read_text(encoding="utf-8")
        said = edition_fields(text)
    except (OSError, UnicodeDecodeError) as problem:
        why = getattr(problem, "strerror", None) or problem
        yield Problem(CITATION, 0, f"cannot be read, and says which edition this is: {why}")
        return
    except CompendiumError as error:
        yield from error.problems
        return
    latest = next(iter(read_changelog(root)[0]), None)
    for name, wanted in (("version", latest.name), ("date-released", str(latest.released))) if latest else ():
        if str(said.get(name)) != wanted:
            yield Problem(CITATION, _line(text, name), f"{name} is '{said.get(name)}', and of the version that {TOLD} "
                                                       f"tells of last it is '{wanted}'; give both the same")


def _line(text: str, field: str) -> int:
    """The line on which a field stands."""
    return next((number for number, line in enumerate(text.splitlines(), 1) if line.startswith(f"{field}:")), 0)
