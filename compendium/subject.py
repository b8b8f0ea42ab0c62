"""What a book tells the engine of its subject: its names, units, tables, models and the words that belong to it.

The engine knows no place, party, element or source. A book's ``_config.yml`` names a module under
``sphinx: config: compendium_subject``; that module holds one ``SUBJECT``, and this is the only door through
which anything of the subject reaches the engine. A book without a subject of its own gets an empty one.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

if TYPE_CHECKING:  # the layers above, which this module must not import
    from compendium.datasets.columns import Column
    from compendium.results.formulas import Result
    from compendium.results.register import Model

CONFIGURATION = "_config.yml"


@dataclass(frozen=True)
class Subject:
    """All that the engine is told of one subject. Mappings keep the order in which things are shown."""

    slug: str = "evidence-book"
    """Names the downloads, the citation keys and the identifiers of the book."""
    title: str = "An evidence book"
    themes: Mapping[str, str] = field(default_factory=dict)
    """The themes of claims, by id: the name that the book prints."""
    tables: Mapping[str, "tuple[str, tuple[Column, ...]]"] = field(default_factory=dict)
    """The tables of claims that questions name: what each holds, and the columns it adds from ``about``."""
    units: tuple[str, ...] = ()
    """Units that this subject uses beside the engine's own."""
    unit_definitions: tuple[str, ...] = ()
    """What those units are, in pint's notation."""
    named_numbers: tuple[str, ...] = ()
    """Regular expressions for names that contain a number and state none."""
    counted_nouns: tuple[str, ...] = ()
    """Nouns of this subject that sources count, for the lint of numbers in prose."""
    colours: Mapping[str, str] = field(default_factory=dict)
    """The fixed colour of a thing in every chart, by the id that the data give it."""
    charts: str = ""
    """The module with the charts and tables that only this subject draws; ``__all__`` lists them."""
    results: "Callable[[], tuple[Result, ...]] | None" = None
    """Gives the computed results of the book, each one formula; called late, as they import the engine."""
    models: "Callable[[], tuple[Model, ...]] | None" = None
    """Gives the models of the book, whose results need more than a formula; called late as well."""


@lru_cache(maxsize=8)
def subject_of(root: Path) -> Subject:
    """The subject of the book at ``root``, from the module that its ``_config.yml`` names.

    Raises ValueError where the module cannot be imported or holds no ``SUBJECT``.
    """
    name = _module_name(root)
    if not name:
        return Subject()
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    try:
        found = import_module(name).SUBJECT
    except (ImportError, AttributeError) as problem:
        raise ValueError(f"{CONFIGURATION}: compendium_subject names '{name}', which gives no SUBJECT: {problem}"
                         ) from problem
    assert isinstance(found, Subject)
    return found


def subject_code(root: Path) -> list[Path]:
    """The files of the package that holds the subject of the book at ``root``; none where it has no subject."""
    package = _module_name(root).partition(".")[0]
    return sorted((root / package).rglob("*.py")) if package else []


def subject_folder(root: Path) -> Path:
    """The folder of the subject's package in the book at ``root``; one that does not exist where there is none."""
    return root / (_module_name(root).partition(".")[0] or "no-subject")


def _module_name(root: Path) -> str:
    file = root / CONFIGURATION
    if not file.is_file():
        return ""
    settings = YAML(typ="safe").load(file.read_text(encoding="utf-8")) or {}
    return str((settings.get("sphinx") or {}).get("config", {}).get("compendium_subject") or "")
