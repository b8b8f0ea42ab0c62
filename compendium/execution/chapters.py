"""The chapters of the book: which pages there are, and which of them hold code to run.

A page is a chapter when it opens with the header that Jupytext writes. A page without it is plain
Markdown and is not executed; a code cell on such a page would silently never run, so it is an error.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode

from compendium.errors import ChapterError, Problem, near_or_allowed, shown, unknown
from compendium.evidence.document import hidden_character
from compendium.execution.clock import asks_for_time, called_otherwise
from compendium.execution.contents import read_contents
from compendium.execution.parameters import Parameter, assigned_again, declared, not_allowed, not_together
from compendium.execution.text_form import (
    FRONT_MATTER,
    as_python,
    cell_lines,
    has_header,
    lost_comments,
    read_notebook,
    refuse_code_cells,
)
from compendium.fingerprints import file_print

if TYPE_CHECKING:
    from compendium.evidence import Ledger
    from compendium.evidence.scenarios import Assumption

IN = re.compile(r", in(?=\s)")
"""In the comment of a parameter, what stands before its unit: the share, in per cent, that …"""
KERNEL, LANGUAGE = "python3", "python"
"""What chapters are run by."""
REFUSED_TAGS = {"raises-exception": "a cell that raises stops the book",
                "injected-parameters": "papermill adds such a cell to a run, and drops one that is there"}
"""Tags by which a cell would not be run as it stands, and why."""
SHOWN_BY, MARKDOWN_FORM = "mystnb", "markdown_format"
"""Where a cell's options say how its outputs are shown, and what there would let Markdown do what no page may."""


@dataclass(frozen=True)
class Chapter:
    """One chapter: where it stands, its cells, the line on which each begins, what can be varied."""

    docname: str
    file: str
    path: Path
    notebook: NotebookNode
    lines: tuple[int, ...]
    parameters: tuple[Parameter, ...]

    def problem(self, cell: int, what: str, line_in_cell: int = 1) -> Problem:
        """A problem in a cell of this chapter (counted from 0), at a line of the cell."""
        return Problem(self.file, self.lines[cell] + line_in_cell - 1, what)


def stale_defaults(chapters: Iterable[Chapter], ledger: "Ledger") -> Iterator[Problem]:
    """Parameters that are not what the assumption is that they stand for: another number, unit, or more than it can be.
    """
    for chapter, each in ((found, each) for found in chapters for each in found.parameters):
        named = [each.assumption] if each.assumption else []
        wrong = [what for _, what in unknown("assumption", named, ledger.assumptions)]
        known = ledger.assumptions.get(each.assumption)
        if known and each.default != known.value:
            wrong = [f"'{each.default}' is not the number of assumption {known.id}, {known.value:g} {known.unit}; write"
                     " that one"]
        wrong += _beyond(each, known) if known else _beyond_its_unit(each)
        yield from (Problem(chapter.file, each.line, f"parameter {each.name}: {what}") for what in wrong)


def _beyond(parameter: Parameter, known: "Assumption") -> Iterator[str]:
    """What a parameter allows that its assumption's unit cannot have, and another unit that its comment names."""
    from compendium.evidence.intervals import why_impossible
    from compendium.evidence.unit_words import OF_TIME, is_other_unit, unit_behind

    for end in (parameter.low, parameter.high):
        if end is not None and (why := why_impossible(end, known.unit, change=known.low < 0)):
            yield f"allows {end:g}, and {known.id} is in {known.unit}: {why}; allow what it can be"
    for found in IN.finditer(parameter.help):
        named = unit_behind(parameter.help, found.end())
        if named and is_other_unit(named[0], [known.unit]) and not OF_TIME.fullmatch(named[0]):
            yield f"says that it is in {named[0]}, and {known.id} is in {known.unit}; correct one of the two"


def _beyond_its_unit(parameter: Parameter) -> Iterator[str]:
    """What a parameter of no assumption allows that the unit which its comment names cannot have."""
    from compendium.evidence.intervals import why_impossible
    from compendium.evidence.unit_words import unit_behind

    named = (unit_behind(parameter.help, found.end()) for found in IN.finditer(parameter.help))
    unit = next((each[0] for each in named if each), "")
    # what may be less than nothing is a change
    for end in (parameter.low, parameter.high) if unit and (parameter.low or 0) >= 0 else ():
        if end is not None and (why := why_impossible(end, unit, change=False)):
            yield f"allows {end:g}, and says that it is in {unit}: {why}; allow what it can be"


