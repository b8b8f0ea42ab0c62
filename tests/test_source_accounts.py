"""What a source's page says of it as a whole: checks, credits, and the readings that go against it."""

import json

from compendium.book.ledger.accounts import read_verification
from compendium.book.ledger.source_pages import checked
from compendium.evidence import disagreement, read_ledger
from compendium.evidence.credit import reliance
from compendium.evidence.disagreement import not_followed

COUNTS = {"Source": "dvb-2025", "Same": "80", "Moved": "4", "Changed": "2", "Gone": "1", "Not checked": "0",
          "Numbers": "70", "Not covered": "7", "Quoted": "9.0%"}


def against(ledger, source) -> dict[str, list[str]]:
    return {question.id: [entry.claim.id for entry in entries] for question, entries in not_followed(ledger, source)}


def test_a_verdict_goes_against_a_claim_that_excludes_those_it_rests_on(ledger):
    assert against(ledger, "dvb-2025")["oxide-price-change"] == ["dysprosium-rise"]
    assert against(ledger, "rareearthexchanges-2025")["levy-per-tonne"] == ["price-per-tonne"]
    assert "oxide-price-change" not in against(ledger, "reuters-2025-03")


def test_a_verdict_that_rests_on_both_positions_goes_against_neither(ledger):
    assert not any("kio-leverage" in against(ledger, record.source.id) for record in ledger.records)


def test_a_verdict_that_rests_on_no_claim_goes_against_those_that_speak(ledger):
    assert against(ledger, "diplomat-2025-09")["airstrike-deaths"] == ["airstrike-deaths"]


def test_a_verdict_that_changes_sides_goes_against_the_other_source(seeds, edit):
    before = "claims: [reuters-2025-03/terbium-rise, reuters-2025-03/dysprosium-fall, "
    edit("questions.yaml", before, "claims: [dvb-2025/dysprosium-rise, ")
    excluded = "      not_followed:\n        "
    edit("questions.yaml", f"{excluded}dvb-2025/dysprosium-rise", f"{excluded}reuters-2025-03/dysprosium-fall")
    assert "oxide-price-change" in against(read_ledger(seeds), "reuters-2025-03")


def test_everyone_credited_is_counted_at_each_remove(ledger):
    entries = [entry for entry in ledger if entry.source.id == "frontier-2025-08"]
    found = reliance(entries)
    assert next(iter(found)) == "Naw Bu (KIO)"
    assert found["Chinese customs"] == {1: 1, 2: 8}


def test_the_check_against_the_text_is_told_with_its_date_and_share(tmp_path, ledger):
    (tmp_path / "benchmarks").mkdir()
    kept = {"date": "3 May 2026", "headers": list(COUNTS), "rows": [list(COUNTS.values())]}
    (tmp_path / "benchmarks" / "verification.json").write_text(json.dumps(kept), encoding="utf-8")
    record = next(record for record in ledger.records if record.source.id == "dvb-2025")
    outcomes, covered = checked(tmp_path, record)
    assert outcomes == "80 same, 4 moved, 2 changed, 1 gone, 0 not checked; on 3 May 2026"
    assert covered == "63 of 70 (90%) are in a claim or set aside with a reason; on 3 May 2026"
    assert read_verification(tmp_path, "unknown") == ("3 May 2026", {})


def test_the_recorded_check_is_of_this_ledger(root, ledger):
    for record in (record for record in ledger.records if record.source.role == "seed"):
        _, counts = read_verification(root, record.source.id)
        outcomes = [int(counts[name]) for name in ("Same", "Moved", "Changed", "Gone", "Not checked")]
        assert sum(outcomes) == len(record.claims), record.source.id


def test_a_source_is_held_against_the_verdicts_on_its_own_questions_alone(ledger, monkeypatch):
    compared, compare = set(), disagreement.disagreement
    monkeypatch.setattr(disagreement, "disagreement", lambda question, one, other: (
        compared.add(question.id), compare(question, one, other))[1])
    list(not_followed(ledger, "dvb-2025"))
    assert compared and compared <= {entry.claim.question for entry in ledger if entry.source.id == "dvb-2025"}
