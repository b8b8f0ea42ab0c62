"""The data taken away: the database, Parquet, the parcel of a release, and what changed between two states."""

import asyncio
import csv
import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from functools import partial
from zipfile import ZipFile

import pytest
import yaml
from docutils import nodes
from pybtex.database import parse_string

from compendium.book.prose.page_metadata import structured
from compendium.book.site.edition import read_edition
from compendium.errors import Refused
from compendium.new_book import new_book
from compendium.taking import tables as tables_module
from compendium.taking.columnar import write_parquet
from compendium.taking.commands import export
from compendium.taking.database import _write, datasette_metadata, sql_name, write_database
from compendium.taking.differences import as_json, as_markdown, compared, differences
from compendium.taking.release import CRATE, _crate, _files, read_citation, write_release, zenodo
from compendium.taking.tables import of_folder, read_tables


@pytest.fixture(scope="module")
def tables(root):
    return read_tables(of_folder(root))


@pytest.fixture(scope="module")
def database(root, tmp_path_factory):
    path = tmp_path_factory.mktemp("base") / "book.db"
    write_database(of_folder(root), path)
    with sqlite3.connect(path) as base:
        yield base
    base.close()


def rows(root, name: str) -> list[dict[str, str]]:
    with (root / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_database_holds_every_row_and_leads_to_its_claims(root, tables, database):
    for name in tables:
        assert database.execute(f'select count(*) from "{sql_name(name)}"').fetchone()[0] == len(rows(root, name)), name
    assert database.execute("pragma foreign_key_check").fetchall() == []
    leads = {row[2] for row in database.execute("pragma foreign_key_list(claims)")}
    assert leads == {"sources", "questions", "definitions"}
    derived = next(row for row in rows(root, "derived") if row["claims"].count(";") == 1)
    linked = database.execute("select claim from row_claims where \"table\" = 'derived' and row = ?", [derived["id"]])
    assert {claim for claim, in linked} == set(derived["claims"].split("; "))
    first = rows(root, "claims")[0]
    word = max(first["says"].rstrip(".").split(), key=len)
    found = database.execute(
        "select id from claims where rowid in (select rowid from claims_fts where claims_fts match ?)", [f'"{word}"'])
    assert first["id"] in {claim for claim, in found}


def test_every_question_is_a_query_that_gives_its_claims(root, database):
    said = json.loads(datasette_metadata(of_folder(root), "book"))["databases"]["book"]
    for question in rows(root, "questions"):
        query = said["queries"][question["id"]]
        assert query["title"] == question["asks"]
        assert {row[0] for row in database.execute(query["sql"])} == set(question["claims"].split("; "))
    assert said["tables"]["claims"]["columns"]["value"] and "theme" in said["tables"]["claims"]["facets"]


def test_datasette_opens_it(root, tmp_path):
    app = pytest.importorskip("datasette.app")
    write_database(of_folder(root), tmp_path / "book.db")
    shown = app.Datasette([str(tmp_path / "book.db")], metadata=json.loads(datasette_metadata(of_folder(root), "book")))
    question = rows(root, "questions")[0]

    async def pages() -> list[tuple[int, str]]:
        await shown.invoke_startup()
        return [(page.status_code, page.text) for address in ("/book/claims", f"/book/{question['id']}")
                for page in [await shown.client.get(address)]]

    (code, table), (query, answer) = asyncio.run(pages())
    assert code == query == 200
    assert f"{len(rows(root, 'claims'))} rows" in table.replace(",", "")
    assert question["claims"].split("; ")[0] in answer


def test_parquet_says_what_the_tables_say(root, tables, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    write_parquet(of_folder(root), tmp_path)
    for name, table in tables.items():
        read = parquet.read_table(tmp_path / f"{name}.parquet")
        assert [tuple(row.values()) for row in read.to_pylist()] == [tuple(row) for row in table.rows], name
    claims = parquet.read_schema(tmp_path / "claims.parquet")
    assert (str(claims.field("value").type), str(claims.field("inferred").type)) == ("double", "bool")
    assert claims.field("value").metadata[b"description"]


def test_an_export_leaves_nothing_of_an_earlier_one_and_takes_nothing_that_is_not_its_own(command, tmp_path):
    book, elsewhere = tmp_path / "book", tmp_path / "elsewhere"
    new_book(book)
    (elsewhere / "parquet").mkdir(parents=True)
    (book / "_build").mkdir()
    (book / "_build/export").symlink_to(elsewhere)
    assert command("data", "--root", book)[0] == 0
    for own in ("thesis.db", "parquet/survey.parquet", "mine.sql"):
        (elsewhere / own).write_bytes(b"mine")
    assert command("export", "--root", book)[0] == 0
    noted = elsewhere / "written.txt"
    assert noted.read_text() == "otters-of-the-lenn.db\n"
    # as one leaves them that had another name, and was asked for Parquet
    noted.write_text(f"{noted.read_text()}named-before.db\nparquet/claims.parquet\n")
    for old in ("named-before.db", "parquet/claims.parquet"):
        (elsewhere / old).write_bytes(b"old")
    assert command("export", "--root", book)[0] == 0
    assert {path.relative_to(elsewhere).as_posix() for path in elsewhere.rglob("*") if path.is_file()} == {
        "otters-of-the-lenn.db", "datasette.json", "written.txt", "thesis.db", "parquet/survey.parquet", "mine.sql"}


@pytest.mark.filterwarnings("ignore:Field name:UserWarning")  # dplib's own, while it is imported
def test_the_data_package_is_valid_for_both_readers(root):
    from dplib.models.package import Package

    Package.model_validate_json((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(root / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "note"])[:5]


@pytest.fixture(scope="module")
def parcels(root, tmp_path_factory):
    """Two parcels of one state, unpacked once."""
    pytest.importorskip("rocrate"), pytest.importorskip("cyclonedx_py"), pytest.importorskip("pyarrow")
    book = tmp_path_factory.mktemp("book")
    shutil.copytree(root / "data", book / "data")
    (book / "data" / ".~lock.claims.csv#").write_text("Somebody", encoding="utf-8")
    (book / "data" / "link").symlink_to("/etc/hostname")
    for name in ("CITATION.cff", "LICENSE", "LICENSE-CONTENT"):
        shutil.copy(root / name, book)
    (book / "requirements.txt").write_text("jinja2==3.1.6\n", encoding="utf-8")
    one, other = (write_release(book, book / name) for name in ("one", "other"))
    with ZipFile(one) as packed:
        packed.extractall(book / "unpacked")
    return one, other, book / "unpacked" / one.stem


def test_two_parcels_are_the_same_and_their_checksums_hold(parcels):
    one, other, folder = parcels
    assert one.read_bytes() == other.read_bytes()
    sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines())
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert set(sums) == there
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == value for name, value in sums.items())


def test_what_was_given_away_under_a_version_is_not_written_over(parcels, tmp_path):
    one, *_ = parcels
    shutil.copytree(one.parent.parent, tmp_path / "book")
    book, given = tmp_path / "book", tmp_path / "given"
    path = write_release(book, given)
    assert write_release(book, given) == path and path.read_bytes() == one.read_bytes()
    (book / "LICENSE").write_text("Another", encoding="utf-8")
    with pytest.raises(Refused, match=r"is another parcel of this version; give a new version in CITATION\.cff"):
        write_release(book, given)
    assert path.read_bytes() == one.read_bytes() and [each.name for each in given.iterdir()] == [path.name]
    assert write_release(book, given, over=True).read_bytes() != one.read_bytes()


PARCEL = ("from pathlib import Path; from compendium.taking.release import write_release; "
          "write_release(Path({book!r}), Path({given!r}))")
BASE = ("from pathlib import Path; from compendium.taking.database import write_database; "
        "from compendium.taking.tables import of_folder; "
        "write_database(of_folder(Path({book!r})), Path({given!r}) / 'book.db')")


@pytest.mark.parametrize(("other", "within", "does", "write", "file"), [
    (PARCEL, "compendium.taking.release._files", _files, write_release, "*.zip"),
    (BASE, "compendium.taking.database._write", _write,
     lambda book, given: write_database(of_folder(book), given / "book.db"), "book.db")], ids=["release", "database"])
def test_two_that_write_one_file_at_once_both_leave_it_whole(  # noqa: PLR0917
        parcels, tmp_path, monkeypatch, other, within, does, write, file):
    book, given, begun = parcels[0].parent.parent, tmp_path / "given", []

    def beside_another(*words):
        done = does(*words)
        if given.exists() and not begun:
            begun.append(True)
            subprocess.run([sys.executable, "-c", other.format(book=str(book), given=str(given))], check=True)
        return done

    monkeypatch.setattr(within, beside_another)
    write(book, given)
    assert begun and [path.name for path in given.iterdir()] == [next(given.glob(file)).name]


def test_what_is_taken_while_the_tables_are_renewed_is_of_one_state_or_refused(parcels, tmp_path, monkeypatch):
    one, *_ = parcels
    book = shutil.copytree(one.parent.parent, tmp_path / "book")
    told = r"data/claims\.csv changed while the data were read, which would be of two states"

    def renewed(*given, does):
        with (book / "data/claims.csv").open("a", encoding="utf-8") as claims:
            claims.write("\n")
        return does(*given)

    monkeypatch.setattr("compendium.taking.release.write_parquet", partial(renewed, does=write_parquet))
    with pytest.raises(Refused, match=told):
        write_release(book, tmp_path / "given")
    assert not (tmp_path / "given").exists()
    monkeypatch.setattr("compendium.taking.commands._fresh", lambda root: root)
    monkeypatch.setattr("compendium.taking.tables._table", partial(renewed, does=tables_module._table))
    with pytest.raises(Refused, match=told):
        export(root=book)
    assert not (book / "_build/export").exists()


def test_a_release_holds_the_tables_and_nothing_that_lies_beside_them(root, parcels):
    assert {path.name for path in (parcels[2] / "data").iterdir()} == {path.name for path in (root / "data").iterdir()}


def test_all_that_describes_a_release_agrees_with_its_citation(parcels):
    folder = parcels[2]
    cited = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    names = [author["name"] for author in cited["authors"]]
    zenodo = json.loads((folder / ".zenodo.json").read_text("utf-8"))
    assert (zenodo["title"], zenodo["version"], zenodo["publication_date"]) == (
        cited["title"], cited["version"], cited["date-released"])
    assert [each["name"] for each in zenodo["creators"]] == names and zenodo["license"] == cited["license"].lower()
    graph = {each["@id"]: each for each in json.loads((folder / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]}
    crate = graph["./"]
    assert (crate["name"], crate["version"], crate["keywords"]) == (cited["title"], cited["version"], cited["keywords"])
    assert crate["datePublished"][:10] == cited["date-released"]
    assert crate["license"]["@id"].endswith(f"/{cited['license']}")
    assert [graph[each["@id"]]["name"] for each in crate["author"]] == names
    described = {each["@id"] for each in crate["hasPart"]}
    assert {path.relative_to(folder).as_posix() for path in (folder / "data").iterdir()} <= described
    readme = (folder / "README.md").read_text("utf-8")
    assert f"# {cited['title']}\n\nVersion {cited['version']}, {cited['date-released']}." in readme
    package = json.loads((folder / "data" / "datapackage.json").read_text("utf-8"))
    assert package["licenses"][0]["name"] == cited["license"]
    assert "jinja2" in (folder / "sbom.cdx.json").read_text("utf-8")


def test_no_parcel_is_made_of_a_book_that_a_check_refuses(tmp_path):
    book = tmp_path / "book"
    new_book(book)
    there = [sys.executable, "-m", "compendium"]
    subprocess.run([*there, "data"], cwd=book, check=True, capture_output=True)
    page = book / "chapters/animals.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nThere are 77 otters.\n", encoding="utf-8")
    told = subprocess.run([*there, "release"], cwd=book, check=False, capture_output=True, text=True)
    assert told.returncode == 1 and "chapters/animals.md:" in told.stderr and "77" in told.stderr, told
    assert not (book / "_build/release").exists()


def test_no_parcel_is_put_among_what_it_is_made_from(command, root):
    code, said = command("release", "-o", root / "data", folder=root)
    assert code == 1 and "lies in data/ of the book, which is not written to" in said


DOE = "https://orcid.org/0000-0002-1825-0097"


def test_a_person_is_one_and_a_deposit_has_its_doi(tmp_path, root):
    said = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    said |= {"doi": "10.5281/zenodo.1234", "authors": [
        {"family-names": "Doe", "given-names": "Jane", "orcid": DOE}, {"name": "The makers"}]}
    (tmp_path / "CITATION.cff").write_text(yaml.safe_dump(said), encoding="utf-8")
    person = {"@type": "Person", "name": "Jane Doe", "givenName": "Jane", "familyName": "Doe", "identifier": DOE}
    body = {"@type": "Organization", "name": "The makers"}
    edition, cited = read_edition(tmp_path), read_citation(tmp_path)
    assert list(edition.authors) == list(cited.authors) == [person, body]
    assert edition.citation.startswith(f"Doe, Jane; The makers ({edition.released.year}). ")
    named = parse_string(edition.bibtex("it"), "bibtex").entries["it"].persons["author"]
    assert list(map(str, named)) == ["Doe, Jane", "{The makers}"]
    deposit = json.loads(zenodo(cited))
    assert deposit["creators"] == [{"name": "Doe, Jane", "orcid": "0000-0002-1825-0097"}, {"name": "The makers"}]
    assert deposit["doi"] == edition.doi == "10.5281/zenodo.1234"
    page = structured("index", "", nodes.document(None, None), edition, "")
    assert page["author"] == [person, body] and page["identifier"] == "https://doi.org/10.5281/zenodo.1234"
    _crate(tmp_path, cited)
    graph = {each["@id"]: each for each in json.loads((tmp_path / CRATE).read_text("utf-8"))["@graph"]}
    assert graph[DOE] == {"@id": DOE} | person and graph["#author-2"] == {"@id": "#author-2"} | body
    assert graph["./"]["identifier"] == page["identifier"]


def test_a_citation_without_a_field_is_refused(tmp_path):
    (tmp_path / "CITATION.cff").write_text("title: A\nversion: 1\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"CITATION\.cff: lacks date-released, authors, lic.*; a release names its"):
        read_citation(tmp_path)
    (tmp_path / "CITATION.cff").write_text("- A\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"CITATION\.cff: holds no fields, such as"):
        read_citation(tmp_path)


def test_a_lock_file_that_is_none_is_told(parcels, root, tmp_path):
    for name in ("CITATION.cff", "LICENSE", "LICENSE-CONTENT"):
        shutil.copy(root / name, tmp_path)
    (tmp_path / "data").symlink_to(root / "data")
    (tmp_path / "requirements.txt").write_bytes(b"\xff\n")
    with pytest.raises(Refused, match=r"^requirements\.txt: CycloneDX cannot read it: .*; wanted are packages"):
        write_release(tmp_path, tmp_path)


def test_what_is_not_installed_is_told_with_the_command_that_installs_it(root, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(Refused, match="to write Parquet install pyarrow: pip install pyarrow"):
        write_parquet(of_folder(root), tmp_path)
    with pytest.raises(Refused, match="a release is written with pyarrow, which is not installed: pip install '"):
        write_release(root, tmp_path)


@pytest.fixture
def committed(root, tmp_path):
    """A book's tables in a repository of their own, whose newer state has another value in one claim."""
    shutil.copytree(root / "data", tmp_path / "data")
    git = ("git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@b")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "old")):
        subprocess.run([*git, *words], check=True)
    return tmp_path


def change(folder, table: str, name: str, /, **fields: str) -> None:
    path = folder / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        read = list(csv.DictReader(lines))
    next(row for row in read if row["id"] == name).update(fields)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(read[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(read)


def test_what_changed_is_told_with_its_cause(root, committed):
    assert differences(committed, "HEAD").nothing
    result = next(row for row in rows(root, "derived") if row["inputs"] and row["claims"])
    claim = result["claims"].split("; ")[0]
    question = next(row for row in rows(root, "claims") if row["id"] == claim)["question"]
    change(committed, "claims", claim, value="12345", line="99")
    change(committed, "derived", result["id"], value="54321")
    change(committed, "questions", question, reading="Another reading.")
    found = differences(committed, "HEAD")
    [changed] = found.claims
    assert changed.id == claim and set(changed.fields) == {"value"} and changed.fields["value"][1] == 12345
    assert [(each.id, each.because) for each in found.results] == [(result["id"], (claim,))]
    [verdict] = found.verdicts
    assert verdict.id == question and claim in verdict.because
    told = as_markdown(found)
    assert f"- `{result['id']}`, cause: {claim}\n" in told and "→ 12345" in told
    assert json.loads(as_json(found))["verdicts"][0]["id"] == question


CHANGES = [
    ("questions", "asks", "Another question?"), ("questions", "reason", "Another reason."),
    ("questions", "counter", "Another objection."), ("definitions", "says", "Something else."),
    ("findings", "says", "Another headline."), ("findings", "claims", ""), ("sources", "publisher", "Another Press"),
    ("sources", "published", "2001-01-01"), ("sources", "caution", "None."), ("actors", "what", "Another thing."),
    ("claims", "highest", "99999"), ("claims", "line", "99999"), ("derived", "says", "Another result."),
    ("assumptions", "reason", "Another reason."), ("scenarios", "name", "Another scenario")]
"""A table, a column, and another content, which the book would print."""


@pytest.mark.parametrize(("table", "column", "content"), CHANGES, ids=lambda each: each.replace(" ", "-"))
def test_whatever_a_table_says_otherwise_is_told(root, committed, table, column, content):
    first = next(row for row in rows(root, table) if row[column])
    change(committed, table, first["id"], **{column: content})
    found = differences(committed, "HEAD")
    told = as_markdown(found)
    assert not found.nothing and "Nothing changed" not in told
    assert (f"`{first['id']}`" in told and f"  - {column}: {first[column]}" in told) or (
        found.elsewhere == {"claims": "line"} and "- data/claims.csv: line\n" in told)


FEW = 40


def test_no_column_of_any_table_can_change_unseen(tables):
    # a few rows of each are as good as all, and take a tenth of the time
    tables = {name: replace(table, rows=table.rows[:FEW]) for name, table in tables.items()}
    for name, table in tables.items():
        for at, column in enumerate(table.columns[1:], 1):
            row = [f"{cell} otherwise" if number == at else cell for number, cell in enumerate(table.rows[0])]
            after = {**tables, name: replace(table, rows=(tuple(row), *table.rows[1:]))}
            # a table of claims repeats theirs, which are told there
            repeated = {"measure", *tables["claims"].columns} if "measure" in table.columns else ()
            assert column in repeated or not compared(tables, after, "a", "b").nothing, (name, column)


def test_rows_that_came_and_went_are_told_by_their_name(tables):
    for name in ("sources", "assumptions", "definitions"):
        without = {**tables, name: replace(tables[name], rows=tables[name].rows[1:])}
        gone = next(iter(tables[name].by_id()))
        [row] = compared(tables, without, "a", "b").rows
        assert (row.table, row.id, [new for _, new in row.fields.values()]) == (name, gone, [None])
        [row] = compared(without, tables, "a", "b").rows
        assert [old for old, _ in row.fields.values()] == [None]


def test_claims_that_came_and_went_are_told_once(tables):
    claims = tables["claims"]
    without = {**tables, "claims": type(claims)(claims.name, claims.title, claims.fields, claims.rows[1:])}
    gone = claims.rows[0]
    assert list(compared(tables, without, "a", "b").withdrawn) == [gone[0]]
    assert list(compared(without, tables, "a", "b").added) == [gone[0]]


def test_a_name_that_is_no_commit_is_refused(committed):
    with pytest.raises(Refused, match="'nowhere' is no commit of which git gives data/: Needed a single revision"):
        differences(committed, "nowhere")


def test_why_git_gives_nothing_is_told_in_its_own_words(committed, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    with pytest.raises(Refused, match=r"gives data/: detected dubious ownership in repository at '[^']+'$"):
        differences(committed, "HEAD")
