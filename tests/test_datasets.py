import csv
import io
import json
from dataclasses import replace

import pandas as pd
import pytest
from pybtex.database import parse_string

from compendium import columns, datasets
from compendium.datasets.loading import read_table
from compendium.datasets.schemas import SUBJECT_TABLES
from compendium.datasets.writing import bibliography, checked_table, table_rows, table_text, write_files
from compendium.errors import ChapterError, NoData, Refused, UnknownName
from compendium.evidence.reading import schema_files
from compendium.execution.chapters import find_chapter
from compendium.execution.running import run_chapter
from compendium.results.register import data_files

DESIGN = ("id,source,document,line,words,theme,question,kind,says,value,low,high,comparator,unit,of,against,"
          "start,end,place,actor,credited_to,standing")


def test_what_is_committed_is_what_the_ledger_gives(root, ledger):
    for name, text in data_files(ledger):
        assert (root / "data" / name).read_text(encoding="utf-8") == text, f"data/{name} is stale: run 'make data'"
    for name, text in schema_files():
        assert (root / "seeds" / "schema" / name).read_text(encoding="utf-8") == text, f"{name}: run 'make data'"


def test_nothing_else_lies_in_data(root, ledger):
    assert {path.name for path in (root / "data").iterdir()} == {name for name, _ in data_files(ledger)}


def test_the_tables_are_sealed_with_the_code_that_they_rest_on_and_no_other(root):
    made_from = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))["madeFrom"]
    assert {"seeds/questions.yaml", "kachin/models/derived.py", "kachin/subject.py"} <= made_from.keys()
    assert not [name for name in made_from if name.startswith(("kachin/charts", "compendium/"))]


def test_making_the_data_twice_gives_the_same_bytes(ledger):
    assert dict(data_files(ledger)) == dict(data_files(ledger))


def test_the_ledger_table_begins_with_the_designs_columns(root):
    assert (root / "data" / "claims.csv").read_text(encoding="utf-8").startswith(DESIGN + ",")


@pytest.mark.parametrize("name", datasets.TABLES)
def test_every_table_loads_with_its_columns_described(name):
    table, described = datasets.load(name), datasets.describe(name)
    assert list(table.columns) == list(described["column"])
    assert len(table) > 0 and (described["meaning"].str.len() > 10).all()


def test_columns_have_types():
    claims = datasets.load("claims")
    assert isinstance(claims["theme"].dtype, pd.CategoricalDtype)
    assert claims["value"].dtype == "Float64" and claims["line"].dtype == "Int64"
    feb = claims.set_index("id").loc["reuters-2025-03/imports-feb-2025"]
    assert feb["value"] == 311
    assert (feb["start"], feb["end"]) == (pd.Timestamp(2025, 2, 1), pd.Timestamp(2025, 2, 28))


@pytest.mark.parametrize("name", SUBJECT_TABLES)
def test_every_row_of_a_subject_rests_on_claims(name, ledger):
    table = datasets.load(name)
    assert all(claim in ledger for cell in table["claims"] for claim in cell.split("; "))


def test_every_claim_is_in_exactly_one_subject_or_outside_the_articles(ledger):
    rows = [row for name in (*SUBJECT_TABLES, "checks") for row in datasets.load(name)["id"]]
    assert sorted(rows) == sorted(ledger.entries)


def test_an_unknown_or_missing_table_is_named(tmp_path):
    with pytest.raises(UnknownName, match="'traed' is not known as a table; near it: trade"):
        datasets.load("traed")
    with pytest.raises(NoData, match="'compendium data' writes it"):
        datasets.load("trade", tmp_path)


def test_a_value_that_is_not_allowed_stops_the_writing(ledger):
    rows = [row | {"unit": "kT"} for row in table_rows(ledger, "assumptions")]
    with pytest.raises(ValueError, match=r"data/assumptions.csv: column unit, row 0: 'kT' fails"):
        table_text("assumptions", rows)


@pytest.mark.parametrize(("name", "column"), [("sources", "publisher"), ("questions", "conflicts"), ("trade", "id")])
def test_a_required_cell_that_is_empty_is_told_with_its_table_column_and_row(root, name, column):
    table = pd.read_csv(root / "data" / f"{name}.csv", dtype="string", keep_default_na=False)
    text = table.to_csv(index=False)
    assert len(checked_table(name, text)) == len(table)
    table.loc[1, column] = ""
    with pytest.raises(Refused, match=rf"data/{name}\.csv: column {column}, row 1: .* fails not_nullable"):
        checked_table(name, table.to_csv(index=False))


def test_no_spreadsheet_runs_a_text_of_a_table_and_every_reader_gets_it_back(ledger):
    texts = ['=HYPERLINK("http://evil.example","x")', "@sum", "+210%", "-89", "'=1", "'quoted'", "plain"]
    rows = list(table_rows(ledger, "actors"))[:len(texts)]
    text = table_text("actors", [row | {"what": said} for row, said in zip(rows, texts, strict=True)])
    raw = [row["what"] for row in csv.DictReader(io.StringIO(text))]
    assert raw[:5] == [f"'{said}" for said in texts[:5]] and raw[5:] == texts[5:]
    assert read_table("actors", io.StringIO(text))["what"].tolist() == texts
    assert [row["what"] for row in columns.table_rows(io.StringIO(text))] == texts


