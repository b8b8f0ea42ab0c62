"""What looks like one quantity and is several: each published number beside its rivals, and what it means.

A reader who meets the KIO's revenue in one place and another number of it elsewhere finds here why they differ. Every
quantity has one centre: the dials begin at these numbers, and prose prints them.
"""

import pandas as pd

QUANTITIES: dict[str, dict[str, str]] = {
    "The KIO's revenue from its levy, a year": {
        "take-per-tonne-2024": "the levy on every tonne that China imported from Myanmar in 2024; nobody is reported to"
                               " have paid it",
        "kio-revenue-per-tonne-2024": "a trade like that of 2024 with nothing missing, on the part from the KIA's land"
                                      " that is assumed to pay",
        "settlement-revenue": "a settlement with China: a part still missing, and lower rates",
        "stalemate-revenue": "a stalemate, in which more is missing; here the dial begins",
        "closure-revenue": "a closure, for as long as it lasts: what is left of the KIA's tonnes is the difference of"
                           " two assumptions",
        "kio-revenue-both-2024": "a trade like that of 2024, if both levies are taken",
    },
    "The rise in price that a shortage adds": {
        "settlement-price": "a settlement, in which little is missing",
        "stalemate-price": "a stalemate; here the dial begins, and the chart of what matters most",
        "closure-price": "a closure",
    },
    "How strongly the price answers": {
        "price-elasticity": "the median of all draws; the middles of the inputs alone would give less, as their ranges"
                            " lean to one side",
    },
    "The premium that another buyer would have to pay": {
        "premium-india-per-tonne": "an Indian buyer over China's price before the levy; here the dial begins",
        "premium-us-per-tonne": "an American buyer over China's price before the levy; here the dial begins",
        "premium-india-per-tonne-same-levy": "an Indian buyer over what China pays if it bears the same levy",
        "premium-us-per-tonne-same-levy": "an American buyer over what China pays if it bears the same levy",
        "premium-india-both": "an Indian buyer over China's price before the levies, if both are taken",
        "premium-us-both": "an American buyer over China's price before the levies, if both are taken",
    },
    "The world's heavy rare earths from land that the KIA holds": {
        "leverage-share-all": "all voices, an uncited figure of an opinion piece counting half",
        "leverage-share-all-equal": "all voices, each counting the same",
        "leverage-share-articles": "the five articles alone",
    },
}
"""Results by the quantity that they seem to be, and what each of them means."""


def centres(derived: pd.DataFrame) -> pd.DataFrame:
    """One row for each number that a quantity has in the book, and why it is not the others.

    ``derived`` is the table of that name. Columns: quantity, id, means, value, low, high, unit, claims. Raises KeyError
    where a result does not exist.
    """
    known = derived.set_index("id")
    rows = [{"quantity": quantity, "id": name, "means": means,
             **known.loc[name, ["value", "low", "high", "unit", "claims"]].to_dict()}
            for quantity, numbers in QUANTITIES.items() for name, means in numbers.items()]
    return pd.DataFrame(rows)
