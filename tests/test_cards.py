"""What a fact's card says, in words, for claims, derived results, assumptions and questions."""

from itertools import combinations

import pytest

from compendium.book.ledger import cards, claim_pages
from compendium.book.ledger.cards import card
from compendium.book.ledger.claim_facts import (
    RIVALS_SHOWN,
    allowed,
    answers_question,
    claim_facts,
    neighbours,
    original,
)
from compendium.book.ledger.evidence_domain import Evidence
from compendium.book.ledger.facts import Book, Part, fact
from compendium.book.ledger.result_facts import code_behind
from compendium.evidence import Entry


@pytest.fixture(scope="module")
def known(root) -> Evidence:
    return Evidence(root)


def rows(known, name) -> dict[str, str]:
    """What a card says, by key."""
    shown = card(Book(known), name)
    return {each.key: each.words for each in (*shown.first, *shown.then)}


def test_an_interval_comes_from_rounding_about_or_one_end(ledger):
    assert allowed(ledger, ledger["reuters-2025-03/imports-feb-2025"].claim) == "310.5 to 311.5 t, by its rounding"
    assert allowed(ledger, ledger["rareearthexchanges-2025/exports-total"].claim) == (
        "more than 290,000 t; the source gives no upper end")
    about = next(e.claim for e in ledger if e.claim.comparator == "~" and e.claim.value)
    assert allowed(ledger, about).endswith("as this book reads “about”")


def test_every_number_of_the_ledger_has_words_for_its_interval(ledger):
    for entry in ledger:
        assert "inf" not in allowed(ledger, entry.claim) and "nan" not in allowed(ledger, entry.claim), entry.id


def test_a_claims_card_says_who_stands_behind_it(known):
    shown = card(Book(known), "reuters-2025-03/imports-feb-2025")
    said = rows(known, shown.name)
    assert (shown.kind, shown.value) == ("Claim", "311 t")
    assert [each.key for each in shown.first] == ["source", "credit", "standing"]
    assert said["credit"] == "Reuters, from Chinese customs (1 remove)"
    assert said["of"] == "rare earth oxides and compounds, weight as shipped"
    assert said["period"] == "February 2025 (inferred)"
    assert said["place"] == "Myanmar, to China"
    assert said["source"] == "Reuters, 28 March 2025"


def test_a_card_says_of_a_claim_what_its_page_says(known):
    for entry in known.ledger:
        facts = {each.key: each.words for each in claim_facts(Book(known), entry)}
        assert rows(known, entry.id).items() <= facts.items(), entry.id


def test_a_fact_stands_on_page_and_card_where_the_list_says(known, monkeypatch):
    def with_one_more(book, entry):
        return (*claim_facts(book, entry), fact("quality", "Quality", "counted twice", page="number", card="then"))

    for module in (cards, claim_pages):
        monkeypatch.setattr(module, "claim_facts", with_one_more)
    page = next(claim_pages.claim_pages(Book(known)))
    name = next(iter(known.ledger.entries))
    assert rows(known, name)["quality"] == "counted twice"
    assert [each.words for each in page.filled["number"]][-1:] == ["counted twice"]


def test_a_hedge_is_quoted_with_the_standing(known):
    entry = next(entry for entry in known.ledger if entry.claim.hedge)
    assert f"“{entry.claim.hedge}”" in rows(known, entry.id)["standing"]


def test_a_contested_claim_shows_its_rivals_and_the_verdict(known):
    shown = card(Book(known), "frontier-2025-08/bhamo-condition")
    assert shown.contested and shown.beside and shown.beside.verdict
    excluding = [rival.excludes for rival in shown.beside.rivals]
    assert excluding == sorted(excluding, reverse=True) and sum(excluding) >= 3
    assert len({rival.name for rival in shown.beside.rivals} | {shown.name}) == 6


def test_after_claims_in_conflict_come_those_that_the_verdict_names(known):
    mixed = 0
    for entry in known.ledger:
        question = known.ledger.questions[entry.claim.question]
        named = set(question.adjudication.claims) if question.adjudication else set()
        ranks = [0 if rival.excludes else 1 if rival.name in named else 2
                 for rival in neighbours(known, question, entry).rivals]
        assert ranks == sorted(ranks), entry.id
        mixed += len(set(ranks)) == 3
    assert mixed


