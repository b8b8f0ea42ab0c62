"""The book's computed results: what the sources' numbers imply when they are taken at their word.

Here stand the single formulas, and which models give rows of ``derived.csv`` beside them. A weight is divided by a
count only if both are of one year; as customs weigh what all of Myanmar ships, the result is an upper bound.
"""

import math

from compendium.results.formulas import Result
from compendium.results.register import Model
from kachin.models.break_even import EUROPE_RISES, break_even_rows
from kachin.models.customs import CUSTOMS
from kachin.models.leverage import leverage_rows
from kachin.models.scenarios import scenario_rows
from kachin.models.take import TAKE
from kachin.models.trials import TRIED
from kachin.models.volumes.results import volume_rows

REUTERS, FRONTIER = "reuters-2025-03", "frontier-2025-08"
DVB, REEX = "dvb-2025", "rareearthexchanges-2025"
GW, SHRF, WEIGHTS = "global-witness-2022", "shrf-2025-06", "un-comtrade-2846/myanmar-weight"
YEARS_AT_MONG_BAWK = 2025 - 2015
BOUND = "a bound: all that Myanmar shipped is set against what was counted in Kachin State alone"


def yearly(multiple: float, years: float) -> float:
    """The steady growth in per cent a year that makes a multiple in so many years."""
    return 100.0 * (math.pow(multiple, 1 / years) - 1)


ENVIRONMENT: tuple[Result, ...] = (
    Result("sites-growth-yearly", "How fast sites would have to grow each year to multiply as claimed since the coup.",
           "multiple of sites ^ (1 ÷ years since the coup) − 1", (f"{DVB}/sites-tripled", "years-of-tripling"), "%",
           yearly),
    Result("mong-bawk-growth-yearly", "How fast the mines near Mong Bawk grew in a year on average.",
           f"(mines seen in 2025 ÷ mines seen in 2015) ^ (1 ÷ {YEARS_AT_MONG_BAWK} years) − 1",
           (f"{SHRF}/mong-bawk-2025", f"{SHRF}/mong-bawk-2015"), "%",
           lambda late, early: yearly(late / early, YEARS_AT_MONG_BAWK)),
    Result("tonnes-per-pool-2022", "Tonnes shipped for each leaching pool in 2022, at most.",
           "weight as shipped from Myanmar in 2022 ÷ pools seen in Kachin State in March 2022",
           (f"{WEIGHTS}-2022", f"{GW}/pools"), "t", lambda tonnes, pools: tonnes / pools, across=BOUND),
    Result("tonnes-per-site-2023", "Tonnes shipped for each mining site in 2023, at most.",
           "weight as shipped from Myanmar in 2023 ÷ sites counted at the end of 2023",
           (f"{WEIGHTS}-2023", "sites-end-2023"), "t", lambda tonnes, sites: tonnes / sites, across=BOUND),
)
"""In the order in which they are worked out."""

PRE_COUP_MONTHS, POST_COUP_MONTHS = 49, 47
"""January 2017 to January 2021, and February 2021 to December 2024, in whole months."""
COUP, END_OF_2024 = 12 * 2021 + 2, 12 * 2024 + 12 + 1
"""The first month under the coup, and the month after the last of 2024, counted from the year 0."""


def before_change(after: float, change: float) -> float:
    """The starting value that a change in per cent turned into the value after it."""
    return after / (1 + change / 100)


def share(whole: float, percent: float) -> float:
    """A share in per cent, of a whole."""
    return whole * percent / 100


