"""Checking the ledger by itself, without the texts: wording, disagreements, verdicts."""

import re
from collections.abc import Iterator

from compendium.errors import Problem
from compendium.evidence.base_words import otherwise_compared
from compendium.evidence.carried import unsupported, unsupported_at, unsupported_numbers
from compendium.evidence.change_words import direction_beside, has_minus
from compendium.evidence.claims import Claim
from compendium.evidence.confirming import unit_unsaid, unsaid
from compendium.evidence.contradictions import misstated, only_not_followed, summed_up
from compendium.evidence.dated import another_date, misdated
from compendium.evidence.disagreement import Conflict, conflicts
from compendium.evidence.drafts import draft_problem
from compendium.evidence.hedge_words import unhedged
from compendium.evidence.ledger import Ledger
from compendium.evidence.number_words import SMALL_NUMBERS, SMALL_PARTS
from compendium.evidence.numbers import NumberFound, find_numbers, tells
from compendium.evidence.periods import YEAR_LIMITS
from compendium.evidence.scenarios import Assumption
from compendium.evidence.speakers import another_speaker, credited
from compendium.evidence.time_beside import said_of_another_time
from compendium.evidence.unit_words import OF_TIME, unit_beside

FIRST_YEAR, LAST_YEAR = YEAR_LIMITS
Contested = dict[str, tuple[Conflict, ...]]
MOST_COUNTED = 10
COUNTS = {*(word for word, number in SMALL_NUMBERS.items() if number <= MOST_COUNTED), "third"}
"""In verdicts these count the claims themselves, and what was said of time: two accounts, a third source.

A small part in words, such as nine tenths, sums up there what the tests computed, and no claim carries it.
"""

AGREEING = ("repeats", "supports")
"""What a claim may do to another only where both can be right."""
READING = "adjudication.reading"
BOUND = (READING, "adjudication.articles_alone")


def check_ledger(ledger: Ledger) -> list[Problem]:
    """Everything about the ledger that is readable but not right."""
    contested = conflicts(ledger)
    return [*_wording(ledger), *_verdicts(ledger), *_findings(ledger), *_sketch(ledger), *_unanswered(ledger),
            *_assumed(ledger), *_unjudged(ledger, contested), *_not_repeated(ledger, contested),
            *_against_verdicts(ledger, contested), *_twice(ledger),
            *undescribed_sources(ledger), *_drafts(ledger)]


def undescribed_sources(ledger: Ledger) -> Iterator[Problem]:
    """Sources whose records were drafted, and of which nobody has said yet what they are."""
    for record in ledger.records:
        for name, wanted in (("about", "what it is and what it rests on"), ("caution", "what a reader has to know")):
            if not getattr(record.source, name):
                file, line = ledger.place_of(f"{name} of {record.source.id}")
                yield Problem(file, line, f"source {record.source.id}: {name} is empty; say in your own words {wanted}")


def _drafts(ledger: Ledger) -> Iterator[Problem]:
    """What was drafted from a text and nobody has judged yet."""
    for record in ledger.records:
        for _, draft in record.drafts:
            yield draft_problem(*ledger.place_of(f"draft {record.source.id}/{draft.id}"), draft)


def _wording(ledger: Ledger) -> Iterator[Problem]:
    speakers = {name for entry in ledger for name in credited(entry.claim)}
    for entry in ledger:
        for number in dict.fromkeys(unsupported_numbers(entry.claim)):
            what = (f"says '{number}', which is in none of its fields; what counts something else may stand in of,"
                    " hedge, action or about")
            yield Problem(*ledger.place_of(entry.id), f"claim {entry.claim.id}: {what}")
        claim = entry.claim
        for what in [*([*misstated(claim)] or unsaid(claim)),
                     *([*misdated(claim)] or said_of_another_time(claim)), *unhedged(claim),
                     *otherwise_compared(claim, claim.says), *another_speaker(claim, entry.source, speakers)]:
            yield Problem(*ledger.place_of(entry.id), f"claim {entry.claim.id}: {what}")


