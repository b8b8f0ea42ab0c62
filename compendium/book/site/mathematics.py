"""Formulas as MathML, which browsers draw by themselves: no script, nothing fetched."""

from docutils import nodes
from latex2mathml.converter import convert
from markupsafe import Markup
from sphinx.writers.html5 import HTML5Translator

from compendium.book.site.templates import template


def inline(translator: HTML5Translator, node: nodes.math) -> None:
    """A formula in a line of text."""
    translator.body.append(convert(node.astext()))
    raise nodes.SkipNode


def block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """A formula on a line of its own, which can be moved sideways where it is wider than the page."""
    formula = Markup(convert(node.astext(), display="block"))
    translator.body.append(template("formula.html").render(formula=formula))
    raise nodes.SkipNode
