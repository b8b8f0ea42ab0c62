"""One printer of periods for every view of a claim."""

from compendium import datasets
from compendium.book.ledger.cards import card
from compendium.book.ledger.evidence_domain import Evidence
from compendium.book.ledger.facts import Book
from compendium.charts.points import period_in_words
from compendium.evidence.periods import in_words


def test_every_view_of_a_dated_claim_prints_the_same_words(root, ledger):
    known = Evidence(root)
    tables = [datasets.load(name) for name in ("claims", "control", "trade", "checks")]
    shown = {row["id"]: period_in_words(row) for table in tables for row in table.to_dict("records")}
    dated = [entry for entry in ledger if entry.claim.period]
    assert len(dated) > 250
    for entry in dated:
        words = in_words(entry.claim.period)
        assert shown[entry.id] == words, entry.id
        assert [fact.words for fact in card(Book(known), entry.id).then if fact.key == "period"] == [words], entry.id
