"""Writing the record of a new source: its facts, the fingerprint of its text, and the drafts found in it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from compendium.drafting.documents import Facts, facts_in, publisher_of, read_document_text
from compendium.drafting.drafts import NOT_THE_SUBJECT, Drafted, draft_claims
from compendium.errors import Refused
from compendium.evidence.document import parsed_document
from compendium.evidence.fields import SLUG
from compendium.evidence.ledger import VOCABULARIES, Ledger
from compendium.evidence.periods import Period
from compendium.evidence.reading import validated
from compendium.evidence.source_text import SourceText
from compendium.evidence.sources import EvidenceRecord, Role, Tier
from compendium.fingerprints import write_whole


@dataclass(frozen=True)
class NewSource:
    """A text that is read, what is known of it so far, the lines with numbers around it, and those in it not sure."""

    text: SourceText
    path: Path
    facts: Facts
    left_out: tuple[str, ...] = ()
    unsure: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class InBook:
    """What the text is to the book, which a person says: its genre, its role, and the tier of independent evidence.

    Whether the book is about a source decides what its claims are held against, so that no role is taken for granted.
    """

    kind: str
    role: Role | None
    tier: Tier | None = None

    def __post_init__(self) -> None:
        if self.role is None:
            raise Refused("give --role seed for one of the sources that the book is about, or --role check with --tier"
                          " official, primary or secondary for independent evidence")
        if (self.role == "check") != (self.tier is not None):
            raise Refused("independent evidence (--role check) has a --tier: official, primary or secondary; one of the"
                          " sources that the book is about (--role seed) has none")


@dataclass(frozen=True)
class Written:
    """The record that was written, and what is in it."""

    path: Path
    found: Drafted


def open_source(path: Path, given: Facts) -> NewSource:
    """Read a document; where it is no plain text, its words are kept beside it in one, which the record is about.

    What is ``given`` counts before what the document says of itself.
    """
    reading = read_document_text(path)
    plain = path if reading.plain else path.with_suffix(".txt")
    if not reading.plain:
        if plain.is_file() and plain.read_text(encoding="utf-8") != reading.text:
            raise Refused(f"{plain} stands already and holds another text; name the document otherwise")
        write_whole(plain, reading.text)
    text = SourceText.read(plain)
    head = facts_in(text)
    url = given.url or reading.facts.url
    facts = Facts(
        title=given.title or reading.facts.title or head.title,
        authors=given.authors or reading.facts.authors or head.authors,
        publisher=given.publisher or reading.facts.publisher or head.publisher or publisher_of(url),
        published=given.published or reading.facts.published or head.published, url=url)
    return NewSource(text, plain, facts, reading.left_out, reading.unsure)


def missing_facts(source: NewSource) -> list[str]:
    """The facts that a record cannot do without and that are not known yet."""
    return [name for name in ("title", "publisher", "published") if not getattr(source.facts, name).strip()]


def write_source(seeds: Path, ledger: Ledger, source: NewSource, given: InBook, named: str = "") -> Written:
    """Write ``seeds/<id>.yaml`` with a draft for each number and dated event; Refused where a fact is missing or wrong.

    No file is written over, and none is written that could not be read again.
    """
    lacking = missing_facts(source)
    if lacking:
        raise Refused(f"{source.path.name} does not say its {', '.join(lacking)}; give "
                      f"{' '.join(f'--{name}' for name in lacking)}")
    published = Period.parse(source.facts.published)
    name = named or _id(source.facts.publisher, source.facts.published)
    if not re.fullmatch(SLUG, name):
        raise Refused(f"'{name}' is no id; allowed are small letters, digits and single hyphens")
    if name in (kind.name for kind in VOCABULARIES):
        raise Refused(f"seeds/{name}.yaml holds no source, but the {name} of the book; give another id with --id")
    if name in {record.source.id for record in ledger.records} or (seeds / f"{name}.yaml").exists():
        raise Refused(f"seeds/{name}.yaml stands already; give another id with --id")
    found = draft_claims(source.text, published, ledger)
    if not found.drafts:
        raise Refused(f"{source.path.name} holds no number and no date that a claim could begin with")
    path = seeds / f"{name}.yaml"
    record = _record(name, source, given, found).encode()
    validated(parsed_document(path, record), EvidenceRecord)
    write_whole(path, record)
    return Written(path, found)


def with_facts(source: NewSource, given: Mapping[str, str]) -> NewSource:
    """The same source with a title, a publisher or a date that a person gave."""
    facts = source.facts
    return replace(source, facts=replace(
        facts, title=given.get("title", facts.title), publisher=given.get("publisher", facts.publisher),
        published=given.get("published", facts.published)))


def _record(name: str, source: NewSource, given: InBook, found: Drafted) -> str:
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)
    environment.filters |= {"yaml": _yaml, "number": lambda number: f"{number:.10g}"}
    template = environment.from_string(
        files("compendium.drafting").joinpath("templates/record.yaml").read_text(encoding="utf-8"))
    facts = source.facts
    in_text = bool(source.text.find(facts.title))
    return template.render(
        id=name, title=facts.title, title_from="text" if in_text else "none", authors=list(facts.authors), given=given,
        publisher=facts.publisher, published=facts.published, url=facts.url, file=source.path.name,
        sha256=source.text.sha256, drafts=found.drafts, asides=found.asides, reason=NOT_THE_SUBJECT)


def _yaml(value: object) -> str:
    """A text or a list as YAML that says the same, whatever is in it: JSON is such YAML."""
    return json.dumps(value, ensure_ascii=False)


def _id(publisher: str, published: str) -> str:
    """'agency-2025-03' of a publisher and a date."""
    words = re.sub(r"[^a-z0-9]+", "-", publisher.lower()).strip("-")
    return f"{words or 'source'}-{'-'.join(re.findall(r'[0-9]+', published)[:2])}"
