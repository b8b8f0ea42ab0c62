"""Up to when the evidence of a page reaches: computed from its claims, articles and reports from outside apart."""

from datetime import date

from compendium.book.ledger.reach import last_day, reach_of_claims


def test_a_claim_reaches_to_the_end_of_its_period_and_no_further_than_its_source(ledger):
    past = ledger["un-comtrade-2846/myanmar-weight-2015"]
    assert last_day(past) == date(2015, 12, 31)
    for entry in ledger:
        if (day := last_day(entry)) and entry.source.published.end:
            assert day <= entry.source.published.end, entry.id


def test_articles_and_outside_reports_are_told_apart(ledger):
    assert reach_of_claims([ledger["reuters-2025-03/imports-feb-2025"]]).words == "Evidence to February 2025."
    outside = ledger["un-comtrade-2846/myanmar-weight-2015"]
    assert reach_of_claims([outside]).words == "Evidence to December 2015, from outside the articles."
    both = reach_of_claims([ledger["reuters-2025-03/imports-feb-2025"], outside]).words
    assert both == "Evidence to February 2025; from outside the articles to December 2015."
    assert reach_of_claims([]).words == ""
