"""The arithmetic that verdicts were tried on: what a reading would imply, and what figures from outside make of it."""

from compendium.results.formulas import Result
from kachin.models.customs import FROM_2021, YEARS, returns, total

REUTERS, FRONTIER, DIPLOMAT = "reuters-2025-03", "frontier-2025-08", "diplomat-2025-09"
DVB, SURVEY, YEARBOOK = "dvb-2025", "usgs-summaries-2026", "usgs-yearbook-2022"
HEAVY, POOLS = "global-witness-2024/heavy-imports", "global-witness-2022"
BESIDE = "two measures set beside each other, to see whether one was made from the other"
RATIO = "a ratio of two things that are not added or taken for each other"


def part(one: float, whole: float) -> float:
    """One number as a part of another, in per cent."""
    return 100 * one / whole


def ratio(one: float, other: float) -> float:
    """How many times the other one number is."""
    return one / other


def before_tax(price: float, rate: float, tax: float) -> float:
    """A price in yuan that holds a tax in per cent of the price without it, in dollars and without the tax."""
    return price / rate / (1 + tax / 100)


def needed_before(percent: float, *by_year: float) -> float:
    """What the one month before the coup in 2021 must have brought if the years 2017 to 2024 without all that came
    before the coup are to be so many per cent of them."""
    return sum(by_year[FROM_2021:]) - percent / 100 * sum(by_year)


def needed_for_halving(fall: float, like_a_year_ago: float, known: float) -> float:
    """What each of four months must bring if, with a known fifth, all five change by so many per cent."""
    return (5 * like_a_year_ago * (1 + fall / 100) - known) / 4


