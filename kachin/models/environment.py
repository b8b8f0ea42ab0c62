"""What the counts of sites, pools and mines imply.

Two counts are compared only if they count the same thing in the same area at two known times. A weight is divided by
a count only if both are of one year; as customs weigh what all of Myanmar ships, the result is an upper bound.
"""

import math

from compendium.results.formulas import Result

DVB, GW, SHRF, CUSTOMS = "dvb-2025", "global-witness-2022", "shrf-2025-06", "un-comtrade-2846/myanmar-weight"
YEARS_AT_MONG_BAWK = 2025 - 2015
BOUND = "a bound: all that Myanmar shipped is set against what was counted in Kachin State alone"


def yearly(multiple: float, years: float) -> float:
    """The steady growth in per cent a year that makes a multiple in so many years."""
    return 100.0 * (math.pow(multiple, 1 / years) - 1)


ENVIRONMENT: tuple[Result, ...] = (
    Result("sites-growth-yearly", "How fast sites would have to grow each year to triple since the coup.",
           "multiple of sites ^ (1 ÷ years since the coup) − 1", (f"{DVB}/sites-tripled", "years-of-tripling"), "%",
           yearly),
    Result("mong-bawk-growth-yearly", "How fast the mines near Mong Bawk grew in a year on average.",
           f"(mines seen in 2025 ÷ mines seen in 2015) ^ (1 ÷ {YEARS_AT_MONG_BAWK} years) − 1",
           (f"{SHRF}/mong-bawk-2025", f"{SHRF}/mong-bawk-2015"), "%",
           lambda late, early: yearly(late / early, YEARS_AT_MONG_BAWK)),
    Result("tonnes-per-pool-2022", "Tonnes shipped for each leaching pool in 2022, at most.",
           "weight as shipped from Myanmar in 2022 ÷ pools seen in Kachin State in March 2022",
           (f"{CUSTOMS}-2022", f"{GW}/pools"), "t", lambda tonnes, pools: tonnes / pools, across=BOUND),
    Result("tonnes-per-site-2023", "Tonnes shipped for each mining site in 2023, at most.",
           "weight as shipped from Myanmar in 2023 ÷ sites counted at the end of 2023",
           (f"{CUSTOMS}-2023", "sites-end-2023"), "t", lambda tonnes, sites: tonnes / sites, across=BOUND),
)
"""In the order in which they are worked out."""
