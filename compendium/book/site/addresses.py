"""Where in the book everything has its permanent address: one page for each claim, question, result and definition."""

from pathlib import PurePosixPath
from urllib.parse import quote

PagePlace = tuple[str, str]
"""A page's name and an anchor on it; the anchor is empty where the page itself is meant."""
CLAIMS, QUESTIONS, SOURCES, DEFINITIONS, RESULTS, FIGURES, TABLES = (
    "claims", "questions", "sources", "definitions", "results", "figures", "tables")
ASSUMPTIONS, ACTORS, PLACES, CORRECTIONS, CHANGES, LIBRARIES = (
    "assumptions", "actors", "places", "corrections", "changes", "libraries")
FOLDERS = (CLAIMS, QUESTIONS, SOURCES, DEFINITIONS, RESULTS, FIGURES, TABLES)
"""Those of them that are folders of pages."""
OWN_PAGES = {ASSUMPTIONS, ACTORS, PLACES, CORRECTIONS, CHANGES, LIBRARIES, RESULTS, DEFINITIONS, "search", "404",
             "genindex", "shell"}
"""The pages that the book makes itself at its top."""
OWN_FOLDERS = {*FOLDERS, "embed", "cards", "data", "notebooks", "shell", "_static", "_images", "_sources"}
"""The folders of a built book in which it puts pages and files of its own."""
AS_WRITTEN = "_sources"
"""The folder of the built book that holds the pages of the story as they were written."""


def claim_page(name: str) -> PagePlace:
    """Of a claim, by its full id."""
    return f"{CLAIMS}/{name}", ""


def question_page(name: str) -> PagePlace:
    """Of a question."""
    return f"{QUESTIONS}/{name}", ""


def source_page(name: str) -> PagePlace:
    """Of a source."""
    return f"{SOURCES}/{name}", ""


def definition_page(name: str) -> PagePlace:
    """Of a definition."""
    return f"{DEFINITIONS}/{name}", ""


def result_page(name: str) -> PagePlace:
    """Of a computed result; what a chapter recorded, chapter:name, stands in the chapter's folder."""
    return f"{RESULTS}/{name.replace(':', '/')}", ""


def figure_page(name: str) -> PagePlace:
    """Of a chart."""
    return f"{FIGURES}/{name}", ""


def table_page(name: str) -> PagePlace:
    """Of a table of data."""
    return f"{TABLES}/{name}", ""


def assumption_place(name: str) -> PagePlace:
    """Of an assumption, on the page of all."""
    return ASSUMPTIONS, f"assumption/{name}"


def actor_place(name: str) -> PagePlace:
    """Of an actor, on the page of all."""
    return ACTORS, f"actor/{name}"


def place_place(name: str) -> PagePlace:
    """Of a place, on the page of all."""
    return PLACES, f"place/{name}"


def correction_place(name: str) -> PagePlace:
    """Of a correction, on the page of all."""
    return CORRECTIONS, f"correction/{name}"


def version_place(version: str) -> PagePlace:
    """Of a version of the book, on the page of changes."""
    return CHANGES, f"version/{version}"


def recorded_anchor(name: str) -> str:
    """The anchor of the cell that recorded a value, on the page of its chapter."""
    return f"recorded/{name.rpartition(':')[2]}"


def address(place: PagePlace) -> str:
    """A place as an address from the book's first folder."""
    page, anchor = place
    return f"{quote(page)}.html" + (f"#{quote(anchor, safe='/:')}" if anchor else "")


def address_from_top(page: str, address: str) -> str:
    """The file, from the book's first folder, to which a relative address on a page leads."""
    steps: list[str] = []
    for step in (PurePosixPath(page).parent / address).parts:
        steps = steps[:-1] if step == ".." else [*steps, step]
    return "/".join(steps)


def depth(page: str) -> int:
    """How many folders a page stands in."""
    return page.count("/")


def to_root(page: str) -> str:
    """The way from a page to the book's first folder."""
    return "../" * depth(page)
