"""What a text says of a claim's own numbers against its fields.

A sentence and the fields of its claim, or a text and the claims that were read from it, may not contradict each other
in unit, bound and direction: a fall is below zero, tonnes are not kilograms, at most is not more than. Words that say
none of these contradict nothing, and a number that stands twice is contradicted only where each of its places does so.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, combinations

from compendium.evidence.bound_words import EXACTLY, comparators_beside, hedge_beside, side_beside
from compendium.evidence.carried import sizes, written_in
from compendium.evidence.change_words import APART, CHANGES, changed_beside, direction_beside, has_minus
from compendium.evidence.claims import Claim
from compendium.evidence.numbers import NumberFound, find_numbers, tells, without_names, writes
from compendium.evidence.per import counted_by, is_other_per, per_before, per_beside
from compendium.evidence.ranges import is_multiple, leads_back, leads_to, range_beside
from compendium.evidence.uncounted import UNKNOWN_SCALE, is_date, is_name
from compendium.evidence.unit_words import COUNTED, NAMED, OF_TIME, has_unit, is_other_unit, unit_named

SAID = {">": 1, ">=": 1, "<": -1, "<=": -1, "<~": -1}
"""The comparators that say on which side of the number it lies."""
OF_A_CHANGE = re.compile(rf"\b(?:{CHANGES}|{APART})s?\b", re.IGNORECASE)
OF_A_LOSS = re.compile(r"\b(?:los[st]\w*|gain\w*|reduc\w*|cut)\b", re.IGNORECASE)
"""What a share may be of, and is no change of it: the fish that was lost."""


def contradicted(claim: Claim, text: str) -> Iterator[str]:
    """What a text of others says of a quantity's own numbers against its fields, each with what is allowed.

    It may count something else by the same number, and is held where all of its places say otherwise.
    """
    if found := own_numbers(claim, text):
        yield from [*_at(claim, text, found), *_led(claim, text, found)] or _said_otherwise(claim, text, found)


def contradicted_at(claim: Claim, text: str, within: range) -> Iterator[str]:
    """What the words at a quantity's own numbers say against its fields, where these stand within a part of a text."""
    for own in ([number] for number in own_numbers(claim, text) if number.start in within):
        if not own[0].values & written_in(claim):
            yield from (*_units(claim, text, own), *_signs(claim, text, own), *_changes(claim, text, own))


def _said_otherwise(claim: Claim, text: str, found: list[NumberFound]) -> Iterator[str]:
    """A comparator that is none of those that the words at a claim's number say: about is not more than, nor nearly."""
    said = [comparators_beside(text, number) if hedge_beside(text, number) else set[str]() for number in found]
    if claim.comparator and all(each and claim.comparator not in each for each in said):
        yield (f"has the comparator '{claim.comparator}', and the words beside '{found[0].text}' say"
               f" '{hedge_beside(text, found[0])}'; correct one of the two")


def misstated(claim: Claim) -> Iterator[str]:
    """What a claim's own sentence says of its numbers against its fields, at each place where they stand."""
    written = written_in(claim)
    own = own_numbers(claim, claim.says)
    told = dict.fromkeys(what for number in own if not number.values & written
                         for what in (*_at(claim, claim.says, [number]), *_unnamed(claim, claim.says, number)))
    yield from [*_led(claim, claim.says, own)] or told


def summed_up(text: str, claims: Iterable[Claim], bounds: bool) -> Iterator[str]:
    """What a verdict or a headline says of its claims' numbers against all that give them.

    It may say 'about' of any number. Where it weighs what others say it gives bounds of its own: ``bounds`` holds them.
    """
    claims = list(claims)
    written = {value for claim in claims for value in written_in(claim)}
    for number in find_numbers(without_names(text)):
        givers = [claim for claim in claims if any(_gives(number, size, claim) for size in sizes(claim))]
        if not givers or is_date(text, number) or number.values & written:
            continue
        own = [number]
        against = [[*_units(claim, text, own),
                    *(chain(_sides(claim, text, own), _changes(claim, text, own)) if bounds else ())]
                   for claim in givers]
        if all(against):
            yield f"claim {givers[0].id} {against[0][0]}"


