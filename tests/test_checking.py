"""The checks that the ledger must pass by itself; each fails when what it guards is broken."""

from dataclasses import replace

import pytest

from compendium.book.checking import _taken_names
from compendium.evidence import read_ledger
from compendium.evidence.checking import check_ledger
from compendium.evidence.scenarios import AssumptionFile
from compendium.results.register import registered_results


def told(seeds) -> str:
    return "\n".join(map(str, check_ledger(read_ledger(seeds))))


def test_the_ledger_is_clean(ledger):
    assert check_ledger(ledger) == []


def test_a_changed_value_fails_where_its_sentence_was_not_changed(seeds, edit):
    edit("reuters-2025-03.yaml", "    value: 311\n", "    value: 312\n")
    assert "claim imports-feb-2025: says '311', which is in none of its fields" in told(seeds)


def test_a_disagreement_without_a_verdict_fails(seeds):
    path = seeds / "questions.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("    adjudication:", text.index("- id: levy-per-tonne"))
    path.write_text(text[:start] + text[text.index("  - id: ", start):], encoding="utf-8")
    assert "question levy-per-tonne: " in told(seeds) and "adjudication is missing" in told(seeds)


def test_a_finding_that_rests_on_a_question_nobody_judged_fails(seeds, edit):
    edit("findings.yaml", "verdicts: [kio-leverage,", "verdicts: [coup-2021,")
    assert "rests on the verdict on coup-2021, whose adjudication is missing" in told(seeds)


@pytest.mark.parametrize("source", ["reuters-2025-03", "frontier-2025-08", "diplomat-2025-09", "dvb-2025",
                                    "rareearthexchanges-2025"])
def test_every_quantity_has_a_definition_and_every_claim_a_question(ledger, source):
    claims = next(record.claims for record in ledger.records if record.source.id == source)
    assert all(claim.question in ledger.questions for claim in claims)
    assert all(claim.of for claim in claims if claim.kind == "quantity")


def test_ids_of_questions_assumptions_and_results_are_one_set(ledger):
    result = registered_results()[0].id
    assumed = next(iter(ledger.assumptions.values())).model_copy(update={"id": result})
    taken = replace(ledger, files={**ledger.files, "assumptions": AssumptionFile(assumptions=(assumed,))})
    assert _taken_names(ledger) == []
    assert [problem.what.partition(";")[0] for problem in _taken_names(taken)] == [
        f"id '{result}' is a computed result's too"]
