"""All that the engine is told of the otters of the Lenn, in one place."""

from compendium.subject import Subject

SUBJECT = Subject(
    slug="otters-of-the-lenn",
    title="The otters of the Lenn: an example of an evidence book",
    themes={"animals": "The otters", "damage": "The damage"},
    tables=lambda: {"animals": ("How many otters there are, and what they eat.", ()),
                    "damage": ("What the farm lost, and what a fence would cost.", ())},
    results="otters.model",
)
