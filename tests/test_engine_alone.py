"""The engine knows nothing of the subject, and what it begins a new book with comes along in the package."""

import re
from zipfile import ZipFile

from hatchling.builders.wheel import WheelBuilder

from compendium.new_book import COPIED

SUBJECT = re.compile(
    r"kachin|myanmar|terbium|dysprosium|\bkia\b|\bkio\b|china|reuters|frontier|dvb|five articles", re.IGNORECASE)
"""Words of the book on Kachin State."""


def test_nothing_in_the_engine_names_the_subject(root):
    files = [path for path in (root / "compendium").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    said = [f"{path.relative_to(root)}:{number}: {line.strip()}" for path in files
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if SUBJECT.search(line)]
    assert files and said == []


def test_the_wheel_carries_the_example_as_people_wrote_it(root, tmp_path):
    wheel = next(WheelBuilder(str(root)).build(directory=str(tmp_path), versions=["standard"]))
    names = ZipFile(wheel).namelist()
    packed = {name.removeprefix("compendium/example/").split("/")[0] for name in names if "/example/" in name}
    assert packed == set(COPIED)
    assert "compendium/example/otters/subject.py" in names
    assert not [name for name in names if "_build" in name or "__pycache__" in name]
