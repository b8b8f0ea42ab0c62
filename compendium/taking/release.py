"""One zip for a release: data, README, licences by part, checksums, and the metadata that other places read.

Title, version, date, authors, licence and keywords stand in ``CITATION.cff`` alone; everything else is written from it.
Two parcels of one state are the same, byte for byte, as long as the same versions of the tools write them.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jinja2 import Environment, StrictUndefined

from compendium.citation import CITATION, DOI_ADDRESS, author_name, author_person, citation_fields, problems_of_citation
from compendium.datasets.datapackage import beside_tables
from compendium.errors import Problems, Refused
from compendium.fingerprints import file_print, replacing
from compendium.root import DATA
from compendium.sealed import CHANGES as KEPT_CHANGES
from compendium.taking.columnar import write_parquet
from compendium.taking.database import datasette_metadata, write_database
from compendium.taking.kept_changes import changes_file, refuse_stale_changes
from compendium.taking.tables import TypedTable, of_folder, one_state, read_package, read_tables

NEEDED = ("title", "version", "date-released", "authors", "license", "abstract", "keywords", "type")
CHECKSUMS, CRATE, ZENODO, SBOM = "SHA256SUMS", "ro-crate-metadata.json", ".zenodo.json", "sbom.cdx.json"
CHANGES, LOCKED = "changes.json", "requirements.txt"
LICENCES = ("LICENSE", "LICENSE-CONTENT")
LIBRARIES = ("rocrate", "cyclonedx_py", "pyarrow")
"""What a release is written with, of the extras 'release' and 'parquet'."""


@dataclass(frozen=True)
class Cited:
    """What ``CITATION.cff`` says of an edition; its authors as schema.org and as Zenodo have them."""

    title: str
    version: str
    released: str
    authors: tuple[Mapping[str, str], ...]
    creators: tuple[Mapping[str, str], ...]
    licence: str
    abstract: str
    keywords: tuple[str, ...]
    type: str
    doi: str


def read_citation(root: Path) -> Cited:
    """The edition that a book's ``CITATION.cff`` describes; Refused where it is missing or lacks a field."""
    try:
        said = citation_fields((root / CITATION).read_text(encoding="utf-8"))
    except (FileNotFoundError, UnicodeDecodeError) as problem:
        raise Refused(f"cannot be read: {problem}", file=CITATION) from problem
    lacking = [name for name in NEEDED if not (isinstance(said, dict) and said.get(name))]
    if lacking:
        raise Refused(f"lacks {', '.join(lacking)}; a release names its {', '.join(NEEDED)}", file=CITATION)
    return Cited(said["title"], said["version"], str(said["date-released"]),
                 tuple(map(author_person, said["authors"])), tuple(map(_creator, said["authors"])), said["license"],
                 " ".join(said["abstract"].split()), tuple(said["keywords"]), said["type"], said.get("doi") or "")


def _creator(said: Mapping[str, str]) -> dict[str, str]:
    """An author as Zenodo has one: an ORCID is told without its address."""
    orcid = str(said.get("orcid") or "").rpartition("/")[2]
    return {"name": author_name(said), **({"orcid": orcid} if orcid else {})}


def write_release(root: Path, folder: Path, *, over: bool = False) -> Path:
    """Write the parcel of the book at ``root`` into a folder; its path. Refused where something is missing.

    A parcel of this version that is there and says something else is written ``over``, or is refused as well: what has
    been given away under a version does not change.
    """
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        raise Refused(f"a release is written with {', '.join(missing)}, which is not installed: "
                      "pip install '.[release,parquet]'")
    with tempfile.TemporaryDirectory() as made:
        with one_state(root, KEPT_CHANGES, LOCKED, CITATION, *LICENCES):
            cited = read_citation(root)
            if wrong := list(problems_of_citation(root)):
                raise Problems(wrong)
            refuse_stale_changes(root, cited.version)
            name = f"{read_package(of_folder(root))['name']}-{cited.version}"
            parcel = Path(made) / name
            parcel.mkdir()
            _fill(root, parcel, cited)
        return _zipped(parcel, folder / f"{name}.zip", date.fromisoformat(cited.released), over=over)