def test_at_most_five_rivals_and_the_rest_is_counted(known):
    for entry in known.ledger:
        question = known.ledger.questions[entry.claim.question]
        seen = neighbours(known, question, entry)
        assert len(seen.rivals) <= RIVALS_SHOWN
        assert len(seen.rivals) + seen.further == len(known.ledger.by_question[question.id]) - 1


def test_claims_that_exclude_each_other_are_never_left_out_for_others(known):
    for entry in known.ledger:
        seen = neighbours(known, known.ledger.questions[entry.claim.question], entry)
        excluded = known.excluded_by(entry.id)
        assert sum(rival.excludes for rival in seen.rivals) == min(len(excluded), RIVALS_SHOWN), entry.id


def test_a_statement_on_a_settled_question_has_neighbours_and_no_rivals(known):
    entry = next(e for e in known.ledger
                 if not answers_question(e) and not known.ledger.questions[e.claim.question].adjudication)
    assert neighbours(known, known.ledger.questions[entry.claim.question], entry).rivals == ()


def test_a_derived_result_shows_formula_range_and_inputs(known):
    said = rows(known, "exchange-rate-implied")
    assert said["formula"] == "levy per tonne in yuan ÷ the same in dollars"
    assert said["range"] == "7.216 to 7.368 yuan per dollar"
    assert said["inputs"] == ("Levy per tonne: 35,000 yuan per tonne (DVB English); "
                              "Levy per tonne: $4,800 per tonne (DVB English)")


def test_what_a_result_is_made_of_has_its_card_on_the_page_too(known):
    assert known.with_inputs(["value-after-coup-if-price"]) == [
        "value-after-coup-if-price", "exports-after-coup", "rareearthexchanges-2025/price-per-tonne", "cny-per-usd",
        "rareearthexchanges-2025/exports-total", "rareearthexchanges-2025/share-after-coup"]


def test_a_result_leads_to_its_line_of_code_and_a_recorded_value_to_its_cell(known, root):
    shown = code_behind(known, "exports-after-coup", "https://example.org/book")
    file, _, line = shown.to.removeprefix("https://example.org/book/blob/main/").partition("#L")
    code = (root / file).read_text(encoding="utf-8").splitlines()
    assert '"exports-after-coup"' in code[int(line) - 1] and f"line {line}" in shown.text
    assert code_behind(known, "exports-after-coup").to == ""
    assert code_behind(known, "pricing:value-if-price") == Part(
        "a cell of the chapter pricing", "chapters/pricing.html#recorded/value-if-price")


def test_an_assumption_shows_range_and_reason(known):
    said = rows(known, "cny-per-usd")
    assert said["range"] == "7.10 to 7.35 yuan per dollar"
    assert said["reason"].startswith("The round middle")


def test_everything_that_can_be_named_has_a_card(known):
    for name in known.names():
        assert card(Book(known), name).says


def test_a_text_fragment_only_where_it_was_found_to_work(known):
    entry = known.ledger["reuters-2025-03/imports-feb-2025"]
    plain = Entry(entry.source.model_copy(update={"url_fragments": False}), entry.claim)
    exact = Entry(entry.source.model_copy(update={"url_fragments": True}), entry.claim)
    assert "#" not in original(plain).to
    assert original(exact).to.endswith("#:~:text=" + entry.claim.at.words.replace(" ", "%20"))


def test_no_address_no_link(known):
    assert original(known.ledger["frontier-2025-08/pangwa-seized"]) == Part("")


def test_a_definitions_page_compares_the_claims_of_each_question_alone(known, monkeypatch):
    """Of all claims on a definition there are too many pairs, where a ledger is large."""
    looked_at = []

    def noted(entries, number):
        looked_at.extend(combinations(entries, number))
        return combinations(entries, number)

    monkeypatch.setattr(claim_pages, "combinations", noted)
    definition, entries = max(known.ledger.by_definition.items(), key=lambda each: len(each[1]))
    assert len({each.claim.question for each in entries}) > 1, definition
    assert claim_pages.comparable_pairs(Book(known), entries)
    assert looked_at and all(one.claim.question == other.claim.question for one, other in looked_at)
