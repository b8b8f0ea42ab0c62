"""The chapters that run a model: what they let a reader vary, and what is refused before anything runs."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from typer.testing import CliRunner

from compendium import datasets
from compendium.cli import app
from compendium.execution.chapters import find_chapter, read_chapters
from compendium.results.draws import DRAWS, SEED
from kachin.models.leverage import WEIGHTINGS
from kachin.models.volumes.months import CHOICES

WITH_EVIDENCE = ["volumes", "outlook"]


def parameters(root, chapter):
    return {each.name: each for each in find_chapter(root, chapter).parameters}


@pytest.mark.parametrize("chapter", WITH_EVIDENCE)
def test_the_evidence_that_can_be_chosen_exists(root, chapter):
    assert {"all", "articles"} <= set(parameters(root, chapter)["evidence"].choices) <= set(datasets.evidence_sets())


@pytest.mark.parametrize("choice", CHOICES)
def test_every_reading_of_the_trade_can_be_chosen_and_the_first_is_used(root, choice):
    declared = parameters(root, "volumes")[choice]
    assert declared.choices == tuple(CHOICES[choice]) and declared.default == declared.choices[0]


def test_the_ways_to_weigh_can_be_chosen(root):
    declared = parameters(root, "outlook")
    assert declared["weighting"].choices == tuple(WEIGHTINGS)
    assert (declared["seed"].default, declared["draws"].default) == (SEED, DRAWS)


def test_fewer_draws_than_the_book_uses_are_refused(tmp_path, root):
    told = CliRunner().invoke(app, ["run", "outlook", "-o", str(tmp_path / "out.ipynb"), "-p", "draws=100",
                                    "--root", str(root)])
    assert told.exit_code == 1 and "'100' is not allowed; allowed: int, 10000 to" in told.output


@pytest.mark.parametrize(("given", "words"), [
    ("evidense=all", "parameter 'evidense' does not exist; did you mean 'evidence'?"),
    ("evidence=some", "'some' is not allowed; allowed: one of: all, articles,"),
    ("similar_within=much", "'much' is not allowed; allowed: float, 1 to 50"),
    ("similar_within=51", "'51' is not allowed; allowed: float, 1 to 50"),
])
def test_what_is_not_allowed_is_refused_before_a_kernel_starts(tmp_path, root, given, words):
    out = tmp_path / "out.ipynb"
    told = CliRunner().invoke(app, ["run", "volumes", "-o", str(out), "-p", given, "--root", str(root)])
    assert told.exit_code == 1 and words in told.output and not out.exists()


def test_the_articles_alone_leave_nothing_to_give_up(tmp_path, root):
    out = tmp_path / "out.ipynb"
    asked = ["run", "volumes", "-o", str(out), "-p", "evidence=articles", "--root", str(root)]
    assert CliRunner().invoke(app, asked).exit_code == 0
    assert "given-up: 0" in printed(out)


VARIED = [each.docname.rpartition("/")[2] for each in read_chapters(Path(__file__).parent.parent)
          if any(parameter.choices or parameter.low is not None for parameter in each.parameters)]


@pytest.mark.parametrize("chapter", VARIED)
def test_every_choice_and_both_ends_of_what_a_parameter_allows_can_be_run(tmp_path, root, chapter):
    """One at a time, the others as the book has them: what is allowed and fails would be a promise broken."""
    varied = parameters(root, chapter)
    defaults = {name: each.default for name, each in varied.items()}
    rows = [defaults | {name: value if each.choices else f"{value:.15g}"} for name, each in varied.items()
            for value in each.choices or (each.low, each.high) if value not in (None, each.default)]
    runs, out = tmp_path / "runs.csv", tmp_path / "out.parquet"
    pd.DataFrame(rows, dtype=object).to_csv(runs, index=False)
    words = [sys.executable, "-m", "compendium", "sweep", chapter, "--runs", runs, "-o", out]
    told = subprocess.run(words, cwd=root, check=False, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize(("chapter", "chosen", "shown"), [
    ("volumes", ("share", "value"), "given-up: 1"),
    # near the middles 0.85 × 0.8 − 1.17 / 6 are missing of 0.52 of the world's: (1 − 0.52 × 0.485)^−0.4 is 1.12
    ("outlook", ("elasticity", "0.4"), "closure-price: about 12% (6 to 19%)")])
def test_plain_papermill_runs_the_chapter_too(tmp_path, root, chapter, chosen, shown):
    copy, out = tmp_path / "in.ipynb", tmp_path / "out.ipynb"
    bin_folder = Path(sys.executable).parent
    subprocess.run([bin_folder / "jupytext", "--to", "ipynb", "-o", copy, root / f"chapters/{chapter}.md"], check=True,
                   capture_output=True)
    subprocess.run([bin_folder / "papermill", copy, out, "-p", *chosen], check=True, capture_output=True)
    assert shown in printed(out)


def printed(path: Path) -> list[str]:
    """What the cells of an executed notebook show in plain words."""
    return [each["data"]["text/plain"] for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"
            for each in cell.outputs if "text/plain" in each.get("data", {})]