def only_not_followed(text: str, followed: Iterable[Claim], others: Iterable[Claim]) -> str:
    """A number that a reading has of a claim that its verdict does not follow, and it has none of those it follows."""
    followed = list(followed)
    numbers = [number for number in find_numbers(without_names(text)) if not is_date(text, number)]

    def given(number: NumberFound, claims: Iterable[Claim]) -> bool:
        return any(_gives(number, size, claim) for claim in claims for size in sizes(claim))

    if not any(sizes(claim) for claim in followed) or any(given(number, followed) for number in numbers):
        return ""
    return next((number.told for number in numbers if given(number, others)), "")


def _gives(number: NumberFound, size: float, claim: Claim) -> bool:
    return tells(number, size, claim.unit) or writes(number, abs(size), rounded=True)


def own_numbers(claim: Claim, text: str) -> list[NumberFound]:
    """The places where a text tells a quantity's numbers."""
    return [number for number in find_numbers(text) if any(tells(number, size, claim.unit) for size in sizes(claim))
            and not is_date(text, number) and not is_name(text, number)]


def _at(claim: Claim, text: str, found: list[NumberFound]) -> Iterator[str]:
    yield from _units(claim, text, found)
    if claim.comparator or claim.value is None:
        yield from _sides(claim, text, found)
    yield from _bounds(claim, text, found)
    yield from _signs(claim, text, found)
    yield from _changes(claim, text, found)


def _units(claim: Claim, text: str, found: list[NumberFound]) -> Iterator[str]:
    scales = [UNKNOWN_SCALE.match(text, number.end) for number in found]
    if all(scales) and scales[0]:
        yield (f"gives {found[0].text}, and behind it stands '{scales[0][0].strip()}', which is no scale that is read;"
               " write the number out")
    units = [claim.unit or "", claim.equivalent.unit if claim.equivalent else ""]
    said = [unit_named(text, number) for number in found]
    if claim.unit == "count":
        # what is counted may be days
        said = [unit for unit in said if not OF_TIME.fullmatch(unit)]
    else:
        said = ["x" if is_multiple(number) else unit for number, unit in zip(found, said, strict=True)]
    # of a range only the second number has its unit beside it
    said = said if claim.value is not None else [unit for unit in said if unit]
    counted = [COUNTED.match(text, number.end) for number in found]
    if said and all(is_other_unit(unit, units) for unit in said):
        yield (f"is given in {claim.unit}, and the words beside '{found[-1].text}' say {said[-1]}; correct one of"
               " the two")
    elif units[0].split("/")[0] in NAMED and not any(said) and all(counted) and counted[-1]:
        yield (f"is given in {claim.unit}, and the words beside '{found[-1].text}' say {counted[-1]['noun']}; correct"
               " one of the two")
    per = [per_beside(text, number.end) or per_before(text, number.start, units[0]) for number in found]
    per = per if claim.value is not None else [unit for unit in per if unit]
    if per and all(is_other_per(unit, units, counted_by(claim)) for unit in per):
        yield (f"is given in {claim.unit}, and the words beside '{found[-1].text}' say per {per[-1]}; correct one"
               " of the two")


def _signs(claim: Claim, text: str, found: list[NumberFound]) -> Iterator[str]:
    """A minus before a number of what only can be had: of a change its direction is held."""
    least = min(sizes(claim), default=0.0)
    if least > 0 and not claim.against and all(has_minus(text, number) for number in found):
        yield f"gives {least:g}, and a minus stands before '{found[0].text}'; correct one of the two"


def _unnamed(claim: Claim, text: str, number: NumberFound) -> Iterator[str]:
    """A number of a sentence of ours without the unit that has a name, but for a part: half of it."""
    unit = (claim.unit or "").split("/")[0]
    whole = any(writes(number, abs(size)) for size in sizes(claim))
    if unit in NAMED and whole and not has_unit(text, number) and not COUNTED.match(text, number.end):
        yield f"is given in {claim.unit}, and no unit stands beside '{number.text}'; write it there"


