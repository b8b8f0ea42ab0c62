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
SMALL = 1e-3
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
        return printed_range(claim.low, claim.high, claim.unit, claim.comparator)
    return printed(claim.value, claim.unit, claim.comparator, change=bool(claim.against))


def printed(value: float, unit: str, comparator: str = "", change: bool = False) -> str:
    """One number with its unit; a change in per cent is said to go up or down."""
    words = COMPARATORS[comparator]
    if change and unit == "%":
        return f"{'down' if value < 0 else 'up'} {words}{_united(_digits(abs(value)), unit)}"
    if unit == "x":
        return words + FOLDS.get(int(value) if float(value).is_integer() else 0, _united(_digits(value), unit))
    number, scale = _scaled(value)
    return words + _united(_digits(number), unit, scale)


def printed_range(low: float, high: float, unit: str, comparator: str = "") -> str:
    """A range, both ends with the decimals of the coarser one: '50 to 67%'.

    An open end is said in words: 'at least 2,700 t'.
    """
    if math.isinf(low) and math.isinf(high):
        return "unknown"
    if math.isinf(high):
        return printed(low, unit, ">=")
    if math.isinf(low):
        return printed(high, unit, "<=")
    (first, scale), (second, other) = _scaled(low), _scaled(high)
    if first == 0:
        scale = other  # nothing is nothing in any unit: '$0 to $22 million'
    if scale != other:
        return f"{COMPARATORS[comparator]}{printed(low, unit)} to {printed(high, unit)}"
    places = _range_places(first, second)
    ends = f"{_digits(first, places)} to {_digits(second, places)}"
    return COMPARATORS[comparator] + _united(ends, unit, scale)


def printed_estimate_range(low: float, high: float, unit: str, digits: int = 2) -> str:
    """A range that was estimated: the upper end to so many digits, the lower one no finer than that."""
    if not (math.isfinite(low) and math.isfinite(high)) or high == 0:
        return printed_range(low, high, unit)
    places = digits - 1 - math.floor(math.log10(abs(high)))
    return printed_range(round(low, places), round(high, places), unit)


def printed_result(value: float, low: float, high: float, unit: str) -> str:
    """A computed number, as sure as its inputs: exact, about, or where an end is open at least or at most.

    A range without a number of its own (not a number) is printed as the range.
    """
    if math.isinf(high) and not math.isinf(low):
        return printed(significant(low), unit, ">=")
    if math.isinf(low) and not math.isinf(high):
        return printed(significant(high), unit, "<=")
    if math.isnan(value):
        # a model tells two digits, and its lower end is no surer than its upper one
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


def _scaled(value: float) -> tuple[float, str]:
    for size, word in LARGE:
        if abs(value) >= size:
            return value / size, word
    return value, ""


def _range_places(first: float, second: float) -> int:
    """The coarser end's decimals, as long as neither end is moved by more than a half per cent."""
    coarse, fine = sorted((_places(first), _places(second)))
    kept = all(abs(round(end, coarse) - end) <= abs(end) / 200 for end in (first, second))
    return coarse if kept else fine


def _united(number: str, unit: str, scale: str = "") -> str:
    """A number with its unit in words: money in front or behind as the currency has it."""
    base, _, per = unit.partition("/")
    behind = f" per {PER[per]}" if per else ""
    if base == "USD":
        return f"{SUM.sub('$', number)}{scale}{behind}"
    if base == "%":
        return f"{number}%"
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
    """How many decimals a number has: four at most, and two that are not 0 where it is smaller than that shows."""
    most = 4 if number == 0 or abs(number) >= SMALL else 1 - math.floor(math.log10(abs(number)))
    text = f"{number:.{most}f}".rstrip("0")
    return len(text.partition(".")[2])
