"""The charts and tables that only this subject draws; ``compendium.charts`` offers them beside its own kinds."""

from kachin.charts.dials import premiums, shortage
from kachin.charts.kinds import customs, dollars_per_tonne, plans, take_ladder, tornado
from kachin.charts.model_tables import conflicts_shown, drivers_table, inputs_table, statements_table
from kachin.charts.needs import bearings_table, binding_table, needs_matrix
from kachin.charts.region_map import region_map

__all__ = [
    "bearings_table", "binding_table", "conflicts_shown", "customs", "dollars_per_tonne", "drivers_table",
    "inputs_table", "needs_matrix", "plans", "premiums", "region_map", "shortage", "statements_table", "take_ladder",
    "tornado",
]
