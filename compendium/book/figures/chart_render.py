"""Putting a chart on a page: drawn by the browser, with a still picture wherever that is not possible.

Without JavaScript, in print and in the PDF the picture from ``figures/`` is shown. With it, ``chart.js``
draws the chart from its specification, which stands in the page itself; nothing is fetched.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxTranslator
from sphinx.writers.html5 import HTML5Translator

from compendium.book.figures import chart_files
from compendium.book.figures.chart_files import chart_name
from compendium.book.figures.tables import render_table
from compendium.book.site.templates import in_script, template
from compendium.drawing import CHART_TYPE

PICTURE = "{picture}"
"""Where the picture, which docutils writes itself, stands in the template of a chart's box."""


class chart(nodes.General, nodes.Element):
    """A chart in a page: its specification, and its picture as the child node."""


class ChartRenderer:
    """Renders charts as charts and tables as tables, for every kind of book."""

    mime_priority_overrides: ClassVar[Sequence[tuple[str, str, int | None]]] = [
        ("*", CHART_TYPE, 1),
        ("latex", "text/html", 2),
    ]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """The nodes for a chart or a table; None for everything else."""
        # MyST-NB asks every renderer that is installed, also for books that know nothing of this one
        book = renderer.renderer.sphinx_env
        if inline or book is None or "compendium.book" not in book.app.extensions:
            return None
        if data.mime_type == CHART_TYPE:
            return [chart_node(data.content)]
        return render_table(renderer, data) if data.mime_type == "text/html" else None


def chart_node(spec: Any) -> chart:
    """A chart and, inside it, the picture that stands for it."""
    name = chart_name(spec)
    picture = nodes.image(uri=f"/figures/{name}.svg", alt=spec.get("description", ""), classes=["chart-picture"])
    told = " ".join(spec.get("title", {}).get("text", ())) or name
    return chart("", picture, spec=json.dumps(spec, sort_keys=True), name=name, told=told, classes=["chart"])


def visit_html(translator: HTML5Translator, node: chart) -> None:
    """A box with the specification in it; the picture follows as its child."""
    box = template("chart-box.html").render(name=node["name"], told=node["told"], spec=in_script(node["spec"]))
    translator.body.append(box.partition(PICTURE)[0])


def depart_html(translator: HTML5Translator, node: chart) -> None:
    """The end of the box."""
    box = template("chart-box.html").render(name="", told="", spec="")
    translator.body.append(box.partition(PICTURE)[2])


def _pass(translator: SphinxTranslator, node: chart) -> None:
    """Only the picture is shown."""


VISITORS: dict[str, Any] = {
    "html": (visit_html, depart_html), "latex": (_pass, _pass), "text": (_pass, _pass),
    "man": (_pass, _pass), "texinfo": (_pass, _pass),
}  # fmt: skip


def provide_vega(app: Sphinx) -> None:
    """Have the drawing program at hand before pages are written."""
    if app.builder.format == "html":
        app.config.html_static_path.append(str(chart_files.bundle(Path(app.srcdir)).parent))
        # the ledger's pages of figures load it by themselves
        app.config.html_context["chart_program"] = chart_files.bundle_name()


def add_chart_program(app: Sphinx, page: str, template: str, context: dict[str, Any],
                      doctree: nodes.document | None) -> None:
    """Load the drawing program only on pages that hold a chart."""
    if doctree is not None and next(doctree.findall(chart), None) is not None:
        # first the room that the charts will need, then the program that fills it
        app.add_js_file("chart.js", loading_method="defer")
        app.add_js_file("credit.js", loading_method="defer")
        app.add_js_file(chart_files.bundle_name(), loading_method="defer")
        app.add_css_file("charts.css")
