"""The options of a directive, and those of them that a reader sees: captions, titles, descriptions of pictures."""

import re
from collections.abc import Iterator
from textwrap import dedent

SPOKEN_OPTION = re.compile(r"^( *):?(?:caption|alt|title|header|because)(?:-\w+)?:[ \n](.*(?:\n\1 +.*)*)", re.MULTILINE)
"""An option with words for the reader, in either of the two forms that MyST knows."""
OPTION_LINE = re.compile(r"(?:\s*:[\w-]+:.*|\s*)\n?")


def spoken(options: str) -> Iterator[tuple[int, str]]:
    """The Markdown in a directive's options, each with the number of option lines before it."""
    for match in SPOKEN_OPTION.finditer(options):
        yield options[: match.start(2)].count("\n"), _unquoted(match[2])


def split_options(content: str) -> tuple[str, str]:
    """A directive's options and what follows them."""
    if content.startswith("---\n") and "\n---" in content[3:]:
        end = content.index("\n---", 3) + 5
        return content[:end], content[end:]
    end = 0
    while (match := OPTION_LINE.match(content, end)) and match.group().strip():
        end = match.end()
    return content[:end], content[end:]


def _unquoted(scalar: str) -> str:
    """A YAML scalar's lines as Markdown, each where it stands."""
    first, _, rest = scalar.partition("\n")
    lines = ("" if first.strip() in (">", ">-", "|", "|-") else first) + ("\n" + dedent(rest) if rest else "")
    for quote in ("'", '"'):
        if lines.startswith(quote) and lines.rstrip().endswith(quote):
            return lines.rstrip()[1:-1].replace("''", "'") if quote == "'" else lines.rstrip()[1:-1]
    return lines
