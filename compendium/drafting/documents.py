"""Reading a document in whatever form it comes, and the bibliographic facts that it gives of itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import yaml  # type: ignore[import-untyped]

from compendium.drafting.dates import find_dates
from compendium.drafting.pages import TURNED, TURNED_ROUND, as_seen, lines_of, words_of
from compendium.drafting.set_off import DOUBT, mark, plain, written
from compendium.errors import Refused
from compendium.evidence.number_words import NUMBER_WORDS, SCALES, SMALL_PARTS
from compendium.evidence.numbers import find_numbers
from compendium.evidence.source_text import SourceText

if TYPE_CHECKING:
    from pypdf import PageObject

HEAD_LINES = 20
"""In how many written lines at the head of a text its title, its authors and its date are looked for."""
DATELINE = re.compile(r"^[A-Z][A-Z .'/-]+,.{3,40}?\((?P<agency>[A-Z][\w .&-]{1,40})\)")
BYLINE = re.compile(r"^[Bb][Yy]\s+(?P<names>[A-Z][^|.\d]{3,100})")
TITLE_WORDS = range(3, 25)
NEEDS = {".html": "trafilatura", ".htm": "trafilatura", ".pdf": "pypdf"}
"""The library that each form needs, of the extra 'drafting'."""
BROKEN_WORD = re.compile("\\b(?P<begin>[^\\W\\d_]+|\\d+)[-\u00ad\u2010]\n(?=(?P<end>[a-z]+))")
BROKEN_NUMBER = re.compile(r"(?<![\d,])(\d{1,3}(?:,\d{3})*,)\n(?=\d{3}(?!\d))")
"""At the end of a line of a PDF: a word that goes on, and a number with its thousands in the next."""
ENDS_OF_NUMBERS = {*NUMBER_WORDS, *SMALL_PARTS, "fold"}
"""What makes one number with the one before its hyphen."""
DEEPEST = 100
"""At which depth Markdown is not read any more, where a list has two; its reader leaves that out without a word."""
LONGEST_MARK = 16
"""How many signs stand above or below the line of a PDF at most; more are words of a line of their own."""


@dataclass(frozen=True)
class Facts:
    """What is known of a publication; what is empty a person says."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    url: str = ""


@dataclass(frozen=True)
class Reading:
    """A document as plain text, one line a paragraph, with the facts that it gives; ``plain`` where it was that.

    ``left_out`` are the lines with numbers that stand in the document and were not taken for its text; ``unsure`` are
    the lines of the text, counted from 1, with the words there of which it is not known what they make of a number.
    """

    text: str
    facts: Facts = field(default_factory=Facts)
    plain: bool = False
    left_out: tuple[str, ...] = ()
    unsure: tuple[tuple[int, str], ...] = ()


def read_document_text(path: Path) -> Reading:
    """Read plain text, Markdown, HTML or PDF; Refused for another form, or where there is no text in it."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise Refused(f"{path.name} is not read; allowed are {', '.join(READERS)}")
    needed = NEEDS.get(path.suffix.lower(), "")
    if needed and find_spec(needed) is None:
        raise Refused(f"to read {path.suffix} install {needed}: pip install {needed}")
    if not path.is_file():
        raise Refused(f"{path.name} is no file, such as a pipe; save the text in one")
    try:
        reading = reader(path)
    except UnicodeDecodeError as problem:
        raise Refused(f"{path.name} is not UTF-8 text; save it as such") from problem
    turned = next((at for at, line in enumerate(reading.text.split("\n"), 1) if TURNED in line), 0)
    if turned:
        raise Refused(f"{path.name}:{turned}: {TURNED_ROUND}")
    if not reading.text.strip():
        raise Refused(f"there is no text in {path.name}; one that was scanned has to be recognised first")
    return reading


def facts_in(text: SourceText) -> Facts:
    """The facts that stand at the head of a plain text: headline, byline, agency and date."""
    head = [line for line in text.lines if line][:HEAD_LINES]
    titles = [line for line in head if len(line.split()) in TITLE_WORDS and line[-1] not in ".:,;" and line[0].isalnum()
              and not BYLINE.match(line) and not DATELINE.match(line)]
    lines = [match for line in head if (match := DATELINE.match(line))]
    by = next((match["names"] for line in head if (match := BYLINE.match(line))), "")
    days = [found.first for found in find_dates("\n".join(head), date.today())
            if found.first.day and not found.first.inferred]
    names = re.split(r",\s*|\s+and\s+|\s*&\s*", by.strip())
    return Facts(title=titles[0] if titles else "", publisher=lines[0]["agency"] if lines else "",
                 authors=tuple(name.title() if name.isupper() else name for name in names if name),
                 published=str(days[0]) if days else "")


def publisher_of(url: str) -> str:
    """Who publishes at an address, by the name of its host: 'example' of www.example.org."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return host.split(".")[0].capitalize()


