"""Which assumption decides: the runs of a sweep that ``sweeps/`` describes, and the PAWN indices of what they record.

The indices are SALib's. A parameter is cut into slices by its choices, or into eight where it is a number. Beside each
index stands what chance alone would give: the greatest index with the parameter's values dealt out anew, many times.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.errors import Problem, Problems, Refused
from compendium.execution.chapters import Chapter, find_chapter, run_values
from compendium.execution.running import run_and_note
from compendium.execution.studies import FEWEST, Study, problems_of_runs, read_study
from compendium.execution.sweep import Settings, Sweep, run_sweep
from compendium.execution.sweep_plan import latin_hypercube
from compendium.execution.sweep_results import rows_of
from compendium.execution.sweep_store import SweepStore
from compendium.fingerprints import write_whole
from compendium.results.sensitivity import INDEX_COLUMNS, changed_tables
from compendium.sealed import STUDIES, changed_by_hand, seal_one

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

SLICES, DEALS, DIGITS = 8, 300, 2
NO_DATA = {"/", "..", "_build", "_config.yml", "_toc.yml", "compendium"}
"""Where files that a run reads are no data of the book: outside of it, what builds write, settings, the engine."""
CHECKED = 3
"""How many runs are kept whole, by which one can see later whether the chapter still gives the same."""


def make(root: Path, name: str, settings: Settings, *, progress: bool = True) -> tuple[Path, Sweep]:
    """Make the runs of a study that are missing, and write its indices to ``sweeps/NAME.json``.

    Where runs failed nothing is written: indices of the others would be those of another question. Raises Problems
    where the study asks for what is not there, Refused where too few of its combinations go together.
    """
    study = read_study(root, name)
    if problems := list(problems_of_runs(root, study)):
        raise Problems(problems)
    chapter = find_chapter(root, study.chapter)
    plan = latin_hypercube(chapter, study.given, study.samples, study.seed)
    path = root / STUDIES / f"{name}.json"

    def write(ended: Sweep, store: SweepStore) -> None:
        if ended.failures:
            return
        if len(ended.keys) < FEWEST:
            raise Refused(f"{len(ended.keys)} of its {study.samples} combinations go together, and indices need"
                          f" {FEWEST}; draw more samples", file=study.file)
        kept = (store.get(key) for key in ended.keys if key in store)
        runs = [{"values": run["values"], "results": _facts(run["rows"], study)} for run in kept if "rows" in run]
        read = {file: each for key in ended.keys if key in store for file, each in
                store.inputs[store.reads(key)].items() if _is_of_the_book(file)}
        content = {"command": study.command, "runs": len(runs), "data": dict(sorted(read.items())),
                   "checked": runs[:: max(1, len(runs) // CHECKED)][:CHECKED],
                   "columns": INDEX_COLUMNS, "indices": list(_indices(study, chapter, runs))}
        write_whole(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
        seal_one(path)

    return path, run_sweep(root, plan, settings, write, progress=progress)


def _is_of_the_book(file: str) -> bool:
    """Whether what a run read is a file of the book that holds no code, whose change the checked runs would tell."""
    path = Path(file)
    return bool(path.suffix) and path.suffix != ".py" and path.parts[0] not in NO_DATA and not file.endswith("/")


def problems_of(root: Path, name: str) -> list[Problem]:
    """Why the indices that are kept may no longer be those of the book: tables that changed, runs that give others."""
    study, file = read_study(root, name), f"{STUDIES}/{name}.json"
    kept = json.loads((root / file).read_text(encoding="utf-8"))
    said = [f"was made from another {table}" for table in changed_tables(kept["data"], root)]
    if kept["command"] != study.command:
        said.append(f"was made by another command: {kept['command']}")
    chapter = find_chapter(root, study.chapter)
    for run in kept["checked"]:
        values = run_values(chapter, {key: str(each) for key, each in run["values"].items()})
        notebook, _ = run_and_note(chapter, values, root)
        now = _facts(list(rows_of(chapter, notebook)), study)
        said += [f"{result} is {now[result]:g} in a run that gave {known:g}" for result, known in run["results"].items()
                 if now[result] != known]
    changed = [each for each in changed_by_hand(root) if each.file == file]
    return [*changed, *(Problem(file, 0, f"{each}; 'compendium sensitivity {name}' makes it anew") for each in said)]


def _facts(rows: list[Mapping[str, Any]], study: Study) -> dict[str, float]:
    """The value of each result that a run recorded; Refused where it records none by that name."""
    found = {row["name"]: float(row["value"]) for row in rows if row["what"] == "fact" and row.get("value") is not None}
    missing = [result for result in study.results if result not in found]
    if missing:
        raise Refused(f"names results that {study.chapter} does not record: {', '.join(missing)}",
                      file=study.file)
    return {result: found[result] for result in study.results}


def _indices(study: Study, chapter: Chapter, runs: list[dict[str, Any]]) -> Iterator[list[Any]]:
    """A row of ``INDEX_COLUMNS`` for each result and parameter."""
    import numpy as np

    generator = np.random.default_rng(study.seed)
    for result, about in study.results.items():
        given = np.array([run["results"][result] for run in runs])
        for name, varied in study.vary.items():
            parameter = next(each for each in chapter.parameters if each.name == name)
            choices = [choice.strip() for choice in str(varied["over"]).split(",")]
            slices = SLICES if parameter.type in ("float", "int") else _slices(len(choices))
            at = [run["values"][name] for run in runs]
            values = _ranked(at if parameter.type in ("float", "int") else [choices.index(str(each)) for each in at],
                             generator)
            dealt = [_index(generator.permutation(values), given, slices) for _ in range(DEALS)]
            yield [result, about["name"], name, varied["name"], round(_index(values, given, slices), DIGITS),
                   round(max(dealt), DIGITS), "; ".join(study.ids(name, result))]


def _slices(choices: int) -> int:
    """As many slices as choices, or a multiple where SALib's steps would run past the last one by rounding."""
    import numpy as np

    return next(number for number in range(choices, 20 * choices, choices)
                if np.arange(0, 1 + 1 / number, 1 / number).max() <= 1)


def _ranked(values: list[Any], generator: "np.random.Generator") -> "npt.NDArray[np.float64]":
    """The ranks of values, equal ones in any order: slices of equal size then hold one choice each."""
    import numpy as np

    ranks = np.empty(len(values))
    ranks[np.lexsort((generator.random(len(values)), np.asarray(values, dtype=float)))] = np.arange(len(values))
    return ranks


def _index(values: "npt.NDArray[np.float64]", given: "npt.NDArray[np.float64]", slices: int) -> float:
    """SALib's PAWN index of one parameter, the median over its slices."""
    from SALib.analyze import pawn

    problem = {"num_vars": 1, "names": ["it"], "bounds": [[0, len(values)]]}
    return float(pawn.analyze(problem, values.reshape(-1, 1), given, S=slices)["median"][0])
