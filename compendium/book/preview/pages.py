"""Pages of the book made one by one, from a Sphinx that stays loaded, as the published book would show them.

What is made stands in a folder of its own, ``_build/preview/site``, before the pages of the last build; nothing is
written into these. A page is made from its text and the evidence as they are now, and its chapter as it last ran.
"""

import io
import shutil
from collections.abc import Callable, Collection, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from docutils import nodes
from jupyter_book.config import get_final_config
from pybtex.style.formatting import BaseStyle
from sphinx.application import Sphinx
from sphinx.environment import CONFIG_OK, BuildEnvironment
from sphinx.util.build_phase import BuildPhase
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.osutil import relative_uri
from sphinx.util.parallel import SerialTasks
from sphinxcontrib.bibtex.bibfile import process_bibdata

from compendium.book import reader
from compendium.book.ledger.cards import CARDS_FOLDER as CARDS
from compendium.book.ledger.cards import written_cards
from compendium.book.ledger.collecting import book_of, ledger_pages
from compendium.book.ledger.indexes import write_claims
from compendium.book.ledger.used_in import facts_on
from compendium.book.preview.warm import PREVIEW, SITE
from compendium.book.site.addresses import AS_WRITTEN, FOLDERS
from compendium.book.site.finished_page import finished_page
from compendium.book.site.finishing import THEMED
from compendium.book.site.page_parts import STYLES
from compendium.book.site.shells import fill_shells, filled_pages, printed_page, shells, write_bodies
from compendium.book.site.site_files import NOT_FOUND, not_found
from compendium.book.site.sphinx_run import (
    WORK,
    can_go_on,
    dated_by_settings,
    settings,
    sphinx_complaints,
    told_elsewhere,
)
from compendium.book.site.style_sheets import with_pictures
from compendium.book.site.templates import STATIC
from compendium.book.standing import PAGES
from compendium.errors import BookError
from compendium.execution.chapters import read_chapters
from compendium.fingerprints import write_whole

ONE_PAGE = "preview"
"""What the settings call the page that is built: any, and none of them waits for the others to have run."""
FORGOTTEN = ("compendium_evidence", "compendium_used_by")
"""What is kept with Sphinx for one build, and would be of yesterday in the next."""


def _name(path: Path, folder: Path) -> str:
    """The name of the page that a file in a folder holds."""
    return path.relative_to(folder).with_suffix("").as_posix()


def _format_each_entry_once() -> None:
    """Let pybtex keep the entries of the bibliography that it has formatted: Sphinx asks for all after each reading."""
    made: dict[tuple[type, str, int], tuple[Any, Any]] = {}
    format_entry = BaseStyle.format_entry

    def kept(style: BaseStyle, label: str, entry: Any, bib_data: Any = None) -> Any:
        key = type(style), label, id(entry)
        if key not in made:
            # with the entry itself, whose id nothing else can have meanwhile
            made[key] = entry, format_entry(style, label, entry, bib_data)
        return made[key][1]

    BaseStyle.format_entry = kept  # type: ignore[method-assign]