VOLUMES: tuple[Result, ...] = (
    Result("customs-weight-2017-2020", "The customs weight of China's imports from Myanmar from 2017 to 2020.",
           "sum of the yearly weights as shipped", returns("myanmar", "weight", 2017, 2018, 2019, 2020), "t", total),
    Result("value-january-2021-needed", "The customs value that January 2021 must have had if the printed share of what"
           " came after the coup is one of value.",
           "value of 2021 to 2024 − share after the coup × value of 2017 to 2024",
           ("rareearthexchanges-2025/share-after-coup", *returns("myanmar", "value", *YEARS)), "USD", needed_before),
    *(Result(f"customs-value-month-{year}", f"The customs value of China's imports from Myanmar in an average month of"
             f" {year}.", "CIF value of the year ÷ 12", returns("myanmar", "value", year), "USD",
             lambda dollars: dollars / 12) for year in (2020, 2021)),
    Result("months-needed-for-halving", "What each other month from January to May 2025 would have to bring for a"
           " fall by half over the five, if every month of the year before was like February 2024.",
           "(5 × imports of February 2024 × (1 + change) − imports of February 2025) ÷ 4",
           (f"{DIPLOMAT}/imports-halved", "imports-feb-2024", f"{REUTERS}/imports-feb-2025"), "t", needed_for_halving),
    Result("customs-month-2024", "China's imports from Myanmar in an average month of 2024, by customs weight.",
           "weight as shipped in 2024 ÷ 12", returns("myanmar", "weight", 2024), "t", lambda tonnes: tonnes / 12),
    *(Result(f"heavy-part-{year}", f"Global Witness' heavy oxides of {year} as a part of that year's customs weight.",
             "heavy rare earth oxides ÷ weight as shipped",
             (f"{HEAVY}-{year}", *returns("myanmar", "weight", year)), "%", part, across=BESIDE)
      for year in (2021, 2023)),
    *(Result(f"survey-over-customs-{year}", f"How many times the customs weight of {year} the Geological Survey's oxide"
             " content of that year is.", "mine production in oxide content ÷ weight as shipped",
             (f"{record}/myanmar-production-{year}", *returns("myanmar", "weight", year)), "x", ratio, across=BESIDE)
      for record, year in ((YEARBOOK, 2020), (YEARBOOK, 2021), (YEARBOOK, 2022), (SURVEY, 2024))),
)
SHARES: tuple[Result, ...] = (
    *(Result(f"customs-{what}-share-{year}", f"Myanmar's part of the {what} that China imported in {year}.",
             f"{what} from Myanmar ÷ {what} from all partners",
             (*returns("myanmar", what, year), *returns("world", what, year)), "%", part,
             definition=f"share-of-{what}")
      for what, year in (("value", 2024), ("weight", 2023), ("value", 2023))),
    *(Result(f"world-heavy-if-{name}", f"The world's heavy oxides in 2023, if Myanmar's were {words} of them.",
             "imports of heavy rare earth oxides in 2023 ÷ share of the world's supply",
             (f"{HEAVY}-2023", share), "t", lambda tonnes, percent: tonnes / (percent / 100))
      for name, words, share in (("dvb", "the part that DVB prints", f"{DVB}/world-share"),
                                 ("castilloux", "what Castilloux estimates", f"{FRONTIER}/share-half-to-two-thirds"))),
    Result("lynas-part-of-heavy", "What Lynas could separate in a year, as a part of Myanmar's heavy oxides of 2023.",
           "capacity to separate ÷ imports of heavy rare earth oxides in 2023",
           ("argus-lynas-2025/heavy-capacity", f"{HEAVY}-2023"), "%", part),
    Result("production-short-2025", "How far Myanmar's mine production of 2025 fell short of that of 2024.",
           "1 − mine production in 2025 ÷ mine production in 2024",
           (f"{SURVEY}/myanmar-production-2025", f"{SURVEY}/myanmar-production-2024"), "%",
           lambda late, early: 100 * (1 - late / early)),
    Result("india-part-of-production", "India's part of what the world's mines produced in 2025.",
           "India's mine production ÷ the world's",
           (f"{SURVEY}/india-production-2025", f"{SURVEY}/world-production-2025"), "%", part),
)
PRICES: tuple[Result, ...] = (
    *(Result(f"{element}-price-in-dollars", f"The price of {element} oxide that Reuters gives in yuan, in dollars.",
             "price in yuan ÷ yuan per dollar", (f"{REUTERS}/{element}-price", "cny-per-usd"), "USD/kg", ratio)
      for element in ("dysprosium", "terbium")),
    *(Result(f"{element}-price-before-tax", f"The same for {element} oxide without value added tax.",
             "price in yuan ÷ yuan per dollar ÷ (1 + value added tax)",
             (f"{REUTERS}/{element}-price", "cny-per-usd", "china-vat"), "USD/kg", before_tax)
      for element in ("dysprosium", "terbium")),
    *(Result(f"europe-over-china-{element}", f"How much more {element} oxide cost in Europe on 6 May 2025 than in China"
             " on 24 March without value added tax, where its price was reported as stable since.",
             "assessment of 6 May ÷ price in China without tax − 1",
             (f"gmt-eight-2025-05/{element}-europe-after", f"{element}-price-before-tax"), "%",
             lambda europe, china: 100 * (europe / china - 1),
             across="the gap between two markets, in which the same oxide is another price")
      for element in ("dysprosium", "terbium")),
    Result("dysprosium-paid-over-china", "How much more than in China without value added tax nearly all the dysprosium"
           " oxide that was consumed in 2025 cost on average.",
           "average price of what was consumed ÷ price in China without tax − 1",
           ("adamas-2026/dysprosium-average", "dysprosium-price-before-tax"), "%",
           lambda paid, china: 100 * (paid / china - 1),
           across="the gap between what was paid on average and one market's price of the same oxide"),
    Result("dysprosium-if-surged", "What dysprosium oxide would have cost in China had it risen as DVB says from its"
           " price of late September 2024.", "implied price of late September 2024 × (1 + rise)",
           ("dysprosium-price-sep-2024", f"{DVB}/dysprosium-rise"), "CNY/kg",
           lambda price, rise: price * (1 + rise / 100), across="DVB's rise is tried on the price that Reuters gives"),
    Result("value-left-for-light", "What the customs value of 2023 leaves for light rare earths, if Reuters' figure is"
           " the value of the heavy ones.", "CIF value of 2023 − value of the heavy rare earths trade",
           (*returns("myanmar", "value", 2023), f"{REUTERS}/trade-value-2023"), "USD",
           lambda every, heavy: every - heavy,
           across="Reuters' value is tried as a part of the customs value"),
)
COUNTS: tuple[Result, ...] = (
    Result("locations-over-sites-before", "How many times the sites at the coup, as their growth implies them, the"
           " locations of March 2022 were.", "locations with pools in March 2022 ÷ implied sites at the coup",
           (f"{POOLS}/locations", "sites-before-coup"), "x", ratio, across=RATIO),
    Result("pools-per-location-2022", "Leaching pools for each location in March 2022, by Global Witness' count.",
           "leaching pools ÷ locations", (f"{POOLS}/pools", f"{POOLS}/locations"), "count", ratio, across=RATIO),
    Result("mong-bawk-growth", "How many times the mines near Mong Bawk of 2015 those of 2025 were.",
           "mines in 2025 ÷ mines in 2015", ("shrf-2025-06/mong-bawk-2025", "shrf-2025-06/mong-bawk-2015"), "x", ratio),
    Result("halleck-oxide-part", "The part of the Halleck Creek rock that is rare earth oxides.",
           "oxides contained ÷ rock",
           ("mining-com-2025-01/halleck-oxides", "mining-com-2025-01/halleck-rock"), "%", part, across=RATIO),
    Result("korea-over-japan", "How many times Japan's sum South Korea's is, as DVB prints the two.",
           "South Korea's dependency on critical minerals ÷ Japan's rare earth imports",
           (f"{DVB}/south-korea-critical-minerals", f"{DVB}/japan-imports-2023"), "x", ratio, across=RATIO),
)
TRIED: tuple[Result, ...] = (*VOLUMES, *SHARES, *PRICES, *COUNTS)
"""In the order in which they are worked out."""

