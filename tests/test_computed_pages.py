"""The list of computed results: a result without a range is not called exact where an input is itself an estimate."""

import pytest
from bs4 import BeautifulSoup

from compendium import datasets

pytestmark = pytest.mark.built


def test_what_rests_on_estimates_is_not_called_exact(root, ledger):
    page = BeautifulSoup((root / "_build/html/chapters/data.html").read_text(encoding="utf-8"), "lxml")
    entries = {entry.select("dd")[-1].get_text(strip=True): entry.get_text(" ", strip=True)
               for entry in page.select(".claim.derived")}
    results = datasets.load("derived").set_index("id")
    for name, row in results[results["low"] == results["high"]].iterrows():
        claims = [each for each in row["inputs"].split("; ") if each in ledger]
        estimated = any(ledger[claim].claim.standing == "estimated" for claim in claims)
        assert ("exact: its inputs are not rounded" in entries[name]) is not estimated, name
