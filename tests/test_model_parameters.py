"""What a reader may vary in the chapters that compute, and what is refused before anything is run."""

import pytest

from compendium import datasets
from compendium.datasets import evidence_sets
from compendium.errors import ChapterError
from compendium.execution.chapters import find_chapter, run_values
from kachin.models.leverage import shares


@pytest.mark.parametrize(("chapter", "given", "values"), [
    ("outlook", {"elasticity": "0.4", "draws": "20000"}, {"elasticity": 0.4, "draws": 20_000}),
    ("pricing", {"tax_reading": "both", "evidence": "articles"}, {"tax_reading": "both", "evidence": "articles"}),
    ("alternatives", {"yuan_per_dollar": "7.1", "unit_value": "15000"}, {"yuan_per_dollar": 7.1, "unit_value": 15_000}),
])
def test_what_is_allowed_is_taken(root, chapter, given, values):
    assert run_values(find_chapter(root, chapter), given) == values


@pytest.mark.parametrize(("chapter", "given", "told"), [
    ("outlook", {"elasticty": "0.4"}, "'elasticty' does not exist; did you mean 'elasticity'"),
    ("outlook", {"elasticity": "high"}, "elasticity: 'high' is not allowed; allowed: float, 0 to 3"),
    ("outlook", {"elasticity": "4"}, "elasticity: '4' is not allowed; allowed: float, 0 to 3"),
    ("outlook", {"draws": "10"}, "draws: '10' is not allowed; allowed: int, 10000 to 200000"),
    ("outlook", {"evidence": "without-reuters-2025-03"}, "allowed: one of: all, articles"),
    ("pricing", {"yuan_per_dollar": "9"}, "yuan_per_dollar: '9' is not allowed; allowed: float, 7.1 to 7.35"),
    ("alternatives", {"tax_reading": "none"}, "allowed: one of: per-tonne, share, in-kind, both"),
])
def test_what_is_not_allowed_is_refused_with_what_is(root, chapter, given, told):
    with pytest.raises(ChapterError) as raised:
        run_values(find_chapter(root, chapter), given)
    assert told in str(raised.value.problems[0])


def test_what_does_not_go_together_is_refused_before_anything_is_run(root):
    with pytest.raises(ChapterError) as raised:
        run_values(find_chapter(root, "outlook"), {"weighting": "named", "evidence": "without-frontier-2025-08"})
    assert str(raised.value.problems[0]).endswith(
        "parameter weighting: 'named' does not go with evidence 'without-frontier-2025-08'; allowed: another "
        "weighting, or another evidence")
    assert run_values(find_chapter(root, "outlook"), {"weighting": "named"}) == {"weighting": "named"}


def test_every_weighting_that_leaves_no_claim_is_said_not_to_go_with_its_evidence(root):
    parameters = {each.name: each for each in find_chapter(root, "outlook").parameters}
    claims = datasets.load("claims")
    for evidence in parameters["evidence"].choices:
        found = shares(datasets.selected(claims, evidence))
        for weighting in parameters["weighting"].choices:
            barred = (weighting, "evidence", evidence) in parameters["weighting"].barred
            assert barred == (weighting == "named" and not any(share.named for share in found))


@pytest.mark.parametrize("chapter", ["pricing", "alternatives", "outlook", "models"])
def test_every_parameter_is_documented_and_every_selection_exists(root, chapter):
    parameters = {each.name: each for each in find_chapter(root, chapter).parameters}
    assert all(each.help for each in parameters.values())
    assert {"all", "articles"} <= set(parameters["evidence"].choices) <= set(evidence_sets())