def _twice(ledger: Ledger) -> Iterator[Problem]:
    """Claims that say the same by the same words: their source would speak with two voices."""
    for record in ledger.records:
        met = dict[tuple[str, object], str]()
        for claim in record.claims:
            first = met.setdefault((claim.says, tuple(claim.locators)), claim.id)
            if first != claim.id:
                yield Problem(*ledger.place_of(f"{record.source.id}/{claim.id}"), f"claim {claim.id}: says what {first}"
                              " says, by the same words of its text; take out one of the two")


def _verdicts(ledger: Ledger) -> Iterator[Problem]:
    """Numbers in questions, in the answers that they list, and in verdicts that no claim on the question carries."""
    for name, question in ledger.questions.items():
        verdict = question.adjudication
        named = [ledger[claim].claim for claim in verdict.named] if verdict else []
        claims = [entry.claim for entry in ledger.by_question[name]] + named
        for field, text in question.texts() if claims else ():
            for number in unsupported_at(text, claims):
                words = number.text.lower()
                if (words in COUNTS or re.split("[ -]", words)[-1] in SMALL_PARTS) and not _measured(text, number):
                    continue
                what = f"{field} says '{number.told}', which no claim on it carries"
                yield Problem(*ledger.place_of(f"question {name}"), f"question {name}: {what}")
            # the reading is what the book prints as its own; elsewhere a verdict weighs what others say
            for what in summed_up(text, claims, bounds=field in BOUND):
                yield Problem(*ledger.place_of(f"question {name}"), f"question {name}: {field}: {what}")
            left = [ledger[each].claim for each in verdict.not_followed] if verdict and field == READING else []
            if said := only_not_followed(text, [claim for claim in claims if claim not in left], left):
                what = (f"{field} says '{said}', which only a claim gives that it does not follow; say the number that"
                        " it follows as well, or follow the claim")
                yield Problem(*ledger.place_of(f"question {name}"), f"question {name}: {what}")
            # what an article alone gives may be that it was out before
            strange = [another_date(text, claim.period) if claim.period else "" for claim in claims]
            if field == READING and strange and all(strange):
                what = f"{field} says '{strange[0]}', which lies in none of the periods of its claims; correct it"
                yield Problem(*ledger.place_of(f"question {name}"), f"question {name}: {what}")


def _measured(text: str, number: NumberFound) -> bool:
    """Whether a number has a unit beside it, and so is a quantity; a time is told from no count."""
    named = unit_beside(text, number.start, number.end)
    return named not in ("", "x") and not OF_TIME.fullmatch(named)


def _findings(ledger: Ledger) -> Iterator[Problem]:
    """Numbers in headlines that none of their claims carries, and verdicts that nobody gave, or on other claims."""
    for finding in ledger.findings.values():
        for name in finding.verdicts:
            verdict, asked = ledger.questions[name].adjudication, {each.id for each in ledger.by_question[name]}
            what = "" if verdict else f"rests on the verdict on {name}, whose adjudication is missing"
            if verdict and not {*asked, *verdict.named} & set(finding.named):
                what = f"verdicts: '{name}' weighs none of its claims; name the verdict on what it says"
            if what:
                yield Problem(*ledger.place_of(f"finding {finding.id}"), f"finding {finding.id}: {what}")
        for what in _unheld(finding.says, [ledger[claim].claim for claim in finding.claims]):
            yield Problem(*ledger.place_of(f"finding {finding.id}"), f"finding {finding.id}: {what}")


def _assumed(ledger: Ledger) -> Iterator[Problem]:
    """Numbers in the sentences of assumptions that are none of their own, or in another unit, or hide the value."""
    for name, one in ledger.assumptions.items():
        for what in _assumed_wrongly(one):
            yield Problem(*ledger.place_of(f"assumption {name}"), f"assumption {name}: {what}")


def _assumed_wrongly(one: Assumption) -> Iterator[str]:
    """What is wrong with the numbers of an assumption's sentence; years are no matter."""
    own = [number for number in find_numbers(one.says) if _of_its_unit(number, one)]
    values = [number for number in find_numbers(one.says) if tells(number, one.value, one.unit)]
    for number in own:
        held = number.text[:1].isdigit() or not values
        if held and not any(tells(number, each, one.unit) for each in (one.low, one.value, one.high)):
            yield f"says '{number.text}', which is none of its low, value and high"
        elif not values:
            yield f"says '{number.text}', an end of its range, and not its value, {one.value:g}; say the value"
    if not own and not values:
        yield f"does not say its value, {one.value:g}; say it in its unit"
    for what in unit_unsaid(one.unit, one.says, values) if values else ():
        yield f"{what}, and its sentence does not say so beside its value, {one.value:g}; write it there"
    ways = [direction_beside(one.says, number.start, number.end) for number in values]
    falls = one.unit == "%" and all(way < 0 for way in ways)
    if values and one.value > 0 and (falls or all(has_minus(one.says, number) for number in values)):
        yield f"gives {one.value:g}, and its sentence says less than nothing; correct one of the two"