def pages(root: Path) -> list[str]:
    """The names of all pages in the table of contents, the front page first."""
    from sphinx_external_toc.parsing import MalformedError

    read_contents(root)
    try:
        return list(_pages_of(root / "_toc.yml", file_print(root / "_toc.yml")))
    except (OSError, MalformedError) as problem:
        raise ChapterError([Problem("_toc.yml", 0, f"cannot be read: {problem}")]) from problem


@lru_cache(maxsize=8)
def _pages_of(path: Path, content: str) -> tuple[str, ...]:
    """The pages that a table of contents names, read once for each content."""
    from sphinx_external_toc.parsing import parse_toc_yaml

    site_map = parse_toc_yaml(path)
    names = [name for name in site_map if name != site_map.root.docname]
    return tuple(name.removesuffix(".md") for name in (site_map.root.docname, *names))


def read_chapters(root: Path) -> list[Chapter]:
    """All chapters that hold code, in the order of the book; ChapterError names all that are wrong."""
    chapters, problems = [], []
    for docname in pages(root):
        try:
            chapter = read_chapter(root, docname)
        except ChapterError as error:
            problems += error.problems
        else:
            chapters += [chapter] if chapter else []
    if problems:
        raise ChapterError(problems)
    return chapters


def find_chapter(root: Path, name: str) -> Chapter:
    """The chapter that a person means by ``trade``, ``chapters/trade`` or ``chapters/trade.md``."""
    docname = find_page(root, name)
    chapter = read_chapter(root, docname)
    if chapter is None:
        raise ChapterError([Problem(f"{docname}.md", 0, "holds no code, so there is nothing to run")])
    return chapter


def find_page(root: Path, name: str) -> str:
    """The page that a person means by ``trade``, ``chapters/trade`` or ``chapters/trade.md``."""
    # where two pages have one short name, the one that comes first in the book is meant
    names = {key: docname for docname in reversed(pages(root)) for key in (docname.rpartition("/")[2], docname)}
    wanted = name.removeprefix("./").removesuffix(".md")
    if wanted not in names:
        close = get_close_matches(wanted.lower(), names, n=1)
        hint = f"did you mean '{close[0]}'?" if close else f"known: {', '.join(sorted(set(names.values())))}"
        raise ChapterError([Problem("_toc.yml", 0, f"no chapter is called '{name}'; {hint}")])
    return names[wanted]


def read_chapter(root: Path, docname: str) -> Chapter | None:
    """One page of the book as a chapter, or None where it is plain Markdown."""
    path = root / f"{docname}.md"
    file, text = shown(path, root), read_page(root, docname)
    if not FRONT_MATTER.sub("", text, count=1).strip():
        raise ChapterError([Problem(file, 0, "is empty; a page begins with its title, as in '# Trade'")])
    if not has_header(text):
        refuse_code_cells(text, file)
        return None
    notebook = read_notebook(text, file, root)
    lines = cell_lines(text, notebook)
    chapter = Chapter(docname, file, path, notebook, lines, declared(notebook, lines, file))
    if problems := list(_unrunnable(chapter)):
        raise ChapterError(problems)
    return chapter


def read_page(root: Path, docname: str) -> str:
    """The text of a page; ChapterError where its file is none that can be read."""
    path = root / f"{docname}.md"
    try:
        return path.read_text(encoding="utf-8-sig") if path.is_file() else _no_file(root, docname)
    except UnicodeDecodeError as problem:
        raise ChapterError([Problem(shown(path, root), 0, "is not UTF-8 text")]) from problem
    except OSError as problem:
        what = f"cannot be read: {problem.strerror or problem}"
        raise ChapterError([Problem(shown(path, root), 0, what)]) from problem


def read_whole_page(root: Path, docname: str) -> str:
    """The text of a page that is to be written anew; ChapterError where it is none, or no notebook, in its line."""
    text, file = read_page(root, docname), f"{docname}.md"
    if told := hidden_character(text):
        raise ChapterError([Problem(file, *told)])
    if has_header(text):
        read_notebook(text, file)
        if lost := [Problem(file, *each) for each in lost_comments(text)]:
            raise ChapterError(lost)
    return text


