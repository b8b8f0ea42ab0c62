"""A sentence of the book as its author typed it, with the roles in it and the lines it stands on."""

import re
from bisect import bisect_right
from dataclasses import dataclass

CITATIONS = ("cite", "cite:t", "cite:p")
HIDDEN = "\N{BULLET}"
"""What stands in a passage's text for a role whose content nobody typed as a number, or that is marked."""


@dataclass(frozen=True)
class Role:
    """One MyST role as it stands in the file: its name, what is between its backticks, and its line."""

    name: str
    content: str
    line: int

    @property
    def target(self) -> str:
        """What the role leads to: the id in angle brackets, or all of its content."""
        match = re.fullmatch(r".*<([^<>]+)>\s*", self.content, re.DOTALL)
        return match[1] if match else self.content.strip()

    @property
    def shown(self) -> str:
        """How it reads, as far as can be told without the ledger."""
        known = {"fact": "…", "numref": "The figure", **dict.fromkeys(CITATIONS, "")}
        return self.words or known.get(self.name, self.content)

    @property
    def words(self) -> str:
        """The author's own words in it, nothing where there are none."""
        return self.content.rpartition("<")[0].strip() if self.target != self.content.strip() else ""


@dataclass(frozen=True)
class Passage:
    """A sentence without roles, code or links' addresses, and whether it has a source.

    ``line`` is the line of the file where it begins, ``breaks`` are the offsets at which its next
    lines do; ``sourced`` says that it carries a fact or a citation, so that its dates are resolved;
    ``shown`` is how it reads; ``place`` is text, heading, cell, number, rivals or broken-fence.
    """

    line: int
    text: str
    sourced: bool
    roles: tuple[Role, ...] = ()
    breaks: tuple[int, ...] = ()
    shown: str = ""
    place: str = "text"

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of those facts that the author left for the book to print."""
        return tuple(role.content for role in self.roles if role.name == "fact" and not role.words)

    def line_at(self, offset: int) -> int:
        """The line of the file on which a character of the text stands."""
        return self.line + bisect_right(self.breaks, offset)
