"""What the rows of all models share: what a result is made of, and to how many digits it is told."""

from collections.abc import Mapping

from compendium.analysis.draws import Range
from compendium.analysis.given import Given
from compendium.datasets.rows import Row, joined
from compendium.evidence.printing import significant


def made_of(given: Given, ranges: Mapping[str, Range]) -> Row:
    """The claims and assumptions behind some inputs, each once, and the claims that suggest the assumptions."""
    ids = list(dict.fromkeys(name for each in ranges.values() for name in each.inputs))
    claims = dict.fromkeys(claim for name in ids for claim in given.suggested_by(name))
    return {"inputs": joined(ids), "claims": joined(claims)}


def rounded(each: Range) -> Row:
    """Two digits are more than the ranges of the inputs carry, and enough to compare by."""
    return {"value": significant(each.value, 2), "low": significant(each.low, 2), "high": significant(each.high, 2)}
