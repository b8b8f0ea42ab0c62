"""What a page weighs: each kind, the first chapter with all it loads, and what later ones take from the cache."""

import pytest
from page_kinds import PARTS, kinds

from benchmarks.pages import FIRST, visited, weight

pytestmark = pytest.mark.built
STORY, LEDGER, CLAIM = 250_000, 150_000, 40_000
"""How many bytes a page may have: one of a person's, one that a template prints, one of a claim."""
MOST = {"claims": CLAIM, **dict.fromkeys(("front", *PARTS), STORY), "indexes": LEDGER}


def test_no_page_is_heavy(root):
    sizes = {name: ((root / "_build" / "html" / f"{name}.html").stat().st_size, MOST.get(kind, LEDGER))
             for kind, names in kinds(root).items() for name in names}
    assert {name: size for name, (size, most) in sizes.items() if size > most} == {}


@pytest.fixture(scope="module")
def visits(browser, root):
    base = f"file://{root}/_build/html/"
    return base, dict(visited(browser, base, [FIRST, "chapters/trade", "chapters/ledger/questions"], 1440))


def test_the_first_chapter_is_light(visits):
    base, seen = visits
    plain, compressed = weight(seen[FIRST].requests, base)
    assert any("/vega-" in address for address in seen[FIRST].requests), "the charts' program is part of the weight"
    assert plain <= 1_500_000 and compressed <= 500_000


def test_a_later_chapter_loads_little_more_than_itself(visits, root):
    base, seen = visits
    further = [address for address in seen["chapters/trade"].requests if address not in seen[FIRST].requests]
    page = (root / "_build" / "html" / "chapters" / "trade.html").stat().st_size
    assert weight(further, base)[0] < page + 150_000


def test_what_a_page_does_not_use_is_not_loaded(visits):
    _, seen = visits
    questions = " ".join(seen["chapters/ledger/questions"].requests)
    assert "questions.html" in questions
    for unused in ("/vega-", "datatables", "searchindex", "sphinx-design", "fontawesome", "woff"):
        assert unused not in questions, unused
