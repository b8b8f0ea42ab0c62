"""The pages and files that are filled in from a template, and the styles and programs that the book brings itself."""

import json
from functools import cache
from pathlib import Path

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from compendium.book.site.addresses import to_root

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"
SHELLS = TEMPLATES / "shell"
"""Templates that Sphinx fills in, as they extend the theme's."""


def template(name: str) -> Template:
    """A template by the name of its file; a name in it that nobody fills in is an error."""
    return _templates().get_template(name)


def printed_block(name: str, docname: str, **filled: object) -> nodes.raw:
    """A filled template as a part of a page of the story; ``root`` in it is the way from there to the first folder."""
    # marked, as a page's own HTML is held against what may stand there
    return nodes.raw("", template(name).render(root=to_root(docname), **filled), format="html", template=name)


def template_texts() -> list[str]:
    """The text of all templates: what their elements are called."""
    return [path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.rglob("*.html"))]


def in_script(text: str) -> Markup:
    """A chart's specification for the script element of a page: no sign in it can end the element or begin a comment.

    The rows from which table and files are made stay out; nothing draws them, and they can outweigh the drawing.
    """
    spec = json.loads(text)
    spec.get("usermeta", {}).get("compendium", {}).pop("data", None)
    text = json.dumps(spec, sort_keys=True)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True)
