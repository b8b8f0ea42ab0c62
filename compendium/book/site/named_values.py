"""The named values (custom properties) of the style sheets, without those that nothing in the book reads.

A theme names every colour that any site may want. A name that no rule and no script reads changes nothing;
neither do those that only such names read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from tinycss2.parser import parse_blocks_contents, parse_rule_list, parse_stylesheet
from tinycss2.serializer import serialize

NAME = re.compile(r"--[\w-]+")
READ = re.compile(r"var\(\s*(--[\w-]+)")


def without_unread(themed: Mapping[str, str], others: Iterable[str]) -> dict[str, str]:
    """The themes' style sheets without the values that neither they nor the other sheets, scripts and pages read."""
    elsewhere = {name for text in others for name in NAME.findall(text)}
    sheets: dict[str, str] = {}
    thinned = dict(themed)
    while sheets != thinned:
        sheets = thinned
        read = elsewhere.union(*(READ.findall(text) for text in sheets.values()))
        thinned = {name: "".join(_rules(parse_stylesheet(text), read)) for name, text in sheets.items()}
    return sheets


def _rules(rules: Iterable[Any], read: Set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            content = "".join(_declarations(rule.content, read))
            if content:
                yield f"{serialize(rule.prelude)}{{{content}}}"
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in {"media", "supports"}:
            inner = "".join(_rules(parse_rule_list(rule.content), read))
            yield f"@{rule.at_keyword}{serialize(rule.prelude)}{{{inner}}}"
        else:
            yield rule.serialize()


def _declarations(content: Iterable[Any], read: Set[str]) -> Iterator[str]:
    for part in parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if part.type != "declaration":
            yield part.serialize()
        elif not part.name.startswith("--") or part.name in read:
            yield f"{part.serialize()};"
