"""``compendium export``, ``release`` and ``diff``: the data taken away, and what changed in them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import typer

from compendium.console import Root, chosen_book, out, stop_on_stale

EXPORTED, RELEASED = Path("_build") / "export", Path("_build") / "release"
NOTED = "written.txt"
"""Where an export notes the names of what it wrote."""


def export(
    parquet: Annotated[bool, typer.Option(help="Write Parquet as well (needs pyarrow).")] = False,
    root: Root = None,
) -> None:
    """Write all tables as one SQLite file, with what Datasette shows of it, into _build/export/."""
    from compendium.fingerprints import write_whole
    from compendium.taking.columnar import write_parquet
    from compendium.taking.database import datasette_metadata, write_database
    from compendium.taking.tables import of_folder, one_state, read_package, read_tables

    book = _fresh(root)
    # each file is read once, so that all forms are of what was read here
    read, folder = cache(of_folder(book)), book / EXPORTED
    with one_state(book):
        read_tables(read)
    name = str(read_package(read)["name"])
    database, shown = folder / f"{name}.db", folder / "datasette.json"
    counts = write_database(read, database)
    write_whole(shown, datasette_metadata(read, name))
    tables = write_parquet(read, folder / "parquet") if parquet else []
    _replace_earlier(folder, [database, *tables])
    out.print(f"{database}: {len(counts)} tables, {sum(counts.values())} rows", markup=False)
    if parquet:
        out.print(f"{folder / 'parquet'}: {len(tables)} tables", markup=False)


def _replace_earlier(folder: Path, written: Sequence[Path]) -> None:
    """Remove what an earlier export wrote and this one did not: it is of another state of the records.

    What it wrote is noted beside it; whatever else lies in the folder is somebody's own.
    """
    from compendium.fingerprints import write_whole

    noted, names = folder / NOTED, [path.relative_to(folder).as_posix() for path in written]
    earlier = noted.read_text(encoding="utf-8").splitlines() if noted.is_file() else []
    for name in set(earlier).difference(names):
        (folder / name).unlink(missing_ok=True)
    write_whole(noted, "".join(f"{name}\n" for name in names))


def release(
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The folder for it; else _build/release.",
                                                file_okay=False)] = None,
    root: Root = None,
) -> None:
    """Pack the data, their licences, checksums and metadata into one zip, all from CITATION.cff."""
    from compendium.execution.notebooks import refuse_own_folder
    from compendium.taking.release import write_release

    book = _fresh(root)
    elsewhere = output is not None and output.resolve() != book / RELEASED
    if output is not None and elsewhere:
        refuse_own_folder(output, book)
    out.print(f"{write_release(book, output or book / RELEASED, over=not elsewhere)} written", markup=False)


def diff(
    old: Annotated[str, typer.Argument(help="The older commit, tag or branch.")],
    new: Annotated[str, typer.Argument(help="The newer one; else the tables as they stand.")] = "",
    *,
    form: Annotated[Literal["markdown", "json"], typer.Option("--format", help="How it is told.")] = "markdown",
    keep: Annotated[bool, typer.Option("--keep", help="Keep it in changes/, from which the page of changes is made.")
                    ] = False,
    root: Root = None,
) -> None:
    """Tell what changed between two commits: claims, and the results and verdicts that changed with them."""
    from compendium.taking.differences import as_json, as_markdown, differences
    from compendium.taking.kept_changes import keep_changes
    from compendium.taking.tables import one_state

    book = chosen_book(root) if new else _fresh(root)
    with one_state(book):
        found = differences(book, old, new)
        kept = keep_changes(book, found, old, new) if keep else None
    if kept:
        out.print(f"{kept} written", markup=False)
        return
    typer.echo(as_json(found) if form == "json" else as_markdown(found), nl=False)


def _fresh(root: Path | None) -> Path:
    """The book, whose tables must say what its records say."""
    book = chosen_book(root)
    stop_on_stale(book)
    return book
