"""What English number words are worth, by a small grammar of them.

Within a group 'hundred', 'dozen' and 'score' multiply what stands before them; 'thousand' and the larger words close
the group, and only a smaller one may follow. A part counts of what stands behind it ('half a million'), or is added
behind 'and' ('two and a half'). Where the grammar ends, another number begins.
"""

import re
from collections.abc import Iterator, Sequence
from math import inf, prod

_UNITS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
          " sixteen seventeen eighteen nineteen")
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL_NUMBERS = {word: number for number, word in enumerate(_UNITS.split(" "))}
TENS = {word: 10 * number for number, word in enumerate(_TENS.split(" "), start=2)}
SCALES = {"hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "crore": 1e7, "crores": 1e7,
          "billion": 1e9, "trillion": 1e12}
SHORT_SCALES = {"bn": 1e9, "bln": 1e9, "mn": 1e6, "mln": 1e6, "m": 1e6}
"""How scales are shortened behind digits."""
FRACTIONS = {"half": 0.5, "halves": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25}
_ORDINALS = ("fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
             " seventeenth eighteenth nineteenth twentieth")
ORDINALS = {**{word: number for number, word in enumerate(_ORDINALS.split(" "), start=4)},
            "hundredth": 100, "thousandth": 1000}
"""Words that say which; with 'a' or 'one' before them they may say how much, as in a fifth of it."""
SMALL_PARTS = {*ORDINALS, *(f"{word}s" for word in ORDINALS)}
MULTIPLES = {"double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twice": 2,
             "triple": 3, "tripled": 3, "triples": 3, "tripling": 3, "thrice": 3,
             "treble": 3, "trebled": 3, "trebles": 3, "trebling": 3,
             "quadruple": 4, "quadrupled": 4, "quadruples": 4, "quadrupling": 4,
             "quintuple": 5, "quintupled": 5, "quintuples": 5, "quintupling": 5}
HALVED = {"halve": 0.5, "halved": 0.5, "halving": 0.5}
AMOUNTS = {"dozen": 12, "decade": 10, "decades": 10, "single": 1, "first": 1, "second": 2}
VAGUE = {"tens": 10, "dozens": 12, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9}
"""Words for a number of unknown size, with the least it can be."""

_WITHIN = {"hundred": 1e2, "dozen": 12, "score": 20, "decade": 10, "decades": 10}
"""What multiplies within a group."""
_CLOSING = {word: worth for word, worth in SCALES.items() if word != "hundred"}
_MULTIPLIERS = {**_WITHIN, **_CLOSING}
_PARTS = {**FRACTIONS, **{f"{word}s": 1 / number for word, number in ORDINALS.items()}}
"""The words that are a part without another word."""
_ONES = set(_UNITS.split(" ")[1:10])
_WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_BARE = {**AMOUNTS, **MULTIPLES, **HALVED, **VAGUE}
LONE_WORDS = {*_BARE} - {"dozen"}
"""The words that nothing multiplies."""
_ADDED = {("a", "half"): 0.5, ("a", "quarter"): 0.25, ("three", "quarters"): 0.75, ("two", "thirds"): 2 / 3}
"""What is added to a number behind 'and'."""
PAIR = 2
LOOKED_AHEAD = 4
"""How many words behind a number may say what it is."""


def any_word(*words: str) -> str:
    """A pattern for one of some words; the longest first, as 'six' begins 'sixteen'."""
    return "|".join(sorted(words, key=len, reverse=True))


NUMBER_WORDS = (*SMALL_NUMBERS, *TENS, *SCALES, *_PARTS, *(word for word in _BARE if word != "tens"))
"""The words that are a number by themselves."""
LONGEST = 24
"""How many words behind its first a run has at most, so that a text of number words alone is read in one go."""
_FURTHER = rf"(?:{any_word(*NUMBER_WORDS, 'score')}|(?<=\bone[ -])(?:{any_word(*ORDINALS)}))"
_LINK = r"[ -](?:and[ -])?(?:of[ -])?(?:an?[ -])?"
RUN = (rf"(?:{any_word(*NUMBER_WORDS)}|fourth(?=[ -]quarter)|tens(?=[ ]of\b)|\Atens\Z)"
       rf"(?:{_LINK}{_FURTHER}(?!\w)){{0,{LONGEST}}}(?:[ -]?fold)?(?!\w)")
"""Number words one after another, of which the grammar may take only the first few."""
_WORD = re.compile(r"[a-z]+?(?=fold|\b)|fold")


