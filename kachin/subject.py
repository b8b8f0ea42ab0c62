"""All that the engine is told of this subject, in one place."""

from compendium.columns import Column
from compendium.subject import Subject

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

SUBJECT = Subject(
    slug="kachin-rare-earths",
    title="Kachin's Heavy Rare Earths: an evidence book",
    care="The subject is a war: no mine is located, in this table or in any chart; an area that an article names "
         "inside a township has no coordinates here.",
    themes={
        "control": "Who holds what",
        "trade": "What crosses the border",
        "pricing": "Prices and taxes",
        "environment": "The damage",
        "governance": "Rules and revenue",
        "dependence": "Who depends on whom",
        "india": "India",
        "us": "The United States",
        "others": "Other ways out",
    },
    tables=lambda: TABLES,
    check_columns=lambda: CHECK_COLUMNS,
    drivers={
        "outage": ("%", "of Myanmar's normal shipments to China are missing"),
        "substitution": ("%", "of what China then lacks comes from other mines"),
        "diversion": ("%", "of what still leaves Myanmar goes to buyers outside China"),
        "paid": ("%", "of the tonnes that leave land held by the KIA pay its levy in full"),
        "months": ("month", "is how long it lasts"),
    },
    datasets="kachin.datasets",
    named_numbers=(r"(?:Kachin )?Special Region 1", "G7", r"\bHS (?:code )?\d{4,}", r"\bSection 301\b"),
    counted_nouns=(
        "mine", "mining operation", "mining site", "site", "pit", "pool", "villager", "township", "miner", "resident",
        "refinery", "plant", "gate", "crossing", "battalion", "brigade", "deposit", "checkpoint", "element", "mineral",
        "metal", "lorry", "truck", "sample", "river", "stream", "death", "landslide", "load", "licence", "permit",
        "ceasefire", "buyer", "trader", "protest", "arrest", "attack", "strike", "ship", "vessel", "barge", "boat",
        "engine", "general", "condition", "convoy", "excavator", "kiln", "shipment"),
    colours={
        "terbium": "#b5482a",
        "dysprosium": "#2f6f9f",
        "myanmar": "#b5482a",
        "china": "#8a6d00",
        "india": "#2e7d5b",
        "united-states": "#3a5fa0",
    },
    charts="kachin.charts",
    results="kachin.models.derived",
    models="kachin.models.derived",
)
