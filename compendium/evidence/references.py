"""What a claim names must be known: its question, definition, places, actors, and the claims it answers."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from compendium.errors import Fault, Problem, unknown
from compendium.evidence.claims import UNSTATED, Claim
from compendium.evidence.credit import ancestors, chain, folded
from compendium.evidence.definitions import OF_CHANGE, Definition
from compendium.evidence.document import Document
from compendium.evidence.intervals import number_faults
from compendium.evidence.ledger import VOCABULARIES, Ledger
from compendium.evidence.names import Actor, Place
from compendium.evidence.periods import Period, in_words
from compendium.evidence.sources import Entry, EvidenceRecord, Source

AHEAD = ("planned", "projected")
"""The standings of what may lie ahead of its source."""


def claim_faults(ledger: Ledger, source: Source, claim: Claim) -> Iterator[Fault]:
    """The fields of one claim that name something the ledger does not know, or that its source cannot have known."""
    yield from _date_faults(source, claim)
    yield from unknown("question", [claim.question], ledger.questions)
    yield from unknown("place", claim.place, ledger.places)
    yield from unknown("to", [claim.to] if claim.to else [], ledger.places)
    yield from unknown("actor", claim.actor, ledger.actors)
    yield from unknown("answers", [claim.answers.claim] if claim.answers else [], ledger.entries)
    yield from _answer_faults(ledger, source, claim)
    yield from _credit_faults(Entry(source, claim))
    yield from _definition_faults(ledger, claim)
    yield from number_faults(claim, ledger.definitions.get(claim.definition or ""))
    question = ledger.questions.get(claim.question)
    if question is None:
        return
    if claim.position:
        yield from unknown("position", [claim.position], question.positions)
    yield from unknown("about", claim.about, question.about)
    for key, allowed in question.about.items():
        if key not in claim.about:
            yield "about", f"question {question.id} asks for '{key}': {', '.join(allowed)}"
        elif claim.about[key] not in allowed:
            yield "about", f"{key} '{claim.about[key]}' is not allowed; allowed: {', '.join(allowed)}"


def _credit_faults(entry: Entry) -> Iterator[Fault]:
    """A credit chain that comes back to somebody, as to the publisher itself."""
    names = [name for link in chain(entry) for name in link]
    times = Counter(folded(name) for name in names)
    if twice := [name for name in names[::-1] if times[folded(name)] > 1]:
        yield "credited_to", (f"'{twice[0]}' stands twice in the chain {' < '.join(names)}, which begins with the"
                              " publisher; a claim that the publisher makes itself credits nobody")


def _answer_faults(ledger: Ledger, source: Source, claim: Claim) -> Iterator[Fault]:
    """An answer to a claim that was published only after the source that answers it."""
    named = claim.answers.claim if claim.answers else ""
    if named in ledger and source.published.end:
        other = ledger[named].source
        if other.published.start and other.published.start > source.published.end:
            yield "answers", (f"'{named}' was published {in_words(other.published)}, after its answer"
                              f" ({in_words(source.published)}); a claim answers one that was there before")


def _date_faults(source: Source, claim: Claim) -> Iterator[Fault]:
    """A period that begins or ends only after the source was out, and is neither a plan nor a projection."""
    out = source.published.end
    if claim.period and out and claim.period.latest > out and claim.standing not in AHEAD:
        yield "period", (f"'{claim.period}' is later than the source, which was published {in_words(source.published)};"
                         f" allowed for a claim whose standing is {' or '.join(AHEAD)}")
    base = Period.parse(claim.against) if claim.against not in ("", UNSTATED) else None
    if base and out and base.latest > out and claim.standing not in AHEAD:
        yield "against", (f"'{base}' is later than the source, which was published {in_words(source.published)};"
                          " a change is counted from what has been")
    elif base and base.start and claim.period and claim.period.end and base.start > claim.period.end:
        yield "against", (f"'{base}' is later than the claim's period, '{claim.period}'; a change is counted from what"
                          " was before")


def _definition_faults(ledger: Ledger, claim: Claim) -> Iterator[Fault]:
    """A definition that is not in the vocabulary, or one that the claim's unit does not fit."""
    yield from unknown("definition", [claim.definition] if claim.definition else [], ledger.definitions)
    definition = ledger.definitions.get(claim.definition or "")
    if definition and not claim.against and claim.unit in OF_CHANGE and not definition.takes(claim.unit, change=False):
        yield "against", (f"is missing: '{definition.id}' is a {definition.dimension}, and in {claim.unit} only a"
                          " change of one can be given; a change names the period that it is counted from, such as"
                          f" 2024-02, or '{UNSTATED}'")
    elif definition and claim.unit and not definition.takes(claim.unit, change=bool(claim.against)):
        units = definition.units(change=bool(claim.against))
        what = f"change of a {definition.dimension} (it names against)" if claim.against else definition.dimension
        yield "definition", f"'{definition.id}' is a {what}, not given in {claim.unit}; allowed: {', '.join(units)}"


