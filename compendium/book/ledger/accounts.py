"""What accounts for the book: what was counted, measured and timed, how the chapters ran, which numbers are exempt."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import entry_points, version
from pathlib import Path
from typing import Any

from docutils.nodes import Node, paragraph, section
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from compendium.book.ledger.evidence_domain import evidence
from compendium.book.site.blocks import CellContent, page_section, table
from compendium.book.site.edition import read_edition
from compendium.book.site.templates import printed_block
from compendium.book.text.passage import Passage
from compendium.book.text.prose import passages, text_files
from compendium.book.text.quantities import RULES
from compendium.datasets import TABLES
from compendium.datasets.names import SOURCE_NAMES
from compendium.evidence.source_text import LOCATOR_STATES
from compendium.evidence.verification import Verification
from compendium.execution.cache import read_report
from compendium.fingerprints import code_print, file_print, kept, text_print, write_whole

SHOWN_RECORDS = {
    "verification": "The claims held against the texts",
    "slips": "An author's slips that the checks notice",
    "drafting": "The texts drafted anew",
    "audit": "The claims read a second time",
    "reading": "What there is to read",
    "pages": "The pages in a browser",
    "access": "The pages for everyone",
    "lint": "The lint of numbers",
    "pdf": "The printed book",
    "breaking": "What was done to break it",
    "fuzzing": "What was written at random",
    "mutants": "Faults that the tests notice",
    "timings": "Timings",
    "phases": "Where the time of a build goes",
    "live": "Save and see",
    "growth": "How time and memory grow",
    "models": "The models",
}
"""What ``benchmarks/`` holds, and under which title the page of measurements shows it."""
CLAIM_KINDS = ("quantity", "event", "statement")


def record_measurement(root: Path, name: str, about: str, headers: Sequence[str], rows: Sequence[Sequence[str]],
           **more: str) -> None:
    """Write one record to ``benchmarks/``, for the page of measurements, with the edition that was measured."""
    content = {"about": about, "edition": read_edition(root).version, **more, "headers": headers, "rows": rows}
    write_whole(root / "benchmarks" / f"{name}.json", json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def record_verification(root: Path, results: Sequence[Verification]) -> None:
    """Keep how the claims of each source stood against its text."""
    rows = [[result.source, *(str(result.outcomes[outcome]) for outcome in LOCATOR_STATES), str(result.numbers),
             str(result.uncovered), f"{result.located:.1%}"] for result in results]
    date = f"{datetime.now(UTC):%-d %B %Y}"
    about = (f"Held against the texts on {date}: claims whose words stand where the "
             "ledger says, numeric expressions of each text and how many of them no claim covers, and the "
             "share of each text's words that locators quote.")
    headers = ["Source", *(outcome.capitalize() for outcome in LOCATOR_STATES), "Numbers", "Not covered", "Quoted"]
    record_measurement(root, "verification", about, headers, rows, date=date)


def read_verification(root: Path, source: str) -> tuple[str, Mapping[str, str]]:
    """The date of the last recorded check against the texts, and its counts for one source; empty without one."""
    path = root / "benchmarks" / "verification.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"headers": [], "rows": []}
    rows = [row for row in kept["rows"] if row[0] == source]
    return kept.get("date", ""), dict(zip(kept["headers"], rows[0], strict=True)) if rows else {}


class MeasurementsDirective(SphinxDirective):
    """``{measurements}``: what the book counts of itself, and the last recorded checks and timings."""

    def run(self) -> list[Node]:
        """A section each for the claims, the check against the texts, and the timings."""
        root = Path(self.env.app.srcdir)
        known = evidence(self.env.app)
        claims: list[list[CellContent]] = []
        for record in known.ledger.records:
            kinds: Counter[str] = Counter(claim.kind for claim in record.claims)
            claims.append([SOURCE_NAMES[record.source.id], *(str(kinds[kind]) for kind in CLAIM_KINDS),
                           str(len(record.claims))])
        kinds = Counter(entry.claim.kind for entry in known.ledger)
        claims.append(["All", *(str(kinds[kind]) for kind in CLAIM_KINDS), str(len(known.ledger))])
        made: list[list[CellContent]] = [
            ["Questions", str(len(known.ledger.questions))],
            ["Questions with a verdict", str(sum(q.adjudication is not None for q in known.ledger.questions.values()))],
            ["Tables in data/", str(len(TABLES))],
            ["Derived results", str(len(known.derived))],
            ["Charts in figures/", str(len(list((root / "figures").glob("*.svg"))))],
        ]
        return [
            page_section("Claims", table(["Source", "Quantities", "Events", "Statements", "Claims"], claims)),
            page_section("What the book is made of", table(["What", "How many"], made)),
            *self._recorded(root / "benchmarks"),
        ]

    def _recorded(self, folder: Path) -> list[section]:
        """What ``make bench`` and the check against the texts recorded in the repository."""
        sections = []
        for name, title in SHOWN_RECORDS.items():
            # no dependency is noted: all pages are read anew when anything here changes (compendium_inputs), and
            # Sphinx would read this one with every build for the sake of a file that does not exist
            path = folder / f"{name}.json"
            if path.is_file():
                recorded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
                rows = table(recorded["headers"], recorded["rows"])
                sections.append(page_section(title, paragraph("", recorded["about"] + _stale(recorded, folder.parent)),
                                             rows))
        return sections


def _stale(recorded: Mapping[str, Any], root: Path) -> str:
    """That what was measured is of another edition, or of other code than the book's, where it says of which it is."""
    known, edition = recorded.get("code"), recorded.get("edition", "")
    if edition and edition != read_edition(root).version:
        return f" Of edition {edition}."
    return " The code has changed since." if known is not None and known != code_print(root) else ""


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
        return [printed_block("ledger/execution.html", self.env.docname, runs=runs, versions=package_versions())]


