"""What the pages need of the themes' style sheets: rules, named values and icons that occur in the book, and no others.

The themes style everything that any site may hold. A rule is kept if all classes and ids that its
selector names stand in a page or in a script; every other rule cannot apply. A named value (custom property) that no
rule and no script reads changes nothing; neither do those that only such names read. Icons are letters of Font
Awesome's fonts, which weigh three megabytes with the script that holds the same icons as outlines: here each letter
that is left becomes the outline that belongs to it, as a mask filled with the colour of the text around it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from tinycss2.parser import parse_blocks_contents, parse_rule_list, parse_stylesheet
from tinycss2.serializer import serialize

MARKED = re.compile(r'\b(?:class|id)="([^"]*)"')
WORD = re.compile(r"[A-Za-z0-9_-]+")
NEEDED = re.compile(r"[.#]([A-Za-z_-][\w-]*)")
NEGATED = re.compile(r":not\([^)]*\)")
NESTING = {"media", "supports", "container", "layer"}
NAME = re.compile(r"--[\w-]+")
READ = re.compile(r"var\(\s*(--[\w-]+)")
OUTLINES = "theme/pydata_sphinx_theme/static/scripts/fontawesome.js"
OUTLINE = re.compile(r'\[(\d+),(\d+),\[[^\]]*\],"([0-9a-f]+)",\s*"([^"]+)"\]')
LETTER = re.compile(r'"(?:\\([ef][0-9a-f]{3})|([\ue000-\uf8ff]))"')
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
NAMED = re.compile(r'content:\s*(var\(--pst-(?:icon|breadcrumb)-[\w-]+\)|url\("data:image/svg[^"]*"\))')
FONT = re.compile(r"(?:font:\s*var\(--fa-font-\w+\)|font-family:\s*Font Awesome[^;}]*)")
MASKED = ("display:inline-block;width:1em;height:1em;font:inherit;background-color:currentColor;"
          "mask:var(--icon) center/contain no-repeat;forced-color-adjust:preserve-parent-color")
SHEET = (f":is(.fa,.fas,.far,.fab,.fa-solid,.fa-regular,.fa-brands)::before{{{MASKED};width:1.25em;"
         "vertical-align:-.125em}@media (forced-colors:active){"
         ":is(.fa,.fas,.far,.fab,.fa-solid,.fa-regular,.fa-brands)::before"
         "{background-color:ButtonText;forced-color-adjust:none}}")


def words_of(pages: Iterable[str], scripts: Iterable[str]) -> frozenset[str]:
    """All names that a selector could find: classes and ids of the pages, and every word of the scripts."""
    marks = " ".join(mark for page in pages for mark in MARKED.findall(page))
    return frozenset(WORD.findall(marks)).union(*(words_in(script) for script in scripts))


def words_in(script: str) -> frozenset[str]:
    """Every word of a script: any of them may be a class or an id that it makes."""
    return frozenset(WORD.findall(script))


def names_asked(sheets: Iterable[str]) -> frozenset[str]:
    """Every class and id that a rule of some style sheets asks for."""
    return frozenset(name for sheet in sheets for name in NEEDED.findall(sheet))


def names_of_values(text: str) -> frozenset[str]:
    """Every named value (custom property) that a style sheet or a script mentions."""
    return frozenset(NAME.findall(text))


def needed(sheet: str, words: Set[str]) -> str:
    """The rules of a style sheet that can apply, in their order."""
    return "".join(_applying(parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), words))


def _applying(rules: Iterable[Any], words: Set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [text for text in _selectors(rule.prelude) if _applies(text, words)]
            if selectors:
                yield f"{','.join(selectors)}{{{serialize(rule.content).strip()}}}"
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in NESTING:
            nested = parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            inner = "".join(_applying(nested, words))
            if inner:
                yield f"@{rule.at_keyword}{serialize(rule.prelude)}{{{inner}}}"
        # the only fonts are those of icons, which are pictures here
        elif rule.type == "at-rule" and rule.lower_at_keyword != "font-face":
            yield rule.serialize()


def _selectors(prelude: Iterable[Any]) -> list[str]:
    """A selector list, split at the commas that stand outside of brackets."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [serialize(part).strip() for part in parts]


def _applies(selector: str, words: Set[str]) -> bool:
    # one name of an :is() or :where() is enough, and to keep the whole costs little
    plain = re.sub(r":(?:is|where)\([^)]*\)", "", NEGATED.sub("", selector))
    return all(name in words for name in NEEDED.findall(plain))


def without_unread(themed: Mapping[str, str], elsewhere: Set[str]) -> dict[str, str]:
    """The themes' style sheets without the values that neither they nor others read; those read elsewhere are given."""
    sheets: dict[str, str] = {}
    thinned = dict(themed)
    while sheets != thinned:
        sheets = thinned
        read = {*elsewhere, *(name for text in sheets.values() for name in READ.findall(text))}
        thinned = {name: "".join(_reading_rules(parse_stylesheet(text), read)) for name, text in sheets.items()}
    return sheets


def _reading_rules(rules: Iterable[Any], read: Set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            content = "".join(_declarations(rule.content, read))
            if content:
                yield f"{serialize(rule.prelude)}{{{content}}}"
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in {"media", "supports"}:
            inner = "".join(_reading_rules(parse_rule_list(rule.content), read))
            yield f"@{rule.at_keyword}{serialize(rule.prelude)}{{{inner}}}"
        else:
            yield rule.serialize()


def _declarations(content: Iterable[Any], read: Set[str]) -> Iterator[str]:
    for part in parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if part.type != "declaration":
            yield part.serialize()
        elif not part.name.startswith("--") or part.name in read:
            yield f"{part.serialize()};"


def with_pictures(sheet: str) -> str:
    """A style sheet whose icons are pictures; unchanged where it shows none."""
    if not FONT.search(sheet):
        return sheet
    pictured = LETTER.sub(lambda found: _outline_address(found[1] or f"{ord(found[2]):x}") or found[0], sheet)
    return RULE.sub(_masked_rule, NAMED.sub(r'content:"";--icon:\1', pictured)) + SHEET


def _masked_rule(rule: re.Match[str]) -> str:
    """A rule that names the font: what is a letter of it needs the box that the mask fills, all else nothing."""
    letter = ":before" in rule[1] or ":after" in rule[1]
    return f"{rule[1]}{{{FONT.sub(MASKED if letter else '', rule[2])}}}"


def _outline_address(letter: str) -> str:
    """The outline of a letter as the address of a picture; nothing where the theme has none."""
    outline = _outlines().get(letter)
    if outline is None:
        return ""
    width, height, path = outline
    drawn = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'><path d='{path}'/></svg>"
    return f'url("data:image/svg+xml,{quote(drawn, safe="/:=, ")}")'


@cache
def _outlines() -> Mapping[str, tuple[str, str, str]]:
    """Width, height and path of each icon by its letter; the solid ones come last in the script, and win."""
    script = (files("pydata_sphinx_theme") / OUTLINES).read_text(encoding="utf-8")
    return {letter: (width, height, path) for width, height, letter, path in OUTLINE.findall(script)}
