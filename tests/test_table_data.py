"""A table's data to take along: each number that it shows as a number, and no markup."""

from docutils import nodes

from compendium.book.figures.table_data import table_data
from compendium.book.ledger.evidence_domain import Evidence, link_to
from compendium.book.ledger.figure_pages import first_rows
from compendium.datasets.tidy import as_csv, tidy


def table(heads: list[str], *rows: list[nodes.Node]) -> nodes.table:
    def row(cells):
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", cell)) for cell in cells))

    return nodes.table("", nodes.tgroup("", nodes.thead("", row([nodes.Text(head) for head in heads])),
                                        nodes.tbody("", *map(row, rows))))


def test_each_number_is_a_row_with_its_range_unit_and_claim(root):
    known = Evidence(root)
    shown = table(["What", "Number", "Of"],
                  [nodes.Text("February"), link_to("reuters-2025-03/imports-feb-2025", nodes.inline("", "311 t")),
                   nodes.raw("", "<span>name</span>", format="html")],
                  [nodes.Text("Counted"), nodes.Text("1,234"), nodes.Text("")])
    rows = tidy(table_data(shown, known))
    assert [(row["value"], row["unit"]) for row in rows] == [(311, "t"), (1234, "count")]
    assert [row["claims"] for row in rows] == ["reuters-2025-03/imports-feb-2025", ""]
    assert [(row["label"], row["kind"]) for row in rows] == [("February", "reported"), ("Counted", "counted")]
    assert "<" not in as_csv(rows) and [row["printed"] for row in rows] == ["311 t", "1,234"]


def test_a_row_without_a_number_is_a_row_all_the_same(root):
    rows = tidy(table_data(table(["What", "Why"], [nodes.Text("One"), nodes.Text("Because")]), Evidence(root)))
    assert [(row["label"], row["why"], row["row"]) for row in rows] == [("One", "Because", 1)]


def test_a_cell_that_names_thousands_of_claims_is_read(tmp_path):
    names = "; ".join(f"post-{number}/otters" for number in range(20_000))
    (tmp_path / "counts.csv").write_text(f"label,claims\nAll,{names}\n", encoding="utf-8")
    header, rows, count = first_rows(tmp_path / "counts.csv", 5)
    assert (header, count) == (["label", "claims"], 1)
    assert rows[0][1].startswith("post-0/otters; ") and len(rows[0][1]) < 500
