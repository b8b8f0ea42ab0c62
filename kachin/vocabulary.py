"""The words in which this subject's records are kept: its tables, and what its scenarios turn on."""

from compendium.columns import Column

TABLES: dict[str, tuple[str, tuple[Column, ...]]] = {
    "control": ("Who holds what: events, actors, gates, battles.", ()),
    "trade": ("What crosses the border: volumes, values, changes, stocks.", ()),
    "prices": ("What terbium and dysprosium cost, and how prices moved.", (
        Column("element", "category", "The element whose price it is.", ("terbium", "dysprosium")),
        Column("form", "category", "The form that is priced.", ("oxide", "unstated")),
        Column("market", "category", "The market of the price.", ("china", "unstated")))),
    "taxes": ("What is levied on the trade, by whom, and what becomes of it.", (
        Column("basis", "category", "What the levy is taken on.",
               ("exports", "price", "value", "tonnage", "unstated")),)),
    "environment": ("Sites, pits, harm, rules and promises.", ()),
    "dependence": ("Who depends on whom: shares of supply, imports, processing, magnets.", ()),
    "alternatives": ("Ways out, link by link: India, the United States, others.", (
        Column("destination", "category", "Whose way out it is."),
        Column("need", "category", "The link of the chain that the claim speaks of."))),
}
"""The tables of claims that questions name: what each holds, and the columns it adds from the claims' ``about``."""
CHECK_COLUMNS = (
    Column("element", "category", "The element, for a price.", ("terbium", "dysprosium")),
    Column("market", "category", "The market, for a price.", ("china", "unstated", "fob", "europe")),
)
"""What the table of independent evidence says of a price."""
