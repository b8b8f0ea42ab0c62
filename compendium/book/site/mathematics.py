"""Formulas as MathML, which browsers draw by themselves: no script, nothing fetched."""

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.writers.html5 import HTML5Translator


def inline(translator: HTML5Translator, node: nodes.math) -> None:
    """A formula in a line of text."""
    translator.body.append(convert(node.astext()))
    raise nodes.SkipNode


def block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """A formula on a line of its own, which can be moved sideways where it is wider than the page."""
    formula = convert(node.astext(), display="block")
    translator.body.append(f'<div class="math" role="group" aria-label="Formula" tabindex="0">{formula}</div>')
    raise nodes.SkipNode
