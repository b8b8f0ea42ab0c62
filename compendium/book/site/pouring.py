"""Pouring the ledger's pages into the theme's own layout: the layout is made once for each depth of folders.

Sphinx makes a shell, a page whose title, description and body are slots, through ``html-collect-pages``. Bodies are
kept as data beside it. Once the shells are finished like all pages, each body is put into the shell of its depth, so
that a thousand pages cost no more than three.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from markupsafe import escape

from compendium.book.facts.addresses import depth

SHELLS = ("shell", "shell/1", "shell/1/2")
"""The name of the shell for each depth of folders."""
SHELL_TEMPLATE = "ledger-shell.html"
BODIES = "_ledger"
"""The folder of the bodies in what Sphinx wrote; no reader's browser asks for it."""
TITLE, TOLD, BODY = "ledger-slot-of-the-title", "ledger-slot-of-the-description", "ledger-slot-of-the-body"


def shells() -> Iterator[tuple[str, dict[str, Any], str]]:
    """The shells as ``html-collect-pages`` wants them: name, context, template."""
    for name in SHELLS:
        yield name, {"title": TITLE, "told_slot": TOLD, "body_slot": BODY,
                     "meta": {"html_theme.sidebar_secondary.remove": True}}, SHELL_TEMPLATE


def poured(built: Path) -> list[str]:
    """The names of the ledger's pages in what Sphinx wrote, in order."""
    folder = built / BODIES
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.json"))


def pour(finished: Mapping[str, str], built: Path) -> Iterator[tuple[str, str]]:
    """Name and content of each page of the ledger; ``finished`` holds the finished shells by file name."""
    for name in poured(built):
        shell_name = SHELLS[depth(name)]
        page = json.loads((built / BODIES / f"{name}.json").read_text(encoding="utf-8"))
        shell = finished[f"{shell_name}.html"].replace(f"{shell_name}.html", f"{name}.html")
        shell = shell.replace(TITLE, str(escape(page["title"]))).replace(TOLD, str(escape(page["told"])))
        yield f"{name}.html", shell.replace(BODY, page["body"])
