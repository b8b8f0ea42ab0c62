"""Running the chapters: each by itself, with its parameters, and only when something changed."""

from compendium.lean import load_lean

# before anything here loads jsonschema
load_lean("jsonschema")
