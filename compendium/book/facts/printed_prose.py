"""A chapter as it was run, to be read by itself: its facts are printed, with the values of this very run."""

import re
from copy import copy

from nbformat import NotebookNode

from compendium.book.facts.evidence_domain import Evidence
from compendium.book.facts.roles import printed_fact
from compendium.book.text.passage import Role
from compendium.book.tracing.cells import values_in

FACT = re.compile(r"(?<!`)\{(fact)\}`([^`]+)`(?!`)")


def print_facts(notebook: NotebookNode, known: Evidence, chapter: str) -> None:
    """Put the words that a reader of the book would see in the place of every fact of the text.

    A value that the chapter recorded is the one of this run, whatever the book's own run gave. A name
    that nobody knows stays as it is: the check tells of it.
    """
    here = {f"{chapter}:{value['name']}": value for cell in notebook.cells for value in values_in(cell)}
    known = copy(known)
    known.results = known.results | here
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = FACT.sub(lambda found: _printed(known, Role(found[1], found[2], 0)) or found[0], cell.source)


def _printed(known: Evidence, fact: Role) -> str:
    try:
        return fact.words or printed_fact(known, fact.target)
    except (KeyError, ValueError):
        return ""
