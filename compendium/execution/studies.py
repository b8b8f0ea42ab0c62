"""A study of ``sweeps/``: what is varied over which values, which results are looked at, and on what each rests."""

import json
import re
import shlex
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.errors import ChapterError, CompendiumError, Problem, Problems, Refused, near
from compendium.evidence.document import Document, Where, read_document
from compendium.execution.chapters import find_page, read_chapter
from compendium.execution.sweep_plan import MOST, axis_of
from compendium.results.sensitivity import INDEX_COLUMNS
from compendium.sealed import STUDIES, kept_files

TEXT, IDS, SEED = "text", "list of ids", "whole number from 0 on"
FEWEST = 16
"""Fewer runs give no index: a slice of an eighth of them would hold one."""
COUNT = f"whole number from {FEWEST} to {MOST:,}"
KINDS: Mapping[str, Callable[[Any], bool]] = {
    TEXT: lambda given: isinstance(given, str) and given != "",
    IDS: lambda given: isinstance(given, list) and all(isinstance(each, str) for each in given),
    SEED: lambda given: isinstance(given, str) and re.fullmatch("[0-9]{1,18}", given) is not None,
    COUNT: lambda given: KINDS[SEED](given) and FEWEST <= int(given) <= MOST,
}
WANTED = {"chapter": TEXT, "samples": COUNT, "seed": SEED, "vary": {"over": TEXT, "name": TEXT, "of": IDS},
          "results": {"name": TEXT, "of": TEXT}}
"""What a study says, and what it says of each parameter that it varies, and of each result."""
NUMBERS = ("index", "chance")
"""What of an index is computed; all else is written in the study."""


@dataclass(frozen=True)
class Study:
    """What ``sweeps/NAME.yaml`` asks: the chapter, what is varied over which values, and the results looked at."""

    name: str
    chapter: str
    samples: int
    seed: int
    vary: Mapping[str, Mapping[str, Any]]
    results: Mapping[str, Mapping[str, str]]

    @property
    def file(self) -> str:
        """Where it stands, from the book's folder."""
        return f"{STUDIES}/{self.name}.yaml"

    @property
    def given(self) -> dict[str, str]:
        """The values over which each parameter is varied, as a sweep takes them."""
        return {name: str(each["over"]) for name, each in self.vary.items()}

    @property
    def command(self) -> str:
        """The command that makes the same runs."""
        grids = " ".join(f"-g {shlex.quote(f'{name}={over}')}" for name, over in self.given.items())
        return f"compendium sweep {self.chapter} --latin-hypercube {self.samples} --seed {self.seed} {grids}"

    def ids(self, parameter: str, result: str) -> list[str]:
        """What an index of this parameter and result rests on."""
        return [*self.vary[parameter]["of"], self.results[result]["of"]]

    def words(self) -> list[list[str]]:
        """What the indices say beside their numbers: a row of INDEX_COLUMNS without those for each pair."""
        return [[result, about["name"], parameter, varied["name"], "; ".join(self.ids(parameter, result))]
                for result, about in self.results.items() for parameter, varied in self.vary.items()]


def studies(root: Path) -> list[str]:
    """The names of all studies of a book."""
    return sorted(path.stem for path in (root / STUDIES).glob("*.yaml"))


def read_study(root: Path, name: str) -> Study:
    """The study of this name; Refused where there is none, Problems where it lacks something."""
    path = root / STUDIES / f"{name}.yaml"
    if not path.is_file():
        raise Refused(f"there is no study '{name}'; there are: {', '.join(studies(root)) or 'none'}", file=STUDIES)
    document = read_document(path)
    given = document.content
    if problems := [document.problem(place, f"is no study: {what}; a study has {', '.join(WANTED)}")
                    for place, what in _faults(given, WANTED)]:
        raise Problems(problems)
    return Study(name, given["chapter"], int(given["samples"]), int(given["seed"]), given["vary"], given["results"])


