"""What the settings of a book and the header of a page may hold, and which of their words readers meet.

Both reach programs that take far more than a book needs: a setting that nobody here knows could publish the sources'
texts, run cells unwatched, or put words onto every page that no check has read. So there is a list of what is taken.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import yaml  # type: ignore[import-untyped]

from compendium.citation import CITATION, edition_fields
from compendium.errors import CompendiumError, Problem, near_or_allowed, unknown
from compendium.evidence.document import READER
from compendium.execution.chapters import pages
from compendium.execution.contents import read_contents
from compendium.root import CONFIGURATION

CONTENTS, TITLES = "_toc.yml", ("caption",)
MARKDOWN = ("attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath")
"""The extensions of Markdown by which pages are read, by the checks and by the build."""
EXTENSIONS = ("sphinx_togglebutton", "sphinx_copybutton", "myst_nb", "jupyter_book", "sphinx_external_toc",
              "sphinx_design", "sphinx_book_theme", "sphinxcontrib.bibtex", "sphinxext.opengraph", "compendium.book")
ADDRESS = re.compile(r"(?:https?://[^\s<>\"'?#]+)?")
YEAR = re.compile(r"\b\d{4}\b")
HEADER = re.compile(r"---\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
NO_HEADER = "the header is no YAML of names with values"


@dataclass(frozen=True)
class Setting:
    """What the value of a setting may be, in words too; whether readers meet it, and whether a book must have it."""

    takes: Callable[[Any], bool]
    allowed: str
    spoken: bool = False
    needed: bool = False


def _one_of(*values: object, needed: bool = False) -> Setting:
    return Setting(lambda value: value in values, " or ".join(str(each).lower() for each in values), needed=needed)


def _exactly(names: tuple[str, ...]) -> Setting:
    """A list that another program and this one have to agree on."""
    return Setting(lambda value: isinstance(value, list) and sorted(map(str, value)) == sorted(names),
                   f"[{', '.join(names)}]", needed=True)


Known = Mapping[str, "Setting | Known"]
WORDS = Setting(lambda value: isinstance(value, str) and not re.search("[<>]", value), "words without < and >",
                spoken=True)
YEARS = Setting(lambda value: isinstance(value, str) and not re.search("[<>]", value),
                "a year in quotes, as in \"2026\", or words without < and >", spoken=True, needed=True)
LANGUAGE = Setting(lambda value: bool(re.fullmatch(r"[a-z]{2}(?:_[A-Z]{2})?", str(value))), "a language, such as en")
SWITCH = Setting(lambda value: isinstance(value, bool), "true or false")
NAMES = Setting(lambda value: isinstance(value, list) and bool(value) and all(isinstance(each, str) for each in value),
                "a list of names")
WHERE = Setting(lambda value: isinstance(value, str) and bool(ADDRESS.fullmatch(value)),
                "an address that begins with https:// or http:// and has no ? and #, or \"\" where none is known")
KINDS = ("figure", "table", "section", "code-block")
"""What is numbered, as Sphinx calls it."""


def _numbered(kind: str) -> Setting:
    """What stands at the number of one kind of thing: no other kind's name, by which all links would call it."""
    others = "|".join(each.replace("-", "[ -]") for each in KINDS if each != kind)
    return Setting(lambda value: isinstance(value, str) and value.replace("%s", "", 1).count("%") == 0 and "%s" in value
                   and not re.search(rf"[<>]|\b(?:{others})\b", value, re.IGNORECASE),
                   f"words with one %s, where the number goes, and no other name than that of a {kind}", spoken=True)


ANYTHING = Setting(lambda value: True, "")
"""What is checked where it is used."""
BOOK: Known = {
    # without one, Jupyter Book's own would stand on every page
    "title": replace(WORDS, needed=True), "author": replace(WORDS, needed=True), "copyright": YEARS,
    # with others, every page that lies in the folder would be published
    "only_build_toc_files": _one_of(True, needed=True),
    "exclude_patterns": NAMES,
    "execute": {"execute_notebooks": Setting(lambda value: value in ("off", False), "off", needed=True)},
    "parse": {"myst_enable_extensions": _exactly(MARKDOWN)},
    "bibtex_bibfiles": replace(NAMES, needed=True),
    "html": {"use_multitoc_numbering": SWITCH},
    "sphinx": {"config": {
        "compendium_subject": ANYTHING, "repository_url": WHERE, "book_url": WHERE, "extensions": _exactly(EXTENSIONS),
        "printed_part": replace(WORDS, spoken=False), "printed_back": NAMES, "language": LANGUAGE, "numfig": SWITCH,
        "numfig_secnum_depth": Setting(lambda value: isinstance(value, int), "a whole number"),
        "numfig_format": {kind: _numbered(kind) for kind in KINDS},
        "nb_merge_streams": SWITCH, "nb_code_prompt_show": WORDS, "nb_code_prompt_hide": WORDS,
        "bibtex_reference_style": _one_of("author_year", "label", "super")}}}
