"""What a page's Markdown itself says: its directives, roles, labels, references and cells, and what is not closed."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]
from markdown_it.token import Token

from compendium.book.site.cell_outputs import TAGS, taken_out
from compendium.book.text.prose import markdown, split_options
from compendium.evidence.document import hidden_character
from compendium.execution.text_form import as_python, has_header

CELL, GLOSSARY = "code-cell", "glossary"
CODE = {CELL, "code-block", "code", "literalinclude", "math", "mermaid", "bibliography", "questions"}
"""Directives whose content is no Markdown."""
REFERRING = {"ref", "numref", "term", "doc", "cite", "cite:t", "cite:p", "eq"}
UNCHECKED = {"raw", "raw-cell", "eval-rst", "restructuredtext-test-directive", "include", "role", "default-role",
             "only"}
"""Directives that would bring onto a page whatever is written in them, scripts too, or drop it without a word."""
UNCLOSED = re.compile(r"<[a-zA-Z/][^<>]*\Z|<\?|<!(?!--(?!-?>)(?:(?!--!?>).)*-->)", re.DOTALL)
"""A tag that does not end, and what a browser takes for a comment that ends elsewhere than its author thinks."""
MAY_STAY_OPEN = {"br", "hr", "wbr", "col", "colgroup", "li", "p", "dt", "dd", "tr", "td", "th", "thead", "tbody",
                 "tfoot"}
"""Elements that hold nothing, or that HTML itself ends."""
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
PICTURES = {"figure", "image"}
ALT = re.compile(r"^:?alt:[ \t]*\S", re.MULTILINE)
GIVEN_A_FILE = {*PICTURES, "literalinclude"}
FILE_OPTION = re.compile(r"^:(?:file|diff|img-[a-z]+(?<!-alt)):[ \t]*(\S+)", re.MULTILINE)
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|data:", re.IGNORECASE)
"""How the address of a picture begins that is no file of the book."""
RUNNING = re.compile(r"(?:^|\s)(?:(?:java|vb)script|data):|^:url:", re.IGNORECASE | re.MULTILINE)
"""What in a directive's title or options would run on the page, or be fetched while the book is made."""
BETTER = "allowed is HTML of text, lists, tables and links, and better Markdown"
PAIR = re.compile(rf"<(/?)({'|'.join(sorted(TAGS - MAY_STAY_OPEN, key=len, reverse=True))})(?=[\s>])", re.IGNORECASE)
NAME = re.compile(r"\{([\w:.+-]+)\}")
OPEN_ROLE = re.compile(r"\{([a-zA-Z][\w:.+-]*)\}(`)")
SWALLOWED = re.compile(r"\{[a-zA-Z][\w:.+-]*\}$")
"""What a role ends with whose own backtick is missing, so that the next role's opens none."""
MERGE = re.compile(r"<{7} |={7}$|>{7} ")
FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
SUBSTITUTION = re.compile(r"\{\{.*?(?:\}\}|$)")
HIDING = re.compile(r"(?:^|[\s.\"'])((?:sd-)?d-(?:\w+-)?none|invisible|(?:visually-)?hidden|sr-only|text-hide"
                    r"|(?:sd-)?opacity-0)(?=$|[\s\"'])")
