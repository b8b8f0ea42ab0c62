"""The content security policy in a browser: no page breaks it, and no server sample differs from it."""

import re

import pytest
from page_kinds import share

from benchmarks.pages import visited
from benchmarks.visits import served
from compendium.book.site.page_parts import policy

pytestmark = pytest.mark.built


@pytest.fixture(scope="module")
def headers(root) -> dict[str, str]:
    """What the sample for static hosts adds to every page."""
    sample = (root / "docs" / "server" / "_headers").read_text(encoding="utf-8")
    everywhere = sample.partition("/*\n")[2].partition("\n\n")[0]
    return dict(line.strip().split(": ", 1) for line in everywhere.splitlines())


@pytest.mark.parametrize(("width", "turn"), [(1440, 0), (390, 1)])
def test_a_server_can_say_the_policy_too_and_nothing_moves_while_a_page_loads(browser, root, headers, width, turn):
    assert headers["Content-Security-Policy"].startswith(policy())
    with served(root / "_build" / "html", headers) as address:
        visits = dict(visited(browser, address, share(root, turn, 3), width))
    assert {name: visit.wrong for name, visit in visits.items() if visit.wrong} == {}
    assert {name: visit.shift for name, visit in visits.items() if visit.shift >= 0.05} == {}


def test_a_violation_would_be_noticed(browser, root, tmp_path):
    page = (root / "_build" / "html" / "index.html").read_text(encoding="utf-8")
    broken = page.replace("</body>", "<p style='color: red'>x</p></body>")
    (tmp_path / "index.html").write_text(broken, encoding="utf-8")
    (tmp_path / "_static").symlink_to(root / "_build" / "html" / "_static")
    (tmp_path / "_images").symlink_to(root / "_build" / "html" / "_images")
    visit = dict(visited(browser, f"file://{tmp_path}/", ["index"], 1440))["index"]
    assert any("refused by the policy: style-src-attr" in text for text in visit.wrong)


def test_every_page_carries_the_policy_before_it_loads_anything(root):
    for path in (root / "_build" / "html").rglob("*.html"):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        first = re.search(r"<(?:meta http-equiv|script|link)[^>]*>", head)
        assert first is not None and policy() in first[0], path


@pytest.mark.parametrize("sample", ["_headers", "htaccess", "nginx.conf"])
def test_the_servers_samples_say_what_the_pages_say(root, sample):
    text = (root / "docs" / "server" / sample).read_text(encoding="utf-8")
    said = re.findall(r"default-src[^\n\"]*form-action 'self'", text)
    assert said and set(said) == {policy()}