"""The settings of ``_config.yml``."""
PAGE: Known = {
    # what Jupytext and Jupyter themselves write
    **dict.fromkeys(("jupytext", "kernelspec", "kernel_info", "language_info"), ANYTHING),
    "myst": {"html_meta": {"description": WORDS, "keywords": WORDS}}}
"""The header of a page."""


def problems_of_settings(root: Path) -> Iterator[Problem]:
    """What of ``_config.yml`` is no setting of a book, or not as it has to be; that it is YAML is asked before."""
    text = _text(root / CONFIGURATION)
    if (read := _read(text)) is not None:
        wrong = [*_wrong(*read, BOOK)]
        # what is no setting is told first
        wrong = wrong or [*_of_another_edition(*read, _text(root / CITATION)), *_of_other_pages(*read, root)]
        yield from (Problem(CONFIGURATION, line, what) for line, what in wrong)


def _of_another_edition(node: yaml.Node, settings: Any, cited: str) -> Iterator[tuple[int, str]]:
    """Title and author of the pages where those of the edition are others; what is wrong with it is told elsewhere."""
    try:
        edition = edition_fields(cited)
    except CompendiumError:
        return
    lines = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
    if settings["title"] != edition["title"]:
        yield lines["title"], (f"title is '{settings['title']}', and that of {CITATION} is '{edition['title']}'; a book"
                               " has one title")
    for name in (str(each.get("family-names") or each.get("name")) for each in edition["authors"]):
        if name not in settings["author"]:
            yield lines["author"], (f"author is '{settings['author']}', and {CITATION} names '{name}'; a book has one"
                                    " list of authors")


def _of_other_pages(node: yaml.Node, settings: Any, root: Path) -> Iterator[tuple[int, str]]:
    """What the settings leave out that the contents name, and what they print that the contents do not."""
    from sphinx.util.matching import Matcher  # as here alone: it takes time to load

    config = settings["sphinx"]["config"]
    lines = {str(key.value): key.start_mark.line + 1
             for below in (node, _as_read(_as_read(node)["sphinx"])["config"]) for key, _ in below.value}
    names, parts = pages(root), {str(part.get("caption")): part for part in read_contents(root).get("parts", ())}
    for pattern in settings.get("exclude_patterns", ()):
        leaves_out = Matcher([pattern])
        # a folder that is left out is left out with all that is in it
        if gone := [f"{name}.md" for name in names if any(map(leaves_out, (f"{name}.md", *_above_it(name))))]:
            yield lines["exclude_patterns"], f"exclude_patterns: '{pattern}' leaves out {gone[0]}, a page of {CONTENTS}"
    part = config.get("printed_part") or next(iter(parts), "")
    for _, what in unknown("printed_part", [part] if parts else [], list(parts)):
        yield lines["printed_part"], f"printed_part: {what}"
    back = config.get("printed_back", ())
    for _, what in unknown("printed_back", back, names):
        yield lines["printed_back"], f"printed_back: {what}"
    printed = [names[0], *(each["file"].removesuffix(".md") for each in parts.get(part, {}).get("chapters", ())), *back]
    for name in (each for each, times in Counter(printed).items() if times > 1):
        yield lines.get("printed_back", 0), f"printed_back: '{name}' would be printed twice; name it once"


def _above_it(name: str) -> Iterator[str]:
    return (each.as_posix() for each in PurePosixPath(name).parents if each.name)


def settings_words(root: Path) -> Iterator[tuple[str, int, str]]:
    """The words of the settings that stand on every page, and those of the contents: file, lines above them, words."""
    if read := _read(_text(root / CONFIGURATION)):
        yield from ((CONFIGURATION, above, words) for above, words in _spoken(*read, BOOK))
    if read := _read(_text(root / CONTENTS)):
        yield from ((CONTENTS, above, words) for above, words in _titles(read[0]))


