"""The program that searches, filters and sorts the table of claims, taken from a locked package and kept.

DataTables comes with ``itables``, so that no page asks another host for it. It is handed out there as
a module, which browsers refuse to load from a file; here it becomes an ordinary script.
"""

import hashlib
import re
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from compendium.fingerprints import write_whole

EXPORTS = re.compile(r"export\s*\{([^}]*)\}\s*;?")
FOLDER = Path("_build") / "cache" / "static"
CLAIMS_PAGE, CLAIMS = "chapters/ledger/claims", "claims-table.js"
"""The page with the table of claims, and the file that holds its rows."""


def names() -> tuple[str, str]:
    """The names of the script and of the style sheet; they change with the package's version."""
    mark = hashlib.sha256(version("itables").encode()).hexdigest()[:12]
    return f"datatables-{mark}.js", f"datatables-{mark}.css"


def provide(app: Sphinx) -> None:
    """Have both files at hand before pages are written."""
    if app.builder.format != "html":
        return
    script, style = (Path(app.srcdir) / FOLDER / name for name in names())
    if not (script.exists() and style.exists()):
        package = files("itables") / "html"
        write_whole(script, as_script((package / "dt_bundle.js").read_text(encoding="utf-8")))
        write_whole(style, (package / "dt_bundle.css").read_text(encoding="utf-8"))
    if str(script.parent) not in app.config.html_static_path:
        app.config.html_static_path.append(str(script.parent))


def as_script(module: str) -> str:
    """A module as a classic script that leaves its default export as ``window.DataTable``."""
    exported = dict(
        reversed(pair.split(" as ")) for pair in EXPORTS.findall(module)[-1].split(",") if " as " in pair)
    body = EXPORTS.sub("", module)
    return f"(function () {{\n{body}\nwindow.DataTable = {exported['default']};\n}})();\n"


def add_scripts(app: Sphinx, page: str, template: str, context: object, doctree: nodes.document | None) -> None:
    """Load the program only on the page with the table of claims."""
    if page == CLAIMS_PAGE:
        script, style = names()
        app.add_js_file(CLAIMS, loading_method="defer")
        app.add_js_file(script, loading_method="defer")
        app.add_js_file("claims.js", loading_method="defer")
        app.add_css_file(style)
        app.add_css_file("claims.css")
