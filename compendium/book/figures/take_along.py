"""The files that a reader can take along from a figure or a table: data, specification, pictures, citation."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx

from compendium.book.figures.chart_render import chart
from compendium.book.figures.files import PICTURE_WIDTH
from compendium.book.figures.source_lines import FOLDER, table_name
from compendium.book.figures.source_names import in_short
from compendium.book.figures.vega import VEGA_LITE
from compendium.book.site.edition import Edition, read_edition

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
            (folder / f"{name}.csv").write_text(_rows(table), encoding="utf-8", newline="")
            (folder / f"{name}.bib").write_text(_table_citation(table, docname, edition), encoding="utf-8")


def _write_chart(folder: Path, spec: dict[str, Any], name: str, figures: Path) -> None:
    import vl_convert

    largest = max(spec["datasets"].values(), key=len)
    pd.DataFrame(largest).to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    for ending in ("vl.json", "svg"):
        (folder / f"{name}.{ending}").write_bytes((figures / f"{name}.{ending}").read_bytes())
    png = vl_convert.vegalite_to_png(_with_sources(spec), vl_version=VEGA_LITE, scale=PNG_SCALE)
    (folder / f"{name}.png").write_bytes(png)
    (folder / f"{name}.bib").write_text(_citation(spec, name, read_edition(figures.parent)), encoding="utf-8")


def _with_sources(spec: dict[str, Any]) -> dict[str, Any]:
    """The chart as a picture that travels alone: on white, its sources under its subtitle."""
    claims = spec["usermeta"]["compendium"]["claims"]
    lines = [f"Sources: {in_short(claims) or 'the book itself'}.",
             "Kachin's Heavy Rare Earths, an evidence book, CC BY 4.0"]
    title = spec["title"] | {"subtitle": [*spec["title"].get("subtitle", []), *lines]}
    white = spec["config"] | {"background": "white"}
    return spec | {"title": title, "width": PICTURE_WIDTH, "config": white}


def _citation(spec: dict[str, Any], name: str, edition: Edition) -> str:
    """The figure as a part of this edition: its finding, and the address that stays."""
    finding = " ".join(spec["title"]["text"])
    return edition.bibtex(f"kachin-{name}", title=finding, howpublished=f"Figure in: {edition.full_title}",
                          note=f"embed/{name}.html")


def _table_citation(table: nodes.table, docname: str, edition: Edition) -> str:
    """The table as a part of this edition: its caption, and where in the book it stands."""
    name = table_name(table)
    caption = " ".join(next(iter(table.findall(nodes.title))).astext().split())
    return edition.bibtex(f"kachin-{name}", title=caption, howpublished=f"Table in: {edition.full_title}",
                          note=f"{docname}.html#{name}")


def _rows(table: nodes.table) -> str:
    """A table's cells as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in table.findall(nodes.row):
        writer.writerow(" ".join(entry.astext().split()) for entry in row.findall(nodes.entry))
    return out.getvalue()
