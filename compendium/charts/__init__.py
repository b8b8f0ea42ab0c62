"""The book's charts and tables: one theme, one function for each kind, descriptions made from the data."""

from compendium.charts.bars import bars, counts
from compendium.charts.compatibility import compatibility
from compendium.charts.dots import dots
from compendium.charts.effect_table import effect_table
from compendium.charts.environment_tables import comparisons_table, intensities_table
from compendium.charts.holdings import holdings
from compendium.charts.inputs_table import inputs_table
from compendium.charts.intervals import intervals
from compendium.charts.matrix import matrix
from compendium.charts.needs_matrix import needs_matrix
from compendium.charts.needs_tables import bearings_table, binding_table, needs_table
from compendium.charts.output import use_the_books_renderer
from compendium.charts.premium import premiums
from compendium.charts.ranges import ranges
from compendium.charts.recording import record
from compendium.charts.region_map import region_map
from compendium.charts.scenario_tables import drivers_table, outcomes_table
from compendium.charts.shortage import shortage
from compendium.charts.spans import spans
from compendium.charts.tables import claims_table, coverage_table, derived_table, sources_table
from compendium.charts.take import take
from compendium.charts.theme import SOURCE_NAMES, SUBJECT_NAMES
from compendium.charts.timeline import timeline
from compendium.charts.tornado import tornado
from compendium.charts.volume_tables import conflicts_shown, implied_shown, statements_table
from compendium.charts.years import years

__all__ = [
    "SOURCE_NAMES", "SUBJECT_NAMES", "bars", "bearings_table", "binding_table", "claims_table", "comparisons_table",
    "compatibility", "conflicts_shown", "counts", "coverage_table", "derived_table", "dots", "drivers_table",
    "effect_table", "holdings", "implied_shown", "inputs_table", "intensities_table", "intervals", "matrix",
    "needs_matrix", "needs_table", "outcomes_table", "premiums", "ranges", "record", "region_map", "shortage",
    "sources_table", "spans", "statements_table", "take", "timeline", "tornado", "years",
]

use_the_books_renderer()
