"""The chapters that come first in both themes and three widths, without a network; screenshots are kept."""

import pytest
from screens import is_blank, wrong_on

from compendium.execution import pages

pytestmark = pytest.mark.built


def test_pages_of_charts_are_whole_in_every_theme_and_width(browser, root):
    names = [name for name in pages(root) if name.count("/") < 2][:14]
    assert names and wrong_on(browser, root, names) == []


def test_a_blank_chart_would_be_noticed(browser):
    page = browser.new_page()
    page.set_content("<svg class='chart' width='300' height='200'><text y='20'>A title</text></svg>")
    assert is_blank(page.locator(".chart").screenshot())
    page.set_content("<svg class='chart' width='300' height='200'><rect y='120' width='40' height='40'/></svg>")
    assert not is_blank(page.locator(".chart").screenshot())
    page.close()
