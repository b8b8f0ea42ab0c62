"""What is wrong with the markup of the pages, told before anything runs: misspelt names, wrong references, open fences.

Sphinx finds most of it too, half a minute later and not always in these words.
"""

import contextlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from importlib.machinery import BuiltinImporter, FrozenImporter, ModuleSpec, PathFinder
from pathlib import Path
from urllib.parse import unquote

import yaml  # type: ignore[import-untyped]

from compendium.book.prose.linked_files import check_anchors, check_files
from compendium.book.prose.page_markup import Named, PageMarkup, page_markup
from compendium.book.site import addresses
from compendium.book.text.prose import text_files
from compendium.errors import Problem, near_or_allowed, unknown
from compendium.evidence import Ledger
from compendium.fingerprints import file_print, kept, text_print

LISTS = {addresses.ACTORS, addresses.ASSUMPTIONS, addresses.CHANGES, addresses.CORRECTIONS, addresses.DEFINITIONS,
         addresses.LIBRARIES, addresses.PLACES, "derived-results", "recorded-values", "results", "genindex", "modindex",
         "search"}
"""Labels that the book itself gives to its lists."""
IN_LEDGER = tuple(f"{folder}/" for folder in addresses.FOLDERS)
ENTRY = re.compile(r"^@\w+\{\s*([^,\s]+)\s*,", re.MULTILINE)
WHAT = {"ref": "label", "numref": "numbered figure or table", "term": "term of the glossary", "doc": "page",
        "eq": "labelled equation", "would-change": "question", "finding": "headline"}


def check_markup(root: Path, ledger: Ledger) -> list[Problem]:
    """All that is wrong with the markup of the pages, in order of place."""
    files = {path.relative_to(root).as_posix(): path for path in text_files(root)}
    found = {file: _markup_of(root, file, path) for file, path in files.items()}
    problems = [each for file, page in found.items() for each in _wrong_by_itself(root, file, page)]
    problems += _duplicates(found)
    names = _names(root)
    labels = {*LISTS, *(label.name.lower() for page in found.values() for label in page.labels),
              *(record.source.id.lower() for record in ledger.records)}
    for file, page in found.items():
        problems += [Problem(file, each.line, what) for each, what in (
            *_unknown_markup(page, *names), *_references(root, file, page, found, ledger),
            *_finished_pages(file, page, found, ledger), *_imports(root, page), *check_anchors(page, labels))]
    # a fence that is not closed hides the figures behind it: that is told, and not what it hides
    hidden = any(page.wrong for page in found.values())
    return sorted({*problems, *([] if hidden else _findings(found, ledger))})


def problems_by_itself(root: Path, name: str) -> list[Problem]:
    """What a page may not hold whatever stands on others; ``name`` is that of its file without its ending."""
    file = f"{name}.md"
    return sorted(_wrong_by_itself(root, file, _markup_of(root, file, root / file)))


def _markup_of(root: Path, file: str, path: Path) -> PageMarkup:
    return kept(root, f"markup/{file}", file_print(path), partial(page_markup, path))


def _wrong_by_itself(root: Path, file: str, page: PageMarkup) -> Iterator[Problem]:
    yield from (Problem(file, line, what) for line, what in page.wrong)
    yield from (Problem(file, each.line, what) for each, what in check_files(root, file, page))


def _findings(found: dict[str, PageMarkup], ledger: Ledger) -> Iterator[Problem]:
    """Headlines that point to a figure which no page has."""
    known = {label.name.removeprefix("fig-") for each in found.values() for label in each.labels
             if label.name.startswith("fig-")}
    for finding in ledger.findings.values():
        for _, what in unknown("figures", finding.figures, sorted(known)):
            yield Problem(*ledger.place_of(f"finding {finding.id}"), f"finding {finding.id}: figures: {what}")


def _duplicates(found: dict[str, PageMarkup]) -> Iterator[Problem]:
    """Labels that are given twice, by the pages or by the book itself: the second place is told, with the first."""
    first: dict[str, tuple[str, int]] = {}
    for file, page in found.items():
        for label in page.labels:
            if label.name.lower() in LISTS:
                yield Problem(file, label.line, f"label '{label.name}' is that of one of the book's own lists; give "
                                                "this place another")
            elif label.name in first:
                other = ":".join(map(str, first[label.name]))
                yield Problem(file, label.line, f"label '{label.name}' is given at {other} already; a label is one "
                                                "place's: rename one of them")
            else:
                first[label.name] = file, label.line


