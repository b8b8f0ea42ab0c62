"""What has to be read into the claims on the trade before they can be counted with: each choice, by name.

The articles leave open which months a fall compares, of what a share is one, and whether they all count
the same goods. Nothing here is evidence; every choice can be switched.
"""

from dataclasses import dataclass, fields, replace
from itertools import product

from compendium.errors import Refused
from kachin.models.volumes.months import average, span

FALLS = {
    "closure-on-before": (average("2024-11", "2025-03"), average("2024-01", "2024-10")),
    "closure-on-year": (span("2024-11", "2025-03"), span("2023-11", "2024-03")),
    "november": (span("2024-11"), span("2024-10")),
    "february": (span("2025-02"), span("2024-02")),
    "january-april": (span("2025-01", "2025-04"), span("2024-01", "2024-04")),
    "january-march": (span("2025-01", "2025-03"), span("2024-01", "2024-03")),
    "january-may": (span("2025-01", "2025-05"), span("2024-01", "2024-05")),
    "on-before": (span("2025-01", "2025-04"), span("2024-09", "2024-12")),
}
"""The months that a reading compares: those after, and those before."""
MAYS = {
    "may": (span("2025-05"), span("2024-05")),
    "average": (span("2025-05"), average("2024-01", "2024-12")),
    "to-may": (span("2025-01", "2025-05"), span("2024-01", "2024-05")),
}


CHOICES: dict[str, dict[str, str]] = {
    "goods": {
        "same": "all the claims count the same goods, by weight as shipped",
        "customs": "only claims on the customs weight count, with oxide concentrates taken for all compounds",
        "as-shipped": "only claims on the customs weight of all compounds count",
    },
    "share": {
        "weight": "the share after the coup is one of tonnes",
        "value": "the share after the coup is one of value, and says nothing of tonnes",
    },
    "highlight": {
        "same-years": "the highlight's total is of the same years as the text's, and not of more",
        "other": "the highlight's total, which names no years, is left aside",
    },
    "peak": {
        "value": "the peak of the trade was one of value, and says nothing of tonnes",
        "tonnes": "the peak of the trade was one of tonnes too",
    },
    "fall": {
        "closure-on-before": "November 2024 to March 2025, on the average month of 2024 before",
        "closure-on-year": "November 2024 to March 2025, on the year",
        "november": "November 2024, on the month before",
        "february": "February 2025, on the year",
        "january-april": "January to April 2025, on the year",
    },
    "early": {
        "january-may": "January to May 2025, on the year",
        "january-april": "January to April 2025, on the year",
        "january-march": "January to March 2025, on the year",
        "on-before": "January to April 2025, on the four months before",
        "all-origins": "imports from all countries, not from Myanmar alone",
    },
    "ceiling": {
        "oxide-line": "what comes from Myanmar comes under the tariff's line of unlisted oxides, whose tonnes from all "
                      "origins are its ceiling",
        "none": "tonnes from all origins are no ceiling for those from Myanmar",
    },
    "similar": {
        "may": "May 2025, on the year",
        "average": "May 2025, beside the average month of 2024",
        "to-may": "January to May 2025, on the year",
    },
}
"""Each choice with its options: the first of each is the one that the book uses unless it says otherwise."""


@dataclass(frozen=True)
class Readings:
    """One way to read the claims. ``similar_within`` is how far, in per cent, "similar" may be off."""

    goods: str = "same"
    share: str = "weight"
    highlight: str = "same-years"
    peak: str = "value"
    fall: str = "closure-on-before"
    early: str = "january-may"
    ceiling: str = "oxide-line"
    similar: str = "may"
    similar_within: float = 10.0

    def __post_init__(self) -> None:
        for name, options in CHOICES.items():
            if getattr(self, name) not in options:
                raise Refused(f"'{getattr(self, name)}' is no reading of '{name}'; there are: {', '.join(options)}")
        if not 0 <= self.similar_within < 100:
            raise Refused(f"'similar' cannot be off by {self.similar_within:g}%; allowed: 0 to 100")

    def words(self, choice: str) -> str:
        """What was chosen, in words."""
        return CHOICES[choice][getattr(self, choice)]


def all_readings(*vary: str) -> list[Readings]:
    """Every combination of the options of some choices, the others as the book uses them."""
    known = [field.name for field in fields(Readings) if field.name in CHOICES]
    if unknown := set(vary) - set(known):
        raise Refused(f"there is no choice '{', '.join(sorted(unknown))}'; there are: {', '.join(known)}")
    combined = product(*(CHOICES[each] for each in vary))
    return [replace(Readings(), **dict(zip(vary, options, strict=True))) for options in combined]  # type: ignore[arg-type]
