"""Facts in print: each link to the evidence becomes a numbered note, and each chapter ends with its notes.

A footnote cannot stand in a caption or a table, and Sphinx drops links in titles; so the mark is a node of
its own, and the notes stand at the chapter's end. A fact that a chapter names again keeps its number.
"""

from docutils import nodes
from sphinx.addnodes import start_of_file
from sphinx.transforms.post_transforms import SphinxPostTransform

from compendium.book.facts.evidence_domain import Evidence, evidence
from compendium.book.printed.nodes import fact_note, fact_notes, fact_trail
from compendium.book.printed.note_words import is_contested, trail

AFTER_STRUCTURE = 120


class FactNotes(SphinxPostTransform):
    """Numbers the facts of each chapter and prints where they come from at its end."""

    default_priority = AFTER_STRUCTURE  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Note the facts, chapter by chapter."""
        known = evidence(self.app)
        # a page inside another comes first, as its notes are its own
        for chapter in reversed(list(self.document.findall(start_of_file))):
            add_notes(known, chapter)


def add_notes(known: Evidence, chapter: start_of_file) -> None:
    """Put a mark after each fact of a chapter, and the notes at its end."""
    numbers = _mark(known, chapter)
    if numbers:
        chapter.append(_notes(known, chapter["docname"], numbers))


def _mark(known: Evidence, chapter: start_of_file) -> dict[str, int]:
    """Mark the facts; the number of each."""
    numbers: dict[str, int] = {}
    for link in list(chapter.findall(nodes.reference)):
        if "fact" in link:
            name = link["fact"]
            number = numbers.setdefault(name, len(numbers) + 1)
            mark = fact_note(number=number, anchor=_place(chapter["docname"], number),
                             contested=is_contested(known, name))
            link.replace_self([*link.children, mark])
    return numbers


def _notes(known: Evidence, docname: str, numbers: dict[str, int]) -> fact_notes:
    return fact_notes("", *(
        fact_trail("", *trail(known, name), number=number, anchor=_place(docname, number),
                   contested=is_contested(known, name))
        for name, number in numbers.items()), anchor=f"notes-{docname}")


def _place(docname: str, number: int) -> str:
    return f"note-{docname}-{number}"
