"""The chapters and appendices that follow in both themes and three widths, without a network."""

import pytest
from screens import wrong_on

from compendium.execution import pages

pytestmark = pytest.mark.built


def test_pages_that_follow_are_whole_in_every_theme_and_width(browser, root):
    names = [name for name in pages(root) if name.count("/") < 2][14:]
    assert names and wrong_on(browser, root, names) == []