def test_nothing_is_half_written_when_a_table_fails(tmp_path):
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")

    def files():
        yield "a.csv", "new"
        raise ValueError("the second table is wrong")

    with pytest.raises(ValueError, match="second table"):
        write_files(files(), tmp_path)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "old"


def test_the_data_package_names_every_table_and_column(root):
    package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    named = {each["name"]: [field["name"] for field in each["schema"]["fields"]] for each in package["resources"]}
    assert named == {name: [column.name for column in columns] for name, (_, columns) in datasets.TABLES.items()}
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"


def test_the_bibliography_has_every_source(root, ledger):
    from pybtex.database import parse_file
    entries = parse_file(str(root / "data" / "sources.bib")).entries
    assert set(entries) == {record.source.id for record in ledger.records}


def test_the_customs_of_each_year_by_hand():
    annual = datasets.load("customs-annual").set_index("id")
    # 12,395,797 dollars over 19,957.717 t, and the year whose tonne was dearest since
    assert annual.loc["myanmar-2017", "dollars_per_tonne"] == pytest.approx(621.10, abs=0.01)
    since = annual[(annual["partner"] == "myanmar") & (annual["year"] >= 2017)]
    assert since["dollars_per_tonne"].idxmax() == "myanmar-2022" and annual["claims"].str.count("; ").eq(1).all()


@pytest.mark.parametrize(("claim", "near"), [
    ("nope", "there are: "), ("", "there are: "),
    ("reuters-2025-03/import-feb-2025", "near it: reuters-2025-03/imports-")])
def test_a_row_that_no_table_has_is_no_empty_table(claim, near):
    claims = datasets.load("claims")
    assert len(datasets.named(claims, "claim", "reuters-2025-03/imports-feb-2025")) == 1
    with pytest.raises(UnknownName, match=f"'{claim}' is not known as a claim; {near}"):
        datasets.named(claims, "claim", claim)


def test_a_chapter_asked_for_a_claim_that_there_is_not_says_so_in_a_line(root):
    """The page on the method shows the record of any claim."""
    with pytest.raises(ChapterError) as told:
        run_chapter(find_chapter(root, "method"), {"claim": "nope"}, root)
    assert str(told.value).startswith("chapters/method.md:") and "UnknownName: 'nope' is not known" in str(told.value)
    assert "\n" not in str(told.value)


def test_an_organisation_as_author_keeps_its_name(ledger):
    """BibTeX would call the ministry 'of Labour, Ministry Industry'."""
    record = ledger.records[0]
    authors = ("Ministry of Labour, Industry", "Ida van Fenn")
    changed = record.model_copy(update={"source": record.source.model_copy(update={"authors": authors})})
    written = parse_string(bibliography(replace(ledger, records=(changed,))), "bibtex").entries[record.source.id]
    assert list(map(str, written.persons["author"])) == ["{Ministry of Labour, Industry}", "van Fenn, Ida"]


def cited(ledger, **fields) -> tuple[str, object]:
    """The bibliography of one source with these fields, as text and as BibTeX reads it."""
    record = ledger.records[0]
    changed = record.model_copy(update={"source": record.source.model_copy(update=fields)})
    text = bibliography(replace(ledger, records=(changed,)))
    return text, parse_string(text, "bibtex").entries[record.source.id]


@pytest.mark.parametrize(("author", "written"), [
    ("Ann Lee et al.", ["Lee, Ann", "others"]), ("Ann Lee and others", ["Lee, Ann", "others"]), ("others", ["others"]),
    ("Martin Luther King Jr.", ["King, Jr., Martin Luther"]), ("Henry Ford II", ["Ford, II, Henry"]),
    ("Ministry of Labour et al.", ["{Ministry of Labour}", "others"]), ("Al Jr Smith", ["Smith, Al Jr"])])
def test_what_stands_behind_a_name_is_no_family_name(ledger, author, written):
    assert list(map(str, cited(ledger, authors=(author,))[1].persons["author"])) == written


def test_latex_obeys_nothing_of_a_title(ledger):
    text, read = cited(ledger, title="Costs $30,000 ^ {~ \\ & 5% #1_a", publisher="A } B", authors=("Ann $ Lee",))
    assert read.fields["title"] == (r"{Costs \$30,000 \textasciicircum{} \textbraceleft{}\textasciitilde{} "
                                    r"\textbackslash{} \& 5\% \#1\_a}")
    assert read.fields["howpublished"] == r"A \textbraceright{} B"
    assert str(read.persons["author"][0]) == r"Lee, Ann \$" and text.count("{") == text.count("}")
