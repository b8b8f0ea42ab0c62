"""What a page's Markdown itself says: its directives, roles, labels, references and cells, and what is not closed."""

import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from markdown_it.token import Token

from compendium.book.prose.cell_markup import figure_of, imports, never_runs, not_python
from compendium.book.prose.footnotes import Footnotes
from compendium.book.prose.html_markup import Elements, unfit
from compendium.book.prose.odd_markup import (
    OPEN_ROLE,
    hidden_class,
    odd_block,
    odd_glossary,
    odd_tags,
    odd_words,
    raw_role,
    unclosed_fence,
)
from compendium.book.text.prose import markdown, split_options
from compendium.book.text.settings import header_end, wrong_header
from compendium.evidence.document import hidden_character
from compendium.execution.text_form import has_header

CELL, GLOSSARY = "code-cell", "glossary"
CODE = {CELL, "code-block", "code", "literalinclude", "math", "mermaid", "bibliography", "questions"}
"""Directives whose content is no Markdown."""
REFERRING = {"ref", "numref", "term", "doc", "cite", "cite:t", "cite:p", "eq"}
UNCHECKED = {"raw", "raw-cell", "eval-rst", "restructuredtext-test-directive", "include", "role", "default-role",
             "only"}
"""Directives that would bring onto a page whatever is written in them, scripts too, or drop it without a word."""
PICTURES = {"figure", "image"}
ALT = re.compile(r"^:?alt:[ \t]*\S", re.MULTILINE)
GIVEN_NAMES = {"would-change", "finding"}
"""Directives that are given ids of the records."""
GIVEN_A_FILE = {*PICTURES, "literalinclude"}
FILE_OPTION = re.compile(r"^:(?:file|diff|img-[a-z]+(?<!-alt)):[ \t]*(\S+)", re.MULTILINE)
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|data:", re.IGNORECASE)
"""How the address of a picture begins that is no file of the book."""
RUNNING = re.compile(r"(?:^|\s)(?:(?:java|vb)script|data):|^:url:", re.IGNORECASE | re.MULTILINE)
"""What in a directive's title or options would run on the page, or be fetched while the book is made."""
NAME = re.compile(r"\{([\w:.+-]+)\}")
SWALLOWED = re.compile(r"\{[a-zA-Z][\w:.+-]*\}$")
"""What a role ends with whose own backtick is missing, so that the next role's opens none."""
MERGE = re.compile(r"<{7} |\|{7} |={7}$|>{7} ")
FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
SUBSTITUTION = re.compile(r"\{\{.*?(?:\}\}|$)")
CLASS_OPTION = re.compile(r"^:class[\w-]*:(.*)$", re.MULTILINE)
LABEL_OPTION = re.compile(r"^:(?:name|label):[ \t]*(\S+)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Named:
    """A name on a page, such as a label or what a role refers to: what kind it is, and where it stands."""

    kind: str
    name: str
    line: int


@dataclass
class PageMarkup:
    """What one page holds: names that it gives, names that it uses, what it imports, and what is wrong by itself.

    An import is the module, with what is taken from it behind a colon.
    """

    labels: list[Named] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    used: list[Named] = field(default_factory=list)
    directives: list[Named] = field(default_factory=list)
    roles: list[Named] = field(default_factory=list)
    imports: list[Named] = field(default_factory=list)
    files: list[Named] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)


def page_markup(path: Path) -> PageMarkup:
    """What the page in a file holds."""
    text = path.read_text(encoding="utf-8-sig")
    skipped = header_end(text)
    reading = _Reading(PageMarkup(), chapter=has_header(text))
    if told := hidden_character(text):
        reading.found.wrong.append(told)
    reading.found.wrong += wrong_header(text)
    reading.block(text[skipped:], text[:skipped].count("\n"))
    reading.found.wrong += reading.notes.wrong()
    # behind what is not closed a title would not be seen
    if not (reading.titles or reading.found.wrong):
        reading.found.wrong.append((0, "has no title; a page begins with its title, as in '# Trade'"))
    return reading.found


