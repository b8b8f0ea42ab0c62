"""The pages of the ledger in both themes and three widths, without a network; screenshots are kept."""

import pytest
from bs4 import BeautifulSoup
from screens import wrong_on

from compendium.book.site.edition import read_edition
from compendium.execution import pages

pytestmark = pytest.mark.built


def test_pages_of_the_ledger_are_whole_in_every_theme_and_width(browser, root):
    names = [name for name in pages(root) if name.count("/") == 2]
    assert names and wrong_on(browser, root, names) == []


def test_every_claim_says_how_it_is_cited_beside_its_address(root):
    written = (root / "_build/html/chapters/ledger/reuters-2025-03.html").read_text(encoding="utf-8")
    claims = BeautifulSoup(written, "lxml").select("div.claim[id*='/']")
    assert claims
    for claim in claims:
        rows = {term.get_text().rstrip(":"): term.find_next_sibling("dd") for term in claim.find_all("dt")}
        assert rows["Id"].a["href"] == f"#{claim['id']}"
        # the pages print curly apostrophes
        assert rows["To cite"].get_text(strip=True).replace("’", "'") == (
            f"Reuters, 28 March 2025. Claim {claim['id']}, in: {read_edition(root).citation}")
