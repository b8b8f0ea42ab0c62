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
)
