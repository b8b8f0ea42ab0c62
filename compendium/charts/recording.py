"""Recording what a chapter computes from its parameters, so that its prose can refer to the value as a fact."""

import re
from collections.abc import Sequence
from math import nan

from compendium.datasets.rows import finite
from compendium.errors import Refused
from compendium.evidence.units import known_unit
from compendium.results.rounding import printed_estimate

MIME = "application/vnd.compendium.fact+json"
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def record(name: str, *, value: float | None, low: float, high: float, unit: str, says: str, formula: str,
           inputs: Sequence[str]) -> None:
    """Record a value that a chapter computes, so that prose can refer to it as a fact.

    ``{fact}`chapter:name` `` then prints it, in any chapter.

    ``low`` and ``high`` are the ends of the range that the inputs allow, infinite where it is open and
    the value itself where that is exact; ``value`` is None where there is a range alone. ``inputs`` are
    what the ``fact`` role can name. The sentence and the formula hold no number of their own. Raises
    ValueError for a name, a unit or a range that cannot be.
    """
    from IPython.display import display

    number, low, high = nan if value is None else float(value), float(low), float(high)
    if not NAME.fullmatch(name):
        raise Refused(f"a value cannot be recorded as '{name}'; allowed: small letters, digits and hyphens")
    if not (low <= high if value is None else low <= number <= high):
        raise Refused(f"'{name}': the value {number:g} is not between {low:g} and {high:g}")
    if not says or not formula:
        raise Refused(f"'{name}': say what the value is, and give its formula in words")
    kept = {"name": name, "value": None if value is None else number, "low": finite(low), "high": finite(high),
            "unit": known_unit(unit), "says": says, "formula": formula, "inputs": list(inputs)}
    # not only the last expression of a cell is shown, so that one cell can record several values
    display({MIME: kept, "text/plain": f"{name}: {printed_estimate(number, low, high, unit)}"}, raw=True)  # type: ignore[no-untyped-call]
