"""What the numbers of the two texts imply, when they are taken at their word."""

from compendium.results.formulas import Result

POST = "lenn-post-2019-04"
KG_PER_TONNE, DAYS = 1000, 365

RESULTS = (
    Result("growth-since-2009", "How many times as many otters there are as when the trapping stopped.",
           "otters in 2019 ÷ otters in 2009", (f"{POST}/otters-2019", f"{POST}/otters-2009"), "x",
           lambda now, then: now / then),
    Result("eaten-a-year", "What all otters of the river eat in a year, if each eats like a grown one.",
           f"otters in 2019 × fish a day × {DAYS} days", (f"{POST}/otters-2019", f"{POST}/eats-a-day"), "t",
           lambda otters, kilograms: otters * kilograms * DAYS / KG_PER_TONNE,
           across="a number of animals times what one of them eats",
           converts="kilograms a day into tonnes a year"),
)
