"""Where in the code each computed result is worked out: noted when it is registered, never looked for in the text."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from compendium.errors import Refused
from compendium.fingerprints import kept, one_print, prints_of
from compendium.results.code_places import Origin, with_places
from compendium.root import data_folder

__all__ = ["Origin", "module_of", "modules", "origin"]


@cache
def origin(result: str) -> Origin:
    """Where a result of ``derived.csv`` is worked out; ValueError for an id that no code gives."""
    found = _of_formulas().get(result) or _of_models().get(result)
    if found is None:
        raise Refused(f"data/derived.csv has a result '{result}' that no code gives any more; run 'compendium data'")
    return found


def modules() -> list[Path]:
    """The files in which results are worked out, by name."""
    named = {place.module for place in (*_of_formulas().values(), *_of_models().values())}
    files = [import_module(name).__file__ for name in sorted(named)]
    folders = {Path(file).parent for file in files if file}
    outermost = [each for each in folders if not set(each.parents) & folders]
    return sorted(path for each in outermost for path in each.rglob("*.py") if path.name != "__init__.py")


@cache
def _of_formulas() -> dict[str, Origin]:
    # the code alone decides it, and code is part of every key
    return kept(data_folder().parent, "origins-of-formulas", "", _registered)


def _registered() -> dict[str, Origin]:
    from compendium.results.register import registered_results

    return {result.id: result.origin for result in registered_results()}


@cache
def _of_models() -> dict[str, Origin]:
    """Of the rows of the models, which have to run to give them: once for the same data and code."""
    data = data_folder()
    read = one_print(prints_of([data / f"{name}.csv" for name in ("claims", "assumptions")], data))
    return kept(data.parent, "origins-of-models", read, lambda: dict(_as_given()))


def _as_given() -> Iterator[tuple[str, Origin]]:
    from compendium import datasets
    from compendium.results.register import registered_models

    claims, assumptions = datasets.load("claims"), datasets.load("assumptions")
    for model in registered_models():
        yield from ((str(row["id"]), place) for row, place in with_places(model(claims, assumptions)))


def module_of(path: Path) -> str:
    """The dotted name of a module, from the folders around it that are packages."""
    parts, folder = [path.stem], path.parent
    while (folder / "__init__.py").is_file():
        parts, folder = [folder.name, *parts], folder.parent
    return ".".join(parts)
