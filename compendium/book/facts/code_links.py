"""Where the code behind a computed result stands: a line of a module in the source, or a cell of a chapter."""

from compendium.book.facts.evidence_domain import Evidence
from compendium.book.facts.parts import Part
from compendium.book.facts.recorded_places import anchor
from compendium.results.register import origin

BRANCH = "main"


def code_behind(known: Evidence, name: str, repository: str = "") -> Part:
    """How the code behind a result is called, leading to it where it has an address.

    A module's line has one where the book names the address of its sources (``repository_url``).
    """
    if name in known.recorded:
        page = str(known.recorded[name]["page"])
        return Part(f"a cell of the chapter {page.rpartition('/')[2]}", f"{page}.html#{anchor(name)}")
    place = origin(name)
    within = f", in {place.function}()" if place.function else ""
    return Part(f"{place.module}, line {place.line}{within}", source_address(repository, place.file, place.line))


def source_address(repository: str, file: str, line: int = 0) -> str:
    """The address of a file in the book's sources, and of a line in it; nothing where none is known."""
    if not repository:
        return ""
    # GitLab alone puts a dash before what it shows of a repository
    dash = "-/" if "gitlab" in repository else ""
    return f"{repository.rstrip('/')}/{dash}blob/{BRANCH}/{file}" + (f"#L{line}" if line else "")
