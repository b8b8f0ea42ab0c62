"""The kinds of page in the built book, and which pages of each a browser looks at: few, but of every kind."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

from compendium.execution.chapters import pages

PARTS = ("story", "how we know", "indexes", "for those who work on it")
FOLDERS = ("claims", "questions", "sources", "definitions", "results", "figures", "tables", "embed")
LISTS = ("actors", "assumptions", "corrections", "definitions", "libraries", "places", "results", "search")
MOST = 12
"""So many pages are looked at in each theme and width, so that the tests stay quick."""


@lru_cache(maxsize=1)
def kinds(root: Path) -> Mapping[str, tuple[str, ...]]:
    """The names of all pages by kind; of those that templates print, the heaviest first."""
    html = root / "_build" / "html"
    assert html.is_dir(), "the book is not built: run 'make book' first"
    found = {"front": ("index",)}
    parts = YAML(typ="safe").load((root / "_toc.yml").read_text(encoding="utf-8"))["parts"]
    for kind, part in zip(PARTS, parts, strict=True):
        found[kind] = tuple(chapter["file"] for chapter in part["chapters"])
    for folder in FOLDERS:
        heavy = sorted((html / folder).rglob("*.html"), key=lambda path: (-path.stat().st_size, path.name))
        found[folder] = tuple(path.relative_to(html).with_suffix("").as_posix() for path in heavy)
    return found | {f"list of {name}" if name in FOLDERS else name: (name,) for name in LISTS}


def one_of_each(root: Path) -> list[str]:
    """Every page of the table of contents, and the heaviest of each kind that templates print."""
    return list(dict.fromkeys([*pages(root), *(names[0] for names in kinds(root).values())]))


def share(root: Path, turn: int, turns: int) -> list[str]:
    """The pages that one of several views looks at; together the views see every page of ``one_of_each``."""
    return one_of_each(root)[turn % turns::turns]


def dealt(root: Path, views: int) -> list[list[str]]:
    """For each of an even number of views, at most MOST pages: every kind in two views that follow each other.

    Two such views are each other's opposite (light and wide, dark and narrow), and see different pages of a kind.
    What room a view has left goes to the story.
    """
    named, chapters = list(kinds(root).values()), iter(kinds(root)["story"] * views)
    found = defaultdict(list)
    for view in range(views):
        for names in named[view // 2 % (views // 2)::views // 2]:
            found[view].append(names[view % 2 * (len(names) // 2)])
        while len(found[view]) < MOST:
            name = next(chapters)
            if name not in found[view]:
                found[view].append(name)
    return [found[view][:MOST] for view in range(views)]