def _of_its_unit(number: NumberFound, one: Assumption) -> bool:
    """Whether a number of an assumption's sentence may be its own: in digits, in its unit, or a part of a whole."""
    if number.text[:1].isdigit():
        return not any(FIRST_YEAR <= value <= LAST_YEAR for value in number.values)
    part = one.unit == "%" and all(value < 1 for value in number.values)
    return part or unit_beside(one.says, number.start, number.end) == one.unit.partition("/")[0]


def _sketch(ledger: Ledger) -> Iterator[Problem]:
    """Numbers on the map that none of a mark's claims carries."""
    for mark in ledger.sketch.values():
        claims = [ledger[claim].claim for claim in mark.claims]
        place = ledger.place_of(f"sketch {mark.id}")
        for text in (mark.says, " ".join(mark.label)):
            yield from (Problem(*place, f"mark {mark.id}: {what}") for what in _unheld(text, claims))


def _unheld(text: str, claims: list[Claim]) -> Iterator[str]:
    """What a sentence that rests on some claims says of numbers and dates, and none of them does."""
    yield from (f"says '{number}', which none of its claims carries" for number in unsupported(text, claims))
    yield from summed_up(text, claims, bounds=True)
    strange = [another_date(text, claim.period) if claim.period else "" for claim in claims]
    if all(strange):
        yield from (f"says '{date}', which lies in none of the periods of its claims" for date in strange[:1])


def _unanswered(ledger: Ledger) -> Iterator[Problem]:
    for name, entries in ledger.by_question.items():
        if not entries:
            yield Problem(*ledger.place_of(f"question {name}"), f"question {name} has no claim")


def _unjudged(ledger: Ledger, contested: Contested) -> Iterator[Problem]:
    for name, pairs in contested.items():
        if ledger.questions[name].adjudication is None:
            pair = pairs[0]
            what = f"{pair.one.id} and {pair.other.id} disagree ({pair.how}); adjudication is missing"
            yield Problem(*ledger.place_of(f"question {name}"), f"question {name}: {what}")


def _not_repeated(ledger: Ledger, contested: Contested) -> Iterator[Problem]:
    """Claims that are said to repeat or support another, and cannot be right together with it."""
    for pair in (pair for pairs in contested.values() for pair in pairs):
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            answer = one.claim.answers
            if answer and answer.claim == other.id and answer.as_ in AGREEING:
                yield Problem(*ledger.place_of(one.id), f"claim {one.claim.id}: answers: {answer.as_} {other.id}, and"
                              f" cannot be right together with it ({pair.how}); correct one of the two, or say that it"
                              " disputes")


def _against_verdicts(ledger: Ledger, contested: Contested) -> Iterator[Problem]:
    """Claims that came after a verdict was given and exclude what it rests on, so that it must be given again.

    A number must be judged by name; a position is judged where a claim that the verdict names takes it.
    """
    for name, pairs in contested.items():
        verdict = ledger.questions[name].adjudication
        named = verdict.named if verdict else ()
        held = {ledger[claim].claim.position for claim in named} - {""}
        told: set[str] = set()
        for one, other in ((a, b) for pair in pairs for a, b in ((pair.one, pair.other), (pair.other, pair.one))):
            numbers = bool(one.claim.unit and other.claim.unit)
            new_position = bool(held and one.claim.position) and one.claim.position not in held
            if verdict and one.id not in {*named, *told} and (numbers or new_position):
                told.add(one.id)
                yield Problem(*ledger.place_of(one.id), (
                    f"claim {one.claim.id}: stands against {other.id}, and the verdict on {name} names it neither in"
                    " its claims nor in not_followed; judge it, and say there which"))
