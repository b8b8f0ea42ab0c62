"""Which edition of the book this is: version and date, from the one place that states them, ``CITATION.cff``.

The date is also the time that every built file carries, so that two builds of one edition are the same.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from ruamel.yaml import YAML


@dataclass(frozen=True)
class Edition:
    """One edition: title and subtitle, who publishes it, version, date, and what it is about."""

    title: str
    subtitle: str
    author: str
    version: str
    released: date
    keywords: tuple[str, ...]

    @property
    def date_in_words(self) -> str:
        """The date as prose prints it, such as 28 March 2025."""
        return f"{self.released.day} {self.released:%B %Y}"

    @property
    def seconds(self) -> int:
        """The date as ``SOURCE_DATE_EPOCH`` wants it: the seconds from 1970 to its midnight, in UTC."""
        return int(datetime(self.released.year, self.released.month, self.released.day, tzinfo=UTC).timestamp())


def read_edition(root: Path) -> Edition:
    """The edition that ``CITATION.cff`` describes."""
    cited = YAML(typ="safe").load((root / "CITATION.cff").read_text(encoding="utf-8"))
    title, _, subtitle = cited["title"].partition(": ")
    return Edition(title, subtitle, cited["authors"][0]["name"], str(cited["version"]),
                   date.fromisoformat(str(cited["date-released"])), tuple(cited["keywords"]))
