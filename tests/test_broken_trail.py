"""Whatever breaks the trail of a number stops ``check`` or ``verify``, with a message that leads to the place."""

import re
import shutil

import pytest
from typer.testing import CliRunner

from compendium.cli import app

CLAIM, USED_BY = "reuters-2025-03/terbium-price", "terbium-price-sep-2024"


@pytest.fixture
def book(root, seeds):
    """A copy of the book's records and text, to be broken; whole before it is."""
    copied = seeds.parent
    for name in ("chapters", "data", "figures", "tests/notebooks"):
        shutil.copytree(root / name, copied / name)
    for name in ("index.md", "_toc.yml", "CITATION.cff"):
        shutil.copy(root / name, copied)
    return copied


def told(book, *command) -> str:
    """What a command says, which must not pass."""
    result = CliRunner().invoke(app, [*map(str, command or ["check"]), "--root", str(book)])
    assert result.exit_code == 1, result.output
    return result.output


def line_of(path, words) -> int:
    return next(n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1) if words in line)


def remove_claim(path, name) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"(?ms)^  - id: {name}\n.*?(?=^  - id: |^set_aside)", "", text), encoding="utf-8")


def test_the_copy_is_whole(book):
    assert CliRunner().invoke(app, ["check", "--root", str(book)]).exit_code == 0


def test_deleting_a_claim_that_is_used_names_every_place_that_uses_it(book, root):
    remove_claim(book / "seeds/reuters-2025-03.yaml", "terbium-price")
    said = told(book)
    line = line_of(root / "kachin/models/derived.py", f'Result("{USED_BY}"')
    assert f"kachin/models/derived.py:{line}: result '{USED_BY}' is made of '{CLAIM}'" in said
    line = line_of(book / "chapters/pricing.md", f"{{fact}}`{CLAIM}`")
    assert f"chapters/pricing.md:{line}: refers to '{CLAIM}', which is not in the ledger" in said


def test_changing_a_value_alone_names_the_claim_whose_sentence_is_left_behind(book, edit):
    edit("reuters-2025-03.yaml", "    value: 6550\n", "    value: 6650\n")
    line = line_of(book / "seeds/reuters-2025-03.yaml", "- id: terbium-price")
    said = told(book)
    assert re.search(rf"reuters-2025-03\.yaml:{line}: claim terbium-price: says '6,550'", said), said


def test_changing_a_value_and_its_sentence_is_found_in_the_text(book, edit, texts):
    edit("reuters-2025-03.yaml", "6,550 yuan", "6,650 yuan")
    edit("reuters-2025-03.yaml", "    value: 6550\n", "    value: 6650\n")
    line = line_of(book / "seeds/reuters-2025-03.yaml", "- id: terbium-price")
    assert f"reuters-2025-03.yaml:{line}: claim terbium-price" in told(book, "verify", "--texts", texts)


def test_a_broken_locator_names_the_claim(book, texts):
    path = book / "seeds/reuters-2025-03.yaml"
    line = line_of(path, "- id: terbium-price")
    text = path.read_text(encoding="utf-8")
    start = text.index("- id: terbium-price")
    path.write_text(text[:start] + re.sub(r"words: .*}", "words: never written there}", text[start:], count=1),
                    encoding="utf-8")
    said = told(book, "verify", "--texts", texts)
    assert f"reuters-2025-03.yaml:{line}: claim terbium-price: 'never written there' is not in the text" in said


def test_a_bare_number_in_a_chapter_is_named_with_its_line_and_the_likely_claim(book):
    path = book / "chapters/pricing.md"
    text = path.read_text(encoding="utf-8").replace("\n## What follows", (
        "\nTerbium oxide cost 6,550 yuan per kg.\n\n## What follows"))
    path.write_text(text, encoding="utf-8")
    line = line_of(path, "cost 6,550 yuan")
    said = told(book)
    assert f"chapters/pricing.md:{line}: " in said and "'6,550" in said and CLAIM in said


def test_removing_an_adjudication_names_the_question(book):
    path = book / "seeds/questions.yaml"
    text = path.read_text(encoding="utf-8")
    start = text.index("    adjudication:", text.index("- id: levy-per-tonne"))
    path.write_text(text[:start] + text[text.index("  - id: ", start):], encoding="utf-8")
    line = line_of(path, "- id: levy-per-tonne")
    said = told(book)
    assert f"questions.yaml:{line}: question levy-per-tonne: " in said and "adjudication is missing" in said
