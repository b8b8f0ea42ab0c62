"""Refusing to compute with numbers that only look alike: tonnes of other goods, shares of other things.

Inputs are alike when they are of one dimension, such as two masses. A formula may take like inputs of
one definition, and of several only where it says why it may. Nor may it take a share of one thing
together with another thing of the same dimension: a share of the value says nothing of the dollars of
some other trade.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from compendium.errors import Refused
from compendium.evidence import Ledger
from compendium.evidence.definitions import UNITS

MEANT = 'If that is meant, the result says why: across="..."'


@dataclass(frozen=True)
class Meaning:
    """What one number of a computation means: its definition, its dimension, and what a share is a share of."""

    definition: str
    dimension: str
    whole: "Meaning | None" = None


Meanings = dict[str, Meaning]
"""The meaning of every input that has one, by id; assumptions have none."""


def given_meanings(ledger: Ledger) -> Meanings:
    """The meanings of all quantities of the ledger; a change means what it is a change of."""
    found: Meanings = {}
    for entry in ledger:
        if entry.claim.definition:
            meaning = stated(entry.claim.definition, ledger)
            found[entry.id] = found[f"{entry.id}#equivalent"] = meaning
    return found


def stated(name: str, ledger: Ledger) -> Meaning:
    """A definition of the vocabulary as a meaning."""
    definition = ledger.definitions[name]
    return Meaning(name, definition.dimension, stated(definition.whole, ledger) if definition.whole else None)


def implied(name: str, unit: str, inputs: Iterable[Meaning]) -> Meaning:
    """What a result means that names no definition: what its only input of that unit's dimension does.

    A result without such an input, or with several, is a thing of its own kind.
    """
    dimension = next((each for each, units in UNITS.items() if unit in units), unit)
    alike = {meaning for meaning in inputs if meaning.dimension == dimension}
    return alike.pop() if len(alike) == 1 else Meaning(name, dimension)


def check_mixing(name: str, inputs: dict[str, Meaning], across: str) -> None:
    """ValueError where inputs do not go together by their definitions and the result does not say why they may."""
    for share in (meaning for meaning in inputs.values() if meaning.whole):
        _check_whole(name, share, inputs, across)
    for dimension in dict.fromkeys(meaning.dimension for meaning in inputs.values()):
        met = [f"{each} is {meaning.definition}" for each, meaning in inputs.items() if meaning.dimension == dimension]
        kinds = {meaning.definition for meaning in inputs.values() if meaning.dimension == dimension}
        if len(kinds) > 1 and not across:
            raise Refused(f"result {name} mixes definitions: {'; '.join(met)}. "
                             f"{MEANT}")


def _check_whole(name: str, share: Meaning, inputs: dict[str, Meaning], across: str) -> None:
    """ValueError where a share meets something of its whole's dimension that is not its whole."""
    whole = share.whole
    for each, meaning in inputs.items():
        if whole and meaning.dimension == whole.dimension and meaning.definition != whole.definition and not across:
            raise Refused(f"result {name} takes {share.definition}, a share of {whole.definition}, together with "
                             f"{each}, which is {meaning.definition}. {MEANT}")
