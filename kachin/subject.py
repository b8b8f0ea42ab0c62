"""All that the engine is told of this subject, in one place."""

from compendium.subject import Subject

SUBJECT = Subject(
    slug="kachin-rare-earths",
    title="Kachin's Heavy Rare Earths: an evidence book",
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
    named_numbers=(r"Special Region 1", r"\bHS (?:code )?\d{4,}", r"\bSection 301\b"),
    counted_nouns=(
        "mine", "mining operation", "mining site", "site", "pit", "pool", "villager", "township", "miner", "resident",
        "refinery", "plant", "gate", "crossing", "battalion", "brigade", "deposit", "checkpoint", "element", "mineral",
        "metal", "lorry", "truck", "sample", "river", "stream", "death", "landslide", "load", "licence", "permit",
        "ceasefire", "buyer", "trader", "protest", "arrest", "attack", "strike", "ship", "vessel", "barge", "boat",
        "engine", "general", "condition", "convoy", "excavator", "kiln", "shipment"),
)
