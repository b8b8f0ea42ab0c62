"""The front page, the edition and the corrections: what they say is what the records say."""

import tomllib
from datetime import date
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from pybtex.database import parse_string
from sphinx.errors import ConfigError

from compendium.book.site.edition import read_edition
from compendium.evidence import EvidenceError, read_ledger

SURE = ("low", "medium", "high")


def page(root, name: str) -> BeautifulSoup:
    return BeautifulSoup((root / "_build/html" / f"{name}.html").read_text(encoding="utf-8"), "lxml")


def test_the_citation_has_the_version_of_the_package(root):
    declared = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert read_edition(root).version == declared


def test_a_citation_names_authors_year_title_version_and_date(root):
    edition = read_edition(root)
    assert edition.citation == (f"The Kachin Rare Earths Compendium ({edition.released.year}). {edition.full_title}. "
                                f"Version {edition.version}, {edition.released:%-d %B %Y}.")
    entry = parse_string(edition.bibtex("it", note="here"), "bibtex").entries["it"]
    assert entry.fields["title"] == f"{{{edition.full_title}}}"
    assert (entry.fields["note"], entry.fields["version"]) == ("here", edition.version)


def test_a_title_with_signs_that_tex_reads_is_printed_as_it_stands(root):
    written = read_edition(root).bibtex("it", title="A 20% levy & a $5 toll, #1", note="x.html#tab_a")
    assert r'"{A 20\% levy \& a \$5 toll, \#1}"' in written
    assert r'"x.html\#tab\_a"' in written


def test_a_citation_without_a_date_is_an_error_that_names_the_file(tmp_path):
    cited = "title: It\nversion: 1.0.0\nauthors: [{name: We}]\nkeywords: []\nabstract: That.\n"
    (tmp_path / "CITATION.cff").write_text(cited)
    with pytest.raises(ConfigError, match=r"CITATION\.cff: .*date-released"):
        read_edition(tmp_path)


@pytest.mark.parametrize(("file", "old", "new", "what"), [
    ("corrections.yaml", "of: [mining-sites]", "of: [mining-site]", "near it: mining-sites"),
    ("corrections.yaml", "found_by: a reader", "found_by: someone", "found_by"),
    ("corrections.yaml", "date: 2026-11-28", "date: 1999-01-01",
     "date: 1999-01-01 lies before the source of 'reuters-2025-07-bhamo/nearly-half-from-kachin', which was"
     " published .*; what is corrected has been read before"),
    ("corrections.yaml", "now: Each is printed as nearly and reaches a tenth of itself down, as about does.",
     "now: Nearly half, nearly 90% and nearly 42,000 t were entered as less than these, with no lower end.",
     "was and now are the same sentence; a correction changes one"),
    ("corrections.yaml",
     "was: Nearly half, nearly 90% and nearly 42,000 t were entered as less than these, with no lower end.",
     "was: Nearly half of the world's supply of heavy rare earths comes from mines in Kachin State.",
     "was: is the sentence of 'reuters-2025-07-bhamo/nearly-half-from-kachin' as it stands today; that is now,"),
    ("findings.yaml", "verdicts: [levy-per-tonne,", "verdicts: [levy-per-ton,", "near it: levy-per-tonne"),
    ("findings.yaml", "against: [rareearthexchanges-2025/price-per-tonne]", "against: [dvb-2025/levy-per-tonne]",
     "claims: 'dvb-2025/levy-per-tonne' says otherwise, by 'against' or by a verdict"),
    ("findings.yaml", "dvb-2025/levy-per-tonne]", "dvb-2025/levy-per-tonne, rareearthexchanges-2025/price-per-tonne]",
     "'rareearthexchanges-2025/price-per-tonne' says otherwise"),
    ("findings.yaml", "against: [rareearthexchanges-2025/price-per-tonne]",
     "against: [rareearthexchanges-2025/price-per-ton]", "near it: rareearthexchanges-2025/price-per-tonne"),
])
def test_a_correction_or_finding_that_leads_nowhere_is_an_error(seeds, edit, file, old, new, what):  # noqa: PLR0917
    edit(file, old, new)
    with pytest.raises(EvidenceError, match=what):
        read_ledger(seeds)


def test_corrections_are_dated_not_before_the_first_version_and_stand_latest_first(ledger):
    dates = [each.date for each in ledger.corrections]
    assert dates == sorted(dates, reverse=True) and dates[-1] >= date(2026, 11, 22)


@pytest.mark.built
def test_a_copy_without_an_address_says_so_where_a_reader_would_report_an_error(root):
    assert "names no address to write to" in page(root, "corrections").get_text()


@pytest.mark.built
def test_the_front_page_shows_every_finding_with_the_least_confidence_of_its_verdicts(root, ledger):
    shown = page(root, "index").select(".finding-basis")
    assert [each["id"] for each in shown] == [f"finding/{name}" for name in ledger.findings]
    for each, finding in zip(shown, ledger.findings.values(), strict=True):
        levels = [ledger.questions[name].adjudication.confidence for name in finding.verdicts]
        assert f"Confidence: {min(levels, key=SURE.index)}" in each.get_text()
        assert each.get_text().startswith("Who says so: "), finding.id


@pytest.mark.built
def test_the_front_page_and_a_figures_citation_name_the_edition(root):
    edition = read_edition(root)
    front = page(root, "index")
    line = front.select_one(".edition").get_text()
    assert line.startswith("Evidence to ") and line.endswith(f"{edition.dated}.")
    cited = parse_string((root / "_build/html/figures/index-shares.bib").read_text(), "bibtex")
    assert cited.entries["kachin-rare-earths-index-shares"].fields["version"] == edition.version


@pytest.mark.built
def test_every_correction_is_shown_with_links_to_what_it_changed(root, ledger):
    corrections = page(root, "corrections")
    for each in ledger.corrections:
        entry = corrections.find(id=f"correction/{each.id}")
        assert each.was in " ".join(entry.get_text().replace("’", "'").split()), each.id
        targets = {unquote(link["href"]) for link in entry.select("dd a[href]")}
        wanted = {f"claims/{name}.html" if name in ledger else f"questions/{name}.html" for name in each.of
                  if name in ledger or name in ledger.questions}
        assert wanted <= targets