def _no_file(root: Path, docname: str) -> str:
    here = sorted(path.relative_to(root).with_suffix("").as_posix() for path in (root / "chapters").rglob("*.md"))
    raise ChapterError([Problem(f"{docname}.md", 0, "is named in _toc.yml, and there is no such file; "
                                + near_or_allowed(docname, here))])


def _unrunnable(chapter: Chapter) -> Iterator[Problem]:
    """What keeps a chapter from being run, or would be passed over when it is: its language, tags and cells."""
    kernel = chapter.notebook.metadata.get("kernelspec", {})
    if (kernel.get("name"), kernel.get("language", LANGUAGE)) != (KERNEL, LANGUAGE):
        yield Problem(chapter.file, 1, f"asks for the kernel '{kernel.get('name', '')}' of the language"
                      f" '{kernel.get('language', '')}'; allowed: {KERNEL}, {LANGUAGE}")
    parsed = dict[int, ast.Module]()
    for index, cell in enumerate(chapter.notebook.cells):
        if cell.cell_type != "code":
            continue
        for tag, why in REFUSED_TAGS.items():
            if tag in cell.metadata.get("tags", []):
                yield chapter.problem(index, f"the tag '{tag}' is not allowed: {why}")
        shown_by = cell.metadata.get(SHOWN_BY)
        if isinstance(shown_by, Mapping) and MARKDOWN_FORM in shown_by:
            yield chapter.problem(index, f"the option '{MARKDOWN_FORM}' is not allowed: what a cell displays as "
                                  "Markdown is text, without directives and roles")
        try:
            parsed[index] = ast.parse(as_python(cell.source))
        except SyntaxError as problem:
            yield chapter.problem(index, f"is not Python: {problem.msg}", problem.lineno or 1)
        except ValueError as problem:
            yield chapter.problem(index, f"is not Python: {problem}")
    names = called_otherwise(parsed.values())
    for index, code in parsed.items():
        for line, told in asks_for_time(code, names):
            yield chapter.problem(index, told, line)
        if chapter.parameters and chapter.lines[index] > chapter.parameters[-1].line:
            for line, name in assigned_again(code, [each.name for each in chapter.parameters]):
                yield chapter.problem(index, f"gives the parameter '{name}' another value, so that what a reader gives "
                                      "has no effect; call what is worked out here otherwise", line)


def run_values(chapter: Chapter, given: Mapping[str, str]) -> dict[str, Any]:
    """The values to run a chapter with; ChapterError names every one that it cannot be run with."""
    values, problems = {}, []
    for name, text in given.items():
        try:
            values[name] = value(chapter, name, text)
        except ChapterError as error:
            problems += error.problems
    problems = problems or combination_problems(chapter, values)
    if problems:
        raise ChapterError(problems)
    return values


def value(chapter: Chapter, name: str, text: str) -> Any:
    """The value of one parameter that a text stands for; ChapterError where the chapter does not allow it."""
    known = {parameter.name: parameter for parameter in chapter.parameters}
    if name not in known:
        raise ChapterError([_unknown(chapter, name, known)])
    try:
        found = known[name].parsed(text)
    except ValueError:
        found = None
    if found is None or not known[name].admits(found):
        raise ChapterError([not_allowed(chapter.file, known[name], text)])
    return found


def combination_problems(chapter: Chapter, values: Mapping[str, Any]) -> list[Problem]:
    """The problems that values which are allowed by themselves do not go together, defaults among them."""
    together = {each.name: each.default for each in chapter.parameters} | dict(values)
    return [each for parameter in chapter.parameters for each in not_together(chapter.file, parameter, together)]


def _unknown(chapter: Chapter, name: str, known: Mapping[str, Parameter]) -> Problem:
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean '{close[0]}'? " if close else ""
    names = ", ".join(known) or "none, this chapter has no parameters"
    line = chapter.parameters[0].line if chapter.parameters else 0
    return Problem(chapter.file, line, f"parameter '{name}' does not exist; {hint}known: {names}")
