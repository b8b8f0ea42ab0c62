"""All that is known of one claim, in one list with keys, from which page, card, table, note and print choose."""

from urllib.parse import quote

from compendium.book.facts import addresses
from compendium.book.facts.beside import Beside, beside
from compendium.book.facts.context import Book
from compendium.book.facts.evidence_domain import DEFINITION, Evidence
from compendium.book.facts.parts import Fact, Line, Part, fact, filled, joined
from compendium.book.facts.spoken_intervals import allowed
from compendium.evidence import Entry
from compendium.evidence.claims import UNSTATED
from compendium.evidence.credit import removes, spelled
from compendium.evidence.disagreement import why_not_followed
from compendium.evidence.periods import Period, in_words
from compendium.evidence.printing import printed, printed_claim

ANSWERS = {"cannot-confirm": "cannot confirm"}


def claim_facts(book: Book, entry: Entry) -> tuple[Fact, ...]:
    """Everything that the book knows of a claim, empty facts left out.

    Keys: says, value, source, credit, standing, interval, equivalent, definition, of, against, period, place, actor,
    answers, question, rivals, beside, not_followed, where, original, used_by, unused, id, cite.
    """
    known, claim = book.known, entry.claim
    ledger, question = known.ledger, known.ledger.questions[claim.question]
    seen = beside(known, question, entry)
    return filled((
        fact("says", "Says", claim.says),
        fact("value", "Number", claim_number(entry)),
        fact("source", "Source", (Part(entry.source.publisher, addresses.address(addresses.source_page(
            entry.source.id))), Part(f", {in_words(entry.source.published)}"))),
        fact("credit", "Credit", f"{spelled(entry)} ({_hands(entry)})"),
        fact("standing", "Standing", claim.standing + (
            f"; the source says “{claim.hedge}”" if claim.hedge else "")),
        fact("interval", "Interval", allowed(claim)),
        fact("equivalent", "Also given as", _equivalent(entry)),
        fact("definition", "Definition", _definition(known, entry)),
        fact("of", "Of", claim.of),
        fact("against", "Against", _base(entry)),
        fact("period", "Period", in_words(claim.period) if claim.period else ""),
        fact("place", "Place", _place(known, entry)),
        fact("actor", "Actors", joined(
            Part(ledger.actors[name].name, addresses.address(addresses.actor_place(name))) for name in claim.actor)),
        fact("answers", "Answers", _answer(known, entry)),
        fact("question", "Question", Part(question.asks, known.address(question.id))),
        fact("rivals", "Cannot be right together with", *_rivals(known, entry, seen)),
        fact("beside", "On the same question", *_beside(known, seen)),
        fact("not_followed", "Not followed", _not_followed(known, entry)),
        fact("where", "Where", f"line {claim.at.line}: “{claim.at.words}”" if claim.at else claim.where),
        fact("original", "Original", original(entry)),
        fact("used_by", "Used in", *book.used_by(entry.id)),
        fact("unused", "Not used", claim.unused),
        fact("id", "Id", Part(entry.id, known.address(entry.id), is_id=True)),
        fact("cite", "To cite", citation(book, entry)),
    ))


def claim_number(entry: Entry) -> str:
    """A claim's number as it is printed everywhere; nothing for a claim without one."""
    return printed_claim(entry.claim) if entry.claim.unit else ""


def citation(book: Book, entry: Entry) -> str:
    """The claim as a list of references has it: whose it is, which one, and in which edition it was read."""
    source = f"{entry.source.publisher}, {in_words(entry.source.published)}"
    return f"{source}. Claim {entry.id}, in: {book.citation}"


def original(entry: Entry) -> Part:
    """The way to the article itself; at the exact words only where that was found to work."""
    source = entry.source
    if not source.url:
        return Part("")
    reprint = source.url_is != "original"
    if entry.claim.at is None:
        return Part("Reprint" if reprint else "Original", source.url)
    # a hyphen separates the parts of a text fragment, and quote() leaves it as it is
    words = quote(entry.claim.at.words, safe="").replace("-", "%2D")
    fragment = f"#:~:text={words}" if source.url_fragments else ""
    return Part("Article, as reprinted" if reprint else "Original article", source.url + fragment)


def _hands(entry: Entry) -> str:
    hands = removes(entry)
    return f"{hands or 'no'} {'remove' if hands == 1 else 'removes'}"


def _equivalent(entry: Entry) -> str:
    same = entry.claim.equivalent
    return printed(same.value, same.unit, same.comparator) if same else ""


def _base(entry: Entry) -> str:
    """What a change is measured against: a period in words, or that the source does not say."""
    against = entry.claim.against
    return in_words(Period.parse(against)) if against not in ("", UNSTATED) else against


def _definition(known: Evidence, entry: Entry) -> Part:
    name = entry.claim.definition
    if name is None:
        return Part("")
    return Part(known.ledger.definitions[name].name, known.address(f"{DEFINITION}{name}"))


def _place(known: Evidence, entry: Entry) -> Line:
    def part(name: str) -> Part:
        return Part(known.ledger.places[name].name, addresses.address(addresses.place_place(name)))

    claim = entry.claim
    from_here = joined((part(name) for name in claim.place), "; ")
    if not claim.to:
        return from_here
    return (*from_here, Part(", to " if from_here else "to "), part(claim.to))


def _answer(known: Evidence, entry: Entry) -> Line:
    answer = entry.claim.answers
    if answer is None:
        return ()
    return (Part(f"{ANSWERS.get(answer.as_, answer.as_)} "),
            Part(answer.claim, known.address(answer.claim), is_id=True))


def _rivals(known: Evidence, entry: Entry, seen: Beside) -> list[Line]:
    """The claims that cannot be right together with this one: what each says, who says it, and why not both."""
    pairs = known.conflicts.get(entry.claim.question, ())
    how = {one.id: pair.how for pair in pairs for one in (pair.one, pair.other)
           if entry.id in (pair.one.id, pair.other.id)}
    return [(Part(rival.shown, known.address(rival.name)), Part(f" ({rival.where}): {how[rival.name]}"))
            for rival in seen.rivals if rival.excludes]


def _beside(known: Evidence, seen: Beside) -> list[Line]:
    """The other claims of a few that speak to the question, and how many more there are."""
    lines: list[Line] = [(Part(rival.shown, known.address(rival.name)),
                          Part((f" ({rival.of})" if rival.of else "") + f", {rival.where}"))
                         for rival in seen.rivals if not rival.excludes]
    if seen.further:
        more = "further" if seen.rivals else "other"
        said = f"{seen.further} {more} {'claim' if seen.further == 1 else 'claims'} on this question"
        lines.append((Part(said, known.address(seen.question.id)),))
    return lines


def _not_followed(known: Evidence, entry: Entry) -> Line:
    """That the book does not follow the claim, why, and where that was judged."""
    why = why_not_followed(known.ledger, entry.id)
    if not why:
        return ()
    return (Part(f"This book does not follow it. {why} "), Part("To the verdict", known.address(entry.claim.question)))
