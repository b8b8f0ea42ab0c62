"""Which assumption matters most: how far a result moves when one input goes from end to end of its range."""

from collections.abc import Callable, Mapping

import pandas as pd

from compendium.analysis.draws import Draws, Range, points

Values = Mapping[str, float]


def swings(result: Callable[[Values], Draws | float], ranges: Mapping[str, Range]) -> pd.DataFrame:
    """The result at both ends of each input, all others at their middle; the widest swing first.

    Columns: input, ids (the claims or assumptions it comes from), at_low, at_high, middle, swing. An
    input without a range moves nothing and is left out.
    """
    middles = points(ranges)
    rows = []
    for name, each in ranges.items():
        if each.low < each.high:
            ends = [float(result(middles | {name: end})) for end in (each.low, each.high)]
            rows.append((name, "; ".join(each.inputs), *ends, float(result(middles)), abs(ends[1] - ends[0])))
    table = pd.DataFrame(rows, columns=["input", "ids", "at_low", "at_high", "middle", "swing"])
    return table.sort_values("swing", ascending=False, ignore_index=True)
