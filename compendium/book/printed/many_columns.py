"""Tables of very many columns in print: their names stand upright, so that the rows have room, and none is empty."""

from docutils import nodes

MANY = 12
"""From how many columns on their names are turned."""


TURNED_NAMES = "turned-names"


def has_many_columns(table: nodes.table) -> bool:
    """Whether a table has very many columns."""
    return int(next(table.findall(nodes.tgroup))["cols"]) > MANY


def make_narrow(table: nodes.table) -> None:
    """Leave out what only a screen can show, and turn the names of the columns that remain."""
    _drop_empty(table)
    table["classes"].append(TURNED_NAMES)
    for head in table.findall(nodes.thead):
        for paragraph in head.findall(nodes.paragraph):
            paragraph.insert(0, nodes.raw("", r"\turnedhead{", format="latex"))
            paragraph.append(nodes.raw("", "}", format="latex"))


def _drop_empty(table: nodes.table) -> None:
    """Leave out columns without a word below their name, such as those of bars drawn on a screen."""
    group = next(table.findall(nodes.tgroup))
    body = [row for part in group.findall(nodes.tbody) for row in part.findall(nodes.row)]
    kept = [at for at in range(int(group["cols"])) if any(row[at].astext().strip() for row in body)]
    for row in group.findall(nodes.row):
        row.children = [row[at] for at in kept]
    specs = list(group.findall(nodes.colspec))
    for at, spec in enumerate(specs):
        if at not in kept:
            group.remove(spec)
    group["cols"] = len(kept)
