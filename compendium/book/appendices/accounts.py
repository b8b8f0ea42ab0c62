"""How the chapters ran and which numbers of the text are exempt: two short lists for those who work on the book."""

import re
import sys
from collections.abc import Iterator
from functools import partial
from importlib.metadata import entry_points, version
from pathlib import Path

from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.site.templates import printed
from compendium.book.text.prose import Passage, pages, passages
from compendium.book.text.quantities import RULES
from compendium.execution.cache import read_report
from compendium.fingerprints import file_print, kept


class ExecutionReportDirective(SphinxDirective):
    """``{execution-report}``: how each chapter ran, and the versions of the packages that the book names.

    When and how fast it ran differs with every run and stays in ``report.json``: the same book has the same pages.
    """

    def run(self) -> list[Node]:
        """The two tables; the page is read again when a chapter was run."""
        root = Path(self.env.app.srcdir)
        self.env.note_dependency(str(root / "_build" / "executed" / "report.json"))
        runs = [(record.chapter.rpartition("/")[2], record.status,
                 ", ".join(f"{name} = {value}" for name, value in record.parameters.items()) or "none",
                 record.key[:12]) for record in read_report(root).values()]
        return [printed("ledger/execution.html", self.env.docname, runs=runs, versions=versions())]


class ExemptionsDirective(SphinxDirective):
    """``{exemptions}``: the numbers that an author marked as no evidence, and the rules by which a number is none."""

    def run(self) -> list[Node]:
        """The two tables; the page is read again when a chapter changes."""
        root = Path(self.env.app.srcdir)
        for path in pages(root):
            self.env.note_dependency(str(path))
        marked = [(path.stem, words, passage.shown) for path, passage, words in plain_uses(root)]
        return [printed("ledger/exemptions.html", self.env.docname, marked=marked, rules=RULES)]


def plain_uses(root: Path) -> Iterator[tuple[Path, Passage, str]]:
    """Every use of the ``plain`` role: the page, the sentence, and the words that are marked."""
    for path in pages(root):
        file = path.relative_to(root).as_posix()
        for passage, words in kept(root, f"plain/{file}", file_print(path), partial(_plain_uses, path)):
            yield path, passage, words


def _plain_uses(path: Path) -> list[tuple[Passage, str]]:
    return [(passage, role.content) for passage in passages(path) for role in passage.roles if role.name == "plain"]


def versions() -> list[tuple[str, str]]:
    """Python, and each package that the book asks for by name, as installed when the book was built."""
    asked = (re.match(r"[\w.-]+", each) for each in _requirements())
    names = sorted({found[0] for found in asked if found}, key=str.lower)
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return [("Python", python), *((name, version(name)) for name in names)]


def _requirements() -> list[str]:
    """What the package that brings the command asks for; nothing where it is not installed but lies beside."""
    command = next(iter(entry_points(group="console_scripts", name="compendium")), None)
    return list(command.dist.requires or ()) if command and command.dist else []
