"""The pages of computed results: a result without a range is not called exact where an input is an estimate."""

from compendium.book.ledger.evidence_domain import Evidence
from compendium.book.ledger.facts import Book
from compendium.book.ledger.result_facts import result_facts


def test_what_rests_on_estimates_is_not_called_exact(root):
    known = Evidence(root)
    for name, row in known.derived.items():
        facts = {each.key: each.words for each in result_facts(Book(known), name)}
        claims = [known.ledger[each].claim for each in known.inputs_of(name) if each in known.ledger]
        estimated = any(claim.standing == "estimated" for claim in claims)
        if row["low"] == row["high"]:
            assert ("exact: its inputs are not rounded" in facts["exact"]) is not estimated, name
        elif "range" in facts:
            assert "exact" not in facts, name
        else:
            # rounded, and less than the digits printed show
            begins = "none to speak of by rounding" if estimated else "smaller than its last digit shows"
            assert facts["exact"].startswith(begins), name