def _unknown_markup(page: PageMarkup, directives: frozenset[str], roles: frozenset[str]
                    ) -> Iterator[tuple[Named, str]]:
    for each, known in ((each, directives) for each in page.directives):
        if known and each.name not in known:
            yield each, f"there is no directive '{each.name}'; {near_or_allowed(each.name, sorted(known))}"
    for each in page.roles:
        if roles and each.name not in roles:
            yield each, f"there is no role '{each.name}'; {near_or_allowed(each.name, sorted(roles))}"


def _references(root: Path, file: str, page: PageMarkup, found: dict[str, PageMarkup], ledger: Ledger
                ) -> Iterator[tuple[Named, str]]:
    """References that lead nowhere, each with the names near it."""
    labels = {label.name.lower() for each in found.values() for label in each.labels}
    articles = {record.source.id.lower() for record in ledger.records}
    terms = {term.lower() for each in found.values() for term in each.terms}
    here = Path(file).parent
    for used in page.used:
        name = used.name
        match used.kind:
            case "term":
                known = terms
            case "doc":
                known = {str(Path(each).with_suffix("")) for each in found}
                name = name.removeprefix("/") if name.startswith("/") else (here / name).as_posix()
            case "ref":
                known = labels | LISTS | articles
                if name.startswith(IN_LEDGER):
                    known = {*known, name.lower()} if _in_ledger(name, ledger) else known
            case "numref" | "eq":
                known = labels
            case "would-change":
                known = set(ledger.questions)
            case "finding":
                known = set(ledger.findings)
            case _:
                known = _citations(root)
        if (name if used.kind.startswith(("cite", "doc", "would", "finding")) else name.lower()) not in known:
            what = WHAT.get(used.kind, "entry of the bibliography")
            yield used, f"{{{used.kind}}}`{used.name}` refers to no {what}; {near_or_allowed(name, sorted(known))}"


def _finished_pages(file: str, page: PageMarkup, found: dict[str, PageMarkup], ledger: Ledger
                    ) -> Iterator[tuple[Named, str]]:
    """Links to finished pages by their address, of which the book has none."""
    pages = [str(Path(each).with_suffix("")) for each in found]
    known = [*pages, *(f"{addresses.CLAIMS}/{name}" for name in ledger.entries)]
    for each in page.files:
        name, _, kind = unquote(each.name).partition("#")[0].rpartition(".")
        there = os.path.normpath(Path(file).parent / name)
        if each.kind != "link" or kind != "html" or ":" in name:
            continue
        if not (_in_ledger(there, ledger) if there.startswith(IN_LEDGER)
                else there in pages or not there.startswith("chapters/")):
            yield each, f"leads to '{each.name}', and the book has no such page; {near_or_allowed(there, known)}"


def _in_ledger(name: str, ledger: Ledger) -> bool:
    """Whether a page of the ledger has this address, as far as the records tell."""
    folder, _, rest = name.partition("/")
    known: dict[str, object] = {
        addresses.CLAIMS: ledger.entries, addresses.QUESTIONS: ledger.questions,
        addresses.DEFINITIONS: ledger.definitions,
        addresses.SOURCES: {record.source.id for record in ledger.records}}
    return rest in known[folder] if folder in known else True  # type: ignore[operator]


@cache
def _bibliography(path: Path, content: str) -> frozenset[str]:
    return frozenset(ENTRY.findall(path.read_text(encoding="utf-8"))) if path.is_file() else frozenset()


def _citations(root: Path) -> set[str]:
    """The keys of all works that can be cited."""
    try:
        files = _bibliographies((root / "_config.yml").read_text(encoding="utf-8"))
    except OSError:
        return set()
    return {key for name in files for key in _bibliography(root / name, file_print(root / name))}


@lru_cache(maxsize=8)
def _bibliographies(settings: str) -> tuple[str, ...]:
    """The files of cited works that some settings name."""
    try:
        return tuple(yaml.safe_load(settings).get("bibtex_bibfiles") or ())
    except (yaml.YAMLError, AttributeError, TypeError):
        return ()


