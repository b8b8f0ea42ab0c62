"""What each page tells machines of itself: a description, a preview for other sites, and its kind by schema.org.

All of it is static. Absolute addresses are given only where ``book_url`` in ``_config.yml`` names one.
"""

import json
import posixpath
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from compendium.book.figures.chart_render import chart
from compendium.book.site.addresses import to_root
from compendium.book.site.edition import Edition, base_address, read_edition
from compendium.book.site.templates import template as template_of
from compendium.citation import DOI_ADDRESS
from compendium.datasets import TABLES

DESCRIBED, WORDS = 300, 1
CARD = "_static/card.png"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
ABSOLUTE_ONLY = re.compile(r'<meta\s+property="og:(?:url|image)"[^>]*>\n?')
"""What a preview says with an absolute address, and cannot say without one."""


def prepare(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Before the preview is made: the page's own description and picture."""
    if doctree is None:
        return
    drawn = next(iter(doctree.findall(chart)), None)
    picture = f"figures/{drawn['name']}.png" if drawn is not None else CARD
    shown = json.loads(drawn["spec"]).get("description", "") if drawn is not None else context["docstitle"]
    base = base_address(app.config)
    preview = {"og:description": page_description(doctree), "og:image": base + picture, "og:image:alt": shown}
    context["meta"] = dict(context["meta"] or {}) | (preview if base else {"og:description": preview["og:description"]})


def complete(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """After the preview was made: icon, feed, description and schema.org; without an address nothing that needs one."""
    root, tags = to_root(page), context.get("metatags", "")
    said = None
    # pages that Sphinx makes by itself have no content to describe
    if doctree is not None:
        said = structured(page, context["title"], doctree, read_edition(Path(app.srcdir)), root)
        tags = tags if base_address(app.config) else ABSOLUTE_ONLY.sub("", tags)
    context["metatags"] = tags + template_of("head.html").render(root=root, said=said) + "\n"


def page_description(doctree: nodes.document) -> str:
    """The page in a sentence or two: a chapter's answer, else its first paragraph."""
    answers = (each for each in doctree.findall(nodes.container) if "answer-text" in each["classes"])
    found = next(answers, None) or next(iter(doctree.findall(nodes.paragraph)), None)
    text = " ".join(found.astext().split()) if found is not None else ""
    return text if len(text) <= DESCRIBED else f"{text[:DESCRIBED].rsplit(' ', WORDS)[0]}…"


def structured(page: str, title: str, doctree: nodes.document, edition: Edition, up: str) -> dict[str, Any]:
    """The page as schema.org knows it: the book, a chapter, the data, or a page of the book."""
    book = {"@type": "Book", "@id": f"{up}index.html", "name": edition.full_title}
    common = {"@context": "https://schema.org", "description": page_description(doctree), "inLanguage": "en",
              "license": LICENCE_ADDRESS, "version": edition.version, "datePublished": edition.released.isoformat(),
              "author": edition.authors[0] if len(edition.authors) == 1 else list(edition.authors)}
    if edition.doi:
        book["identifier"] = DOI_ADDRESS + edition.doi
    if page == "index":
        return common | book | {"keywords": list(edition.keywords), "abstract": edition.abstract}
    plain = re.sub(r"<[^>]+>", "", title)
    here = {"name": plain, "@id": f"{posixpath.basename(page)}.html", "isPartOf": book}
    if page == "chapters/ledger/data":
        return common | here | {"@type": "Dataset", "keywords": list(edition.keywords), "distribution": [
            {"@type": "DataDownload", "encodingFormat": "text/csv", "name": f"{name}.csv", "description": says,
             "contentUrl": f"{up}data/{name}.csv"} for name, (says, _) in TABLES.items()]}
    questions = (each for each in doctree.findall(nodes.paragraph) if "answer-question" in each["classes"])
    asked = next((each.astext() for each in questions), "")
    return common | here | ({"@type": "Chapter", "headline": asked} if asked else {"@type": "WebPage"})
