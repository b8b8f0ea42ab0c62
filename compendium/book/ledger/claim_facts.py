"""All that is known of one claim, in one list with keys, which says of each fact where page and card show it and from
which table, note and print choose: what it says, what its number allows, and what stands beside it."""

import math
from dataclasses import dataclass
from urllib.parse import quote

from compendium.book.ledger.evidence_domain import Evidence
from compendium.book.ledger.facts import Book, Fact, Line, Part, definition_part, fact, filled, joined
from compendium.book.site import addresses
from compendium.evidence import Adjudication, Claim, Entry, Ledger, Question
from compendium.evidence.claims import UNSTATED
from compendium.evidence.credit import credit_in_words, removes
from compendium.evidence.disagreement import why_not_followed
from compendium.evidence.periods import Period, in_words
from compendium.evidence.printing import printed, printed_claim, printed_range

ANSWERS = {"cannot-confirm": "cannot confirm"}
RIVALS_SHOWN = 5


@dataclass(frozen=True)
class Rival:
    """One line about another claim: what it says in short, who says it, and whether both can be right."""

    name: str
    shown: str
    where: str
    of: str
    excludes: bool


@dataclass(frozen=True)
class Neighbours:
    """A question with some of its claims, how many more there are, and the reading used where they disagree."""

    question: Question
    rivals: tuple[Rival, ...]
    further: int
    verdict: Adjudication | None


def claim_facts(book: Book, entry: Entry) -> tuple[Fact, ...]:
    """Everything that the book knows of a claim, empty facts left out, in the order in which page and card show it.

    Keys: says, value, source, credit, standing, original, interval, equivalent, definition, of, against, period,
    place, actor, answers, question, rivals, beside, where, not_followed, used_by, unused, id, cite.
    """
    known, claim = book.known, entry.claim
    ledger, question = known.ledger, known.ledger.questions[claim.question]
    seen = neighbours(known, question, entry)
    return filled((
        fact("says", "Says", claim.says),
        fact("value", "Number", claim_number(entry)),
        fact("source", "Source", (Part(entry.source.publisher, addresses.address(addresses.source_page(
            entry.source.id))), Part(f", {in_words(entry.source.published)}")), page="who", card="first"),
        fact("credit", "Credit", f"{credit_in_words(entry)} ({_hands(entry)})", page="who", card="first"),
        fact("standing", "Standing", claim.standing + (
            f"; the source says “{claim.hedge}”" if claim.hedge else ""), page="who", card="first"),
        fact("original", "Original", original(entry), page="who"),
        fact("interval", "Interval", allowed(ledger, claim), page="number", card="then"),
        fact("equivalent", "Also given as", _equivalent(entry), page="number", card="then"),
        fact("definition", "Definition", definition_part(known, claim.definition), page="number", card="then"),
        fact("of", "Of", claim.of, page="number", card="then"),
        fact("against", "Against", _base(entry), page="number", card="then"),
        fact("period", "Period", claim_period(entry), page="around", card="then"),
        fact("place", "Place", _where_to(known, entry), page="around", card="then"),
        fact("actor", "Actors", joined(
            Part(ledger.actors[name].name, addresses.address(addresses.actor_place(name))) for name in claim.actor),
            page="around"),
        fact("answers", "Answers", _answer(known, entry), page="around"),
        fact("question", "Question", Part(question.asks, known.address(question.id))),
        fact("rivals", "Cannot be right together with", *_rival_lines(known, entry, seen), page="beside"),
        fact("beside", "On the same question", *_neighbour_lines(known, seen), page="beside"),
        fact("where", "Where", _where_it_stands(claim), page="around"),
        fact("not_followed", "Not followed", _not_followed(known, entry), page="around", card="then"),
        fact("used_by", "Used in", *book.used_by(entry.id), page="around", card="then"),
        fact("unused", "Not used", claim.unused, page="around"),
        fact("id", "Id", Part(entry.id, known.address(entry.id), is_id=True), page="around"),
        fact("cite", "To cite", citation(book, entry), page="around"),
    ))


