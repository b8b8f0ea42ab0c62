"""The bibliography in BibTeX, from the records of the sources."""

from collections.abc import Iterator

from pybtex.database import BibliographyData, Entry, Person

from compendium.evidence import Ledger, Source


def bibliography(ledger: Ledger) -> str:
    """``sources.bib``: one entry per source, keyed by the source's id."""
    entries = {record.source.id: _entry(record.source) for record in ledger.records}
    text: str = BibliographyData(entries).to_string("bibtex")
    return text


def _entry(source: Source) -> Entry:
    fields = dict(_fields(source))
    writers = [Person(name) for name in source.authors] or [Person(last=f"{{{source.publisher}}}")]
    return Entry("misc", fields=fields, persons={"author": writers})


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{source.title}}}"
    yield "howpublished", source.publisher
    yield "year", str(source.published)[:4]
    if source.published.vague:
        yield "note", "date of publication known only roughly"
    if source.url:
        yield "url", source.url
