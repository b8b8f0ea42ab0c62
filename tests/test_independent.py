"""Independent evidence: statistics written as series, and kept apart from the five articles."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from compendium import datasets
from compendium.evidence import EvidenceError, Ledger, read_ledger
from compendium.evidence.sources import EvidenceRecord, Series
from kachin.models.customs import returns, share_from_2021

SERIES = {
    "id": "weight", "theme": "trade", "question": "volume", "says": "China imported {value} in {period}.",
    "unit": "t", "definition": "weight-as-shipped", "of": "weight as shipped", "where": "table 1",
    "values": {"2023": 1200.5, "2024": 800},
    "estimated": ("2024",),
}
SOURCE = {"id": "customs", "role": "check", "title": "Returns", "publisher": "Customs", "published": "2025",
          "kind": "statistics", "tier": "official", "about": "Returns by year.", "caution": "They are revised."}


def test_a_series_is_a_claim_for_each_period() -> None:
    late, early = sorted(Series.model_validate(SERIES).claims(), key=lambda claim: claim.id, reverse=True)
    assert (early.id, early.value, early.says) == ("weight-2023", 1200.5, "China imported 1,200.5 t in 2023.")
    assert (early.standing, late.standing) == ("reported", "estimated")


@pytest.mark.parametrize(("change", "said"), [
    ({"says": "China imported {value} that year."},
     "the sentence of a series holds {value} and {period} once each; {period} stands there 0 times"),
    ({"estimated": ("2022",)}, "estimated names 2022, for which the series has no value"),
    ({"values": {"soon": 1}}, "not a date"),
])
def test_a_series_that_cannot_be_read_says_why(change: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Series.model_validate(SERIES | change)


@pytest.mark.parametrize(("change", "said"), [
    ({"source": SOURCE | {"tier": None}}, "a source of role check names its tier"),
    ({"source": SOURCE | {"role": "seed"}}, "a source of role seed names its document, with file and sha256"),
    ({"series": []}, "a record has claims or series"),
    ({"series": [SERIES | {"where": ""}]},
     "claim weight-2023: independent evidence says 'where' the figure stands, not 'at'"),
    ({"claims": [{"id": "left", "draft": True}]}, "says neither 'at', for an article, nor 'where', for independent"),
])
def test_a_source_is_complete_for_its_role(change: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        EvidenceRecord.model_validate({"source": SOURCE, "series": [SERIES]} | change)


def test_a_claim_by_an_id_that_a_series_makes_is_told(seeds, edit) -> None:
    edit("un-comtrade-2846.yaml", "  - id: world-value\n", "  - id: world-weight\n")
    with pytest.raises(EvidenceError, match="id 'world-weight-2015', which the series makes here, is another claim's"):
        read_ledger(seeds)


def test_a_claim_of_a_series_leads_to_its_line(ledger: Ledger) -> None:
    name = "un-comtrade-2846/myanmar-weight-2023"
    file, line = ledger.place_of(name)
    written = (Path(__file__).parent.parent / file).read_text(encoding="utf-8").splitlines()[line - 1]
    assert "2023: 72073.76" in written


def test_the_articles_tables_hold_no_independent_figure(ledger: Ledger) -> None:
    outside = {entry.id for entry in ledger if entry.source.role == "check"}
    assert set(datasets.load("checks")["id"]) == outside
    for table in datasets.schemas.SUBJECT_TABLES:
        assert not outside & set(datasets.load(table)["id"])


def test_customs_results_agree_with_sums_by_hand(ledger: Ledger) -> None:
    derived = datasets.load("derived").set_index("id")["value"]
    weights = 19957.717, 33976.426, 28740.944, 35453.64, 34669.74, 23705.389, 72073.76, 44365.512
    assert derived["customs-weight-2017-2024"] == pytest.approx(292943.128)
    assert derived["customs-share-from-2021"] == pytest.approx(100 * 174814.401 / 292943.128)
    assert share_from_2021(*weights) == pytest.approx(derived["customs-share-from-2021"])
    assert derived["customs-unit-value-2023"] == pytest.approx(1441901598 / 72073.76)
    assert returns("laos", "value", 2024)[0] in ledger
