"""The last step of a book: its pages made safe and light, and only what they use put beside them.

Sphinx, the theme and the extensions write pages as for any site. Here each page gets its policy, and what the
policy would stop becomes files; style sheets keep the rules that can apply; scripts stand only on the pages that
use them; fonts of icons become pictures. Sphinx's own output stays as it is, so that it can go on from there.

Only what Sphinx wrote anew is worked on: what was finished before, and is still what it was, is taken over as it is.
"""

import pickle
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

from compendium.book.site.finished_page import NEVER, FinishedPage, finished_page
from compendium.book.site.page_parts import STYLES
from compendium.book.site.shells import BODIES, SHELL_PAGES, fill_shells
from compendium.book.site.style_sheets import (
    names_asked,
    names_of_values,
    needed,
    with_pictures,
    without_unread,
    words_in,
    words_of,
)
from compendium.book.site.templates import template_texts
from compendium.errors import BookError
from compendium.fingerprints import bytes_print, file_print, files_in, one_print, prints_of, text_print, write_whole

LEFT_OUT = (".*", "*.map", "fontawesome*", "webpack-macros.html", "sbt-webpack-macros.html", "locales",
            "vendor", "logo_*", BODIES, *NEVER)
THEMED = re.compile(r"_static/(?:styles/.*|basic|copybutton|mystnb\..*|pygments|sphinx-design\.min|togglebutton)\.css")
"""The style sheets of the theme and of extensions; the book's own are written for it."""
TEXTS = {"searchindex.js", "search_texts.js"}
"""The words of the book for the search, which name no class."""
LAYOUTS = {f"{name}.html" for name in SHELL_PAGES}
"""What the bodies of the ledger's pages are poured into; no page of the book itself."""
LINK = re.compile(r'((?:href|src)="[^"]*?(_static/[^"?]*))(?:\?[^"]*)?"')


@dataclass
class Finished:
    """What is remembered of the last book: what each file was made from, and what it then was."""

    code: str = ""
    pages: dict[str, FinishedPage] = field(default_factory=dict)
    sheets_from: str = ""
    raw: dict[str, str] = field(default_factory=dict)
    bodies: str = ""
    written: dict[str, str] = field(default_factory=dict)
    marks: dict[str, dict[str, str]] = field(default_factory=dict)
    filled_from: str = ""
    filled: list[str] = field(default_factory=list)


def finish(built: Path, folder: Path, *, last: Path | None = None, memory: Path | None = None, code: str = "") -> bool:
    """Write the finished book into a folder; BookError names each page and what cannot stand in it.

    ``last`` is the finished book that stands and ``memory`` the file that remembers how it was made: what has not
    changed since is taken over from it. ``code`` is the fingerprint of what finishes. Returns whether anything
    differs from the book that stands; if not, ``folder`` is not written.
    """
    work = _Work(built, folder, last, _remembered(memory, code))
    if work.stands:
        return False
    work.copy_files()
    pages = work.pages()
    if problems := [f"{name}: {problem}" for name, page in pages.items() for problem in page.problems]:
        raise BookError(problems)
    work.write_parts(pages)
    sheets_from = work.thin_style_sheets(pages)
    marks = work.write_pages(pages)
    if memory is not None:
        made = Finished(code, {name: page.without_text() for name, page in pages.items()}, sheets_from, work.raw,
                        work.bodies, work.written, marks, work.filled_from, work.filled)
        write_whole(memory, pickle.dumps(made))
    return True


