"""The tables that only this subject has and no question names: what each holds, its columns, what makes its rows."""

from collections.abc import Iterator

from compendium.columns import Column
from compendium.evidence import Ledger
from compendium.evidence.columns import CLAIMS
from compendium.evidence.vocabulary import Row, Table
from kachin.models.customs import ALL_YEARS, PARTNERS, returns


def annual_rows(ledger: Ledger) -> Iterator[Row]:
    """One row for each year and partner of which the ledger has both weight and value."""
    for partner in PARTNERS:
        for year in ALL_YEARS:
            weight, value = (returns(partner, what, year)[0] for what in ("weight", "value"))
            if weight in ledger and value in ledger:
                tonnes, dollars = (float(ledger[name].claim.value or 0) for name in (weight, value))
                yield {"id": f"{partner}-{year}", "year": year, "partner": partner, "tonnes": tonnes,
                       "dollars": dollars, "dollars_per_tonne": round(dollars / tonnes, 2),
                       "claims": (weight, value)}


CUSTOMS_ANNUAL = Table("China's imports of rare earth compounds (HS 2846) by year, as customs returned them.", (
    Column("id", "text", "Partner and year.", required=True, unique=True),
    Column("year", "integer", "The calendar year.", required=True),
    Column("partner", "category", "Where the goods came from; world is all partners together.", PARTNERS, True),
    Column("tonnes", "number", "The weight as shipped, in tonnes, of whatever mixture was shipped.", required=True),
    Column("dollars", "number", "The customs value, in US dollars, freight and insurance included.", required=True),
    Column("dollars_per_tonne", "number", "The one over the other; it averages over goods that differ and is no price.",
           required=True),
    CLAIMS), annual_rows)

DATASETS: dict[str, Table] = {"customs-annual": CUSTOMS_ANNUAL}
"""The tables by the name of their file, in the order in which they stand in the book."""
