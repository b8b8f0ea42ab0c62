"""Every page can be used by everyone, as far as a program can tell: light, in a wide window."""

import pytest

from benchmarks.access import audited
from compendium.execution import pages

pytestmark = pytest.mark.built


def test_no_page_breaks_a_rule_in_the_light_theme(browser, root):
    assert {name: found for name, found in audited(browser, root, pages(root), "light", 1280) if found} == {}


def test_a_broken_rule_would_be_noticed(browser, tmp_path):
    page = tmp_path / "_build" / "html" / "broken.html"
    page.parent.mkdir(parents=True)
    page.write_text("<html lang='en'><title>A</title><main><h1>A</h1><img src='a.png'>"
                    "<p style='color: #bbb; background: #fff'>pale</p></main></html>", encoding="utf-8")
    (_, found), = audited(browser, tmp_path, ["broken"], "light", 1280)
    assert {problem.partition(":")[0] for problem in found} >= {"image-alt", "color-contrast"}
