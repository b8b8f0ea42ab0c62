"""The files that a reader can take along from a figure or a table: data, specification, pictures, citation."""

import json
import textwrap
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from compendium.book.figures.chart_render import chart
from compendium.book.figures.credits import credit
from compendium.book.figures.files import PICTURE_WIDTH, picture
from compendium.book.figures.source_lines import FOLDER, table_name
from compendium.book.figures.vega import VEGA_LITE
from compendium.book.site.edition import Edition, read_edition
from compendium.charts.output import SUBTITLE_WIDTH, as_csv, data_of, tidy
from compendium.fingerprints import kept, text_print
from compendium.subject import current_subject

PNG_SCALE = 2.0


def write_files(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write the files of all charts and tables of one page into the built book."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
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
    made_from = text_print(name, json.dumps(alone), version("vl-convert-python"))
    drawn, pixels = kept(figures.parent, f"taken/{name}", made_from, lambda: _drawn(name, alone))
    (folder / f"{name}.svg").write_text(drawn, encoding="utf-8", newline="")
    (folder / f"{name}.png").write_bytes(pixels)
    (folder / f"{name}.bib").write_text(_citation(spec, name, edition), encoding="utf-8")


def _drawn(name: str, alone: dict[str, Any]) -> tuple[str, bytes]:
    """The two pictures of a chart that travels alone: SVG and PNG."""
    import vl_convert

    return picture(name, alone), vl_convert.vegalite_to_png(alone, vl_version=VEGA_LITE, scale=PNG_SCALE)


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

