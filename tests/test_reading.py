import subprocess
import sys

import pytest
from pydantic import TypeAdapter

from compendium.evidence import EvidenceError, read_ledger
from compendium.evidence.fields import Name

FILE = "reuters-2025-03.yaml"


def problems(seeds) -> str:
    with pytest.raises(EvidenceError) as caught:
        read_ledger(seeds)
    return str(caught.value)


def test_malformed_yaml_names_file_and_line(seeds, edit):
    edit(FILE, "claims:\n", "claims:\n  - id: [broken\n")
    assert "seeds/reuters-2025-03.yaml:" in problems(seeds) and "not valid YAML" in problems(seeds)


@pytest.mark.parametrize(("old", "new", "said"), [
    ("    unit: t\n", "    unit: kT\n", "claim imports-feb-2025: unit: unit 'kT' is not known; known: t, kg"),
    ("    value: 311\n", "    value: many\n", "claim imports-feb-2025: value: "),
    ("    unit: t\n", "", "claim imports-feb-2025: 'unit' is missing: a quantity has one, such as t"),
    ("    value: 311\n", "      value: 311\n", "; the fields of one item begin in the same column"),
    ("    value: 311\n", "    volume: 311\n", "claim imports-feb-2025: volume: unknown field"),
    ("period: 2025-02?\n", "period: 2025-02-30\n", "'2025-02-30' is not a date; allowed"),
    ("question: china-imports-from-myanmar", "question: china-imports-from-mianmar",
     "imports-feb-2025: question: 'china-imports-from-mianmar' is not known; near it: china-imports-from-myanmar"),
    ("    place: [mining-belt]\n", "    place: [minning-belt]\n", "'minning-belt' is not known; near it: mining-belt"),
    ("    standing: reported\n", "    standing: rumour\n", "standing: "),
    ("    actor: [kia]\n", "    actor: [kiaa]\n", "actor: 'kiaa' is not known; near it: kia"),
])
def test_a_bad_field_names_claim_field_and_what_is_allowed(seeds, edit, old, new, said):
    edit(FILE, old, new)
    told = problems(seeds)
    assert said in told and told.startswith(f"seeds/{FILE}:")


def test_the_line_is_the_fields_own(seeds, edit):
    edit(FILE, "    value: 311\n", "    volume: 311\n")
    lines = (seeds / FILE).read_text(encoding="utf-8").split("\n")
    assert f"seeds/{FILE}:{lines.index('    volume: 311') + 1}: claim imports-feb-2025: volume" in problems(seeds)


def test_a_claim_twice_and_a_key_twice_are_refused(seeds, edit):
    edit(FILE, "id: imports-fall-year", "id: imports-feb-2025")
    assert "id 'imports-feb-2025' is used twice in claims" in problems(seeds)
    edit(FILE, "    value: 311\n", "    value: 311\n    value: 312\n")
    assert "'value' is written twice" in problems(seeds)


def test_all_problems_come_at_once(seeds, edit):
    edit(FILE, "    unit: t\n", "    unit: kT\n")
    edit("dvb-2025.yaml", "standing: opinion", "standing: sure")
    told = problems(seeds)
    assert "seeds/reuters-2025-03.yaml" in told and "seeds/dvb-2025.yaml" in told


def test_a_missing_file_is_named(seeds):
    (seeds / "questions.yaml").unlink()
    assert "seeds/questions.yaml: file is missing" in problems(seeds)


def test_scalars_stay_as_they_are_written(seeds, edit):
    edit(FILE, "    hedge: ", "    hedge: no # ") if "    hedge: " in (seeds / FILE).read_text() else None
    ledger = read_ledger(seeds)
    assert any(entry.claim.hedge == "no" for entry in ledger)


def test_a_locator_is_short(seeds, edit):
    edit(FILE, 'words: "311"', 'words: one two three four five six seven')
    assert "7 words; a locator has at most 6" in problems(seeds)


def test_a_locator_names_words(seeds, edit):
    edit(FILE, 'words: "311"', 'words: "…."')
    assert "'….' holds no letter and no digit; a locator names words of the text" in problems(seeds)


@pytest.mark.parametrize("written", ["Reuters  (March)", "Reuters\n    (March)", "Reuters \t (March)"])
def test_words_are_those_that_are_printed(written):
    assert TypeAdapter(Name).validate_python(written) == "Reuters (March)"


def test_the_ledger_is_read_by_a_program_that_has_imported_nothing_else(root):
    program = "from pathlib import Path; from compendium.evidence import read_ledger; read_ledger(Path('seeds'))"
    subprocess.run([sys.executable, "-c", program], cwd=root, check=True)


def test_a_line_break_of_the_file_is_none_of_the_sentence(seeds, edit):
    edit("places.yaml", "    name: ", "    name: |\n      The\n      place of \n      ", )
    place = next(iter(read_ledger(seeds).places.values()))
    assert place.name.startswith("The place of ") and "\n" not in place.name