def _where_it_stands(claim: Claim) -> str:
    """The place of a claim in its source, and how unusual words there were read."""
    if claim.at is None:
        return claim.where
    read = f"; read as: {claim.read_as}" if claim.read_as else ""
    return f"line {claim.at.line}: “{claim.at.words}”{read}"


def claim_number(entry: Entry) -> str:
    """A claim's number as it is printed everywhere; nothing for a claim without one."""
    return printed_claim(entry.claim) if entry.claim.unit else ""


def claim_period(entry: Entry) -> str:
    """A claim's period in words; nothing for a claim without one."""
    return in_words(entry.claim.period) if entry.claim.period else ""


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


def _where_to(known: Evidence, entry: Entry) -> Line:
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


def _rival_lines(known: Evidence, entry: Entry, seen: Neighbours) -> list[Line]:
    """The claims that cannot be right together with this one: what each says, who says it, and why not both."""
    pairs = known.conflicts.get(entry.claim.question, ())
    how = {one.id: pair.how for pair in pairs for one in (pair.one, pair.other)
           if entry.id in (pair.one.id, pair.other.id)}
    return [(Part(rival.shown, known.address(rival.name)), Part(f" ({rival.where}): {how[rival.name]}"))
            for rival in seen.rivals if rival.excludes]


def _neighbour_lines(known: Evidence, seen: Neighbours) -> list[Line]:
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


def neighbours(known: Evidence, question: Question, entry: Entry | None = None) -> Neighbours:
    """What a card shows of a question; with an entry, as seen from that claim.

    A claim without number or position on a question without a verdict has no rivals, only neighbours.
    """
    others = [other for other in known.ledger.by_question[question.id] if entry is None or other.id != entry.id]
    verdict = question.adjudication
    has_rivals = entry is None or verdict is not None or answers_question(entry)
    excluded = known.excluded_by(entry.id) if entry else frozenset()
    first = excluded | frozenset(verdict.claims if verdict else ())
    rivals = [other for other in others if has_rivals and (answers_question(other) or other.id in first)]
    rivals.sort(key=lambda other: (other.id not in excluded, other.id not in first))
    chosen = tuple(_rival_of(question, other, other.id in excluded) for other in rivals[:RIVALS_SHOWN])
    return Neighbours(question, chosen, len(others) - len(chosen), verdict)


def answers_question(entry: Entry) -> bool:
    """Whether a claim answers its question with a number or a position."""
    return entry.claim.unit is not None or bool(entry.claim.position)


def _rival_of(question: Question, entry: Entry, excludes: bool) -> Rival:
    claim = entry.claim
    if claim.unit is not None:
        shown = printed_claim(claim)
    else:
        shown = question.positions.get(claim.position, claim.position.replace("-", " ")) or claim.says
    where = entry.source.publisher + (f", {in_words(claim.period)}" if claim.period else "")
    return Rival(entry.id, shown, where, claim.of if claim.unit else "", excludes)


def allowed(ledger: Ledger, claim: Claim) -> str:
    """The interval of a claim's number and where it comes from.

    Empty for a claim without a number, and for a count that was not rounded.
    """
    if claim.unit is None:
        return ""
    interval = ledger.interval(claim)
    if math.isinf(interval.low) or math.isinf(interval.high):
        return _one_end(claim)
    if interval.low == interval.high or (claim.unit == "count" and interval.high - interval.low <= 1):
        return ""
    vague = {"~": "about", "<~": "nearly"}.get(claim.comparator)
    reason = f"as this book reads “{vague}”" if vague else "by its rounding"
    return f"{_spoken_range(claim, interval.low, interval.high)}, {reason}"


def _one_end(claim: Claim) -> str:
    """The end that the source gave, and that it gave no other."""
    assert claim.value is not None and claim.unit is not None
    further = claim.comparator in (">", ">=")
    bound = printed(claim.value, claim.unit, claim.comparator, change=bool(claim.against))
    return f"{bound}; the source gives no {'upper' if further else 'lower'} end"


def _spoken_range(claim: Claim, low: float, high: float) -> str:
    assert claim.unit is not None
    if claim.unit == "x":
        return printed_range(low, high, "count") + " times"
    return printed_range(low, high, claim.unit, change=bool(claim.against))
