"""How a number is printed, wherever it stands: in prose, in tables, in charts, in descriptions.

Rounding, unit, sign, range and comparator are decided here and nowhere else.
"""

import math
import re

from compendium.errors import Refused
from compendium.evidence.claims import Claim

COMPARATORS = {"": "", ">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most ",
               "~": "about ", "<~": "nearly "}
FOLDS = {2: "double", 3: "threefold", 4: "fourfold", 5: "fivefold", 10: "tenfold"}
LARGE = ((1e9, " billion"), (1e6, " million"))
WIDE = 0.05
"""From which width of its range, as a share of the number, a computed number keeps only two digits."""
NEAR, NARROW = 0.005, 0.1
"""How far an end of a range may be moved by rounding: as a part of itself, and of the range."""
SMALL, WHOLE = 1e-3, 1e-6
"""Below which a number shows more decimals, and from how near, as a part of it, it is as good as whole."""
DECIMALS, MOST_DECIMALS, THOUSAND = 4, 8, 1000
SUM = re.compile(r"(?<![\d,.])(?=\d)")
"""Where the sign of a currency stands: before the first digit of a number, and behind its minus."""
PER = {"kg": "kg", "t": "tonne", "year": "year", "month": "month", "USD": "dollar"}


def printed_claim(claim: Claim) -> str:
    """A claim's number as a reader wants it: '311 t', 'about 50%', 'down 89%', '50 to 67%'.

    Raises ValueError for a claim without a number.
    """
    if claim.unit is None:
        raise Refused(f"claim {claim.id} has no number; give it words: {{fact}}`words <{claim.id}>`")
    if claim.value is None:
        assert claim.low is not None and claim.high is not None
        return printed_range(claim.low, claim.high, claim.unit, claim.comparator, change=bool(claim.against))
    return printed(claim.value, claim.unit, claim.comparator, change=bool(claim.against))


def printed(value: float, unit: str, comparator: str = "", change: bool = False) -> str:
    """One number with its unit; a change in per cent is said to go up or down, or to be none."""
    words = COMPARATORS[comparator]
    if change and unit == "%":
        if value == 0 and not comparator:
            return "unchanged"
        return f"{'down' if value < 0 else 'up'} {printed(abs(value), unit, comparator)}"
    if unit == "x" and value in FOLDS:
        return words + FOLDS[int(value)]
    number, scale = _scaled(value)
    return words + _united(_digits(number), unit, scale)


def printed_range(low: float, high: float, unit: str, comparator: str = "", change: bool = False, *,
                  computed: bool = False) -> str:
    """A range, both ends with the decimals of the coarser one where that moves neither far: '50 to 67%'.

    Else with those of the finer one: '1.5 to 3.0 t'. In a ``computed`` range, rounded by its digits, each end then has
    its own. Each end of millions says so, as '$5.6 to $49 million' would also be read as 5.6 dollars; and an end of
    less than a thousand stands beside none that does: '$5 to $49,000,000'.
    An open end is said in words: 'at least 2,700 t'. A change in per cent goes up or down: 'down 5 to 10%'.
    """
    if change and unit == "%" and low * high >= 0:
        nearer, further = sorted((abs(low), abs(high)))
        return f"{'down' if low < 0 else 'up'} {printed_range(nearer, further, unit, comparator)}"
    if math.isinf(low) and math.isinf(high):
        return "unknown"
    if math.isinf(high):
        return printed(low, unit, ">=")
    if math.isinf(low):
        return printed(high, unit, "<=")
    (first, scale), (second, other) = _scaled(low), _scaled(high)
    if scale != other and 0 < min(abs(low), abs(high)) < THOUSAND:
        (first, scale), (second, other) = (low, ""), (high, "")
    # ends of other scales have other decimals, but nothing is nothing in any
    places = _range_places(first, second) if scale == other or 0 in (low, high) else None
    if places is None and not computed and scale == other:
        places = max(_places(first), _places(second))
    ends = f"{_digits(first, places)}{scale} to {_digits(second, places)}{other}"
    return COMPARATORS[comparator] + _united(ends, unit)


def printed_estimate_range(low: float, high: float, unit: str, digits: int = 2) -> str:
    """A range that was estimated: each end to so many digits, the lower one with no finer decimals than the upper.

    Ends that are the same by then are one number.
    """
    if not (math.isfinite(low) and math.isfinite(high)) or high == 0:
        return printed_range(low, high, unit)
    top = significant(high, digits)
    least = lower_end(significant(low, digits), _places(top))
    return printed_range(least, top, unit, computed=True) if low == high or least < top else printed(top, unit, "~")