class ExemptionsDirective(SphinxDirective):
    """``{exemptions}``: the numbers that an author marked as no evidence, and the rules by which a number is none."""

    def run(self) -> list[Node]:
        """The two tables; the page is read again when what is marked changes."""
        marked = _marked(Path(self.env.app.srcdir))
        shown: dict[str, str] = getattr(self.env, "compendium_exemptions", {})
        now = shown | {self.env.docname: text_print(repr(marked))}
        self.env.compendium_exemptions = now  # type: ignore[attr-defined]
        return [printed_block("ledger/exemptions.html", self.env.docname, marked=marked, rules=RULES)]


def changed_exemptions(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str],
                       removed: set[str]) -> list[str]:
    """The pages whose list of exemptions is no longer what the chapters mark."""
    shown: dict[str, str] = getattr(env, "compendium_exemptions", {})
    now = text_print(repr(_marked(Path(app.srcdir)))) if shown else ""
    return [page for page, then in sorted(shown.items()) if page in env.all_docs and then != now]


def _marked(root: Path) -> list[tuple[str, str, str]]:
    return [(path.stem, words, passage.shown) for path, passage, words in plain_uses(root)]


def plain_uses(root: Path) -> Iterator[tuple[Path, Passage, str]]:
    """Every use of the ``plain`` role: the page, the sentence, and the words that are marked."""
    for path in text_files(root):
        file = path.relative_to(root).as_posix()
        for passage, words in kept(root, f"plain/{file}", file_print(path), partial(_plain_uses, path)):
            yield path, passage, words


def _plain_uses(path: Path) -> list[tuple[Passage, str]]:
    return [(passage, role.content) for passage in passages(path) for role in passage.roles if role.name == "plain"]


def package_versions() -> list[tuple[str, str]]:
    """Python, and each package that the book asks for by name, as installed when the book was built."""
    asked = (re.match(r"[\w.-]+", each) for each in _requirements())
    names = sorted({found[0] for found in asked if found}, key=str.lower)
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return [("Python", python), *((name, version(name)) for name in names)]


def _requirements() -> list[str]:
    """What the package that brings the command asks for; nothing where it is not installed but lies beside."""
    command = next(iter(entry_points(group="console_scripts", name="compendium")), None)
    return list(command.dist.requires or ()) if command and command.dist else []
