"""The ledger in print: an entry in one small paragraph, and no table of all claims, which only a screen can search."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from compendium.book.printed.nodes import anchor

AFTER_ONLY = 100
LEFT_OUT = ("Beside it", "Question", "To cite")
"""What the page of questions says as well, and the same words on every entry."""
CUT_SHORT = ("Used in", "Computed results")
"""Lists of places that rest on an entry: pages of them say no more to a reader on paper than the first few."""
MOST = 10
"""How many of such a list are printed. What an entry itself rests on is always printed whole."""
SEARCH = ("The table of all claims, to be searched, filtered and sorted, is part of the book on screen; its rows are "
          "those of data/claims.csv. In print each claim stands with its source, on the pages that follow.")


class CompactEntries(SphinxPostTransform):
    """Sets the particulars of claims, results and verdicts one after the other."""

    default_priority = AFTER_ONLY  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Turn each list of particulars into a paragraph; an entry's begins with what it says."""
        for fields in list(self.document.findall(nodes.field_list)):
            if "details" in fields["classes"]:
                self._compact(fields)

    def _compact(self, fields: nodes.field_list) -> None:
        block = fields.parent
        assert block is not None
        if "claim" not in block["classes"]:
            fields.replace_self(nodes.paragraph("", "", *_run_in(fields)))
            return
        says = next(child for child in block.children if isinstance(child, nodes.paragraph))
        says += [nodes.Text(" "), *_run_in(fields, LEFT_OUT)]
        block.remove(fields)


class WithoutSearch(SphinxPostTransform):
    """Says where the table of all claims is, in its place."""

    default_priority = AFTER_ONLY  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Leave out the table."""
        for table in list(self.document.findall(nodes.table)):
            if "all-claims" in table["classes"]:
                table.replace_self(nodes.paragraph("", SEARCH))


class CompactModules(SphinxPostTransform):
    """Names each module behind the results in one line, as its code stands on the pages."""

    default_priority = AFTER_ONLY  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Turn the section of each module into a line, which keeps its place."""
        for section in list(self.document.findall(nodes.section)):
            if section["ids"] and "module" in section["classes"]:
                title, told = section.children[:2]
                assert isinstance(title, nodes.title) and isinstance(told, nodes.paragraph)
                line = nodes.paragraph("", "", *title.children, nodes.Text(": "), *told.children)
                section.replace_self([anchor(ids=section["ids"]), line])


def _run_in(fields: nodes.field_list, left_out: tuple[str, ...] = ()) -> list[nodes.Node]:
    """'Number: 311 t. Period: February 2025.' and so on."""
    shown: list[nodes.Node] = []
    for field in fields.children:
        name, body = field.children
        if name.astext() not in left_out:
            parts = [part for block in body for part in block.children]
            shown += [nodes.emphasis("", f"{name.astext()}: "),
                      *(cut_short(parts) if name.astext() in CUT_SHORT else parts),
                      nodes.Text(" " if body.astext().endswith((".", "?")) else ". ")]
    return shown


def cut_short(parts: list[nodes.Node]) -> list[nodes.Node]:
    """The first links of a long list, and how many there are besides."""
    links = [at for at, part in enumerate(parts) if isinstance(part, nodes.reference)]
    if len(links) <= MOST:
        return parts
    return [*parts[:links[MOST - 1] + 1], nodes.Text(f", and {len(links) - MOST} more, listed on screen")]