def _fill(root: Path, parcel: Path, cited: Cited) -> None:
    """All files of a parcel; what describes the others comes last."""
    read, slug = of_folder(root), parcel.name.rpartition("-")[0]
    shutil.copytree(root / DATA, parcel / DATA, ignore=beside_tables)
    write_database(read, parcel / f"{slug}.db")
    (parcel / "datasette.json").write_text(datasette_metadata(read, slug), encoding="utf-8")
    write_parquet(read, parcel / "parquet")
    if changes_file(root, cited.version).is_file():
        shutil.copy(changes_file(root, cited.version), parcel / CHANGES)
    for name in (CITATION, *LICENCES):
        if (root / name).is_file():
            shutil.copy(root / name, parcel / name)
    (parcel / ZENODO).write_text(zenodo(cited), encoding="utf-8")
    locked, changes = _sbom(root, parcel), (parcel / CHANGES).is_file()
    described = _readme(cited, slug, read_tables(read), locked=locked, changes=changes)
    (parcel / "README.md").write_text(described, encoding="utf-8")
    _crate(parcel, cited)
    (parcel / CHECKSUMS).write_text(_checksums(parcel), encoding="utf-8")


def zenodo(cited: Cited) -> str:
    """The deposit's metadata as Zenodo reads them."""
    return _json({"title": cited.title, "upload_type": cited.type, "version": cited.version,
                  "publication_date": cited.released, "creators": list(cited.creators),
                  "description": cited.abstract, "license": cited.licence.lower(), "keywords": list(cited.keywords),
                  "access_right": "open", **({"doi": cited.doi} if cited.doi else {})})


def _crate(parcel: Path, cited: Cited) -> None:
    """``ro-crate-metadata.json``: every file of the parcel, with its kind and size."""
    from rocrate.model.contextentity import ContextEntity
    from rocrate.rocrate import ROCrate

    crate = ROCrate()
    crate.name, crate.description, crate.keywords = cited.title, cited.abstract, list(cited.keywords)
    crate.datePublished = datetime.combine(date.fromisoformat(cited.released), datetime.min.time(), UTC)
    crate.root_dataset["version"] = cited.version
    if cited.doi:
        crate.root_dataset["identifier"] = DOI_ADDRESS + cited.doi
    address = f"https://spdx.org/licenses/{cited.licence}"
    crate.license = crate.add(ContextEntity(crate, address, {"@type": "CreativeWork", "name": cited.licence}))
    crate.root_dataset["author"] = [
        crate.add(ContextEntity(crate, each.get("identifier", f"#author-{number}"), dict(each)))
        for number, each in enumerate(cited.authors, 1)]
    for path in _files(parcel):
        name = path.relative_to(parcel).as_posix()
        crate.add_file(path, name, properties={"contentSize": str(path.stat().st_size), "sha256": _hash(path)})
    # written by hand: the library's own writing would copy the files over themselves
    (parcel / CRATE).write_text(_json(crate.metadata.generate()), encoding="utf-8")


def _sbom(root: Path, parcel: Path) -> bool:
    """The packages that the book is made with, as CycloneDX lists them; False for a book without a lock file."""
    locked = root / LOCKED
    if not locked.is_file():
        return False
    made = subprocess.run(
        [sys.executable, "-m", "cyclonedx_py", "requirements", str(locked), "--output-reproducible", "-o",
         str(parcel / SBOM)], capture_output=True, text=True, check=False)
    if made.returncode:
        said = " ".join(made.stderr.split())[-200:]
        raise Refused(f"CycloneDX cannot read it: {said}; wanted are packages as pip lists them", file=locked.name)
    return True


def _readme(cited: Cited, slug: str, tables: Mapping[str, TypedTable], locked: bool, changes: bool) -> str:
    template = files("compendium.taking").joinpath("templates/readme.md").read_text(encoding="utf-8")
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)
    return environment.from_string(template).render(
        cited=cited, slug=slug, tables=tables.values(), sbom=locked, changes=changes)


def _checksums(parcel: Path) -> str:
    return "".join(f"{_hash(path)}  {path.relative_to(parcel).as_posix()}\n" for path in _files(parcel))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _json(content: Any) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False, default=str) + "\n"


def _zipped(parcel: Path, path: Path, day: date, *, over: bool) -> Path:
    """The parcel as a zip whose entries all carry the day of the release."""
    with replacing(path) as part:
        with ZipFile(part, "w", ZIP_DEFLATED) as packed:
            for each in _files(parcel):
                inside = f"{parcel.name}/{each.relative_to(parcel).as_posix()}"
                entry = ZipInfo(inside, (day.year, day.month, day.day, 0, 0, 0))
                entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
                packed.writestr(entry, each.read_bytes())
        if not over and path.is_file() and file_print(path) != file_print(part):
            raise Refused(f"{path} is another parcel of this version; give a new version in {CITATION}, or remove it")
    return path