def _plain(path: Path) -> Reading:
    return Reading(path.read_text(encoding="utf-8-sig"), plain=True)


def _markdown(path: Path) -> Reading:
    """Markdown as the words that it shows; its title is its header's, or its first heading."""
    from lxml.html import document_fromstring
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    reader = MarkdownIt("commonmark", {"maxNesting": DEEPEST})
    reader.use(front_matter_plugin).enable(["table", "strikethrough"])
    text = path.read_text(encoding="utf-8-sig")
    parsed = reader.parse(text)
    if deep := next((token for token in parsed if token.level >= DEEPEST - 1), None):
        raise Refused(f"{path.name}:{deep.map[0] + 1 if deep.map else 1}: lists or quotations stand too deep within"
                      f" each other to be read there; allowed are {DEEPEST // 2 - 1} levels")
    header = next((token.content for token in parsed if token.type == "front_matter"), "")
    page = as_seen(document_fromstring(f"<body>{reader.render(text)}</body>"),  # type: ignore[no-untyped-call]
                   path.name, text)
    headings = (written(" ".join(words_of(each).split()))[0] for each in page.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    shown, unsure = written("\n".join(lines_of(page)) + "\n")
    return Reading(shown, Facts(title=_said_in(header, "title") or next(headings, ""),
                                published=_said_in(header, "date")), unsure=unsure)


def _said_in(header: str, name: str) -> str:
    """What the header of a Markdown file says under a name; empty where it does not, or is none."""
    try:
        told = yaml.safe_load(header)
    except (yaml.YAMLError, ValueError):
        # a day that no month has is no value of YAML's
        return ""
    said = told.get(name) if isinstance(told, dict) else None
    return str(said.date() if isinstance(said, datetime) else said or "").strip()


def _html(path: Path) -> Reading:
    """A page as the article on it; what stands around that and holds a number is told, as it may belong to it."""
    import trafilatura

    # bytes, as a page says in itself how it is encoded
    content = path.read_bytes()
    page = trafilatura.load_html(content)
    if page is None:
        return Reading("")
    seen = as_seen(page, path.name, content.decode("utf-8", "replace"))
    lines = [written(line)[0] for line in lines_of(seen)]
    found = trafilatura.bare_extraction(seen, with_metadata=True, include_comments=False)
    if found is None:
        return Reading("")
    told = found if isinstance(found, dict) else found.as_dict()
    text, unsure = written(told.get("text") or "")
    authors = tuple(name.strip() for name in (told.get("author") or "").split(";") if name.strip())
    return Reading(f"{text}\n", Facts(
        written(told.get("title") or "")[0], authors, told.get("sitename") or "", told.get("date") or "",
        told.get("url") or ""), left_out=_not_in(text, lines), unsure=unsure)


def _not_in(text: str, lines: list[str]) -> tuple[str, ...]:
    """The lines with numbers that are not in a text; each stretch of it is taken for one line, and for the longest."""
    rest, taken = f"\n{_compared(text)}\n", set()
    for line in sorted(lines, key=len, reverse=True):
        wanted = _compared(line)
        edges = (r"(?<!\d)" if wanted[:1].isdigit() else "", r"(?!\d)" if wanted[-1:].isdigit() else "")
        found = re.search(f"{edges[0]}{re.escape(wanted)}{edges[1]}", rest)
        if found:
            taken.add(line)
            rest = f"{rest[:found.start()]}\n{rest[found.end():]}"
    return tuple(line for line in dict.fromkeys(lines) if find_numbers(line) and line not in taken)


def _compared(text: str) -> str:
    """The letters and digits of a text, however it is broken and set; numbers that stand apart do so in it."""
    words = re.findall(r"[^\W_]+", text)
    return "".join(f" {word}" if before[-1:].isdigit() and word[0].isdigit() else word
                   for before, word in pairwise(["", *words]))


def _pdf(path: Path) -> Reading:
    """A PDF as the words of its pages; words and numbers that a line broke are joined."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        document = PdfReader(path)
        text = "\n\n".join(map(_on_page, document.pages))
    except PyPdfError as problem:
        raise Refused(f"{path.name} cannot be read as PDF: {problem}") from problem
    text, unsure = written(BROKEN_NUMBER.sub(r"\1", BROKEN_WORD.sub(_joined, text)))
    told = document.metadata
    made = told.creation_date if told else None
    return Reading(f"{text}\n", Facts(
        title=(told.title or "") if told else "", published=made.date().isoformat() if made else "",
        authors=tuple(filter(None, re.split(r";\s*|,\s*", (told.author or "") if told else "")))), unsure=unsure)


def _joined(word: re.Match[str]) -> str:
    """A word without the hyphen at which a line broke it; after a number it stays, and is not sure but for another."""
    begin, end = word["begin"], word["end"].lower()
    whole_word = f"{begin}{end}".lower() in NUMBER_WORDS
    if whole_word or (not find_numbers(begin) and end not in SCALES):
        return begin
    return f"{begin}-" if begin.isdecimal() or end in ENDS_OF_NUMBERS else f"{begin}-{DOUBT}"


@dataclass(frozen=True)
class Piece:
    """Words that a page of a PDF writes in one go: how high their line lies on it, and how large they are."""

    text: str
    height: float
    size: float

    def above(self, other: "Piece | None") -> bool | None:
        """Whether it is set above the line of a larger one or, False, below; None where it is in no such place."""
        if other is None or self.size >= other.size or not 0 < abs(self.height - other.height) < other.size:
            return None
        return self.height > other.height


def _on_page(page: "PageObject") -> str:
    """The words of a page of a PDF, with what is set small above and below the line marked as that."""
    pieces: list[Piece] = []

    def take(text: str, at: list[float], moved: list[float], _: object, size: float) -> None:
        pieces.append(Piece(text, moved[4] * at[1] + moved[5] * at[3] + at[5], size * abs(moved[3])))

    whole: str = page.extract_text(visitor_text=take)
    if "".join(piece.text for piece in pieces) != whole:
        return plain(whole)
    shown, line, last = "", None, None
    for at, piece in enumerate(pieces):
        words = piece.text.strip()
        after = _same_line(pieces[at:])
        above = piece.above(line) if piece.above(line) is not None else piece.above(after)
        # behind a space a small number is one by itself, unless it is at another
        by_itself = shown[-1:].isspace() and not shown.rstrip()[-1:].isdecimal() and not (
            after and after.text[:1].isdecimal())
        if above is None or by_itself or not 0 < len(words) <= LONGEST_MARK:
            shown += plain(piece.text)
            line, last = (piece if words else line), None
        elif last and last.height == piece.height and not piece.text[0].isspace():
            shown = f"{shown.rstrip()[:-1]}{mark(plain(words), above)[1:]}{piece.text[len(piece.text.rstrip()):]}"
        else:
            begin, end = piece.text.split(words)
            shown += f"{begin}{mark(plain(words), above)}{end}"
            last = piece
        if "\n" in piece.text:
            line = last = None
    return shown


def _same_line(pieces: list[Piece]) -> Piece | None:
    """The next larger piece behind the first of some, on its line."""
    first, *others = pieces
    for before, piece in pairwise([first, *others]):
        if "\n" in before.text:
            return None
        if piece.text.strip() and piece.size > first.size:
            return piece
    return None


READERS: dict[str, Callable[[Path], Reading]] = {
    ".txt": _plain, ".md": _markdown, ".html": _html, ".htm": _html, ".pdf": _pdf}
"""What reads each form, by the ending of the file's name."""
