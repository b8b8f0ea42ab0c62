"""Which assumption decides a result, as a sweep of a chapter showed it and ``sweeps/`` keeps it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from compendium.errors import Refused
from compendium.fingerprints import file_print
from compendium.root import home
from compendium.sealed import STUDIES, kept_files

if TYPE_CHECKING:
    import pandas as pd

INDEX_COLUMNS = ("result", "result_name", "parameter", "name", "index", "chance", "ids")


@dataclass(frozen=True)
class Sensitivity:
    """The indices of a sweep: a row for each result and each assumption, and what they were made from.

    ``table`` has the columns result, result_name, parameter, name, index, chance and ids. ``index`` is the PAWN index
    (Pianosi and Wagener, 2018): the largest gap between the distribution of the result with the assumption fixed
    and that with all of them free, the median over where it is fixed, 0 to 1. ``chance`` is the greatest index of
    many in which the assumption's values were dealt out anew, and so decide nothing. ``current`` tells whether the
    tables, and whatever else of the book the runs read, are those of the sweep.
    """

    table: "pd.DataFrame"
    runs: int
    current: bool


def sensitivity(name: str, root: Path | None = None) -> Sensitivity:
    """What the sweep of this name showed; Refused where it has not been made."""
    import pandas as pd

    book = root or home()
    path = book / STUDIES / f"{name}.json"
    if not path.is_file():
        raise Refused(f"{STUDIES}/{name}.json is missing; 'compendium sensitivity {name}' makes it")
    kept = json.loads(path.read_text(encoding="utf-8"))
    table = pd.DataFrame(kept["indices"], columns=list(INDEX_COLUMNS))
    return Sensitivity(table, kept["runs"], not changed_tables(kept["data"], book))


def refuse_other_rows(chart: str, table: "pd.DataFrame") -> None:
    """Refused where a table's rows are not all those of its results in one study that the book keeps."""
    rows = {tuple(map(str, row)) for row in table[list(INDEX_COLUMNS)].itertuples(index=False)}
    results = {row[0] for row in rows}
    for path in kept_files(home() / STUDIES):
        kept = (tuple(map(str, row)) for row in json.loads(path.read_text(encoding="utf-8"))["indices"])
        if rows == {row for row in kept if row[0] in results}:
            return
    raise Refused(f"chart {chart}: its rows are not all those of its results in a study of {STUDIES}/; allowed is the"
                  " table of results.sensitivity, or all rows of some of its results")


def changed_tables(prints: dict[str, str], book: Path) -> list[str]:
    """The tables that are others now than when the sweep was made."""
    return [name for name, known in prints.items() if file_print(book / name) != known]
