"""The charts and tables that only this subject draws; ``compendium.charts`` offers them beside its own kinds."""

from kachin.charts.customs import customs, dollars_per_tonne
from kachin.charts.model_tables import conflicts_shown, drivers_table, inputs_table, statements_table
from kachin.charts.needs import bearings_table, binding_table, needs_matrix
from kachin.charts.plans import plans
from kachin.charts.premium import premiums
from kachin.charts.region_map import region_map
from kachin.charts.sensitivity import tornado
from kachin.charts.shortage import shortage
from kachin.charts.take import take_ladder

__all__ = [
    "bearings_table", "binding_table", "conflicts_shown", "customs", "dollars_per_tonne", "drivers_table",
    "inputs_table", "needs_matrix", "plans", "premiums", "region_map", "shortage", "statements_table", "take_ladder",
    "tornado",
]