RESULTS: tuple[Result, ...] = (
    Result("imports-feb-2024", "China's imports from Myanmar in February 2024, as Reuters' figures imply them.",
           "imports of February 2025 ÷ (1 + their change on the year)",
           (f"{REUTERS}/imports-feb-2025", f"{REUTERS}/imports-fall-year"), "t", before_change),
    Result("terbium-price-sep-2024", "The price of terbium oxide in China in late September 2024, as implied.",
           "price of late March 2025 ÷ (1 + change since late September)",
           (f"{REUTERS}/terbium-price", f"{REUTERS}/terbium-rise"), "CNY/kg", before_change),
    Result("dysprosium-price-sep-2024", "The price of dysprosium oxide in China in late September 2024, as implied.",
           "price of late March 2025 ÷ (1 + change since late September)",
           (f"{REUTERS}/dysprosium-price", f"{REUTERS}/dysprosium-fall"), "CNY/kg", before_change),
    Result("terbium-dysprosium-ratio", "How many times the price of dysprosium oxide terbium oxide cost in March 2025.",
           "price of terbium oxide ÷ price of dysprosium oxide",
           (f"{REUTERS}/terbium-price", f"{REUTERS}/dysprosium-price"), "x", lambda tb, dy: tb / dy,
           across="a ratio of two prices, which are not added or taken for each other"),
    Result("exports-after-coup", "Myanmar's exports to China from the coup to the end of 2024, as implied.",
           "exports since 2017 × share after the coup",
           (f"{REEX}/exports-total", f"{REEX}/share-after-coup"), "t", share),
    Result("exports-before-coup", "Myanmar's exports to China from 2017 up to the coup, as implied.",
           "exports since 2017 × (1 − share after the coup)",
           (f"{REEX}/exports-total", f"{REEX}/share-after-coup"), "t",
           lambda total, percent: share(total, 100 - percent)),
    Result("monthly-exports-growth", "How many times the monthly exports before the coup those after it were.",
           f"(share after ÷ {POST_COUP_MONTHS} months) ÷ (share before ÷ {PRE_COUP_MONTHS} months)",
           (f"{REEX}/share-after-coup",), "x",
           lambda percent: (percent / POST_COUP_MONTHS) / ((100 - percent) / PRE_COUP_MONTHS)),
    Result("months-without-kia", "The share of the months from the coup to the end of 2024 in which the KIA did not yet"
           " hold Pangwa.",
           "months from February 2021 up to the month of the seizure ÷ months up to the end of 2024",
           (f"{FRONTIER}/pangwa-seized",), "%",
           lambda seizure: 100 * (seizure - COUP) / (END_OF_2024 - COUP)),
    Result("break-even-price", "The price of a tonne at which the levy per tonne and the one in per cent are the same.",
           "levy per tonne ÷ levy in per cent",
           (f"{DVB}/levy-per-tonne", f"{REUTERS}/levy-share"), "CNY/t",
           lambda levy, percent: levy / (percent / 100), definition="price-per-tonne-concentrate"),
    Result("exchange-rate-implied", "The yuan per dollar that the levy's two statements imply.",
           "levy per tonne in yuan ÷ the same in dollars",
           (f"{DVB}/levy-per-tonne", f"{DVB}/levy-per-tonne#equivalent"), "CNY/USD", lambda cny, usd: cny / usd),
    Result("levy-in-dollars", "The levy per tonne in dollars, at the exchange rate the book assumes.",
           "levy per tonne ÷ yuan per dollar", (f"{DVB}/levy-per-tonne", "cny-per-usd"), "USD/t",
           lambda levy, rate: levy / rate),
    Result("value-if-price", "What all exports since 2017 would have been worth if the yuan figure were their price.",
           "exports since 2017 × yuan per tonne ÷ yuan per dollar",
           (f"{REEX}/exports-total", f"{REEX}/price-per-tonne", "cny-per-usd"), "USD",
           lambda tonnes, price, rate: tonnes * price / rate),
    Result("value-after-coup-if-price", "What the exports since the coup would have been worth at that price.",
           "exports after the coup × yuan per tonne ÷ yuan per dollar",
           ("exports-after-coup", f"{REEX}/price-per-tonne", "cny-per-usd"), "USD",
           lambda tonnes, price, rate: tonnes * price / rate),
    Result("monthly-exports-after-coup", "Myanmar's exports to China in an average month after the coup, as implied.",
           f"exports after the coup ÷ {POST_COUP_MONTHS} months", ("exports-after-coup",), "t",
           lambda tonnes: tonnes / POST_COUP_MONTHS),
    Result("tonnes-if-price", "The tonnes that the trade of 2023 would take if the yuan figure were their price.",
           "value of the trade in 2023 × yuan per dollar ÷ yuan per tonne",
           (f"{REUTERS}/trade-value-2023", "cny-per-usd", f"{REEX}/price-per-tonne"), "t",
           lambda value, rate, price: value * rate / price),
    Result("exports-other-years", "The value of the exports since the coup without those of 2023.",
           "exports since the coup − exports of 2023",
           (f"{DVB}/exports-since-coup", f"{DVB}/trade-value-2023"), "USD", lambda total, year: total - year),
    Result("pits-per-site-dvb", "Leaching pits for each mining site, by the figures DVB prints.",
           "leaching pits ÷ mining sites", (f"{DVB}/pits", f"{DVB}/sites"), "count", lambda pits, sites: pits / sites,
           across="a ratio of two counts, which are not added or taken for each other"),
    Result("sites-before-coup", "Mining sites at the time of the coup, as their growth since then implies.",
           "mining sites ÷ their multiple since the coup", (f"{DVB}/sites", f"{DVB}/sites-tripled"), "count",
           lambda sites, multiple: sites / multiple),
    Result("sites-end-2023", "Mining sites in Special Region 1 and KIO-held territory together, end of 2023.",
           "sites in Special Region 1 + sites in KIO-held territory",
           (f"{FRONTIER}/sites-2023", f"{FRONTIER}/sites-kio-2023"), "count", lambda one, other: one + other),
    Result("sites-held-share", "Sites in Special Region 1 and KIO-held territory, as a part of these and of the mines"
           " counted in Shan State.", "sites in both territories ÷ (these + mines near Mong Bawk)",
           ("sites-end-2023", f"{FRONTIER}/mong-bawk-mines"), "%", lambda held, other: 100 / (1 + other / held),
           across="a mine of Shan State is counted as a site"),
    *ENVIRONMENT,
    *CUSTOMS,
    *TAKE,
    *EUROPE_RISES,
    *TRIED,
)
"""In the order in which they are worked out: a result may use those before it."""


MODELS: tuple[Model, ...] = (scenario_rows, break_even_rows, volume_rows, leverage_rows)
"""In the order in which their rows stand in the table."""
SUBJECTS = (("volume-before", "volumes by year"), ("volume-20", "volumes"), ("leverage", "leverage"),
            ("premium", "break-even premium"), ("share-after-coup", "claims on volumes"),
            ("growth-2017", "claims on volumes"))
OTHER = "scenarios"
YEAR = len("volume-2024-")


def subject(name: str) -> str:
    """What a result is on: a year's or a month's volume, the leverage, a premium, a scenario."""
    found = next((words for start, words in SUBJECTS if name.startswith(start)), OTHER)
    if found != "volumes":
        return found
    return "volumes by month" if name[YEAR : YEAR + 1].isdigit() else "volumes by year"
