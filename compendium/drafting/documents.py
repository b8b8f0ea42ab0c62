"""Reading a document in whatever form it comes, and the bibliographic facts that it gives of itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import yaml  # type: ignore[import-untyped]

from compendium.drafting.dates import find_dates
from compendium.errors import Refused
from compendium.evidence.number_words import TENS
from compendium.evidence.numbers import find_numbers
from compendium.evidence.verification import SourceText

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from pypdf import PageObject

HEAD_LINES = 20
"""In how many written lines at the head of a text its title, its authors and its date are looked for."""
DATELINE = re.compile(r"^[A-Z][A-Z .'/-]+,.{3,40}?\((?P<agency>[A-Z][\w .&-]{1,40})\)")
BYLINE = re.compile(r"^[Bb][Yy]\s+(?P<names>[A-Z][^|.\d]{3,100})")
TITLE_WORDS = range(3, 25)
NEEDS = {".html": "trafilatura", ".htm": "trafilatura", ".pdf": "pypdf"}
"""The library that each form needs, of the extra 'drafting'."""


RAISED = str.maketrans("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079")
LOWERED = str.maketrans("0123456789", "".join(chr(0x2080 + digit) for digit in range(10)))
SET_OFF = {"sup": RAISED, "sub": LOWERED}
"""What becomes of digits above and below the line, which are no digits of the number before them."""
BROKEN_WORD = re.compile(r"\b([^\W\d_]+)-\n(?=[a-z])")
BROKEN_NUMBER = re.compile(r"(?<![\d,])(\d{1,3}(?:,\d{3})*,)\n(?=\d{3}(?!\d))")
"""At the end of a line of a PDF: a word that goes on, and a number with its thousands in the next."""
UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
WITHDRAWN = ("del", "s", "strike", "template")
"""The elements whose words a page does not say, or no longer."""
NO_WORDS = ("head", "script", "style", "noscript", "select")
CELLS = ("td", "th")
IN_LINE = ("a", "abbr", "b", "bdi", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd", "label",
           "mark", "q", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
"""The elements that go on in the line in which they begin; all others break it."""


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

    ``left_out`` are the lines with numbers that stand in the document and were not taken for its text.
    """

    text: str
    facts: Facts = field(default_factory=Facts)
    plain: bool = False
    left_out: tuple[str, ...] = ()


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

    reader = MarkdownIt("commonmark").use(front_matter_plugin).enable(["table", "strikethrough"])
    text = path.read_text(encoding="utf-8-sig")
    header = next((token.content for token in reader.parse(text) if token.type == "front_matter"), "")
    page = _as_seen(document_fromstring(f"<body>{reader.render(text)}</body>"))  # type: ignore[no-untyped-call]
    headings = (" ".join(_words(each).split()) for each in page.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    return Reading("\n".join(_lines(page)) + "\n", Facts(
        title=_said_in(header, "title") or next(headings, ""), published=_said_in(header, "date")))


def _said_in(header: str, name: str) -> str:
    """What the header of a Markdown file says under a name; empty where it does not, or is none."""
    try:
        told = yaml.safe_load(header)
    except (yaml.YAMLError, ValueError):
        # a day that no month has is no value of YAML's
        return ""
    said = told.get(name) if isinstance(told, dict) else None
    return str(said.date() if isinstance(said, datetime) else said or "").strip()


def _lines(page: "HtmlElement") -> list[str]:
    """The words of a page, one line a block or a row of a table; those of code as they are broken."""
    return [line for each in _words(page).split("\n") if (line := " ".join(each.split()).removesuffix(" |"))]


def _words(element: "HtmlElement", broken: bool = False) -> str:
    """The words of an element, set off from those around it; ``broken`` where its lines are as they are written."""
    if not isinstance(element.tag, str) or element.tag in NO_WORDS:
        return ""
    broken = broken or element.tag == "pre"
    words = _own(element.text, broken) + "".join(_words(each, broken) + _own(each.tail, broken) for each in element)
    if element.tag in CELLS:
        return " ".join(words.split()) + " | "
    return " " if element.tag == "br" else words if element.tag in IN_LINE else f"\n{words}\n"


def _own(text: str | None, broken: bool) -> str:
    return text or "" if broken else re.sub(r"\s+", " ", text or "")


def _as_seen(page: "HtmlElement") -> "HtmlElement":
    """A page as a reader sees it: without what it hides or has struck out, its raised digits above the line."""
    for each in list(page.iter("*")):
        if each.getparent() is not None and (each.get("hidden") is not None or each.tag in WITHDRAWN
                                             or UNSEEN.search(each.get("style", ""))):
            each.drop_tree()
    for each in page.iter(*SET_OFF):
        inside = each.text_content().strip()
        if inside.isdecimal():
            for child in list(each):
                child.drop_tree()
            each.text = inside.translate(SET_OFF[each.tag])
    return page


def _html(path: Path) -> Reading:
    """A page as the article on it; what stands around that and holds a number is told, as it may belong to it."""
    import trafilatura

    # bytes, as a page says in itself how it is encoded
    page = trafilatura.load_html(path.read_bytes())
    if page is None:
        return Reading("")
    seen = _as_seen(page)
    lines = _lines(seen)
    found = trafilatura.bare_extraction(seen, with_metadata=True, include_comments=False)
    if found is None:
        return Reading("")
    told = found if isinstance(found, dict) else found.as_dict()
    text = told.get("text") or ""
    taken = _letters_and_digits(text)
    around = (line for line in dict.fromkeys(lines) if find_numbers(line) and _letters_and_digits(line) not in taken)
    authors = tuple(name.strip() for name in (told.get("author") or "").split(";") if name.strip())
    return Reading(f"{text}\n", Facts(
        told.get("title") or "", authors, told.get("sitename") or "", told.get("date") or "", told.get("url") or ""),
        left_out=tuple(around))


def _letters_and_digits(text: str) -> str:
    """The letters and digits of a text, however it is broken and set."""
    return "".join(filter(str.isalnum, text))


def _pdf(path: Path) -> Reading:
    """A PDF as the words of its pages; words and numbers that a line broke are joined."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        document = PdfReader(path)
        text = "\n\n".join(map(_on_page, document.pages))
    except PyPdfError as problem:
        raise Refused(f"{path.name} cannot be read as PDF: {problem}") from problem
    text = BROKEN_WORD.sub(lambda word: f"{word[1]}-" if word[1].lower() in TENS else word[1], text)
    text = BROKEN_NUMBER.sub(r"\1", text)
    told = document.metadata
    made = told.creation_date if told else None
    return Reading(f"{text}\n", Facts(
        title=(told.title or "") if told else "", published=made.date().isoformat() if made else "",
        authors=tuple(filter(None, re.split(r";\s*|,\s*", (told.author or "") if told else "")))))


def _on_page(page: "PageObject") -> str:
    """The words of a page of a PDF, its small digits above and below the line as such."""
    pieces: list[tuple[str, float, float]] = []

    def take(text: str, at: list[float], moved: list[float], _: object, size: float) -> None:
        pieces.append((text, moved[4] * at[1] + moved[5] * at[3] + at[5], size * abs(moved[3])))

    whole: str = page.extract_text(visitor_text=take)
    if "".join(text for text, *_ in pieces) != whole:
        return whole
    shown, line, normal = "", 0.0, 0.0
    for text, height, size in pieces:
        if text.strip().isdecimal() and size < normal and height != line and not shown[-1:].isspace():
            shown += text.translate(RAISED if height > line else LOWERED)
        else:
            shown += text
            line, normal = (height, size) if text.strip() else (line, normal)
    return shown


READERS: dict[str, Callable[[Path], Reading]] = {
    ".txt": _plain, ".md": _markdown, ".html": _html, ".htm": _html, ".pdf": _pdf}
"""What reads each form, by the ending of the file's name."""
