"""The command ``compendium sweep``: which runs are asked for, who makes them, and what is told at the end."""

from collections.abc import Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from compendium.errors import Problem, Refused
from compendium.execution.chapters import Chapter, find_chapter
from compendium.execution.notebooks import refuse_own_folder
from compendium.execution.sweep import Settings, Sweep, run_sweep
from compendium.execution.sweep_plan import Plan, from_file, grid, latin_hypercube
from compendium.execution.sweep_store import SWEEPS_FOLDER, SweepStore
from compendium.execution.sweep_table import is_table, write_table


def sweep(root: Path, name: str, given: Mapping[str, str], *, settings: Settings, runs: Path | None = None,
          samples: int = 0, seed: int = 0, output: Path | None = None, force: bool = False, scheduler: str = "",
          progress: bool = True) -> tuple[list[str], list[Problem]]:
    """Run a chapter for all that is asked; what is to be told, and the problems of runs that failed.

    ``given`` are texts by parameter as ``sweep_plan`` reads them. The table goes to ``output``, else to
    ``_build/sweeps/`` of the book. Raises ChapterError for values that the chapter does not allow, before any run.
    """
    if find_spec("pyarrow") is None:
        raise Refused("a sweep's table is Parquet, which needs pyarrow: pip install pyarrow")
    if output:
        _refuse_table(output, root, force)
    if settings.notebooks:
        refuse_own_folder(settings.notebooks, root)
    chapter = find_chapter(root, name)
    plan = _plan(chapter, given, runs, samples, seed)

    def write(ended: Sweep, store: SweepStore) -> None:
        if output:
            # somebody may have written there while the runs were made; these are kept
            _refuse_table(output, root, force)
        counts.append(write_table(path, plan, ended, store))

    path, counts = output or root / SWEEPS_FOLDER / f"{chapter.docname}.parquet", list[int]()
    cluster, told = None, list[str]()
    if scheduler:
        from compendium.execution.sweep_dask import cluster_of

        cluster = partial(cluster_of, scheduler, root, chapter, settings, told)
    made = run_sweep(root, plan, settings, write, progress=progress, cluster=cluster)
    told.append(f"{made.ran} runs made, {len(made.keys) - made.ran} kept from before; "
                f"{counts[0]} of {len(made.keys)} stand in {path}")
    if made.apart:
        told.append(f"{made.apart} combinations were left out, as their values do not go together")
    if made.broken:
        told.append(f"{made.broken} lines of kept runs were cut short or altered, and do not count")
    return told, made.failures


def _refuse_table(path: Path, root: Path, force: bool) -> None:
    """Raise Refused for a file that is no table of an earlier sweep: asked before anything is run, and at the end."""
    if path.suffix != ".parquet":
        raise Refused(f"'{path}' does not end in .parquet; a sweep is written into a table, and into no other file")
    refuse_own_folder(path, root)
    if path.exists() and not path.is_file():
        raise Refused(f"'{path}' is there already and is no file; name another")
    if path.exists() and not force and not is_table(path):
        raise Refused(f"'{path}' is there already and is no table of a sweep; add --force to write over it, or name"
                      " another")


def _plan(chapter: Chapter, given: Mapping[str, str], runs: Path | None, samples: int, seed: int) -> Plan:
    if runs:
        if given or samples:
            raise Refused("--runs names every run; allowed beside it: neither -g nor --latin-hypercube")
        return from_file(chapter, runs)
    if not given:
        raise Refused("nothing is varied; allowed: -g name=low:high:step, -g name=a,b,c, or --runs FILE")
    return latin_hypercube(chapter, given, samples, seed) if samples else grid(chapter, given)
