"""What a reader can take along from a figure or a table: data, specification, pictures, citation; and each figure as a
small page of its own, for a frame on another site."""

import hashlib
import json
import textwrap
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from compendium.book.figures import chart_files
from compendium.book.figures.chart_files import picture
from compendium.book.figures.chart_render import chart
from compendium.book.figures.source_lines import (
    FIGURES_FOLDER,
    credit,
    sources_in,
    sources_in_short,
    table_name,
    words_and_table,
)
from compendium.book.figures.source_lines import FIGURES_FOLDER as FIGURES
from compendium.book.ledger.figure_pages import frame_height
from compendium.book.site.edition import Edition, base_address, read_edition
from compendium.book.site.finished_page import svg_size
from compendium.book.site.templates import STATIC, in_script, template
from compendium.datasets.tidy import as_csv, data_of, tidy
from compendium.drawing import PICTURE_WIDTH, SUBTITLE_WIDTH, VEGA_LITE, drawing_library, how_it_draws
from compendium.fingerprints import keep_only, kept, text_print
from compendium.subject import current_subject

EMBEDS = "embed"
PNG_SCALE = 2.0


def write_pages(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the page of every figure of one page of the book."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / EMBEDS
    folder.mkdir(parents=True, exist_ok=True)
    for figure in doctree.findall(nodes.figure):
        for drawn in figure.findall(chart):
            (folder / f"{drawn['name']}.html").write_text(_embedded(app, docname, figure, drawn), encoding="utf-8")


def _embedded(app: Sphinx, docname: str, figure: nodes.figure, drawn: chart) -> str:
    spec, name = json.loads(drawn["spec"]), drawn["name"]
    caption = next(iter(figure.findall(nodes.caption)), nodes.caption())
    finding = " ".join(spec["title"]["text"])
    base, edition, sources = base_address(app.config), read_edition(Path(app.srcdir)), sources_line(spec)
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
        scripts=["chart.js", "announce.js", chart_files.bundle_name()])


def frame(base: str, name: str, finding: str, height: int) -> str:
    """What an author of another site copies."""
    return template("frame.html").render(base=base, folder=EMBEDS, name=name, finding=finding, height=height).strip()


def sources_line(spec: dict[str, Any]) -> str:
    """'Sources: The Post, The Survey (7 claims)'; of many only the first, as a frame has little room."""
    claims = spec["usermeta"]["compendium"]["claims"]
    named = sources_in_short(claims)
    if not named:
        return "Source: this book's own ledger"
    return (f"{'Source' if len(sources_in(claims)) == 1 else 'Sources'}: {named} "
            f"({len(claims)} {'claim' if len(claims) == 1 else 'claims'})")


def remove_gone(app: Sphinx) -> tuple[()]:
    """Remove the pages and files of figures and tables that the book no longer has; no page follows from it."""
    # a build has drawn every chart of the book by now, and a table is called by its anchor
    here = {path.name.partition(".")[0] for path in (Path(app.srcdir) / FIGURES_FOLDER).glob("*")} | {
        anchor for _, anchor in app.env.get_domain("std").data["anonlabels"].values()}
    for folder in (Path(app.outdir) / EMBEDS, Path(app.outdir) / FIGURES_FOLDER):
        keep_only(folder, [path for path in folder.glob("*") if path.name.partition(".")[0] in here])
    return ()


def write_take_along(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the files of all charts and tables of one page into the built book."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / FIGURES_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for drawn in doctree.findall(chart):
        _write_chart(folder, json.loads(drawn["spec"]), drawn["name"], Path(app.srcdir) / "figures")
    for table in doctree.findall(nodes.table):
        if "computed" in table["classes"] and table["ids"]:
            name, edition = table_name(table), read_edition(Path(app.srcdir))
            rows = as_csv(tidy(json.loads(table["data"])))
            (folder / f"{name}.csv").write_text(rows, encoding="utf-8", newline="")
            (folder / f"{name}.bib").write_text(_table_citation(table, docname, edition), encoding="utf-8")


def _write_chart(folder: Path, spec: dict[str, Any], name: str, figures: Path) -> None:
    edition = read_edition(figures.parent)
    (folder / f"{name}.csv").write_text(as_csv(data_of(spec)), encoding="utf-8", newline="")
    (folder / f"{name}.vl.json").write_bytes((figures / f"{name}.vl.json").read_bytes())
    alone = _with_credit(spec, edition)
    made_from = text_print(name, json.dumps(alone), how_it_draws())
    drawn, pixels = kept(figures.parent, f"taken/{name}", made_from, lambda: _drawn(name, alone))
    (folder / f"{name}.svg").write_text(drawn, encoding="utf-8", newline="")
    (folder / f"{name}.png").write_bytes(pixels)
    (folder / f"{name}.bib").write_text(_citation(spec, name, edition), encoding="utf-8")


def _drawn(name: str, alone: dict[str, Any]) -> tuple[str, bytes]:
    """The two pictures of a chart that travels alone: SVG and PNG."""
    pixels = drawing_library().vegalite_to_png(alone, vl_version=VEGA_LITE, scale=PNG_SCALE)
    return picture(name, alone), pixels


def _with_credit(spec: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """The chart as a picture that travels alone: on white, its credit under its subtitle."""
    lines = textwrap.wrap(credit(spec["usermeta"]["compendium"]["claims"], edition), SUBTITLE_WIDTH)
    title = spec["title"] | {"subtitle": [*spec["title"].get("subtitle", []), *lines]}
    white = spec["config"] | {"background": "white"}
    return spec | {"title": title, "width": PICTURE_WIDTH, "config": white}


def _citation(spec: dict[str, Any], name: str, edition: Edition) -> str:
    """The figure as a part of this edition: its finding, and the address that stays."""
    finding = " ".join(spec["title"]["text"])
    return edition.bibtex(f"{current_subject().slug}-{name}", title=finding,
                          howpublished=f"Figure in: {edition.full_title}", note=f"embed/{name}.html")


def _table_citation(table: nodes.table, docname: str, edition: Edition) -> str:
    """The table as a part of this edition: its caption, and where in the book it stands."""
    name = table_name(table)
    caption = " ".join(next(iter(table.findall(nodes.title))).astext().split())
    return edition.bibtex(f"{current_subject().slug}-{name}", title=caption,
                          howpublished=f"Table in: {edition.full_title}", note=f"{docname}.html#{name}")