@dataclass
class _Reading:
    """One page as it is read, block by block."""

    found: PageMarkup
    chapter: bool
    notes: Footnotes = field(default_factory=Footnotes)
    titles: list[int] = field(default_factory=list)
    elements: Elements = field(default_factory=Elements)
    depth: int = 0

    def block(self, text: str, offset: int) -> None:
        """Read a piece of Markdown whose first line is the one after so many others."""
        self.depth += 1
        lines = text.split("\n")
        before, of_glossary = "", False
        around, self.elements = self.elements, Elements()
        for token in markdown().parse(text):
            begins = offset + (token.map[0] if token.map else 0) + 1
            self.found.wrong += odd_block(token, begins)
            if token.type == "inline":
                self._inline(token, begins)
                if before == "dt_open" and of_glossary:
                    self.found.terms.append(token.content)
            elif token.type == "myst_target":
                self.found.labels.append(Named("label", token.content, begins))
            elif token.type == "math_block_label":
                self.found.labels.append(Named("label", token.info, begins))
            elif token.type == "front_matter":
                self.found.wrong.append((begins, "a header begins and ends with a line '---', on the first line of a "
                                                 "page alone"))
            elif token.type == "html_block":
                self._html(token.content, begins)
            elif token.type == "footnote_reference_open":
                self.found.wrong += self.notes.write(str(token.meta.get("label", "")), begins)
            elif token.map and token.type in ("tr_open", "blockquote_open"):
                self._by_its_line(token, lines[token.map[0]], begins)
            elif token.type == "heading_open" and token.tag == "h1":
                self._title(begins)
            elif token.type in ("fence", "colon_fence"):
                self._fence(token, begins, lines)
            elif token.type == "dl_open":
                of_glossary = GLOSSARY in str(token.attrs.get("class", "")).split()
            before = token.type
        self.found.wrong += self.elements.left_open()
        self.elements = around
        self.depth -= 1

    def _by_its_line(self, token: Token, written: str, line: int) -> None:
        """Tell what is a row of a table, or a quotation, to Markdown alone: the last of git's marks is one."""
        if token.type == "tr_open" and "|" not in written:
            self.found.wrong.append((line, "stands against the table above it, and would be a row of that; leave a "
                                           "line empty below a table"))
        elif not token.level:
            self._marks(written, line)

    def _title(self, line: int) -> None:
        if self.titles:
            self.found.wrong.append((line, f"a second title, after that on line {self.titles[0]}; a page has one, and "
                                           "its sections begin with '##'"))
        self.titles.append(line)

    def _inline(self, token: Token, line: int) -> None:
        for number, words in enumerate(token.content.split("\n")):
            self._marks(words, line + number)
        self._parts(token.children or [], line)

    def _marks(self, words: str, line: int) -> None:
        if MERGE.match(words):
            self.found.wrong.append((line, "a mark of git's own stands here; resolve the merge"))

    def _parts(self, parts: list[Token], at: int) -> None:
        """Read what a line of text is made of; ``at`` is the line that it begins on."""
        before = ""
        for child in parts:
            self.found.wrong += hidden_class(str(child.attrs.get("class", "")), at)
            if child.type == "code_inline":
                self.found.wrong += raw_role(before, child.content, at)
            before = child.content if child.type in ("text", "text_special") else ""
            if child.type in ("softbreak", "hardbreak"):
                at += 1
            elif child.type == "myst_role":
                name = child.meta.get("name", "")
                if SWALLOWED.search(child.content):
                    self._open_role(name, at)
                    break
                self._role(name, child.content, at)
                at += child.content.count("\n")
            elif child.type == "image":
                self._picture(str(child.attrs.get("src", "")), child.content, at)
            elif child.type == "link_open":
                self.found.files.append(Named("link", str(child.attrs.get("href", "")), at))
            elif child.type == "footnote_ref":
                self.notes.called.add(str(child.meta.get("label", "")))
            elif child.type in ("html_inline", "code_inline"):
                if child.type == "html_inline":
                    self._html(child.content, at)
                at += child.content.count("\n")
            elif child.type == "text":
                self._words(child.content, at)

    def _words(self, words: str, at: int) -> None:
        """Tell what stands in a line as it was typed, and was meant for a role, a substitution or a footnote."""
        self._unseen(words, at)
        for open_role in OPEN_ROLE.finditer(words):
            self._open_role(open_role[1], at)
        for given in SUBSTITUTION.findall(words):
            self.found.wrong.append((at, f"'{given}' is a substitution, which no page takes, as it could "
                                              "run anything; write the words, or a role"))
        for note in FOOTNOTE.finditer(words):
            self.notes.mark(note[1], at, in_directive=self.depth > 1)

    def _role(self, name: str, content: str, line: int) -> None:
        self.found.roles.append(Named("role", name, line))
        self.found.wrong += odd_words(name, content, line, shown=name in {*REFERRING, "fact"})
        if name in REFERRING or name == "download":
            kept = self.found.files if name == "download" else self.found.used
            kept += [Named(name, each, line) for each in _targets(name, content)]

    def _unseen(self, words: str, at: int) -> None:
        """Tell a character that cannot be seen and was written by its number, such as &#x202e;."""
        if told := hidden_character(words):
            self.found.wrong.append((at + told[0] - 1, told[1]))

    def _html(self, html: str, line: int) -> None:
        """Tell HTML in a page that would run, load, send or hide something, or whose elements do not end."""
        if held := unfit(html):
            self.found.wrong.append((line, held))
            return
        if "&" in html:
            self._unseen(unescape(html), line)
        self.found.wrong += self.elements.read(html, line)

    def _picture(self, source: str, words: str, line: int) -> None:
        if not words.strip():
            self.found.wrong.append((line, f"the picture {source} says nothing to those who cannot see it; write "
                                           f"![what it shows]({source})"))
        self._file("picture", source, line)

    def _file(self, kind: str, name: str, line: int) -> None:
        """A file that a page shows: one of the book, as each reader's browser would ask another host for it."""
        if ELSEWHERE.match(name):
            self.found.wrong.append((line, f"shows {name}, which lies elsewhere; keep what a page shows beside it"))
        self.found.files.append(Named(kind, name, line))

    def _open_role(self, name: str, line: int) -> None:
        self.found.wrong.append((line, f"the role {{{name}}} is not closed; a backtick is missing behind its content"))

    def _fence(self, token: Token, line: int, lines: list[str]) -> None:
        if not_closed := unclosed_fence(token, line, lines):
            self.found.wrong.append((line, not_closed))
            return
        named = NAME.match(token.info.strip())
        if named is None:
            return
        name, title = named[1], token.info.strip()[named.end():].strip()
        self.found.directives.append(Named("directive", name, line))
        if name in UNCHECKED:
            self.found.wrong.append((line, f"the directive '{name}' is not allowed, as nothing could be said of what "
                                           "it holds; write Markdown, or HTML of text, lists, tables and links"))
            return
        options, content = split_options(token.content)
        below = line + options.count("\n")
        self._addresses(name, title, options, line)
        for classes in CLASS_OPTION.findall(options):
            self.found.wrong += hidden_class(classes, line)
        if name in GIVEN_NAMES:
            self.found.used += [Named(name, each.strip(), line) for each in title.split(",")]
        for label in LABEL_OPTION.finditer(options):
            self.found.labels.append(Named("label", label[1], line + 1 + options[:label.start()].count("\n")))
        by_itself = self.depth == 1 and not token.level and token.type == "fence"
        if name == CELL and (wrong := never_runs(by_itself, title)):
            self.found.wrong.append((line, wrong))
            return
        if name == CELL:
            self._cell(options, content, line, below)
        elif name == GLOSSARY:
            self.found.terms += [each.strip() for each in content.split("\n") if each.strip() and each[0] not in " \t"]
            self.found.wrong += odd_glossary(content.split("\n"), below + 1)
            self.block(content, below)
        elif name == "figure" and not content.strip():
            self.found.wrong.append((line, "a figure without a caption; write the caption below its options"))
        elif name not in CODE:
            if title and name not in ("figure", "image"):
                self.block(title, line - 1)
            self.block(content, below)

    def _addresses(self, name: str, title: str, options: str, line: int) -> None:
        """Take the files that a directive names, and tell what in it would run or be fetched."""
        if RUNNING.search(title) or RUNNING.search(options):
            self.found.wrong.append((line, f"the directive '{name}' names an address that would run, or be fetched; "
                                           "allowed are files of the book, and links to https://"))
        if name in PICTURES and not ALT.search(options):
            self.found.wrong.append((line, f"the picture {title} says nothing to those who cannot see it; write below "
                                           "it ':alt: what it shows'"))
        for given in ([title] if name in GIVEN_A_FILE else []) + FILE_OPTION.findall(options):
            self._file(name, given, line)
        if name == "csv-table" and FILE_OPTION.search(options):
            self.found.wrong.append((line, "the directive 'csv-table' names a file, whose numbers nobody would check; "
                                           "write its rows here, or show a table of the book's data from a cell"))

    def _cell(self, options: str, content: str, line: int, below: int) -> None:
        figure = figure_of(options)
        self.found.wrong += odd_tags(options, figure, line)
        if figure is not None:
            if figure.get("name"):
                at = next((n for n, each in enumerate(options.split("\n")) if "name:" in each), 0)
                self.found.labels.append(Named("label", str(figure["name"]), line + 1 + at))
            if not str(figure.get("caption") or "").strip():
                self.found.wrong.append((line, f"figure '{figure.get('name', '')}' has no caption; add 'caption: …' "
                                               "under 'figure:' in the cell's options"))
            else:
                self.block(str(figure["caption"]), line)
        if self.chapter:
            wrong = [(below + at, what) for at, what in not_python(content)]
            self.found.wrong += wrong
            self.found.imports += [] if wrong else [Named("import", name, below + at) for name, at in imports(content)]

def _targets(role: str, content: str) -> list[str]:
    """What a role refers to: of a citation each key."""
    inside = re.fullmatch(r".*<([^<>]+)>\s*", content, re.DOTALL)
    target = " ".join((inside[1] if inside else content).split())
    return [key.strip() for key in target.split(",")] if role.startswith("cite") else [target]
