"""Pages of every kind without a network: nothing said or lost, no chart blank, nothing wider than the window."""

import pytest
from page_kinds import kinds, one_of_each, share
from screens import is_blank, wrong_on

pytestmark = pytest.mark.built
VIEWS = (("light", 1280), ("light", 390), ("light", 320), ("dark", 390), ("dark", 320), ("dark", 1280))
"""Every page is seen in two of them, with three between: in both themes and two widths, one of them a phone's."""


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_pages_are_whole(browser, root, scheme, width):
    names = share(root, VIEWS.index((scheme, width)), len(VIEWS) // 2)
    assert len(names) >= 10 and wrong_on(browser, root, names, scheme, width) == []


def test_every_kind_of_page_is_looked_at(root):
    assert len(kinds(root)) >= 20
    assert [kind for kind, names in kinds(root).items() if not set(names) & set(one_of_each(root))] == []


def test_a_blank_chart_would_be_noticed(browser):
    page = browser.new_page()
    page.set_content("<svg class='chart' width='300' height='200'><text y='20'>A title</text></svg>")
    assert is_blank(page.locator(".chart").screenshot())
    page.set_content("<svg class='chart' width='300' height='200'><rect y='120' width='40' height='40'/></svg>")
    assert not is_blank(page.locator(".chart").screenshot())
    page.close()