def problems_of_runs(root: Path, study: Study) -> Iterator[Problem]:
    """Why the runs that a study asks for cannot be made: there is no such chapter, or it does not allow the values.

    What is wrong with the chapter itself is told of the chapter.
    """
    document = read_document(root / study.file)
    try:
        docname = find_page(root, study.chapter)
    except ChapterError as error:
        yield from (document.problem(("chapter",), each.what) for each in error.problems)
        return
    with suppress(ChapterError):
        chapter = read_chapter(root, docname)
        if chapter is None:
            yield document.problem(("chapter",), f"{docname}.md holds no code, so there is nothing to run")
            return
        for name, over in study.given.items():
            try:
                axis_of(chapter, name, over)
            except CompendiumError as error:
                yield from (document.problem(("vary", name, "over"), each.what) for each in error.problems)


def problems_of_studies(root: Path, known: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the studies as they are written, and where what is kept of one is not of what it says now.

    ``known`` are the ids of claims, assumptions and results.
    """
    folder, named = root / STUDIES, studies(root)
    for path in sorted(folder.glob("*.yml")):
        yield Problem(f"{STUDIES}/{path.name}", 0, "is passed over: the name of a study's file ends in .yaml")
    for kept in kept_files(folder):
        if kept.stem not in named:
            yield Problem(f"{STUDIES}/{kept.name}", 0, f"belongs to no study: there is no {STUDIES}/{kept.stem}.yaml;"
                                                       " put that back, or remove what was made of it too")
    for name in named:
        try:
            study = read_study(root, name)
        except CompendiumError as error:
            yield from error.problems
            continue
        yield from _problems(study, known, read_document(root / study.file))
        yield from problems_of_runs(root, study)
        if (kept := folder / f"{name}.json").is_file():
            command, words = _kept(kept)
            differs = (f"names other results, parameters or ids than {study.file}" if words != study.words() else
                       f"was made by another command: {command}" if command != study.command else "")
            if differs:
                yield Problem(f"{STUDIES}/{kept.name}", 0, f"{differs}; 'compendium sensitivity {name}' makes it anew")


def _problems(study: Study, known: Collection[str], document: Document) -> Iterator[Problem]:
    ids: list[tuple[Where, str]] = [(("vary", name, "of", at), each) for name, varied in study.vary.items()
                                    for at, each in enumerate(varied["of"])]
    ids += [(("results", name, "of"), about["of"]) for name, about in study.results.items()]
    for place, each in ids:
        if each not in known:
            yield document.problem(place, f"rests on '{each}', which is not in the ledger; {near(each, known)}")
    for what, field, named in (("parameters", "vary", study.vary), ("results", "results", study.results)):
        called = {name: about["name"] for name, about in named.items()}
        for each, count in Counter(called.values()).items():
            if count > 1:
                first = next(name for name in called if called[name] == each)
                yield document.problem((field, first, "name"),
                                       f"{count} {what} are called '{each}'; a chart tells them apart by it alone")


def _kept(path: Path) -> tuple[str, list[list[str]]]:
    """By which command the indices of a study were made, and what they say beside their numbers."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        named = [dict(zip(INDEX_COLUMNS, row, strict=True)) for row in kept["indices"]]
        return str(kept["command"]), [[row[column] for column in INDEX_COLUMNS if column not in NUMBERS]
                                      for row in named]
    except (ValueError, LookupError, TypeError):
        return "", []


def _faults(given: object, wanted: Mapping[str, Any], place: Where = ()) -> Iterator[tuple[Where, str]]:
    """Where a field is missing, or holds something else than is wanted of it; of names, what each of them holds."""
    at = "".join(f"{each}: " for each in place)
    if not isinstance(given, Mapping):
        yield place, f"{at}holds none of {', '.join(wanted)}"
        return
    for name in given:
        if name not in wanted:
            yield (*place, name), f"{at}'{name}' is none of {', '.join(wanted)}"
    for field, kind in wanted.items():
        each = given.get(field)
        if isinstance(kind, str):
            if not KINDS[kind](each):
                yield (*place, field), f"{at}'{field}' is no {kind}"
        elif not isinstance(each, Mapping) or not each:
            yield (*place, field), f"{field} names nothing"
        else:
            for name, held in each.items():
                yield from _faults(held, kind, (*place, field, name))
