"""What a book tells the engine of its subject: its names, units, tables, models and the words that belong to it.

The engine knows no place, party, element or source. A book's ``_config.yml`` names a module under
``sphinx: config: compendium_subject``; that module holds one ``SUBJECT``, and this is the only door through
which anything of the subject reaches the engine. A book without a subject of its own gets an empty one.
"""

import os
import re
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from compendium.bytecode import read_by_content
from compendium.columns import Column
from compendium.errors import NoSubject, Refused
from compendium.root import CONFIGURATION, DATA, SEEDS, home

Declared = TypeVar("Declared")
BUILT = "_build"
_reading = threading.local()
"""Which book and package each thread is held to; nothing where it is not."""


@dataclass(frozen=True)
class Subject:
    """All that the engine is told of one subject. Mappings keep the order in which things are shown.

    What imports the engine is named by its module, and read by the layer that it belongs to.
    """

    slug: str = "evidence-book"
    """Names the downloads, the citation keys and the identifiers of the book."""
    title: str = "An evidence book"
    care: str = ""
    """What the book leaves out so that nobody is harmed, said where it lists its places."""
    themes: Mapping[str, str] = field(default_factory=dict)
    """The themes of claims, by id: the name that the book prints."""
    tables: Callable[[], Mapping[str, tuple[str, tuple[Column, ...]]]] = dict
    """Gives the tables of claims that questions name: what each holds, and the columns it adds from ``about``."""
    check_columns: Callable[[], tuple[Column, ...]] = tuple
    """Gives the columns that the table of independent evidence adds from ``about``."""
    drivers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What the scenarios turn on, by id: the unit, and what a number of it says. The first rests on claims."""
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
    datasets: str = ""
    """The module whose ``DATASETS`` are the tables of the subject's own, which no question names."""
    charts: str = ""
    """The module with the charts and tables that only this subject draws; ``__all__`` lists them."""
    results: str = ""
    """The module whose ``RESULTS`` are the computed results of the book, each one formula."""
    models: str = ""
    """The module whose ``MODELS`` are the models of the book, whose results need more than a formula."""


@lru_cache(maxsize=8)
def subject_of(root: Path) -> Subject:
    """The subject of the book at ``root``, from the module that its ``_config.yml`` names.

    Raises NoSubject where the module cannot be imported or holds no ``SUBJECT``.
    """
    name = _module_name(root)
    if not name:
        return Subject()
    # that of an installed book is installed too, and beside the engine lie modules that no one imports by such names
    package = name.partition(".")[0]
    if any((root / each).exists() for each in (package, f"{package}.py")) and str(root) not in sys.path:
        sys.path.insert(0, str(root))
    read_by_content(_beside_a_book)
    try:
        with reading_its_own(root):
            found = import_module(name).SUBJECT
    except (ImportError, AttributeError, SyntaxError) as problem:
        raise NoSubject(name=name, problem=problem, file=CONFIGURATION) from problem
    if not isinstance(found, Subject):
        raise NoSubject(name=name, problem=f"its SUBJECT is of type {type(found).__name__}; allowed: a Subject of"
                        " compendium.subject", file=CONFIGURATION)
    return found


def _beside_a_book(file: str) -> bool:
    """Whether a module is no installed one: somebody may be at work on it."""
    return "site-packages" not in file and not file.startswith((sys.prefix + os.sep, sys.base_prefix + os.sep))


def current_subject() -> Subject:
    """The subject of the book that everything is read from, an empty one where the book has none."""
    return subject_of(home())


def declared(module: str, name: str, none: Declared) -> Declared:
    """What a module of the subject's holds under a name; ``none`` where the subject names no such module."""
    if not module:
        return none
    found: Declared = getattr(import_module(module), name)
    return found


def package_of(root: Path) -> Path | None:
    """The folder of the package that the book's subject is read from; None for a book without one."""
    name = _module_name(root).partition(".")[0]
    beside = root / name
    if not name or (beside / "__init__.py").is_file():
        return beside if name else None
    found = find_spec(name)
    places = list(found.submodule_search_locations or ()) if found else []
    return Path(places[0]) if places else None


@contextmanager
def reading_its_own(root: Path) -> Iterator[None]:
    """Within the block, the subject's code reads of the book its own package, the tables and the records alone.

    These are what the tables are known to be made from: a module or a file elsewhere could change, and they would be
    taken for new. Refused at the line that reads it.
    """
    _listen()
    before = getattr(_reading, "of", None)
    _reading.of = (root, package_of(root))
    try:
        yield
    finally:
        _reading.of = before


@lru_cache(maxsize=1)
def _listen() -> None:
    """Be told of each file that Python opens, from now on: nobody can be told no more."""
    sys.addaudithook(_told)


def _told(event: str, arguments: tuple[Any, ...]) -> None:
    book, package = (event == "open" and getattr(_reading, "of", None)) or (None, None)
    if book is None or package is None or not isinstance(arguments[0], str | bytes | os.PathLike):
        return
    path = Path(os.path.abspath(os.fsdecode(arguments[0])))
    known = (package, Path(__file__).parent, Path(sys.prefix), *(book / each for each in (DATA, SEEDS, BUILT)))
    if not path.is_relative_to(book) or any(path.is_relative_to(each) for each in known):
        return
    frame = sys._getframe(1)
    while frame.f_back and not frame.f_code.co_filename.startswith(f"{package}{os.sep}"):
        frame = frame.f_back
    if frame.f_back:
        raise Refused(f"reads {path.relative_to(book)}, and a change of that would leave the tables as they are;"
                      f" allowed is what lies in {package.name}/, {DATA}/ and {SEEDS}/", line=frame.f_lineno,
                      file=f"{package.name}/{Path(frame.f_code.co_filename).relative_to(package).as_posix()}")


def _module_name(root: Path) -> str:
    file = root / CONFIGURATION
    try:
        return _named(file.read_text(encoding="utf-8-sig")) if file.is_file() else ""
    except UnicodeDecodeError as problem:
        raise Refused("is not UTF-8 text", file=CONFIGURATION) from problem


@lru_cache(maxsize=8)
def _named(settings: str) -> str:
    """The module that some settings name."""
    import yaml  # type: ignore[import-untyped]  # a third of the time that the other reader takes to load

    try:
        read = yaml.safe_load(settings)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        what = f"is not valid YAML: {getattr(problem, 'problem', None) or 'it cannot be read'}"
        raise Refused(what, file=CONFIGURATION, line=mark.line + 1 if mark else 0) from problem
    at = read
    for key in ("sphinx", "config"):
        if at is not None and not isinstance(at, dict):
            raise Refused(f"holds no names with values where '{key}' is looked for; the authors' guide has an example",
                          file=CONFIGURATION)
        at = (at or {}).get(key)
    name = (at or {}).get("compendium_subject") if isinstance(at, dict) or at is None else at
    if name is not None and not (isinstance(name, str) and re.fullmatch(r"(?:[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)?", name)):
        raise Refused(f"compendium_subject is '{name}'; allowed: the name of a module, such as otters.subject",
                      file=CONFIGURATION)
    return name or ""
