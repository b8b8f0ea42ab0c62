"""The pages of the ledger in both themes and three widths, without a network; screenshots are kept."""

import pytest
from screens import wrong_on

from compendium.execution import pages

pytestmark = pytest.mark.built


def test_pages_of_the_ledger_are_whole_in_every_theme_and_width(browser, root):
    names = [name for name in pages(root) if name.count("/") == 2]
    assert names and wrong_on(browser, root, names) == []