TRACKING = re.compile(r"utm_|(?:fb|g)clid$", re.IGNORECASE)
"""What a query says of who sent the reader, and not of the page."""
ALIKE = 0.85
"""How alike two names must be, from 0 to 1, for one to be asked about."""


def reference_problems(ledger: Ledger, documents: dict[Path, Document]) -> list[Problem]:
    """Every name in the records that leads nowhere, and every id that is given twice."""
    found: list[Problem] = []
    records, texts = {record.source.id: record for record in ledger.records}, dict[str, str]()
    for path, document in documents.items():
        for kind, items in document.content.items():
            found += _doubles(document, kind, items)
        record = records.get(path.stem)
        if record:
            found += _record_problems(ledger, document, record)
            found += _told_twice(document, record.source, texts)
        elif "source" in document.content:
            name = document.content["source"]["id"]
            found.append(document.problem(("source", "id"), f"source {name} must stand in {name}.yaml"))
    found += [*_shared_names(ledger), *_circles(ledger), *_near_credits(ledger), *_short_credits(ledger),
              *_names_twice(ledger)]
    by_file = {path.name: document for path, document in documents.items()}
    return found + [by_file[kind.file].problem(where, what)
                    for kind in VOCABULARIES for where, what in kind.references(ledger)]


def _told_twice(document: Document, source: Source, known: dict[str, str]) -> Iterator[Problem]:
    """A text or an address that is another source's too: its claims would count as two voices that agree.

    ``known`` has the sources that came before, by their texts and addresses.
    """
    text = source.document.sha256 if source.document else ""
    for field, what in (("document", text), ("url", _page(source.url) if source.url else "")):
        other = known.setdefault(what, source.id) if what else source.id
        if other != source.id:
            yield document.problem(("source", field), f"source {source.id}: {field}: is that of {other} too; one"
                                   " publication is one source, whoever reprints it")


def _page(url: str) -> str:
    """Which page an address leads to, without what leads to the same: a mark on it, who sent the reader, its index."""
    parts = urlsplit(url)
    host = re.sub(r"^(?:www|m)\.|:(?:80|443)?$", "", parts.netloc.casefold())
    path = re.sub("/+", "/", re.sub(r"/(?:index\.\w+)?$", "", unquote(parts.path)))
    asked = sorted(each for each in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(each[0]))
    # some sites name the page itself behind the mark
    mark = parts.fragment if parts.fragment[:1] in ("/", "!") else ""
    return f"{host}{path.rstrip('/')}?{urlencode(asked)}#{mark}".casefold()


def _shared_names(ledger: Ledger) -> Iterator[Problem]:
    """Ids of questions that are assumptions' too: in prose a fact is named by its id alone."""
    for name in ledger.questions:
        if name in ledger.assumptions:
            yield Problem(*ledger.place_of(f"question {name}"), f"id '{name}' is an assumption's too; ids of questions,"
                          " assumptions and results are one set, as a fact is named by its id alone")


def _circles(ledger: Ledger) -> Iterator[Problem]:
    """Claims that answer one another in a circle, and definitions that are each other's whole."""
    answers = {entry.id: entry.claim.answers.claim for entry in ledger if entry.claim.answers}
    wholes = {definition.id: definition.whole for definition in ledger.definitions.values() if definition.whole}
    for links, kind, does in ((answers, "", "answers"), (wholes, "definition ", "is a part of")):
        told: set[str] = set()
        for name in links:
            walked = [name]
            while (then := links.get(walked[-1])) and then not in walked:
                walked.append(then)
            if then == name and not told & set(walked):
                told |= set(walked)
                circle = f" {does} ".join([*walked, name])
                yield Problem(*ledger.place_of(f"{kind}{name}"), f"{circle}: a circle; leave one of them out")


