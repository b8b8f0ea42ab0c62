"""Each figure as a small page of its own, for a frame on another site: with its sources and its data."""

import hashlib
import json
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from compendium.book.figures import vega
from compendium.book.figures.chart_render import chart, in_script
from compendium.book.figures.chart_words import words_and_table
from compendium.book.figures.credits import in_short, sources_in
from compendium.book.figures.frame_heights import frame_height
from compendium.book.figures.source_lines import FOLDER as FIGURES
from compendium.book.site.edition import base_address, read_edition
from compendium.book.site.finished_page import svg_size
from compendium.book.site.templates import STATIC, template

FOLDER = "embed"


def write_pages(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the page of every figure of one page of the book."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for figure in doctree.findall(nodes.figure):
        for drawn in figure.findall(chart):
            (folder / f"{drawn['name']}.html").write_text(_page(app, docname, figure, drawn), encoding="utf-8")


def _page(app: Sphinx, docname: str, figure: nodes.figure, drawn: chart) -> str:
    spec, name = json.loads(drawn["spec"]), drawn["name"]
    caption = next(iter(figure.findall(nodes.caption)), nodes.caption())
    finding = " ".join(spec["title"]["text"])
    base, edition, sources = base_address(app.config), read_edition(Path(app.srcdir)), sources_of(spec)
    digest = hashlib.sha256(drawn["spec"].encode()).hexdigest()[:8]
    _, picture = svg_size(Path(app.srcdir) / "figures" / f"{name}.svg") or (0, int(spec["height"]))
    line = f"{sources}. From {edition.full_title}, {edition.dated}, figure {digest}. CC BY 4.0."
    height = frame_height(spec, picture, (caption.astext(), line))
    return template("embed.html").render(
        name=name, finding=finding, description=spec.get("description", ""), caption=caption.astext(),
        spec=in_script(drawn["spec"]), sources=sources,
        edition=edition, digest=digest,
        base=base, place=f"{docname}.html#{figure['ids'][0]}", frame=frame(base, name, finding, height),
        words=Markup(words_and_table(spec, f"../{FIGURES}/{name}.csv")),
        sheets=[sheet for sheet in ("charts.css",) if (STATIC / sheet).is_file()],
        scripts=["chart.js", "announce.js", vega.bundle_name()])


def frame(base: str, name: str, finding: str, height: int) -> str:
    """What an author of another site copies."""
    return template("frame.html").render(base=base, folder=FOLDER, name=name, finding=finding, height=height).strip()


def sources_of(spec: dict[str, Any]) -> str:
    """'Sources: The Post, The Survey (7 claims)'; of many only the first, as a frame has little room."""
    claims = spec["usermeta"]["compendium"]["claims"]
    named = in_short(claims)
    if not named:
        return "Source: this book's own ledger"
    return (f"{'Source' if len(sources_in(claims)) == 1 else 'Sources'}: {named} "
            f"({len(claims)} {'claim' if len(claims) == 1 else 'claims'})")