def lower_end(low: float, places: int) -> float:
    """The lower end of a range with no finer decimals than the upper one, but where that would make nothing of it."""
    return round(low, places) or significant(low, 1)


def printed_result(value: float, low: float, high: float, unit: str) -> str:
    """A computed number, as sure as its inputs: exact, about, or where an end is open at least or at most.

    A range without a number of its own (not a number) is printed as the range.
    """
    if math.isinf(high) and not math.isinf(low):
        return printed(at_least(low), unit, ">=")
    if math.isinf(low) and not math.isinf(high):
        return printed(at_most(high), unit, "<=")
    if math.isnan(value):
        # a model tells two digits
        return printed_estimate_range(low, high, unit, 2 if significant(high, 2) == high else 3)
    if significant(low) == significant(high):
        # whatever the inputs were before they were rounded, the three digits printed are these
        return printed(significant(value), unit)
    digits = 2 if (high - low) > WIDE * abs(value) else 3
    return printed(significant(value, digits), unit, "~")


def significant(value: float, digits: int = 3) -> float:
    """A computed number, rounded to so many significant digits."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def at_least(value: float, digits: int = 3) -> float:
    """The lower end of an open range to so many digits, never above it: 'at least' is true of what is printed."""
    nearest = significant(value, digits)
    return nearest if nearest <= value else significant(nearest - _step(value, digits), digits)


def at_most(value: float, digits: int = 3) -> float:
    """The upper end of an open range to so many digits, never below it."""
    return -at_least(-value, digits)


def _step(value: float, digits: int) -> float:
    """The last of so many significant digits."""
    return float(10.0 ** (math.floor(math.log10(abs(value))) - digits + 1))


def _scaled(value: float) -> tuple[float, str]:
    """A large number in words, but for one that would be rounded to the next: $999,999,999 is not '$1,000 million'."""
    for size, word in LARGE:
        if abs(value) >= size:
            full = size * THOUSAND in dict(LARGE) and round(abs(value) / size, DECIMALS) >= THOUSAND
            return (value, "") if full else (value / size, word)
    return value, ""


def _range_places(first: float, second: float) -> int | None:
    """The coarser end's decimals, as long as neither end is moved far: '50 to 67%' for 50 to 66.7; else none.

    Far is more than a half per cent of itself, or a tenth of the range: 99.96 to 100 t are not '100 to 100 t'.
    """
    coarse = min(_places(first), _places(second))
    kept = all(abs(round(end, coarse) - end) <= min(abs(end) * NEAR, abs(second - first) * NARROW)
               for end in (first, second))
    return coarse if kept else None


def _united(number: str, unit: str, scale: str = "") -> str:
    """A number with its unit in words: money in front or behind as the currency has it."""
    base, _, per = unit.partition("/")
    behind = f" per {PER[per]}" if per else ""
    if base == "USD":
        return f"{SUM.sub('$', number)}{scale}{behind}"
    if base == "%":
        return f"{number}{scale}%"
    many = "" if f"{number}{scale}" == "1" else "s"
    name = {"CNY": " yuan", "count": "", "month": f" month{many}", "year": f" year{many}", "x": f" time{many}"}.get(
        base, f" {base}")
    return f"{number}{scale}{name}{behind}"


def _digits(number: float, places: int | None = None) -> str:
    """Digits with thousands separated, and a true minus sign; nothing has no decimals."""
    if number == 0:
        return "0"
    text = f"{number:,.{_places(number) if places is None else places}f}"
    return text.replace("-", "\N{MINUS SIGN}")


def _places(number: float) -> int:
    """How many decimals a number has: four at most, and two that are not 0 where it is smaller than that shows.

    One that would be rounded to a whole number, and is none, keeps as many as it has: 0.99999 t is not '1 t'.
    """
    most = DECIMALS if number == 0 or abs(number) >= SMALL else 1 - math.floor(math.log10(abs(number)))
    if round(number, most) == round(number) and not math.isclose(number, round(number), rel_tol=WHOLE):
        most = MOST_DECIMALS
    text = f"{number:.{most}f}".rstrip("0")
    return len(text.partition(".")[2])
