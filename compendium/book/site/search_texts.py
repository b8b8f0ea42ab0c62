"""What the search shows under a hit, in one file that a page opened from a disk may read as well.

A browser that opened the search from a file may not read other pages; a script beside it it may. So the prose of the
story is kept when a page is read, and a sentence on each page of the ledger when that is made.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

SEARCH_TEXTS_FILE = "search_texts.js"
CALL = "window.compendiumSearchTexts="
STORY = "Chapter"
APART = (nodes.figure, nodes.table, nodes.literal_block, nodes.field_list, nodes.raw, addnodes.toctree,
         nodes.legend, nodes.footnote, nodes.system_message)
"""What stands on a page beside its prose."""
OPEN, CLOSE = "\ue000", "\ue001"
"""Signs of no script around the label of a section, where its title will stand."""
TITLE = re.compile(f"{OPEN}(.*?){CLOSE}")


@dataclass(frozen=True)
class SearchText:
    """What is shown of a page: its kind, and the words of which some are shown."""

    kind: str
    words: str


def keep_prose(app: Sphinx, doctree: nodes.document) -> None:
    """Note the prose of a page of the story when it is read."""
    _prose(app.env)[app.env.docname] = " ".join(
        " ".join(_said(paragraph).split()) for paragraph in doctree.findall(nodes.paragraph) if not _apart(paragraph))


def forget_prose(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what was noted of a page that is read anew or gone."""
    _prose(env).pop(docname, None)


def merge_prose(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over what another process noted."""
    _prose(env).update({name: _prose(other).get(name, "") for name in docnames})


def keep_told(app: Sphinx, told: dict[str, SearchText]) -> None:
    """Have the pages of the ledger told as well."""
    app.compendium_told = told  # type: ignore[attr-defined]


def write_texts(app: Sphinx, problem: Exception | None) -> None:
    """Write the file into the built book, as data that a script tag can load.

    Where no page had to be written, those of the ledger were not told again, and the file that is there holds.
    """
    ledger: dict[str, SearchText] | None = getattr(app, "compendium_told", None)
    if problem is not None or app.builder.format != "html" or ledger is None:
        return
    told = {name: SearchText(STORY, _titled(words, app.env)) for name, words in _prose(app.env).items()} | ledger
    data = {name: [each.kind, each.words] for name, each in sorted(told.items())}
    written = f"{CALL}{json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"
    (Path(app.outdir) / "_static" / SEARCH_TEXTS_FILE).write_text(written, encoding="utf-8")


def _said(paragraph: nodes.paragraph) -> str:
    """The words of a paragraph; the title of a section that it refers to is known once all pages are read."""
    said, met = list[str](), set[nodes.Node]()
    for text in paragraph.findall(nodes.Text):
        reference = _unresolved(text, paragraph)
        if reference is None:
            said.append(str(text))
        elif reference.get("reftype") == "ref" and reference.get("refdomain") == "std" and reference not in met:
            met.add(reference)
            said.append(OPEN + str(reference["reftarget"]).lower() + CLOSE)
    return "".join(said)


def _titled(words: str, env: BuildEnvironment) -> str:
    """The words with the titles of sections where references to them stood."""
    labels = env.get_domain("std").labels  # type: ignore[attr-defined]
    return TITLE.sub(lambda found: labels[found[1]][2] if found[1] in labels else "", words)


def _unresolved(text: nodes.Text, paragraph: nodes.paragraph) -> addnodes.pending_xref | None:
    """The reference of whose words only the name of a figure, a publication or a section is known yet."""
    node: nodes.Node | None = text.parent
    while node is not None and node is not paragraph:
        if isinstance(node, addnodes.pending_xref):
            named = node.get("refdomain") == "cite" or node.get("reftype") == "numref"
            return node if named or (node.get("reftype") in {"ref", "doc"} and not node.get("refexplicit")) else None
        node = node.parent
    return None


def _apart(node: nodes.Node) -> bool:
    parent = node.parent
    while parent is not None:
        if isinstance(parent, APART) or "source-line" in getattr(parent, "attributes", {}).get("classes", ()):
            return True
        parent = parent.parent
    return False


def _prose(env: Any) -> dict[str, str]:
    if not hasattr(env, "compendium_prose"):
        env.compendium_prose = {}
    found: dict[str, str] = env.compendium_prose
    return found
