"""What the pages need of the themes' style sheets: the rules whose classes and names occur in the book.

The themes style everything that any site may hold. A rule is kept if all classes and ids that its
selector names stand in a page or in a script; every other rule cannot apply.
"""

import re
from collections.abc import Iterable, Iterator, Set
from typing import Any

from tinycss2.parser import parse_rule_list, parse_stylesheet
from tinycss2.serializer import serialize

MARKED = re.compile(r'\b(?:class|id)="([^"]*)"')
WORD = re.compile(r"[A-Za-z0-9_-]+")
NEEDED = re.compile(r"[.#]([A-Za-z_-][\w-]*)")
NEGATED = re.compile(r":not\([^)]*\)")
NESTING = {"media", "supports", "container", "layer"}


def words_of(pages: Iterable[str], scripts: Iterable[str]) -> frozenset[str]:
    """All names that a selector could find: classes and ids of the pages, and every word of the scripts."""
    marks = " ".join(mark for page in pages for mark in MARKED.findall(page))
    return frozenset(WORD.findall(marks)).union(*(words_in(script) for script in scripts))


def words_in(script: str) -> frozenset[str]:
    """Every word of a script: any of them may be a class or an id that it makes."""
    return frozenset(WORD.findall(script))


def needed(sheet: str, words: Set[str]) -> str:
    """The rules of a style sheet that can apply, in their order."""
    return "".join(_kept(parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), words))


def _kept(rules: Iterable[Any], words: Set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [text for text in _selectors(rule.prelude) if _applies(text, words)]
            if selectors:
                yield f"{','.join(selectors)}{{{serialize(rule.content).strip()}}}"
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in NESTING:
            nested = parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            inner = "".join(_kept(nested, words))
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
