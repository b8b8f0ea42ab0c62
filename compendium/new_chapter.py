"""A new chapter: a page that has the form of one already, and its place in the table of contents."""

import re
from pathlib import Path
from string import Template

import yaml  # type: ignore[import-untyped]

from compendium.book.prose.markup import LISTS
from compendium.errors import Problem, Problems, Refused, shown
from compendium.evidence import Ledger
from compendium.evidence.document import hidden_character
from compendium.fingerprints import write_whole

TEMPLATE = Path(__file__).parent / "new_chapter.md"
NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")

DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9]")
"""What no file can be called on Windows, whatever its ending."""


def new_chapter(root: Path, name: str, ledger: Ledger, title: str = "") -> tuple[Path, int]:
    """Write ``chapters/<name>.md`` and set it behind the last chapter of the story; the page, and its line in the toc.

    Refused where the name is no name or is taken, and where the table of contents has no numbered part.
    """
    if not NAME.fullmatch(name):
        raise Refused(f"'{name}' is no name of a chapter; allowed are small letters and digits, joined by hyphens, such"
                      " as border-trade")
    if name in LISTS or DEVICE.fullmatch(name):
        raise Refused(f"'{name}' is what " + ("one of the book's own lists is called" if name in LISTS else
                                             "Windows calls a device, where no file can be called so")
                      + "; name the chapter otherwise, such as border-trade")
    if "\n" in title or hidden_character(title):
        raise Refused("a title is one line of characters that can be seen")
    page = root / "chapters" / f"{name}.md"
    if page.exists():
        raise Refused("is there already; name another chapter, or edit this one", file=f"chapters/{name}.md")
    label = re.compile(rf"^\({name}\)=", re.MULTILINE)
    for other in (root / "index.md", *sorted((root / "chapters").rglob("*.md"))):
        if other.is_file() and label.search(other.read_text(encoding="utf-8")):
            raise Refused(f"has the label '{name}' already; name another chapter", file=shown(other, root))
    contents, line = _with(root / "_toc.yml", f"chapters/{name}")
    # a chapter says what would change its verdicts, so that it begins with one that was given
    question = next((each.id for each in ledger.questions.values() if each.adjudication), next(iter(ledger.questions)))
    given = {"name": name, "title": title or name.replace("-", " ").capitalize(), "question": question}
    write_whole(page, Template(TEMPLATE.read_text(encoding="utf-8")).substitute(given).encode())
    write_whole(root / "_toc.yml", contents.encode())
    return page, line


def _with(path: Path, page: str) -> tuple[str, int]:
    """A table of contents with one page more, all else as it is written; and the page's line."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    try:
        parts = [part for part in yaml.safe_load(text)["parts"] if part.get("numbered")]
        # behind an entry of more lines than one, a new one would take the others for its own
        (last,) = parts[-1]["chapters"][-1].values()
        written = re.compile(rf"\s*- file:\s*['\"]?{re.escape(str(last))}['\"]?\s*(?:#.*)?\s*")
        at = next(n for n, line in enumerate(lines) if written.fullmatch(line))
    except (yaml.YAMLError, LookupError, TypeError, ValueError, AttributeError, StopIteration) as problem:
        raise Problems([Problem(path.name, 0, "has no numbered part that ends with one chapter in a line, behind which"
                                              f" a new one could stand; add the line 'file: {page}' where it belongs")]
                       ) from problem
    indent = lines[at][: lines[at].index("-")]
    lines[at] = lines[at] if lines[at].endswith("\n") else f"{lines[at]}\n"
    return "".join([*lines[: at + 1], f"{indent}- file: {page}\n", *lines[at + 1:]]), at + 2