def _sides(claim: Claim, text: str, found: list[NumberFound]) -> Iterator[str]:
    """A bound that the fields do not give, or give the other way; a range has its ends."""
    if all(other_side(claim, text, number) for number in found):
        side = "more" if side_beside(text, found[0].start) > 0 else "less"
        has = f"the comparator '{claim.comparator}'" if claim.comparator else "no comparator"
        yield f"has {has}, and the words before '{found[0].text}' say {side}; correct one of the two"
    elif claim.comparator and all(EXACTLY.search(text[:number.start]) for number in found):
        yield (f"has the comparator '{claim.comparator}', and the words before '{found[0].text}' say exactly; correct"
               " one of the two")


def other_side(claim: Claim, text: str, number: NumberFound) -> bool:
    """Whether words say 'more than' or 'at most' of a number of which the claim does not."""
    side = side_beside(text, number.start)
    of_ends = [way for end, way in ((claim.low, 1), (claim.high, -1)) if end is not None
               and tells(number, end, claim.unit)]
    return bool(side) and side not in (of_ends or [SAID.get(claim.comparator, 0)])


def _bounds(claim: Claim, text: str, found: list[NumberFound]) -> Iterator[str]:
    if claim.comparator:
        return
    hedges = [hedge_beside(text, number) for number in found]
    # 'more than 300 but fewer than 500' are the ends of a range
    if all(hedges) and not (claim.value is None and any(side_beside(text, number.start) for number in found)):
        yield (f"has no comparator, and the words beside '{found[0].text}' say '{hedges[0]}'; give one, such as ~ for"
               " about, or correct the words")
    ranges = [range_beside(text, number) for number in found]
    if claim.value is not None and all(ranges):
        yield f"gives one number, {claim.value:g}, and the words give the range '{ranges[0]}'; give low and high"


def _led(claim: Claim, text: str, own: list[NumberFound]) -> Iterator[str]:
    """A change that the fields give as a range: one number leads to the other, and none is an end by its words."""
    led = [(one, other) for one, other in combinations(own, 2) if leads_to(text, one, other)]
    if claim.value is None and led and not any(range_beside(text, number) for number in own):
        first, last = led[0]
        became = first if leads_back(text, first, last) else last
        yield (f"gives a range, and the words '{text[first.start:last.end]}' lead from one number to another; give"
               f" '{became.text}' as the value, and what it changed by or from in a claim of its own")


def rise_or_fall(claim: Claim) -> int:
    """1 for a change that is a rise by its numbers, -1 for a fall, 0 where it may be both or is no change."""
    ends = [number for number in sizes(claim) if number]
    return 0 if not claim.against else 1 if min(ends, default=0) > 0 else -1 if max(ends, default=0) < 0 else 0


def is_level(claim: Claim) -> bool:
    """Whether a quantity is how much there was, and not by how much it changed."""
    return not claim.against and not OF_A_CHANGE.search(f"{claim.of} {claim.definition}")


def _changes(claim: Claim, text: str, found: list[NumberFound]) -> Iterator[str]:
    """A change that is given as a level, or a fall as a rise; of a range only its first number has the word beside."""
    changed = [changed_beside(text, number) for number in found]
    ways = [direction_beside(text, number.start, number.end) for number in found]
    share = claim.unit == "%" and not OF_A_LOSS.search(claim.of)
    if is_level(claim) and (all(changed) or (share and all(ways))):
        yield (f"is given as a level, and the words at '{found[0].text}' say a change; one in % or x names against, any"
               " other says in of that it counts a change, under a definition of its own")
    sign = rise_or_fall(claim)
    ways = ways if claim.value is not None else [way for way in ways if way]
    if ways and all(way * sign < 0 for way in ways):
        said, given = ("fell", "rise") if ways[0] < 0 else ("rose", "fall")
        numbers = " to ".join(f"{number:g}" for number in sizes(claim) if number)
        yield (f"gives a {given}, {numbers} {claim.unit}, and the words beside '{found[0].text}' say that it"
               f" {said}; a fall is below zero")