@dataclass
class _Work:
    built: Path
    folder: Path
    last: Path | None
    before: Finished
    written: dict[str, str] = field(default_factory=dict)
    """The fingerprint of each file that was put into the folder."""
    filled_from: str = ""
    filled: list[str] = field(default_factory=list)
    """What the ledger's pages were made from, and their names."""

    @cached_property
    def raw(self) -> dict[str, str]:
        """Every file that Sphinx wrote and the book needs, with its fingerprint."""
        return {path.relative_to(self.built).as_posix(): file_print(path) for path in _wanted(self.built)}

    @cached_property
    def bodies(self) -> str:
        """The fingerprint of the bodies of the ledger's pages."""
        return one_print(prints_of([self.built / BODIES], self.built))

    @cached_property
    def standing(self) -> dict[str, str]:
        """Every file of the book that stands, as it is now: what somebody touched is not taken over."""
        return {path.relative_to(self.last).as_posix(): file_print(path)
                for path in files_in(self.last)} if self.last and self.last.is_dir() else {}

    @property
    def stands(self) -> bool:
        """Whether the book that stands is what would be written."""
        return bool(self.before.raw) and self.raw == self.before.raw and self.bodies == self.before.bodies and (
            self.standing == self.before.written)

    def copy_files(self) -> None:
        """All files but the pages, as Sphinx wrote them."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in self.raw:
            if not name.endswith(".html"):
                same = self.raw[name] == self.standing.get(name)
                self._put(name, self.last if same and self.last else self.built, link=same)

    def pages(self) -> dict[str, FinishedPage]:
        """Every page, finished; without its text where what was finished last time is the same."""
        known = {name: page for name, page in self.before.pages.items()
                 if name not in LAYOUTS and page.made_from == page.print_of(self.raw.get(name, ""), self.raw)}
        return {name: known.get(name) or finished_page(self.built, name, self.raw)
                for name in self.raw if name.endswith(".html")}

    def write_parts(self, pages: Mapping[str, FinishedPage]) -> None:
        """What was moved out of the pages; styles are as strong as they were in the page."""
        styles = {name: style for page in pages.values() for name, style in page.styles.items()}
        sheet = "".join(f".{name}:not(#\\_){{{style}}}\n" for name, style in sorted(styles.items()))
        files = {STYLES: sheet, **{name: text for page in pages.values() for name, text in page.files.items()}}
        for name, text in files.items():
            self._write(name, text)

    def thin_style_sheets(self, pages: Mapping[str, FinishedPage]) -> str:
        """Keep of the themes' style sheets what can apply; the fingerprint of all that decides it."""
        # the bodies of the ledger's pages are made by templates, and have no other classes than these
        words = words_of(template_texts(), ()).union(*(page.words for page in pages.values()))
        named = frozenset().union(*(page.named for page in pages.values()))
        looks = {path.relative_to(self.folder).as_posix(): path for path in files_in(self.folder)
                 if path.suffix in {".css", ".js"} and path.name not in TEXTS}
        texts = {name: path.read_text(encoding="utf-8") for name, path in looks.items()}
        themed = {name: text for name, text in texts.items() if THEMED.fullmatch(name)}
        others = [text for name, text in texts.items() if name not in themed]
        # a card's words are in a script, and change with every claim: what no rule asks for decides nothing
        words = words.union(*(words_in(text) for name, text in texts.items() if name.endswith(".js")))
        words &= names_asked(themed.values())
        read = named.union(*(names_of_values(text) for text in others))
        read &= frozenset().union(*(names_of_values(text) for text in themed.values()))
        made_from = text_print(self.before.code, sorted(words), sorted(read), *themed, *themed.values())
        if made_from == self.before.sheets_from and self._stand(list(themed)):
            for name in themed:
                self._put(name, self.last, link=True)
            return made_from
        thinned = {name: with_pictures(needed(text, words)) for name, text in themed.items()}
        for name, text in without_unread(thinned, read).items():
            self._write(name, text)
        return made_from

    def write_pages(self, pages: Mapping[str, FinishedPage]) -> dict[str, dict[str, str]]:
        """Each page, asking for every file by its content, so that browsers keep none that has changed."""
        marks = {path.relative_to(self.folder).as_posix(): file_print(path)[:8]
                 for path in files_in(self.folder / "_static") if path.suffix in {".css", ".js"}}
        asked, layouts = {}, {}
        for name, page in pages.items():
            asked[name] = {each: marks[each] for each in page.asks if each in marks}
            if page.text is None and asked[name] == self.before.marks.get(name) and self._stand([name]):
                self._put(name, self.last, link=True)
                continue
            text = page.text or finished_page(self.built, name, self.raw).text
            assert text is not None
            text = LINK.sub(lambda found: f'{found[1]}?v={marks[found[2]]}"' if found[2] in marks else found[0], text)
            if name in LAYOUTS:
                layouts[name] = text
            else:
                self._write(name, text)
        self._fill(layouts)
        return asked

    def _fill(self, layouts: dict[str, str]) -> None:
        """The pages of the ledger, from their layouts and bodies."""
        self.filled_from = text_print(self.bodies, *sorted(layouts.items()))
        if self.filled_from == self.before.filled_from and self._stand(self.before.filled):
            self.filled = self.before.filled
            for name in self.filled:
                self._put(name, self.last, link=True)
            return
        for name, text in fill_shells(layouts, self.built):
            self.filled.append(name)
            self._write(name, text)

    def _stand(self, names: list[str]) -> bool:
        """Whether the book that stands has these files as they were written."""
        return all(name in self.standing and self.standing[name] == self.before.written.get(name) for name in names)

    def _put(self, name: str, place: Path | None, *, link: bool = False) -> None:
        """One file as it stands elsewhere. One of the finished book is not copied: nothing ever writes into it."""
        assert place is not None
        self.written[name] = self.standing[name] if link else self.raw[name]
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        if link:
            try:
                target.hardlink_to(place / name)
                return
            except OSError:  # a file system that knows no links
                pass
        shutil.copy2(place / name, target)

    def _write(self, name: str, text: str) -> None:
        """One file; where the book that stands has the same, that one."""
        self.written[name] = bytes_print(text.encode())
        if self.last and self.standing.get(name) == self.written[name]:
            self._put(name, self.last, link=True)
            return
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.write_text(text, encoding="utf-8")


def _wanted(built: Path) -> Iterator[Path]:
    """The files that Sphinx wrote, without those that no page of this book asks for."""
    for path in files_in(built):
        if not any(fnmatch(part, pattern) for part in path.relative_to(built).parts for pattern in LEFT_OUT):
            yield path


def _remembered(memory: Path | None, code: str) -> Finished:
    """How the last book was made; nothing where that was by other code, or cannot be read."""
    try:
        found = pickle.loads(memory.read_bytes()) if memory else None
    except Exception:  # whatever is wrong with it, the book can be finished anew
        found = None
    return found if isinstance(found, Finished) and found.code == code else Finished(code)


