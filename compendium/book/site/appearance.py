"""How the book looks and what its pages offer: light and dark, download of the source, formulas, no dead buttons.

Settings of the theme are made here and not in ``_config.yml``, where they would replace all that
Jupyter Book sets itself.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from latex2mathml.converter import convert
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from compendium.book.site.templates import SHELLS, STATIC, template
from compendium.fingerprints import keep_only

SEARCH = [(name, {"defer": "defer"}) for name in ("search_texts.js", "search.js")]
"""What changes Sphinx's search, after that has been loaded and before it begins."""
OPTIONS: dict[str, Any] = {
    "footer_content_items": ["fact-legend.html", "author.html", "copyright.html", "last-updated.html"],
    # the title above the chapters leads to the first page
    "home_page_in_toc": False,
    "launch_buttons": {},
    # the sidebar has a search field already
    "navbar_persistent": [],
    "show_navbar_depth": 1,
    "show_toc_level": 2,
    "use_download_button": True,
    "use_edit_page_button": False,
    "use_fullscreen_button": False,
    "use_issues_button": False,
    "use_repository_button": False,
}

DOWNLOADS = "_downloads"
"""Where Sphinx puts the files that pages offer."""


def configure(app: Sphinx, config: Config) -> None:
    """Set what the theme shows; runs before the theme reads its options."""
    options = config.html_theme_options
    options.pop("repository_url", None)
    options.update(OPTIONS | _repository(config.repository_url))
    config.html_context = {"default_mode": "auto"} | config.html_context
    config.html_static_path.append(str(STATIC))
    config.templates_path.append(str(SHELLS))
    config.html_css_files += ["book.css", "front.css", "evidence.css", "access.css", "verdicts.css", "ledger.css"]
    config.html_js_files += ["theme.js", ("announce.js", {"defer": "defer"}), *SEARCH]
    # the search finds what an index would list, and the printed book has one
    config.html_use_index = False
    config.html_math_renderer = "mathml"
    config.myst_update_mathjax = False


def _repository(address: str) -> dict[str, Any]:
    """Edit buttons that lead to the chapters' sources; none where no address is configured."""
    if not address:
        return {}
    host = urlsplit(address).hostname or ""
    known = [name for name in ("github", "gitlab", "bitbucket") if name in host]
    return {
        "repository_url": address,
        # the theme aborts at a host that it does not know, and most others speak GitLab's addresses
        "repository_provider": known[0] if known else "gitlab",
        "repository_branch": "main",
        "use_edit_page_button": True,
        "use_repository_button": True,
    }


def remove_unused(app: Sphinx, problem: Exception | None) -> None:
    """Take pictures that no page shows any more, and files that none offers, out of the built book."""
    if problem is not None or app.builder.format != "html":
        return
    pictures, offered = Path(app.outdir) / app.builder.imagedir, Path(app.outdir) / DOWNLOADS
    shown = {*app.builder.images.values(), *(name for _, name in app.env.images.values())}
    keep_only(pictures, (pictures / name for name in shown))
    keep_only(offered, (offered / name for _, name in app.env.dlfiles.values()))


def inline_formula(translator: HTML5Translator, node: nodes.math) -> None:
    """A formula in a line of text."""
    translator.body.append(_mathml(node.astext(), "inline"))
    raise nodes.SkipNode


def block_formula(translator: HTML5Translator, node: nodes.math_block) -> None:
    """A formula on a line of its own, which can be moved sideways where it is wider than the page.

    One that has a label has the number by which others refer to it.
    """
    formula = _mathml(node.astext(), "block")
    number = get_node_equation_number(translator, node) if node.get("number") else ""
    translator.body.append(template("formula.html").render(formula=formula, ids=node["ids"], number=number))
    raise nodes.SkipNode


def _mathml(tex: str, display: str) -> Markup:
    """A formula for browsers, which says too how it was written: print sets it from that."""
    written = Markup('<math alttext="{}" ').format(" ".join(tex.split()))
    return Markup(convert(tex, display=display).replace("<math ", written, 1))
