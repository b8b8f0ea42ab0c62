"""Running the chapters: each by itself, with its parameters, and only when something changed."""

# ruff: noqa: E402 - before anything else loads jsonschema
from compendium.lean import load_lean

load_lean("jsonschema")

from compendium.errors import ChapterError
from compendium.execution.all_chapters import Outcome, run_all
from compendium.execution.cache import LastRun, read_report
from compendium.execution.chapters import Chapter, find_chapter, find_page, pages, read_chapters, run_values
from compendium.execution.notebooks import write_notebook
from compendium.execution.parameters import Parameter
from compendium.execution.running import Limits, run_chapter
from compendium.execution.text_form import canonical

__all__ = [
    "Chapter",
    "ChapterError",
    "LastRun",
    "Limits",
    "Outcome",
    "Parameter",
    "canonical",
    "find_chapter",
    "find_page",
    "pages",
    "read_chapters",
    "read_report",
    "run_all",
    "run_chapter",
    "run_values",
    "write_notebook",
]
