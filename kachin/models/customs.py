"""What China's customs returns imply: sums, shares and values per tonne, all of goods as shipped."""

from compendium.results.formulas import Result

COMTRADE = "un-comtrade-2846"
YEARS = tuple(range(2017, 2025))
PARTNERS = ("myanmar", "laos", "world")
ALL_YEARS = tuple(range(2015, 2025))
FROM_2021 = YEARS.index(2021)


def returns(partner: str, what: str, *years: int) -> tuple[str, ...]:
    """The ids of the returns on one partner, by weight or by value, year by year."""
    return tuple(f"{COMTRADE}/{partner}-{what}-{year}" for year in years)


def share_from_2021(*by_year: float) -> float:
    """The part of a sum over the years, in per cent, that falls in 2021 and later."""
    return 100 * sum(by_year[FROM_2021:]) / sum(by_year)


def total(*by_year: float) -> float:
    """The sum over the years."""
    return sum(by_year)


CUSTOMS: tuple[Result, ...] = (
    Result("customs-growth-2017-2023", "How many times the customs weight from Myanmar of 2017 that of 2023 was.",
           "weight as shipped in 2023 ÷ weight as shipped in 2017", returns("myanmar", "weight", 2023, 2017), "x",
           lambda late, early: late / early),
    Result("customs-weight-2017-2024", "China's imports from Myanmar from 2017 to 2024, by customs weight as shipped.",
           "sum of the yearly weights as shipped", returns("myanmar", "weight", *YEARS), "t", total),
    Result("customs-share-from-2021", "The part of the customs weight from 2017 to 2024 that falls in 2021 and later.",
           "weight as shipped from 2021 to 2024 ÷ weight from 2017 to 2024",
           returns("myanmar", "weight", *YEARS), "%", share_from_2021, definition="share-of-weight"),
    Result("customs-value-share-from-2021", "The part of that trade's customs value that falls in 2021 and later.",
           "CIF value from 2021 to 2024 ÷ CIF value from 2017 to 2024",
           returns("myanmar", "value", *YEARS), "%", share_from_2021, definition="share-of-value"),
    Result("customs-value-2021-2024", "The customs value of China's imports from Myanmar from 2021 to 2024.",
           "sum of the yearly CIF values", returns("myanmar", "value", *YEARS[FROM_2021:]), "USD", total),
    Result("customs-weight-share-2024", "Myanmar's part of the weight that China imported in 2024.",
           "weight from Myanmar ÷ weight from all partners",
           (*returns("myanmar", "weight", 2024), *returns("world", "weight", 2024)), "%",
           lambda part, whole: 100 * part / whole, definition="share-of-weight"),
    *(Result(f"laos-beside-myanmar-{measure}-2024", f"China's imports from Laos in 2024, beside Myanmar's {measure}.",
             f"{measure} from Laos ÷ {measure} from Myanmar",
             (*returns("laos", measure, 2024), *returns("myanmar", measure, 2024)), "%",
             lambda part, other: 100 * part / other, definition=f"share-of-{measure}")
      for measure in ("weight", "value")),
    *(Result(f"customs-unit-value-{year}", f"The customs value of a tonne from Myanmar as shipped in {year}.",
             "CIF value ÷ weight as shipped",
             (*returns("myanmar", "value", year), *returns("myanmar", "weight", year)), "USD/t",
             lambda dollars, tonnes: dollars / tonnes, definition="unit-value-as-shipped") for year in ALL_YEARS),
)
"""In the order in which they are worked out."""
