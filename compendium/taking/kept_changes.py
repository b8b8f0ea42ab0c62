"""What changed from one version to the next, kept as a file of the book: the page of changes is made from it.

A copy of the book without its history makes the same page; and a release whose tables are not those that were compared
is refused.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from compendium.citation import CITATION, citation_fields
from compendium.datasets.datapackage import tables_print
from compendium.errors import Problems, Refused
from compendium.fingerprints import write_whole
from compendium.sealed import CHANGES, changed_by_hand, kept_files, seal_one
from compendium.taking.changed_rows import Change
from compendium.taking.differences import Differences, of_commit
from compendium.taking.tables import TypedCell, of_folder

ADDRESS = "url"
"""The column that holds addresses."""


def keep_changes(root: Path, found: Differences, old: str, new: str) -> Path:
    """Write the differences into the file of the newer version; its path.

    Both states are named by the versions that their ``CITATION.cff`` has; Refused where that is the same.
    """
    before = _version(of_commit(root, old, ".")(CITATION))
    after = _version(of_commit(root, new, ".")(CITATION) if new else (root / CITATION).read_text(encoding="utf-8"))
    if before == after:
        raise Refused(f"says version {after}, as '{old}' does; give the new version first", file=CITATION)
    path = changes_file(root, after)
    _refuse_another(path, before, after, citation_fields((root / CITATION).read_text(encoding="utf-8")))
    tables = tables_print(of_commit(root, new) if new else of_folder(root))
    rows = tuple(map(_by_host, found.rows))
    kept = {**asdict(replace(found, old=before, new=after, rows=rows)), "tables": tables}
    write_whole(path, json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    seal_one(path)
    return path


def _refuse_another(path: Path, before: str, after: str, cited: Mapping[str, Any]) -> None:
    """Refuse to write over what was kept of an edition that is out, or of other versions than these two."""
    if not path.is_file():
        return
    name = f"{CHANGES}/{path.name}"
    try:
        since = json.loads(path.read_text(encoding="utf-8"))["old"]
    except (ValueError, LookupError, TypeError) as problem:
        raise Refused("is not what 'compendium diff OLD --keep' writes; remove it, and have it written anew",
                      file=name) from problem
    if after != str(cited.get("version", "")):
        raise Refused(f"is kept already, and version {after} is not that of {CITATION}; the older state is named first",
                      file=name)
    if since != before:
        raise Refused(f"tells what changed since version {since}; name that one, or remove the file first to tell what"
                      f" changed since version {before}", file=name)


def changes_file(root: Path, version: str) -> Path:
    """Where the changes of a version are kept."""
    return root / CHANGES / f"{version}.json"


def refuse_stale_changes(root: Path, version: str) -> None:
    """Refuse a book that keeps its changes where those of this version are missing, changed, or of other tables."""
    if not kept_files(root / CHANGES):
        return
    path, name = changes_file(root, version), f"{CHANGES}/{version}.json"
    if not path.is_file():
        raise Refused("is missing; 'compendium diff OLD --keep' writes what changed since then", file=name)
    if json.loads(path.read_text(encoding="utf-8")).get("tables") != tables_print(of_folder(root)):
        raise Refused("was made of other tables than those in data/; have it written anew by 'compendium diff OLD"
                      " --keep', or give a new version", file=name)
    if changed := list(changed_by_hand(root)):
        raise Problems(changed)


def _by_host(row: Change) -> Change:
    """A row whose addresses are told by their hosts: one that was left, as it holds an article's words, stays left."""
    return replace(row, fields={name: _hosts(pair) if name == ADDRESS else pair for name, pair in row.fields.items()})


def _hosts(pair: tuple[TypedCell, TypedCell]) -> tuple[TypedCell, TypedCell]:
    was, now = (urlsplit(str(each or "")).netloc for each in pair)
    return was, now


def _version(text: str) -> str:
    return str(citation_fields(text).get("version", ""))