def numbers_in(run: str, linked: bool = True) -> Iterator[tuple[float, int, int]]:
    """Each number of a run of number words: what it is worth, and where in the run it begins and ends.

    ``linked`` says whether 'and' may stand within the first: 'between one hundred and fifty' are two.
    """
    found = list(_WORD.finditer(run.lower()))
    # words to look ahead at behind the last
    words, at = [match.group() for match in found] + [""] * LOOKED_AHEAD, 0
    while at < len(found):
        worth, used = _number(words[at:], linked)
        used += words[at + used] == "fold"
        if used:
            yield worth, found[at].start(), found[at + used - 1].end()
        # what begins no number links two, or says which
        at, linked = at + max(used, 1), True


def _number(words: Sequence[str], linked: bool) -> tuple[float, int]:
    """The worth of the number that begins some words, and how many of them it takes."""
    if words[0] in _WHICH and words[1] in ("half", "quarter"):
        # a stretch of time and no size: held only against the same words
        return _WHICH[words[0]] + FRACTIONS[words[1]], PAIR
    if words[0] in _PARTS:
        return _of_a_whole(_PARTS[words[0]], words, 1)
    if words[0] == "one" and words[1] in ORDINALS:
        return _of_a_whole(1 / ORDINALS[words[1]], words, PAIR)
    if words[0] in SMALL_NUMBERS and words[1] in _PARTS:
        return _of_a_whole(SMALL_NUMBERS[words[0]] * _PARTS[words[1]], words, PAIR)
    worth, used = _cardinal(words, linked)
    if used or words[0] not in _BARE:
        return worth, used
    # tens of thousands are one number
    of_them = words[0] in VAGUE and words[1] == "of" and words[PAIR] in VAGUE
    return (VAGUE[words[0]] * VAGUE[words[PAIR]], PAIR + 1) if of_them else (float(_BARE[words[0]]), 1)


def _of_a_whole(part: float, words: Sequence[str], at: int) -> tuple[float, int]:
    """A part with the multiplier that it is of: half a million, a quarter of a million, half million."""
    skipped = 2 if words[at:at + 2] == ["of", "a"] else words[at] == "a"
    scale, end = _multipliers(words, at + skipped, _MULTIPLIERS)
    return (part * scale, end) if end > at + skipped else (part, at)


def _multipliers(words: Sequence[str], at: int, known: dict[str, float]) -> tuple[float, int]:
    scale = 1.0
    while words[at] in known:
        scale, at = scale * known[words[at]], at + 1
    return scale, at


def _cardinal(words: Sequence[str], linked: bool) -> tuple[float, int]:
    """Groups, each closed by a smaller scale than the one before it, and a part that is added at the end."""
    total, at, ceiling = 0.0, 0, inf
    while ceiling > 1:
        link = int(at > 0 and linked and words[at] == "and")
        group, end = _group(words, at + link, linked)
        scale, end = _multipliers(words, end, _CLOSING)
        alone = link and (scale > 1 or group is None or group >= SCALES["hundred"])
        if alone or end == at + link or scale >= ceiling:
            break
        total, at, ceiling = total + (1.0 if group is None else group) * scale, end, scale
    part = _ADDED.get((words[at + 1], words[at + 2])) if at and words[at] == "and" else None
    if part is not None:
        total += part * _MULTIPLIERS.get(words[at - 1], 1.0)
        scale, at = _multipliers(words, at + 3, _MULTIPLIERS)
        total *= scale
    return total, at


def _group(words: Sequence[str], at: int, linked: bool) -> tuple[float | None, int]:
    """A number below a thousand; None where there is none."""
    group, at = _below_hundred(words, at)
    word = words[at]
    if word not in _WITHIN:
        return group, at
    group, at = (1.0 if group is None else group) * _WITHIN[word], at + 1
    if word == "hundred":
        link = int(linked and words[at] == "and")
        rest, end = _below_hundred(words, at + link)
        # one hundred and two hundred are two numbers
        if rest is not None and words[end] not in _WITHIN and not (link and words[end] in _PARTS):
            return group + rest, end
    return group, at


def _below_hundred(words: Sequence[str], at: int) -> tuple[float | None, int]:
    if words[at] in TENS and words[at + 1] in _ONES:
        return float(TENS[words[at]] + SMALL_NUMBERS[words[at + 1]]), at + PAIR
    if words[at] in TENS:
        return float(TENS[words[at]]), at + 1
    return (float(SMALL_NUMBERS[words[at]]), at + 1) if words[at] in SMALL_NUMBERS else (None, at)


def scale_words(text: str) -> list[str]:
    """The scales that a number ends with, in words or shortened: 'hundred' and 'thousand' of 'two hundred thousand'."""
    words = re.findall(r"[a-z]+", text.lower())
    begin = len(words)
    while begin and words[begin - 1] in {**_MULTIPLIERS, **SHORT_SCALES}:
        begin -= 1
    return words[begin:]


def scale_of(words: Sequence[str]) -> float:
    """What scale words multiply by."""
    return prod({**_MULTIPLIERS, **SHORT_SCALES}[word] for word in words if word)
