"""How a figure or table was made, in a phrase: what its kind of chart does, and a link to the cell that made it."""

import re

from docutils import nodes

from compendium import charts

CALL = re.compile(r"charts\.(\w+)\(")
BY_HAND = "counted or put side by side in the chapter's own code"
"""What is said of a table that no function of the book's makes."""


def how_made(shown: nodes.Element, name: str) -> nodes.paragraph | None:
    """The line under a figure or table in the pages; nothing where it was not made by a cell."""
    cell = _cell(shown)
    if cell is None:
        return None
    anchor = f"made/{name}"
    cell["ids"].append(anchor)
    phrase = _phrase("\n".join(code.astext() for code in cell.findall(nodes.literal_block)))
    line = nodes.paragraph("", f"How it was made: {phrase} (", classes=["source-line", "how-made"])
    line += nodes.reference("", "the code", refuri=f"#{anchor}", internal=True)
    line += nodes.Text(").")
    return line


def _cell(shown: nodes.Element) -> nodes.container | None:
    """The cell among whose outputs something stands."""
    around = shown.parent
    while around is not None and "cell" not in around.get("classes", ()):
        around = around.parent
    return around if isinstance(around, nodes.container) else None


def _phrase(code: str) -> str:
    """The first sentence about the last function of the book that a cell calls for what it shows."""
    called = [getattr(charts, name, None) for name in CALL.findall(code) if name != "record"]
    named = [each for each in called if callable(each)]
    told = (named[-1].__doc__ or "").strip() if named else ""
    sentence = " ".join(re.split(r"\.(?:\s|$)", told)[0].replace("``", "").split())
    return sentence[:1].lower() + sentence[1:] if sentence else BY_HAND