class WarmPages:
    """A Sphinx that has read the book, and makes one page after another."""

    def __init__(self, root: Path) -> None:
        self.root, self.place, self.site = root, root / PREVIEW, root / SITE
        self._said, self._open = io.StringIO(), ExitStack()
        for folder in ("doctrees", "pages"):
            shutil.rmtree(self.place / folder, ignore_errors=True)
        if (root / WORK / "html" / "doctrees").is_dir():
            shutil.copytree(root / WORK / "html" / "doctrees", self.place / "doctrees")
        _format_each_entry_once()
        # directives and roles are registered for as long as the process lives
        self._open.enter_context(patch_docutils(None))
        self._open.enter_context(docutils_namespace())
        self.app = self._application()
        self.env, self.builder = self.app.env, self.app.builder
        self._trees: dict[str, nodes.document] = {}
        self.built = told_elsewhere(self.env, self.env.titles)
        self.unread = self._unread()
        # what numbers figures and names them asks for every page's tree; it only looks at them
        self.env.get_doctree = self._tree  # type: ignore[method-assign]
        self._prepare()
        # every page is written with the pages that some list: these must not list one that left the book, and each page
        # that joined it has to be read with them, as numbering looks into all that are listed
        others = self.env.all_docs.keys() - self.env.toctree_includes
        self.quietly(lambda: self.read(sorted(set(self.unread) - others)))
        if set(self.unread) == self.env.found_docs:
            # each is made with what was just read of all: what a first one says of itself is news to none
            self.built = told_elsewhere(self.env, self.env.titles)

    def _application(self) -> Sphinx:
        config, _ = get_final_config(
            user_yaml=self.root / "_config.yml", cli_config=settings(self.root, ONE_PAGE), sourcedir=self.root,
            use_external_toc=True)
        with dated_by_settings():
            return Sphinx(
                srcdir=str(self.root), confdir=None, outdir=str(self.place / "pages"),
                doctreedir=str(self.place / "doctrees"), buildername="html", confoverrides=config, status=None,
                warning=self._said, warningiserror=True, keep_going=True)

    @property
    def names(self) -> list[str]:
        """All pages of the story."""
        return sorted(self.env.found_docs)

    def gone(self, ledger: Collection[str] | None = None) -> list[str]:
        """The pages that stand built and have left the book; also of the ledger, where all of it is given."""
        written = self.root / PAGES / AS_WRITTEN
        left = {_name(path, written) for path in written.rglob("*.md")} - self.env.found_docs
        if ledger is not None:
            made = {_name(path, self.site) for folder in FOLDERS for path in (self.site / folder).rglob("*.html")}
            left |= {*filled_pages(self.root / WORK / "html" / "pages"), *made} - {*ledger}
        return sorted(left)

    def _unread(self) -> list[str]:
        """The pages that are not what the last build read, or were made since then by a process that ended."""
        self.env.find_files(self.app.config, self.builder)
        removed = set(self.env.all_docs) - self.env.found_docs
        for gone in removed:
            self.app.emit("env-purge-doc", self.env, gone)
            self.env.clear_doc(gone)
        added = self.env.found_docs - self.env.all_docs.keys()
        # asked in any case: at this question the table of contents is handed over, without which no page is read
        told = self.app.emit("env-get-outdated", self.env, added, set(), removed)
        changed = added.union(*told) & self.env.found_docs
        if self.env.config_status != CONFIG_OK or not can_go_on(self.root, "html"):
            return self.names
        return sorted(changed | {name for name in self.names if (self.site / f"{name}.html").is_file()})

    def _prepare(self) -> None:
        """The files beside the pages: whole style sheets, as nobody knows yet what the next page will use."""
        self.builder.finish_tasks = SerialTasks()
        self.builder.prepare_writing(set(self.env.found_docs))
        self.builder.copy_assets()
        write_whole(self.site / NOT_FOUND, not_found(self.app).encode())
        static = self.place / "pages" / "_static"
        for path in sorted(static.rglob("*.[cj]s*")):
            name = path.relative_to(self.place / "pages").as_posix()
            if THEMED.fullmatch(name):
                write_whole(self.site / name, with_pictures(path.read_text(encoding="utf-8")).encode())
            elif (STATIC / path.name).is_file() or not (self.root / PAGES / name).is_file():
                write_whole(self.site / name, path.read_bytes())

    def _tree(self, docname: str) -> nodes.document:
        """A page as it was read, to look at: unpickled once, and not for each figure that something refers to."""
        if docname not in self._trees:
            self._trees[docname] = BuildEnvironment.get_doctree(self.env, docname)
        return self._trees[docname]

    def renew(self) -> None:
        """See the records, the tables and the runs as they are now; EvidenceError where they cannot be read."""
        for name in FORGOTTEN:
            self.app.__dict__.pop(name, None)
        reader.use_executed_chapters(self.app, self.app.config)
        if cited := self.env.domaindata.get("cite"):
            # the entries were read when this process began
            known = cited["bibdata"]
            cited["bibdata"] = process_bibdata(known, list(known.bibfiles), known.encoding)

    def read(self, names: Iterable[str]) -> None:
        """Read pages anew, with all that follows for the numbers and names of others."""
        wanted = [name for name in names if name in self.env.found_docs]
        self.app.phase = BuildPhase.READING
        self.app.emit("env-before-read-docs", self.env, wanted)
        for name in wanted:
            self.app.emit("env-purge-doc", self.env, name)
            self.env.clear_doc(name)
            # Sphinx reads a page once in its life, and would go on with what it kept of the last reading
            self._trees.pop(name, None)
            self.env._pickled_doctree_cache.pop(name, None)
            self.builder.read_doc(name, _cache=False)
        self.app.emit("env-updated", self.env)
        self.app.emit("env-get-updated", self.env)

    def write(self, names: Iterable[str]) -> None:
        """Write pages that were read; BookError tells what Sphinx and the page's policy complain of."""
        self.builder.prepare_writing(set(self.env.found_docs))
        # Sphinx copies what any page has shown since it was loaded; a page that showed it may have left it out since
        self.builder.images.clear()
        book = book_of(self.app)
        for name in names:
            self.app.phase = BuildPhase.RESOLVING
            own = BuildEnvironment.get_doctree(self.env, name)
            doctree = self.env.get_and_resolve_doctree(name, self.builder, doctree=own)
            self.app.phase = BuildPhase.WRITING
            builder: Any = self.builder
            builder.imgpath = relative_uri(builder.get_target_uri(name), builder.imagedir)
            builder.post_process_images(doctree)
            builder.write_doc(name, doctree)
            builder.copy_image_files()
        self._refuse_complaints()
        for name in names:
            self._put(name, self._finished(f"{name}.html"))
            if facts := facts_on(self.env, name):
                cards = written_cards(book, name, facts)
                write_whole(self.site / CARDS / f"{name}.js", cards.encode())
        self._beside()

    def practise(self) -> None:
        """Make a page that is as it was built: what is compiled when it is first asked for is then there for all."""
        chapters = (each.docname for each in read_chapters(self.root))
        if page := next((name for name in chapters if name not in self.unread), None):
            self.read([page])
            self.write([page])

    def write_ledger(self, names: Collection[str] | None) -> list[str]:
        """Write some pages of the ledger, or all of them; the names of those written."""
        built = self.place / "pages"
        self.builder.prepare_writing(set(self.env.found_docs))
        made = []
        for page in ledger_pages(self.app):
            if names is None or page.name in names:
                made.append(printed_page(page))
                if names is not None and len(made) == len(names):
                    break
        write_bodies(built, made)
        self.app.phase = BuildPhase.WRITING
        builder: Any = self.builder
        for name, context, layout in shells():
            builder.handle_page(name, context, layout)
        self._refuse_complaints()
        layouts = {f"{name}.html": self._finished(f"{name}.html") for name, *_ in shells()}
        for name, text in fill_shells(layouts, built):
            write_whole(self.site / name, text.encode())
        if names is None:
            write_claims(book_of(self.app), built / "_static")
            self._beside()
        return [page.name for page in made]

    def _finished(self, name: str) -> str:
        """A page as the book would have it, its parts put beside it; BookError for what cannot stand in it."""
        page = finished_page(self.place / "pages", name, {name: ""})
        if page.problems:
            raise BookError([f"{name}: {problem}" for problem in page.problems])
        for file, text in page.files.items():
            write_whole(self.site / file, text.encode())
        sheet = next((path for path in (self.site / STYLES, self.root / PAGES / STYLES) if path.is_file()), None)
        known = sheet.read_text(encoding="utf-8") if sheet else ""
        added = "".join(f".{each}:not(#\\_){{{style}}}\n" for each, style in sorted(page.styles.items())
                        if f".{each}:" not in known)
        write_whole(self.site / STYLES, (known + added).encode())
        return str(page.text)

    def _put(self, name: str, text: str) -> None:
        write_whole(self.site / f"{name}.html", text.encode())

    def _beside(self) -> None:
        """Put what the pages load, show and offer beside them: pictures, data, embedded figures, rows of the index.

        By content, as a picture brings its own time along; what is embedded is written here alone and has the time of
        that, and its pages take long to finish.
        """
        for folder in ("_images", "figures", "embed", "_static"):
            for path in (self.place / "pages" / folder).glob("*"):
                name = path.relative_to(self.place / "pages").as_posix()
                made = self.site / name
                if not path.is_file() or THEMED.fullmatch(name):
                    continue
                if folder != "embed":
                    write_whole(made, path.read_bytes())
                elif not made.is_file() or made.stat().st_mtime_ns < path.stat().st_mtime_ns:
                    write_whole(made, self._finished(name).encode())

    def _refuse_complaints(self) -> None:
        if told := sphinx_complaints(self._said.getvalue(), self.root):
            raise BookError(told)

    def quietly(self, do: Callable[[], None]) -> None:
        """Do something whose complaints were told before."""
        do()
        self._said.seek(0)
        self._said.truncate()