def _short_credits(ledger: Ledger) -> Iterator[Problem]:
    """Credit given to what a source is called for short, which would count as a voice beside its publisher."""
    sources = (record.source for record in ledger.records)
    shorts = {folded(each.short): each for each in sources if folded(each.short) != folded(each.publisher)}
    for entry in ledger:
        for name in (name for link in chain(entry)[1:] for name in link):
            if source := shorts.get(folded(name)):
                yield Problem(*ledger.place_of(entry.id), f"claim {entry.claim.id}: credited_to: '{name}' is what"
                              f" {source.id} is called for short; credit its publisher, '{source.publisher}'")


def _near_credits(ledger: Ledger) -> Iterator[Problem]:
    """Names of people, firms and publishers that are near to each other: one misspelt would count as two voices."""
    known = {name for actor in ledger.actors.values() for name in (actor.name, actor.abbreviation, *actor.spellings)}
    publishers = {record.source.publisher for record in ledger.records}
    uses: dict[str, list[Entry]] = {}
    for entry in ledger:
        for name in ancestors(entry):
            uses.setdefault(name, []).append(entry)
    for one, other in combinations(sorted(uses, key=lambda name: len(uses[name])), 2):
        if {one, other} <= known:
            continue
        first, second = folded(one), folded(other)
        # who is not named is described, and descriptions may be near each other: 'two people' and 'three people',
        # or begin another's name: 'miners' and 'Miners News'
        named = one[:1].isupper() + other[:1].isupper()
        begins = named > 1 and {one, other} & publishers and (
            f"{first} ".startswith(f"{second} ") or f"{second} ".startswith(f"{first} "))
        if first == second or begins or (named and SequenceMatcher(None, first, second).ratio() >= ALIKE):
            entry = uses[one][0]
            yield Problem(*ledger.place_of(entry.id), f"claim {entry.claim.id}: '{one}' is near '{other}', who stands "
                          "behind other claims; write both alike, or give each an entry in seeds/actors.yaml")


def _names_twice(ledger: Ledger) -> Iterator[Problem]:
    """Definitions, places, actors and sources that readers could not tell apart, as they are called the same."""
    named: dict[str, Mapping[str, Definition | Place | Actor]] = {
        "definition": ledger.definitions, "place": ledger.places, "actor": ledger.actors}
    for kind, things in named.items():
        first: dict[str, str] = {}
        for name, thing in things.items():
            for field, said in _called(thing):
                other = first.setdefault(said.casefold(), name)
                if other != name:
                    yield Problem(*ledger.place_of(f"{kind} {name}"), f"{kind} {name}: {field}: '{said}' is what"
                                  f" {other} is called too; give each a name of its own")
    publishers = {record.source.publisher: record.source.id for record in ledger.records}
    called: dict[str, str] = {}
    for source in (record.source for record in ledger.records if record.source.short):
        taken = publishers.get(source.short, source.id) if source.short != source.publisher else source.id
        for other in {called.setdefault(source.short, source.id), taken} - {source.id}:
            yield Problem(f"seeds/{source.id}.yaml", 0, f"source {source.id}: short: '{source.short}' is what {other}"
                          " is called too; give each a name of its own")


def _called(thing: Definition | Place | Actor) -> Iterator[Fault]:
    """Everything that a definition, a place or an actor is called, each with the field in which it stands."""
    yield "name", thing.name
    if isinstance(thing, Actor) and thing.abbreviation:
        yield "abbreviation", thing.abbreviation
    if not isinstance(thing, Definition):
        yield from (("spellings", spelling) for spelling in thing.spellings)


def _doubles(document: Document, kind: str, items: object) -> Iterator[Problem]:
    """Ids that stand more than once in one list of one file."""
    ids = [item.get("id") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    for index, name in enumerate(ids):
        if name and Counter(ids[: index + 1])[name] > 1:
            yield document.problem((kind, index), f"id '{name}' is used twice in {kind}")


def _record_problems(ledger: Ledger, document: Document, record: EvidenceRecord) -> Iterator[Problem]:
    met: set[str] = set()
    for place, claim in zip(record.places, record.claims, strict=True):
        if claim.id in met and place[0] == "series":
            yield document.problem(place, f"id '{claim.id}', which the series makes here, is another claim's")
        met.add(claim.id)
    for place, claim in zip(record.places, record.claims, strict=True):
        for field, what in claim_faults(ledger, record.source, claim):
            yield document.problem((*place, field), f"claim {claim.id}: {field}: {what}")
