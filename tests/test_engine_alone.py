"""The engine knows nothing of the subject, and what it begins a new book with comes along in the package."""

import os
import re
import subprocess
import sys
from zipfile import ZipFile

import pandas as pd
import pytest
from hatchling.builders.wheel import WheelBuilder

from compendium.datasets import TABLES
from compendium.new_book import COPIED

SUBJECT = re.compile(
    r"kachin|myanmar|terbium|dysprosium|\bkia\b|\bkio\b|china|reuters|frontier|dvb|five articles", re.IGNORECASE)
"""Words of the book on Kachin State."""


def test_nothing_in_the_engine_names_the_subject(root):
    files = [path for path in (root / "compendium").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    said = [f"{path.relative_to(root)}:{number}: {line.strip()}" for path in files
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if SUBJECT.search(line)]
    assert files and said == []


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory) -> ZipFile:
    """What 'pip install .' would install."""
    return ZipFile(next(WheelBuilder(str(root)).build(directory=str(tmp_path_factory.mktemp("wheel")),
                                                      versions=["standard"])))


def test_the_wheel_carries_the_example_as_people_wrote_it(wheel):
    names = wheel.namelist()
    packed = {name.removeprefix("compendium/example/").split("/")[0] for name in names if "/example/" in name}
    assert packed == set(COPIED)
    assert "compendium/example/otters/subject.py" in names
    assert not [name for name in names if "_build" in name or "__pycache__" in name]


def test_tables_and_records_are_there_from_any_folder_as_the_readme_says(root, wheel, tmp_path):
    """In an installed copy, and without a book around."""
    example, = re.findall(r"^```python\n(.*?)^```", (root / "README.md").read_text(encoding="utf-8"),
                          re.DOTALL | re.MULTILINE)
    wheel.extractall(tmp_path / "installed")
    (tmp_path / "elsewhere").mkdir()
    more = "\nprint(len(ledger), *(len(datasets.load(name)) for name in datasets.TABLES))"
    ran = subprocess.run([sys.executable, "-c", example + more], cwd=tmp_path / "elsewhere", text=True,
                         check=False, capture_output=True,
                         env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")})
    assert ran.returncode == 0, ran.stderr
    printed, counts = ran.stdout.splitlines()
    rows = {name: len(pd.read_csv(root / "data" / f"{name}.csv")) for name in TABLES}
    assert counts == " ".join(map(str, [rows["claims"], *rows.values()]))
    assert printed.startswith(f"{rows['claims']}; 311.0; t; 2025-02?; ")
    assert not list((tmp_path / "installed").rglob("_build"))
