"""The ledger in print: an entry in one small paragraph, and no table of all claims, which only a screen can search."""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from compendium.book.printed.nodes import page_of

AFTER_ONLY = 100
LEFT_OUT = ("Beside it", "Question", "To cite")
"""What the page of questions says as well, and the same words on every entry."""
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


class CompactQuestions(SphinxPostTransform):
    """Names the claims on a question without a verdict, with their pages; the sentences stand in their entries."""

    default_priority = AFTER_ONLY  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Turn the tables of such questions into a paragraph each."""
        for section in self.document.findall(nodes.section):
            if any(name.startswith("question/") for name in section["ids"]) and not any(
                    "verdict" in block["classes"] for block in section.findall(nodes.admonition)):
                for table in list(section.findall(nodes.table)):
                    table.replace_self(_claims_of(table))


def _run_in(fields: nodes.field_list, left_out: tuple[str, ...] = ()) -> list[nodes.Node]:
    """'Number: 311 t. Period: February 2025.' and so on."""
    shown: list[nodes.Node] = []
    for field in fields.children:
        name, body = field.children
        if name.astext() not in left_out:
            shown += [nodes.emphasis("", f"{name.astext()}: "), *(part for block in body for part in block.children),
                      nodes.Text(" " if body.astext().endswith((".", "?")) else ". ")]
    return shown


def _claims_of(table: nodes.table) -> nodes.paragraph:
    """The claims that a table links to, each with its page."""
    named = dict.fromkeys(link["evidence"] for link in table.findall(nodes.reference) if "evidence" in link)
    links = {link["evidence"]: link for link in table.findall(nodes.reference) if "evidence" in link}
    listed = nodes.paragraph()
    for number, name in enumerate(named):
        place = links[name]["refuri"].removeprefix("%").replace("#", ":")
        listed += [nodes.Text("; " if number else "Claims: "), nodes.literal("", name), nodes.Text(", "),
                   page_of(to=place)]
    listed += nodes.Text(".")
    return listed
