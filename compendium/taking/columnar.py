"""The tables as Parquet, for those who read them by columns."""

from importlib.util import find_spec
from pathlib import Path

from compendium.errors import Refused
from compendium.fingerprints import replacing
from compendium.taking.tables import ReadFile, TypedTable, read_tables


def write_parquet(read: ReadFile, folder: Path) -> list[Path]:
    """Write each table as Parquet with the types and descriptions of its columns; Refused without pyarrow."""
    if find_spec("pyarrow") is None:
        raise Refused("to write Parquet install pyarrow: pip install pyarrow")
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(table, folder) for table in read_tables(read).values()]


def _write(table: TypedTable, folder: Path) -> Path:
    import pyarrow
    import pyarrow.parquet

    types = {"number": pyarrow.float64(), "integer": pyarrow.int64(), "boolean": pyarrow.bool_()}
    schema = pyarrow.schema(
        [pyarrow.field(str(field["name"]), types.get(field["type"], pyarrow.string()),
                       metadata={"description": str(field.get("description", ""))}) for field in table.fields],
        metadata={"title": table.title})
    columns = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.fields)
    arrays = [pyarrow.array([bool(cell) if pyarrow.types.is_boolean(field.type) and cell is not None else cell
                             for cell in column], field.type) for column, field in zip(columns, schema, strict=True)]
    path = folder / f"{table.name}.parquet"
    with replacing(path) as part:
        pyarrow.parquet.write_table(pyarrow.Table.from_arrays(arrays, schema=schema), part, compression="zstd")
    return path