"""A class by which a page does not show what it holds."""
CLASS_OPTION = re.compile(r"^:class[\w-]*:(.*)$", re.MULTILINE)
CLASS_ATTRIBUTE = re.compile(r"""\bclass\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
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


def unfit(html: str) -> str:
    """What a piece of HTML holds that would run, load or send something, or is open at its end; empty if nothing."""
    unclosed = UNCLOSED.search(html)
    what = "comment" if unclosed and unclosed[0][1] in "!?" else "tag"
    held = [*taken_out(html), *([f"a {what} that is not closed"] if unclosed else [])]
    return f"holds {', '.join(held)}, which no page takes; {BETTER}" if held else ""


def page_markup(path: Path) -> PageMarkup:
    """What the page in a file holds."""
    text = path.read_text(encoding="utf-8-sig")
    skipped = text.index("\n---", 3) + 5 if text.startswith("---\n") and "\n---" in text[3:] else 0
    reading = _Reading(PageMarkup(), chapter=has_header(text))
    if told := hidden_character(text):
        reading.found.wrong.append(told)
    reading.block(text[skipped:], text[:skipped].count("\n"))
    reading.footnotes()
    return reading.found


@dataclass
class _Reading:
    """One page as it is read, block by block."""

    found: PageMarkup
    chapter: bool
    notes: dict[str, int] = field(default_factory=dict)
    outside: dict[str, int] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    noted: dict[str, int] = field(default_factory=dict)
    titles: list[int] = field(default_factory=list)
    opened: list[tuple[str, int]] = field(default_factory=list)
    depth: int = 0

    def block(self, text: str, offset: int) -> None:
        """Read a piece of Markdown whose first line is the one after so many others."""
        self.depth += 1
        lines = text.split("\n")
        before, of_glossary = "", False
        around, self.opened = self.opened, []
        for token in markdown().parse(text):
            begins = offset + (token.map[0] if token.map else 0) + 1
            self._hidden(str(token.attrs.get("class", "")), begins)
            if token.type == "inline":
                self._inline(token, begins)
                if before == "dt_open" and of_glossary:
                    self.found.terms.append(token.content)
            elif token.type == "myst_target":
                self.found.labels.append(Named("label", token.content, begins))
            elif token.type == "math_block_label":
                self.found.labels.append(Named("label", token.info, begins))
            elif token.type == "html_block":
                self._html(token.content, begins)
            elif token.type == "footnote_reference_open":
                self._note(str(token.meta.get("label", "")), begins)
            elif token.type == "tr_open" and token.map and "|" not in lines[token.map[0]]:
                self.found.wrong.append((begins, "stands against the table above it, and would be a row of that; leave "
                                                 "a line empty below a table"))
            elif token.type == "ordered_list_open" and token.attrs.get("start", 1) != 1:
                self.found.wrong.append((begins, f"a list that begins with {token.attrs['start']}; a list begins with "
                                                 "1, and a sentence with a word"))
            elif token.type == "heading_open" and token.tag == "h1":
                self._title(begins)
            elif token.type in ("fence", "colon_fence"):
                self._fence(token, begins, lines)
            elif token.type == "dl_open":
                of_glossary = GLOSSARY in str(token.attrs.get("class", "")).split()
            before = token.type
        self.found.wrong += [(line, f"<{name}> is not closed, and would take in all that follows; write '</{name}>' "
                                    "behind what it holds") for name, line in self.opened]
        self.opened = around
        self.depth -= 1

    def footnotes(self) -> None:
        """Tell the notes that are referred to and written nowhere."""
        self.found.wrong += [(line, f"footnote [^{name}] is written nowhere on the page; add '[^{name}]: …'")
                             for name, line in self.notes.items() if name not in self.noted]
        self.found.wrong += [(line, f"footnote [^{name}] is written inside of a directive on line {self.noted[name]}, "
                                    "where nothing outside finds it; write it below the directive")
                             for name, line in self.outside.items() if name in self.noted]
        self.found.wrong += [(line, f"footnote [^{name}] is referred to nowhere on the page, and would not be shown; "
                                    f"write '[^{name}]' where it belongs")
                             for name, line in self.noted.items() if name not in self.called | self.notes.keys()]

    def _note(self, name: str, line: int) -> None:
        if name in self.noted:
            self.found.wrong.append((line, f"footnote [^{name}] is written on line {self.noted[name]} already, and "
                                           "this one would be dropped; give it a name of its own"))
        self.noted.setdefault(name, line)

    def _title(self, line: int) -> None:
        if self.titles:
            self.found.wrong.append((line, f"a second title, after that on line {self.titles[0]}; a page has one, and "
                                           "its sections begin with '##'"))
        self.titles.append(line)

    def _inline(self, token: Token, line: int) -> None:
        for number, words in enumerate(token.content.split("\n")):
            if MERGE.match(words):
                self.found.wrong.append((line + number, "a mark of git's own stands here; resolve the merge"))
        self._parts(token.children or [], line)

    def _parts(self, parts: list[Token], at: int) -> None:
        """Read what a line of text is made of; ``at`` is the line that it begins on."""
        for child in parts:
            self._hidden(str(child.attrs.get("class", "")), at)
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
                self.called.add(str(child.meta.get("label", "")))
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
            self.notes.setdefault(note[1], at)
            if self.depth == 1:
                self.outside.setdefault(note[1], at)

    def _role(self, name: str, content: str, line: int) -> None:
        self.found.roles.append(Named("role", name, line))
        if name in REFERRING or name == "download":
            kept = self.found.files if name == "download" else self.found.used
            kept += [Named(name, each, line) for each in _targets(name, content)]

    def _unseen(self, words: str, at: int) -> None:
        """Tell a character that cannot be seen and was written by its number, such as &#x202e;."""
        if told := hidden_character(words):
            self.found.wrong.append((at + told[0] - 1, told[1]))

    def _hidden(self, classes: str, line: int) -> None:
        """Tell words that a reader would not see, and that a search or the printed edition would."""
        if hiding := HIDING.search(classes):
            self.found.wrong.append((line, f"the class '{hiding[1]}' hides what stands there from readers; leave it "
                                           "out, or leave out the words"))

    def _html(self, html: str, line: int) -> None:
        """Tell HTML in a page that would run, load or send something, or whose last tag is open."""
        if held := unfit(html):
            self.found.wrong.append((line, held))
            return
        if "&" in html:
            self._unseen(unescape(html), line)
        for classes in CLASS_ATTRIBUTE.findall(html):
            self._hidden(classes, line)
        for end, name in PAIR.findall(COMMENT.sub("", html)):
            pairs = [each for each in self.opened if each[0] == name.lower()]
            if not end:
                self.opened.append((name.lower(), line))
            elif pairs:
                self.opened.remove(pairs[-1])
            else:
                self.found.wrong.append((line, f"</{name}> ends what was not begun, and would end a part of the page; "
                                               f"write '<{name}>' before what it holds"))

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
        if not self._closes(token, line, lines):
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
            self._hidden(classes, line)
        if name == "would-change":
            self.found.used += [Named(name, each.strip(), line) for each in title.split(",")]
        for label in LABEL_OPTION.finditer(options):
            self.found.labels.append(Named("label", label[1], line + 1 + options[:label.start()].count("\n")))
        if name == CELL and self._never_runs(token, title, line):
            return
        if name == CELL:
            self._cell(options, content, line, below)
        elif name == GLOSSARY:
            self.found.terms += [each.strip() for each in content.split("\n") if each.strip() and each[0] not in " \t"]
            self._glossary(content.split("\n"), below + 1)
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

    def _never_runs(self, token: Token, language: str, line: int) -> bool:
        """Tell a code cell that no run takes for one: it would be shown, without a result and without a word."""
        wrong = ""
        if self.depth > 1 or token.level or token.type != "fence":
            wrong = ("a code cell in a list, in a note or between colons never runs; let it stand by itself, between"
                     " backticks")
        elif not re.match(r"(?:i?python|$)", language):
            wrong = f"a code cell of '{language}' never runs; allowed: ipython3"
        self.found.wrong += [(line, wrong)] if wrong else []
        return bool(wrong)

    def _glossary(self, lines: list[str], first: int) -> None:
        """Tell terms that stand against the meaning above them, and those that have no meaning below them."""
        above = ""
        waiting: tuple[int, str] | None = None
        for at, line in enumerate(lines, first):
            term = line.strip()
            if term and line[0] in " \t":
                waiting = None
            elif term:
                if above.startswith((" ", "\t")):
                    self.found.wrong.append((at, f"the term '{term}' stands against the meaning above it; leave a line "
                                                 "empty before a term"))
                waiting = waiting or (at, term)
            above = line if term else ""
        if waiting:
            at, term = waiting
            self.found.wrong.append((at, f"the term '{term}' has no meaning; write it on the next line, two spaces in"))

    def _closes(self, token: Token, line: int, lines: list[str]) -> bool:
        """Whether a fence ends, and not only with the next one's end; it is told where it does not."""
        begins, ends = token.map or [0, 0]
        last = lines[ends - 1].strip() if begins < ends - 1 < len(lines) else ""
        closed = len(last) >= len(token.markup) and set(last) == {token.markup[0]}
        swallowed = re.search(rf"^{token.markup}\{{", token.content, re.MULTILINE)
        if swallowed or not closed:
            until = line + 1 + token.content.count("\n", 0, swallowed.start()) if swallowed else 0
            where = f" before line {until}, where another begins" if until else ""
            opened = f"{token.markup}{token.info.split(' ')[0]}"
            self.found.wrong.append((line, f"the fence '{opened}' is not closed{where}; end it with a line "
                                           f"'{token.markup}', and fence what holds others longer"))
        return closed and not swallowed

    def _cell(self, options: str, content: str, line: int, below: int) -> None:
        figure = _figure(options)
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
            self._code(content, below)

    def _code(self, content: str, below: int) -> None:
        try:
            tree = ast.parse(as_python(content))
        except (SyntaxError, ValueError) as problem:
            at = getattr(problem, "lineno", None) or 1
            told = content.split("\n")[at - 1].strip() if at <= content.count("\n") + 1 else ""
            said = f"not Python: {_said(problem)}"
            self.found.wrong.append((below + at, f"{said} ('{told[:60]}')" if told else said))
            return
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                self.found.imports += [Named("import", name, below + node.lineno) for name in _imported(node)]


def _said(problem: Exception) -> str:
    return str(getattr(problem, "msg", problem))


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (each.name for each in node.names)
    elif node.module and not node.level:
        yield from (f"{node.module}:{each.name}" for each in node.names)


def _figure(options: str) -> dict[str, Any] | None:
    """The figure that a cell's options ask for; None where they ask for none or cannot be read."""
    if not options.startswith("---"):
        return None
    try:
        read = yaml.safe_load(options.strip().strip("-"))
        figure = read["mystnb"]["figure"]
    except (yaml.YAMLError, TypeError, KeyError):
        return None
    return figure if isinstance(figure, dict) else {}


def _targets(role: str, content: str) -> list[str]:
    """What a role refers to: of a citation each key."""
    inside = re.fullmatch(r".*<([^<>]+)>\s*", content, re.DOTALL)
    target = " ".join((inside[1] if inside else content).split())
    return [key.strip() for key in target.split(",")] if role.startswith("cite") else [target]
