"""The runs of a sweep as one tidy table in a Parquet file, the parameters as columns."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.execution.parameters import COLUMN, Parameter
from compendium.execution.sweep import RUN_NAME, Sweep
from compendium.execution.sweep_plan import Plan
from compendium.execution.sweep_results import KEPT_COLUMNS
from compendium.execution.sweep_store import SweepStore
from compendium.fingerprints import replacing

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 20_000
"""How many rows are held in memory and written at once."""
ABOUT = b"compendium"
"""Under what name the file says what it is."""
NUMBERS = ("low", "value", "high")


def write_table(path: Path, plan: Plan, sweep: Sweep, store: SweepStore) -> int:
    """Write the rows of all runs that succeeded, in the order of the plan; how many runs these are.

    Columns: run, each parameter of the chapter by its name, and those of ``sweep_results.KEPT_COLUMNS``. The file is
    written completely or not at all. A parameter that is called like another column gets ``parameter_`` before it.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, runs = _schema(plan.chapter.parameters), 0
    with replacing(path) as part, pq.ParquetWriter(part, schema, compression="zstd") as writer:
        held: list[dict[str, Any]] = []
        for rows in _runs(plan, sweep, store):
            runs += 1
            held += rows
            if len(held) >= GROUP:
                writer.write_table(pa.Table.from_pylist(held, schema))
                held.clear()
        writer.write_table(pa.Table.from_pylist(held, schema))
    return runs


def is_table(path: Path) -> bool:
    """Whether a file is the table of a sweep, by what it says of itself."""
    import pyarrow.parquet as pq

    try:
        about = json.loads((pq.read_schema(path).metadata or {}).get(ABOUT, b"null"))
    except (OSError, ValueError):
        return False
    return isinstance(about, dict) and "parameters" in about


def _runs(plan: Plan, sweep: Sweep, store: SweepStore) -> Iterator[list[dict[str, Any]]]:
    names = {each.name: _column(each.name) for each in plan.chapter.parameters}
    defaults = {each.name: each.default for each in plan.chapter.parameters}
    for key in sweep.keys:
        kept = store.get(key) if key in store else {}
        if "rows" in kept:
            given = {names[name]: value for name, value in (defaults | kept["values"]).items()}
            yield [{"run": key[:RUN_NAME], **given, **row} for row in kept["rows"]]


def _column(name: str) -> str:
    return f"{COLUMN}{name}" if name in ("run", *KEPT_COLUMNS) else name


def _schema(parameters: tuple[Parameter, ...]) -> "pa.Schema":
    import pyarrow as pa

    text, types = pa.string(), {"float": pa.float64(), "int": pa.int64(), "bool": pa.bool_(), "str": pa.string()}
    fields = [("run", text), *((_column(each.name), types[each.type]) for each in parameters)]
    fields += [(name, pa.int32() if name == "row" else pa.float64() if name in NUMBERS else text)
               for name in KEPT_COLUMNS]
    about = {"parameters": json.dumps([each.name for each in parameters])}
    return pa.schema(fields, metadata={ABOUT: json.dumps(about).encode()})