def header_end(text: str) -> int:
    """Where what a page says begins, behind its header."""
    header = HEADER.match(text)
    return header.end() if header else 0


def header_words(text: str) -> Iterator[tuple[int, str]]:
    """What a page's header says of it to those who have not opened it, with the number of lines above the words."""
    if read := _read(_header(text)):
        yield from _spoken(*read, PAGE)


def wrong_header(text: str) -> Iterator[tuple[int, str]]:
    """What of a page's header would change how the page is read, run or shown, each with its line."""
    header = _header(text)
    read = _read(header)
    if header.strip() and (read is None or not isinstance(read[1], dict)):
        yield 1, f"{NO_HEADER}; a page without code needs none"
    elif read:
        yield from _wrong(*read, PAGE)


def _header(text: str) -> str:
    header = HEADER.match(text)
    # a line stands for the one that begins the header, so that places are those of the page
    return f"\n{header[1]}" if header else ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _read(text: str) -> tuple[yaml.Node, Any] | None:
    """Some YAML with its places, and what it says; None where it cannot be read or is empty."""
    try:
        node = yaml.compose(text, READER)
        return (node, yaml.load(text, READER)) if node else None
    except (yaml.YAMLError, ValueError):
        return None


def _wrong(node: yaml.Node, value: Any, known: Known) -> Iterator[tuple[int, str]]:
    """What stands there and is not known, twice there, or not as it has to be; and what is missing."""
    if not isinstance(value, dict):
        yield node.start_mark.line + 1, f"holds no names with values; {near_or_allowed('', known)}"
        return
    met, read = set[str](), _as_read(node)
    for key, _ in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        expected = known.get(name)
        if expected is None:
            yield line, f"'{name}' is nothing that a book takes here; {near_or_allowed(name, known)}"
        elif name in met:
            yield line, f"'{name}' stands here a second time; leave one of the two out"
        elif not isinstance(expected, Setting):
            yield from _wrong(read[name], value.get(name), expected)
        elif not expected.takes(value.get(name)):
            yield line, f"{name} is '{_shown(read[name], value.get(name))}'; allowed: {expected.allowed}"
        met.add(name)
    for name in (each for each in known if each not in met):
        yield from ((0, f"lacks '{path}'; a book has it as {allowed}") for path, allowed in _needed(name, known[name]))


def _as_read(node: yaml.Node) -> dict[str, yaml.Node]:
    """What stands under each name: where one stands there twice, the last of them has the value."""
    return {str(key.value): below for key, below in node.value}


def _shown(node: yaml.Node, value: object) -> str:
    """A value as the file has it: 1.10, which is read as a number, and not 1.1."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def _needed(name: str, of: "Setting | Known") -> Iterator[tuple[str, str]]:
    """The settings that a book has to have, in or below one that is not there."""
    if isinstance(of, Setting):
        yield from [(name, of.allowed)] if of.needed else []
    else:
        yield from ((f"{name}: {path}", allowed) for key in of for path, allowed in _needed(key, of[key]))


def _spoken(node: yaml.Node, value: Any, known: Known) -> Iterator[tuple[int, str]]:
    """The words of what is known, with the number of lines above them; of a year alone there is nothing to check."""
    for name, below in _as_read(node).items() if isinstance(value, dict) else ():
        expected = known.get(name)
        if isinstance(expected, Mapping):
            yield from _spoken(below, value.get(name), expected)
        elif expected and expected.spoken and isinstance(below, yaml.ScalarNode):
            yield _above(below), YEAR.sub("", below.value) if expected is YEARS else below.value


def _titles(node: yaml.Node) -> Iterator[tuple[int, str]]:
    """The titles and captions of the contents, wherever they stand."""
    for each in node.value if isinstance(node, yaml.CollectionNode) else ():
        key, below = each if isinstance(each, tuple) else (None, each)
        if key is not None and key.value in TITLES and isinstance(below, yaml.ScalarNode):
            yield _above(below), below.value
        yield from _titles(below)


def _above(node: yaml.ScalarNode) -> int:
    """The number of lines above a text; one that is written as a block begins a line below its sign."""
    return int(node.start_mark.line) + (node.style in ("|", ">"))
