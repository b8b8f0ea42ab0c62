"""Every page can be used by everyone, as far as a program can tell: dark, on a phone."""

import pytest

from benchmarks.access import audited
from compendium.execution import pages

pytestmark = pytest.mark.built


def test_no_page_breaks_a_rule_in_the_dark_theme(browser, root):
    assert {name: found for name, found in audited(browser, root, pages(root), "dark", 390) if found} == {}
