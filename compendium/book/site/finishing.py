"""The last step of a book: its pages made safe and light, and only what they use put beside them.

Sphinx, the theme and the extensions write pages as for any site. Here each page gets its policy, and what the
policy would stop becomes files; style sheets keep the rules that can apply; scripts stand only on the pages that
use them; fonts of icons become pictures. Sphinx's own output stays as it is, so that it can go on from there.
"""

import hashlib
import re
import shutil
from contextlib import suppress
from pathlib import Path

from compendium.book.site.accessible_pages import accessible
from compendium.book.site.icons import with_pictures
from compendium.book.site.named_values import without_unread
from compendium.book.site.page_needs import NEVER, with_what_it_needs
from compendium.book.site.page_parts import STYLES, PageParts
from compendium.book.site.page_pictures import with_sizes
from compendium.book.site.pages import BookError
from compendium.book.site.pouring import BODIES, SHELLS, pour
from compendium.book.site.style_sheets import needed, words_of
from compendium.book.site.templates import sources

LEFT_OUT = (".buildinfo*", "*.map", "fontawesome*", "webpack-macros.html", "sbt-webpack-macros.html", "locales",
            "vendor", "logo_*", BODIES, *NEVER)
THEMED = re.compile(r"_static/(?:styles/.*|basic|copybutton|mystnb\..*|pygments|sphinx-design\.min|togglebutton)\.css")
"""The style sheets of the theme and of extensions; the book's own are written for it."""
LINK = re.compile(r'((?:href|src)="[^"]*?(_static/[^"?]*))(?:\?[^"]*)?"')


def finish(built: Path, folder: Path) -> None:
    """Write the finished book into a folder; BookError names each page and what cannot stand in it."""
    shutil.copytree(built, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    pages = {path.relative_to(folder).as_posix(): _completed(path) for path in sorted(folder.rglob("*.html"))}
    parts = {name: PageParts(text, _root_of(name, text)) for name, text in pages.items()}
    problems = [f"{name}: {problem}" for name, part in parts.items() for problem in part.problems]
    if problems:
        raise BookError(problems)
    _write_files(folder, list(parts.values()))
    rewritten = {name: part.rewritten() for name, part in parts.items()}
    _thin_style_sheets(folder, list(rewritten.values()))
    marks = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:8]
             for path in sorted((folder / "_static").rglob("*")) if path.suffix in {".css", ".js"}}
    finished = {name: _marked(text, marks) for name, text in rewritten.items()}
    for name, text in {**finished, **dict(pour(finished, built))}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name in SHELLS:
        (folder / f"{name}.html").unlink(missing_ok=True)
    for name in ("shell/1", "shell"):
        with suppress(OSError):
            (folder / name).rmdir()


def _completed(path: Path) -> str:
    """A page with what it needs and nothing that it does not, for every reader."""
    return with_sizes(accessible(with_what_it_needs(path.read_text("utf-8"))), path)


def _root_of(name: str, page: str) -> str:
    """The way from a page to the book's root, as the page itself says it, or as its place does."""
    said = re.search(r'data-content_root="([^"]*)"', page)
    return said[1].removeprefix("./") if said else "../" * name.count("/")


def _write_files(folder: Path, parts: list[PageParts]) -> None:
    """Write what was moved out of the pages; styles are as strong as they were in the page."""
    styles = {name: style for part in parts for name, style in part.styles.items()}
    sheet = "".join(f".{name}:not(#\\_){{{style}}}\n" for name, style in sorted(styles.items()))
    for name, text in {STYLES: sheet, **{name: text for part in parts for name, text in part.files.items()}}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _thin_style_sheets(folder: Path, pages: list[str]) -> None:
    scripts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.js")]
    words = words_of([*pages, *sources()], scripts)
    sheets = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.css"))}
    themed = {name: with_pictures(needed(text, words)) for name, text in sheets.items() if THEMED.fullmatch(name)}
    own = [text for name, text in sheets.items() if name not in themed]
    for name, text in without_unread(themed, [*own, *scripts, *pages]).items():
        (folder / name).write_text(text, encoding="utf-8")


def _marked(page: str, marks: dict[str, str]) -> str:
    """A page that asks for each file by its content, so that browsers keep none that has changed."""
    return LINK.sub(lambda found: f'{found[1]}?v={marks[found[2]]}"' if found[2] in marks else found[0], page)
