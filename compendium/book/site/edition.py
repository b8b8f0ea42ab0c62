"""Which edition of the book this is, how it is cited, and where it will stand.

``CITATION.cff`` alone states the edition. Its date is also the time that every built file carries, so that two builds
of one edition are the same. The address is ``book_url`` in ``_config.yml``; without one, pages hold no absolute
address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from pybtex.database import BibliographyData, Entry
from pybtex.database.output.bibtex import Writer
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from compendium.book.site.templates import template
from compendium.citation import CITATION, author_name, author_person, edition_fields
from compendium.errors import CompendiumError


@dataclass(frozen=True)
class Edition:
    """One edition: title and subtitle, who publishes it, version, date, and what it is about.

    ``names`` are all its authors as a list of references has them, ``authors`` the same as schema.org has them, and
    ``doi`` where it is deposited, or nothing.
    """

    title: str
    subtitle: str
    names: tuple[str, ...]
    version: str
    released: date
    keywords: tuple[str, ...]
    abstract: str
    authors: tuple[Mapping[str, str], ...]
    doi: str = ""

    @property
    def author(self) -> str:
        """All authors, as a list of references has them."""
        return "; ".join(self.names)

    @property
    def full_title(self) -> str:
        """Title and subtitle."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def date_in_words(self) -> str:
        """The date as prose prints it, such as 28 March 2025."""
        return f"{self.released.day} {self.released:%B %Y}"

    @property
    def dated(self) -> str:
        """'Version 0.1.0, 22 November 2026'."""
        return f"Version {self.version}, {self.date_in_words}"

    @property
    def seconds(self) -> int:
        """The date as ``SOURCE_DATE_EPOCH`` wants it: the seconds from 1970 to its midnight, in UTC."""
        return int(datetime(self.released.year, self.released.month, self.released.day, tzinfo=UTC).timestamp())

    @property
    def citation(self) -> str:
        """The book as a list of references has it."""
        return f"{self.author} ({self.released.year}). {self.full_title}. {self.dated}."

    def bibtex(self, key: str, title: str = "", **fields: str) -> str:
        """The book, or a part of it with a title of its own, as an entry for BibTeX."""
        # a second pair of braces keeps BibTeX from lower-casing a title and from taking a body for a person
        named = [name if author["@type"] == "Person" and ", " in name else f"{{{name}}}"
                 for name, author in zip(self.names, self.authors, strict=True)]
        rows = {"title": f"{{{title or self.full_title}}}", "author": " and ".join(named),
                "year": str(self.released.year), "version": self.version} | fields
        # pybtex escapes what TeX reads as a command, but takes a dollar for the beginning of a formula
        written = {name: value.replace("$", r"\$") for name, value in rows.items()}
        return str(Writer().to_string(BibliographyData({key: Entry("misc", written)})))


def read_edition(root: Path) -> Edition:
    """The edition that ``CITATION.cff`` describes; ConfigError where the file is missing or lacks something."""
    try:
        return _edition((root / CITATION).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise ConfigError(f"{CITATION}: {problem}") from problem
    except CompendiumError as problem:
        raise ConfigError(str(problem)) from problem


@lru_cache(maxsize=8)
def _edition(text: str) -> Edition:
    """The edition, read once although every figure and page asks for it."""
    cited = edition_fields(text)
    title, _, subtitle = cited["title"].partition(": ")
    return Edition(title, subtitle, tuple(map(author_name, cited["authors"])), str(cited["version"]),
                   date.fromisoformat(str(cited["date-released"])), tuple(cited["keywords"]), cited["abstract"],
                   tuple(map(author_person, cited["authors"])), cited.get("doi") or "")


def base_address(config: Config) -> str:
    """The address with a slash at its end, or nothing."""
    address = str(config.book_url or "").rstrip("/")
    return f"{address}/" if address else ""


def use_address(app: Sphinx, config: Config) -> None:
    """Tell Sphinx and its extensions the address of the book."""
    config.html_baseurl = base_address(config)
    config.ogp_site_url = config.html_baseurl
    config.ogp_site_name = read_edition(Path(app.srcdir)).full_title
    config.ogp_enable_meta_description = False
    # it would draw a card of its own for each page wherever matplotlib is installed
    config.ogp_social_cards = {"enable": False}
    config.ogp_custom_meta_tags = [template("large-card.html").render()] if config.html_baseurl else []