def _imports(root: Path, page: PageMarkup) -> Iterator[tuple[Named, str]]:
    """Modules and names that a cell imports and that are not there."""
    for each in page.imports:
        module, _, name = each.name.partition(":")
        top = module.partition(".")[0]
        if not _found(str(root), module):
            near = near_or_allowed(top, sorted({*sys.stdlib_module_names, *_installed(), "compendium"}))
            yield each, (f"the cell imports '{module}', which is not installed; {near}" if not _found(str(root), top)
                         else f"the cell imports '{module}', which '{top}' does not hold")
        elif name and name != "*" and (known := _own_names(root, module)) and name not in known:
            yield each, f"the cell imports '{name}', which '{module}' does not hold; {near_or_allowed(name, known)}"


@cache
def _found(root: str, module: str) -> bool:
    # some of the standard library's are no files, but names that another gives: os.path
    return _spec(root, module) is not None or (
        module.partition(".")[0] in sys.stdlib_module_names and module in sys.modules)


@cache
def _spec(root: str, module: str) -> ModuleSpec | None:
    """Where a module is, found without importing the packages around it; nothing where it is not."""
    places, spec = [root, *sys.path], None
    try:
        for name in (parts := module.split(".")):
            at = ".".join(parts[:parts.index(name) + 1])
            builtin = BuiltinImporter.find_spec(at) or FrozenImporter.find_spec(at) if spec is None else None
            spec = builtin or PathFinder.find_spec(at, places)
            if spec is None:
                return None
            places = list(spec.submodule_search_locations or ())
    except (ImportError, ValueError):
        return None
    return spec


def _own_names(root: Path, module: str) -> tuple[str, ...]:
    """What a package of the book holds; the code alone decides it, and code is part of every key."""
    return kept(root, f"names-in/{module}", "", partial(_names_of, str(root), module))


@cache
def _names_of(root: str, module: str) -> tuple[str, ...]:
    """What the engine's or the subject's own package holds, as its file is written; nothing for other packages."""
    found = _spec(root, module)
    own = found is not None and found.origin and (module.partition(".")[0] == "compendium" or (
        Path(found.origin).is_relative_to(root) and "site-packages" not in found.origin))
    if not own or found is None or not found.origin:
        return ()
    import ast

    tree = ast.parse(Path(found.origin).read_text(encoding="utf-8"))
    names = {each for node in ast.walk(tree) for each in _given(node)}
    if found.submodule_search_locations:
        names |= {path.stem for place in found.submodule_search_locations for path in Path(place).iterdir()
                  if path.suffix == ".py" or (path / "__init__.py").is_file()}
    return () if "__getattr__" in names else tuple(sorted(names))


def _given(node: object) -> Iterator[str]:
    import ast

    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from ((each.asname or each.name).partition(".")[0] for each in node.names)


@cache
def _installed() -> frozenset[str]:
    from importlib.metadata import packages_distributions

    return frozenset(packages_distributions())


def _names(root: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The directives and roles that the book's own Sphinx knows, kept until its settings or packages change."""
    made_from = text_print(file_print(root / "_config.yml"), file_print(root / "requirements.txt"), sys.version)
    try:
        return kept(root, "markup-names", made_from, partial(_ask_sphinx, root))
    except (Exception, SystemExit):  # settings that Sphinx cannot take are told by the build
        return frozenset(), frozenset()


def _ask_sphinx(root: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The names of all directives and roles, with and without their domain."""
    from docutils.parsers.rst import directives, roles
    from docutils.parsers.rst.languages import en
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from compendium.book.site.sphinx_run import settings

    with (tempfile.TemporaryDirectory() as folder, patch_docutils(None), docutils_namespace(),
          contextlib.redirect_stdout(io.StringIO())):
        config, _ = get_final_config(user_yaml=root / "_config.yml", cli_config=settings(root, "none"),
                                     sourcedir=root, use_external_toc=True)
        app = Sphinx(srcdir=str(root), confdir=None, outdir=folder, doctreedir=folder, buildername="dummy",
                     confoverrides=config, status=None, warning=io.StringIO())
        domains = list(app.env.domains.values())
        found: tuple[set[str], set[str]] = (
            {*directives._directives, *directives._directive_registry, *en.directives, "eval-rst", "figure-md"},
            {*roles._roles, *roles._role_registry, *en.roles})
        for each in domains:
            bare = each.name in {"std", "math", app.config.primary_domain}
            for names, own in ((found[0], set(each.directives)), (found[1], set(each.roles))):
                names.update(own if bare else (), (f"{each.name}:{name}" for name in own))
    return frozenset(found[0]), frozenset(found[1])
