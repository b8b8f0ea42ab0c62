"""Loading a shared table as a typed DataFrame: what its columns mean, which evidence counts, what may be mixed.

Every model of the book takes a table that was selected here, so that its result can be seen with the articles alone
and with each source left out.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from compendium.columns import Column, table_rows, text_of
from compendium.datasets.schemas import TABLES
from compendium.errors import NoData, OtherColumns, Refused, UnknownName
from compendium.evidence.vocabulary import Row
from compendium.root import data_folder

if TYPE_CHECKING:
    import pandas as pd

DTYPES = {"text": "string", "category": "category", "number": "Float64", "integer": "Int64",
          "boolean": "boolean", "start": "string", "end": "string"}
PLAIN: Mapping[str, Callable[[str], Any]] = {"number": float, "integer": int, "boolean": "true".__eq__}


_serving: list[Mapping[str, str]] = []
"""Tables that are being made and not yet written, by file name."""


def load(name: str, root: Path | None = None) -> "pd.DataFrame":
    """A shared table by its name, typed: categories, dates, numbers that may be missing.

    It is read from the book at ``root``, else from the current one (see ``compendium.root``). Raises UnknownName for
    a name that is no table, NoData where ``data/`` lacks it, OtherColumns where another edition wrote it.
    """
    _known(name)
    if _serving and f"{name}.csv" in _serving[-1]:
        return read_table(name, io.StringIO(_serving[-1][f"{name}.csv"]))
    path = data_folder(root) / f"{name}.csv"
    if not path.is_file():
        raise NoData(name=path.name)
    with path.open(encoding="utf-8") as file:
        return read_table(name, file)


def plain_rows(name: str, root: Path | None = None) -> list[Row]:
    """The rows of a shared table as ``load`` reads them, without pandas: texts, numbers, and None for an empty cell.

    Days and months stay as they are written. Raises as ``load`` does.
    """
    path = data_folder(root) / f"{name}.csv"
    if not path.is_file():
        raise NoData(name=path.name)
    read = {column.name: PLAIN.get(column.type, str) for column in TABLES[_known(name)][1]}
    with path.open(encoding="utf-8", newline="") as file:
        rows = table_rows(file)
        _refuse_other_columns(name, rows.fieldnames or ())
        return [{column: read[column](cell) if cell else None for column, cell in row.items()}
                for row in rows]


@contextmanager
def serving(tables: Mapping[str, str]) -> Iterator[None]:
    """Within the block, tables are loaded from what was just made, and from ``data/`` only where it holds more.

    Models load tables by name; without this, those that make ``data/`` anew would read what it held before.
    """
    _serving.append(tables)
    try:
        yield
    finally:
        _serving.pop()


def describe(name: str) -> "pd.DataFrame":
    """What each column of a table means: one row per column, with type, meaning, allowed values."""
    import pandas as pd

    columns = TABLES[_known(name)][1]
    return pd.DataFrame({
        "column": [column.name for column in columns],
        "type": [column.type for column in columns],
        "meaning": [column.says for column in columns],
        "allowed": [", ".join(column.allowed) for column in columns],
    })


def read_table(name: str, file: TextIO) -> "pd.DataFrame":
    """Read one table's CSV with the types of its columns."""
    import pandas as pd

    columns = TABLES[name][1]
    dtypes: Any = {column.name: DTYPES[column.type] for column in columns}
    table = pd.read_csv(file, dtype=dtypes, keep_default_na=False, na_values=[""])
    _refuse_other_columns(name, table.columns)
    for column in columns:
        if column.type in ("start", "end"):
            table[column.name] = _days(table[column.name], column)
        elif column.type == "category":
            table[column.name] = table[column.name].cat.rename_categories(text_of)
        elif column.type == "text":
            table[column.name] = table[column.name].map(text_of, na_action="ignore").astype("string")
    return table


def _refuse_other_columns(name: str, columns: Iterable[str]) -> None:
    expected, there = [column.name for column in TABLES[name][1]], list(columns)
    for differs, column in (*(("lacks", each) for each in expected if each not in there),
                            *(("has", each) for each in there if each not in expected)):
        raise OtherColumns(name=name, differs=differs, column=column)


def _days(text: "pd.Series[str]", column: Column) -> "pd.Series[pd.Timestamp]":
    """First or last day of a month or day written as ISO text."""
    import pandas as pd

    days = pd.to_datetime(text, format="ISO8601")
    months = text.str.len() == 7
    if column.type == "end":
        days = days.mask(months.fillna(False), days + pd.offsets.MonthEnd(0))
    return days


def _known(name: str) -> str:
    if name not in TABLES:
        raise UnknownName("table", name, TABLES)
    return name


def named(table: "pd.DataFrame", kind: str, name: str) -> "pd.DataFrame":
    """The one row of a table with this ``id``, still as a table.

    Raises UnknownName, with the ids near it, where no row has it: a table of nothing would be shown otherwise.
    ``kind`` says what the rows are, such as claim.
    """
    found = table[table["id"] == name]
    if found.empty:
        raise UnknownName(kind, name, [str(each) for each in table["id"]])
    return found


def same_definition(table: "pd.DataFrame") -> str:
    """The one definition that all numbers of a table have.

    ``table`` has the columns ``definition`` and ``unit``, as every table of claims does; rows without a
    number are passed over. Raises ValueError, naming the definitions met, where there is not exactly one.
    """
    met = list(dict.fromkeys(table.loc[table["unit"].notna(), "definition"].astype(str)))
    if len(met) != 1:
        raise Refused(f"numbers of one definition are wanted, and there are {', '.join(_named(met)) or 'none'}")
    return met[0]


def _named(ids: list[str]) -> list[str]:
    names = load("definitions").set_index("id")["name"]
    return [f"{each} ({names.get(each, 'not in the vocabulary')})" for each in ids]


ALL, ARTICLES, WITHOUT = "all", "articles", "without-"


def evidence_sets() -> tuple[str, ...]:
    """The names of all selections: ``all``, ``articles``, and ``without-<source>`` for each source."""
    return _sets(load("sources")["id"])


def _sets(sources: Iterable[str]) -> tuple[str, ...]:
    return (ALL, ARTICLES, *(f"{WITHOUT}{source}" for source in sources))


def selected(table: "pd.DataFrame", evidence: str) -> "pd.DataFrame":
    """The rows of a table with a column ``source`` that a selection lets count.

    Raises ValueError for a selection that does not exist.
    """
    sources = load("sources").set_index("id")["role"]
    if evidence not in (known := _sets(sources.index)):
        raise Refused(f"there is no evidence '{evidence}'; there is: {', '.join(known)}")
    counted = {
        ALL: sources.index,
        ARTICLES: sources.index[sources == "seed"],
    }.get(evidence, sources.index.drop(evidence.removeprefix(WITHOUT), errors="ignore"))
    return table[table["source"].isin(counted)]
