"""Pages of every kind can be used by everyone, as far as a program can tell: light and dark, wide and on a phone."""

import pytest
from page_kinds import MOST, dealt, kinds

from benchmarks.access import audited

pytestmark = pytest.mark.built
VIEWS = (("light", 1280), ("dark", 390), ("dark", 1280), ("light", 390))


@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_no_page_breaks_a_rule(browser, root, scheme, width):
    names = dealt(root, len(VIEWS))[VIEWS.index((scheme, width))]
    assert {name: found for name, found in audited(browser, root, names, scheme, width) if found} == {}


def test_every_kind_of_page_is_looked_at_in_both_themes_and_widths(root):
    seen = {scheme: {name for view, names in zip(VIEWS, dealt(root, len(VIEWS)), strict=True) if scheme in view
                     for name in names} for each in VIEWS for scheme in each}
    assert all(len(names) <= MOST for names in dealt(root, len(VIEWS)))
    missed = {(kind, what) for kind, names in kinds(root).items() for what in seen if not seen[what] & set(names)}
    assert missed == set()


def test_a_broken_rule_would_be_noticed(browser, tmp_path):
    page = tmp_path / "_build" / "html" / "broken.html"
    page.parent.mkdir(parents=True)
    page.write_text("<html lang='en'><title>A</title><main><h1>A</h1><img src='a.png'>"
                    "<p style='color: #bbb; background: #fff'>pale</p></main></html>", encoding="utf-8")
    (_, found), = audited(browser, tmp_path, ["broken"], "light", 1280)
    assert {problem.partition(":")[0] for problem in found} >= {"image-alt", "color-contrast"}
