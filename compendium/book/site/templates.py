"""The pages and files that are filled in from a template, and the styles and programs that the book brings itself."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"


def template(name: str) -> Template:
    """A template by the name of its file; a name in it that nobody fills in is an error."""
    return _templates().get_template(name)


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)
