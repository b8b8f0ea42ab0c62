"""The vocabulary of definitions: required of every number, and never mixed without a reason."""

from dataclasses import replace

import pytest

from compendium import datasets
from compendium.evidence import EvidenceError, Ledger, read_ledger
from compendium.evidence.claims import Claim
from compendium.evidence.disagreement import comparable
from compendium.results.formulas import Result, compute_all
from kachin.models.derived import RESULTS, REUTERS

FILE = "reuters-2025-03.yaml"


@pytest.mark.parametrize(("old", "new", "said"), [
    ("    definition: weight-as-shipped\n", "", "a quantity names its 'definition'"),
    ("definition: weight-as-shipped", "definition: weight-shipped", "near it: weight-as-shipped"),
    ("definition: weight-as-shipped", "definition: customs-value-cif",
     "'customs-value-cif' is a money, not given in t; allowed: CNY, USD"),
])
def test_every_quantity_names_a_definition_that_its_unit_fits(seeds, edit, old, new, said):
    edit(FILE, old, new)
    with pytest.raises(EvidenceError) as caught:
        read_ledger(seeds)
    assert said in str(caught.value)


def test_a_share_says_what_it_is_a_share_of(seeds, edit):
    edit("definitions.yaml", "    denominator: rare earth magnets made in the world\n", "")
    with pytest.raises(EvidenceError, match=r"share-of-world-magnets: .*has a numerator"):
        read_ledger(seeds)


def test_a_share_of_a_share_is_refused(seeds, edit):
    edit("definitions.yaml", "    whole: customs-value-cif\n", "    whole: share-of-weight\n")
    with pytest.raises(EvidenceError, match=r"definition share-of-value: whole: 'share-of-weight' is a share itself"):
        read_ledger(seeds)


def test_the_table_of_definitions_leads_to_every_quantity(ledger: Ledger):
    told = "; ".join(datasets.load("definitions")["claims"].dropna()).split("; ")
    assert sorted(told) == sorted(entry.id for entry in ledger if entry.claim.kind == "quantity")


def test_a_result_that_mixes_definitions_fails_unless_it_says_why(ledger: Ledger):
    tonnes = f"{REUTERS}/imports-feb-2025", "rareearthexchanges-2025/exports-total"
    mixed = Result("mixed", "A sum.", "a + b", tonnes, "t", lambda one, other: one + other)
    with pytest.raises(ValueError, match="mixed mixes definitions: reuters-2025-03/imports-feb-2025 is weight-"):
        list(compute_all((mixed,), ledger))
    meant = replace(mixed, across="both are tonnes of goods")
    assert [row["across"] for row in compute_all((meant,), ledger)] == ["both are tonnes of goods"]


def test_a_result_carries_its_definition_on(ledger: Ledger):
    """A sum of two earlier results is refused where these were made of different tonnes."""
    tonnes = Result("sum", "A sum.", "a + b", ("imports-feb-2024", "exports-after-coup"), "t", lambda a, b: a + b)
    with pytest.raises(ValueError, match="exports-after-coup is trade-weight-unspecified"):
        list(compute_all((*RESULTS, tonnes), ledger))


def test_a_share_is_taken_of_its_own_whole_alone(ledger: Ledger):
    """A share of customs value, taken of tonnes that are unspecified or of another value, is refused."""
    of_value = "customs-value-share-from-2021"
    wrong = Result("wrong", "A part.", "a × b", ("dvb-2025/exports-since-coup", of_value), "USD",
                   lambda a, b: a * b / 100)
    with pytest.raises(ValueError, match="share-of-value, a share of customs-value-cif, together with dvb-2025"):
        list(compute_all((*RESULTS, wrong), ledger))
    right = Result("right", "A part.", "a × b", ("un-comtrade-2846/myanmar-value-2023", of_value), "USD",
                   lambda a, b: a * b / 100)
    assert [row["definition"] for row in compute_all((*RESULTS, right), ledger)][-1] == "customs-value-cif"


def test_a_model_refuses_a_table_of_several_definitions():
    trade = datasets.load("trade")
    imports = trade[trade["question"] == "china-imports-from-myanmar"]
    assert datasets.same_definition(imports) == "weight-as-shipped"
    with pytest.raises(ValueError, match=r"there are .*weight-as-shipped \(weight as shipped\)"):
        datasets.same_definition(trade)


def test_a_table_without_a_number_has_no_definition():
    trade = datasets.load("trade")
    with pytest.raises(ValueError, match="numbers of one definition are wanted, and there are none"):
        datasets.same_definition(trade[trade["unit"].isna()])


def test_definitions_and_not_wording_decide_what_is_compared(ledger: Ledger):
    first = ledger[f"{REUTERS}/imports-feb-2025"].claim
    other = first.model_copy(update={"of": "the same in other words"})
    assert same(ledger, first, other)
    assert not same(ledger, first, other.model_copy(update={"definition": "rare-earth-oxide-content"}))


def same(ledger: Ledger, one: Claim, other: Claim) -> bool:
    return comparable(ledger.questions[one.question], one, other)
