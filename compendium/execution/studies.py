"""A study of ``sweeps/``: what is varied over which values, which results are looked at, and on what each rests."""

import json
import re
import shlex
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from compendium.errors import CompendiumError, Problem, Refused, near
from compendium.results.sensitivity import INDEX_COLUMNS
from compendium.sealed import STUDIES

OF_A_PARAMETER: Mapping[str, type] = {"over": str, "name": str, "of": list}
OF_A_RESULT: Mapping[str, type] = {"name": str, "of": str}
"""What a study says of each parameter that it varies, and of each result."""
KINDS: Mapping[type, str] = {str: "text", list: "list of ids"}
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


WANTED = tuple(each.name for each in fields(Study))[1:]
"""What the file of a study holds; its name is the file's."""


def studies(root: Path) -> list[str]:
    """The names of all studies of a book."""
    return sorted(path.stem for path in (root / STUDIES).glob("*.yaml"))


def read_study(root: Path, name: str) -> Study:
    """The study of this name; Refused where there is none or it lacks something."""
    path = root / STUDIES / f"{name}.yaml"
    if not path.is_file():
        raise Refused(f"there is no study '{name}'; there are: {', '.join(studies(root)) or 'none'}", file=STUDIES)
    try:
        study = Study(name=name, **yaml.safe_load(path.read_text(encoding="utf-8")))
        _refuse_lacking("vary", study.vary, OF_A_PARAMETER)
        _refuse_lacking("results", study.results, OF_A_RESULT)
    except (TypeError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise Refused(f"is no study: {' '.join(str(problem).split())}; a study has {', '.join(WANTED)}",
                      file=f"{STUDIES}/{path.name}") from problem
    return study


def problems_of_studies(root: Path, known: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the studies as they are written: ids that nothing has, one name for two things.

    ``known`` are the ids of claims, assumptions and results. What is kept of a study says the same as it says.
    """
    for name in studies(root):
        try:
            study = read_study(root, name)
        except CompendiumError as error:
            yield from error.problems
            continue
        text = (root / study.file).read_text(encoding="utf-8")
        for line, what in _problems(study, known, text):
            yield Problem(study.file, line, what)
        if (kept := root / STUDIES / f"{name}.json").is_file() and _words_kept(kept) != study.words():
            yield Problem(f"{STUDIES}/{kept.name}", 0, f"names other results, parameters or ids than {study.file}; "
                                                       f"'compendium sensitivity {name}' makes it anew")


def _problems(study: Study, known: Collection[str], text: str) -> Iterator[tuple[int, str]]:
    ids = [each for varied in study.vary.values() for each in varied["of"]]
    ids += [about["of"] for about in study.results.values()]
    for each in dict.fromkeys(ids):
        if each not in known:
            yield _line(text, each), f"rests on '{each}', which is not in the ledger; {near(each, known)}"
    for what, named in (("parameters", study.vary), ("results", study.results)):
        for each, count in Counter(about["name"] for about in named.values()).items():
            if count > 1:
                yield _line(text, each), f"{count} {what} are called '{each}'; a chart tells them apart by it alone"


def _words_kept(path: Path) -> list[list[str]]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["indices"]
        named = [dict(zip(INDEX_COLUMNS, row, strict=True)) for row in rows]
    except (ValueError, LookupError, TypeError):
        return []
    return [[row[column] for column in INDEX_COLUMNS if column not in NUMBERS] for row in named]


def _line(text: str, word: str) -> int:
    """The line in which a word first stands by itself."""
    alone = re.compile(rf"(?<![\w/-]){re.escape(word)}(?![\w/-])")
    return next((number for number, line in enumerate(text.splitlines(), 1) if alone.search(line)), 0)


def _refuse_lacking(field: str, given: object, wanted: Mapping[str, type]) -> None:
    """TypeError where what a field holds is not, for each name, what is wanted of it."""
    if not isinstance(given, Mapping) or not given:
        raise TypeError(f"{field} names nothing")
    for name, each in given.items():
        for key, kind in wanted.items():
            if not isinstance(each, Mapping) or not isinstance(each.get(key), kind):
                raise TypeError(f"{field}: {name}: '{key}' is no {KINDS[kind]}")
