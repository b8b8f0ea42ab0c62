"""The footnotes of a page: what refers to one that is nowhere, and what is written and never shown."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Footnotes:
    """By name, the line of each note's text, of the first mark that leads to none, and of the first in the page itself.

    ``called`` are those to which a mark leads where it stands.
    """

    written: dict[str, int] = field(default_factory=dict)
    marked: dict[str, int] = field(default_factory=dict)
    outside: dict[str, int] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)

    def write(self, name: str, line: int) -> Iterator[tuple[int, str]]:
        """Take in the text of a note; tell one that is written already."""
        if name in self.written:
            yield line, (f"footnote [^{name}] is written on line {self.written[name]} already, and this one would be "
                         "dropped; give it a name of its own")
        self.written.setdefault(name, line)

    def mark(self, name: str, line: int, in_directive: bool) -> None:
        """Take in a mark that leads to no note where it stands."""
        self.marked.setdefault(name, line)
        if not in_directive:
            self.outside.setdefault(name, line)

    def wrong(self) -> Iterator[tuple[int, str]]:
        """Tell the notes that are referred to and written nowhere, or where nothing finds or shows them."""
        for name, line in self.marked.items():
            if name not in self.written:
                yield line, f"footnote [^{name}] is written nowhere on the page; add '[^{name}]: …'"
        for name, line in self.outside.items():
            if name in self.written:
                yield line, (f"footnote [^{name}] is written inside of a directive on line {self.written[name]}, where "
                             "nothing outside finds it; write it below the directive")
        for name, line in self.written.items():
            if name not in self.called | self.marked.keys():
                yield line, (f"footnote [^{name}] is referred to nowhere on the page, and would not be shown; write "
                             f"'[^{name}]' where it belongs")
