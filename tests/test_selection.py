"""Any model can be seen with the articles alone, and with each source left out."""

import pytest

from compendium import datasets


def test_the_articles_alone_are_the_claims_of_role_seed():
    claims = datasets.load("claims")
    assert set(datasets.selected(claims, "articles")["role"]) == {"seed"}


def test_leaving_one_source_out_leaves_out_its_claims_and_no_other():
    claims = datasets.load("claims")
    left = datasets.selected(claims, "without-dvb-2025")
    assert "dvb-2025" not in set(left["source"])
    assert len(left) == len(claims) - (claims["source"] == "dvb-2025").sum()


def test_all_evidence_is_every_claim():
    claims = datasets.load("claims")
    assert len(datasets.selected(claims, "all")) == len(claims)


def test_an_unknown_selection_is_refused_with_what_is_allowed():
    with pytest.raises(ValueError, match="there is no evidence 'everything'; there is: all, articles"):
        datasets.selected(datasets.load("claims"), "everything")
