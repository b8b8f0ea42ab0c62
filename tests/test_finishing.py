"""Making pages safe and light: what stood in a page becomes files of the same effect, and what cannot is refused."""

import re

import pytest

from compendium.book.site.finished_page import with_sizes, with_what_it_needs
from compendium.book.site.finishing import finish
from compendium.book.site.page_parts import PageParts
from compendium.book.site.sphinx_run import BookError
from compendium.book.site.style_sheets import needed, with_pictures, without_unread, words_of

HEAD = '<html data-content_root="../"><head><meta charset="utf-8"></head>'


def page(body, head=HEAD):
    return PageParts(f"{head}<body>{body}</body></html>", "../")


def test_a_page_without_anything_inline_gets_its_policy_and_no_other_change():
    text = f"{HEAD}<body><p>AT&T &amp; co. <b>a < b</b><br/>\n<!-- <style> --></p></body></html>"
    changed = PageParts(text, "").rewritten()
    assert re.sub(r'\n    <meta http-equiv="Content-Security-Policy"[^>]*>|\n(?=</head>)', "", changed) == text
    assert changed.count("Content-Security-Policy") == 1


def test_a_script_becomes_a_file_at_the_same_place():
    parts = page("<p>1</p><script>let a = '<b>';</script><p>2</p>")
    ((name, content),) = parts.files.items()
    assert content == "let a = '<b>';\n"
    assert f'<p>1</p><script src="../{name}"></script><p>2</p>' in parts.rewritten()


def test_a_specification_in_a_page_is_data_and_stays():
    body = '<script type="application/json">{"style": "x", "html": "<p style=\'a\'>"}</script>'
    assert body in page(body).rewritten()


def test_a_style_becomes_a_class_beside_those_that_are_there():
    parts = page('<col class="a b" style="width: 13%"/><p style="color: red">x</p>')
    first, second = parts.styles
    text = parts.rewritten()
    assert parts.styles == {first: "width: 13%", second: "color: red"}
    assert f'<col class="a b {first}"/>' in text and f'<p class="{second}">x</p>' in text
    assert text.index("inline-styles.css") < text.index("</head>")


def test_a_style_sheet_in_the_page_becomes_a_file():
    parts = page("<style>p { color: red }</style>", HEAD.replace("</head>", "<style>b { top: 0 }</style></head>"))
    text = parts.rewritten()
    assert sorted(parts.files.values()) == ["b { top: 0 }\n", "p { color: red }\n"]
    assert "<style" not in text and all(text.index(name) < text.index("</head>") for name in parts.files)


def test_a_handler_becomes_a_listener():
    parts = page('<button type="button" onclick="go(&quot;there&quot;)">x</button>')
    (content,) = parts.files.values()
    assert 'addEventListener("click", function (event) { go("there") })' in content
    assert "onclick" not in parts.rewritten()


@pytest.mark.parametrize("body", [
    '<script type="module" src="x.js"></script>', '<a href="javascript:go()">x</a>', '<a href="JavaScript:go()">x</a>',
    '<a href=" java\tscript:go()">x</a>', '<iframe srcdoc="x"></iframe>',
    '<script src="https://example.org/x.js"></script>', '<img src="//example.org/x.png">',
    '<link rel="stylesheet" href="https://example.org/x.css">'])
def test_what_cannot_be_moved_is_refused(body):
    (problem,) = page(body).problems
    assert body.partition(">")[0] in problem


def test_a_book_with_such_a_page_is_not_finished_and_the_error_names_the_page(tmp_path):
    (tmp_path / "built" / "chapters").mkdir(parents=True)
    (tmp_path / "built" / "chapters" / "a.html").write_text(f"{HEAD}<body><a href='javascript:x'>x</a></body></html>")
    with pytest.raises(BookError, match=r"chapters/a\.html: .*policy does not allow <a href='javascript:x'>"):
        finish(tmp_path / "built", tmp_path / "html")


def test_a_style_sheet_keeps_the_rules_that_can_apply():
    words = words_of(['<p class="seen other" id="here">'], ["x.classList.add('made')"])
    sheet = (".seen{a:1}.gone{a:2}.seen .gone,#here{a:3}.made{a:4}p{a:5}.seen:not(.gone){a:6}"
             "@media print{.gone{a:7}.seen{a:8}}@media (min-width:1px){.gone{a:9}}@font-face{src:url(x)}"
             "@keyframes turn{to{a:10}}")
    kept = needed(sheet, words)
    assert [number for number in range(1, 11) if re.search(rf"a:{number}\b", kept)] == [1, 3, 4, 5, 6, 8, 10]
    assert ".gone{" not in kept and "font-face" not in kept


def test_a_named_value_stays_only_where_something_reads_it():
    sheet = (":root{--a:1;--b:var(--a);--c:var(--d);--d:2;--e:3;--f:4}p{color:var(--b);--g:5}"
             "@media print{p{--a:6;--d:7}}")
    kept = without_unread({"theme.css": sheet}, {"--e", "--f"})["theme.css"]
    assert re.findall(r"(--\w):", kept) == ["--a", "--b", "--e", "--f", "--a"]
    assert "color:var(--b)" in kept and "@media print{p{--a:6;}}" in kept


def test_an_icon_is_an_outline_and_no_letter_of_a_font():
    sheet = (r'html{--pst-icon-bell:"\f0f3"}.x:before{content:var(--pst-icon-bell);font:var(--fa-font-solid)}'
             r'.fa-sun:before{content:"\f185"}.fa-solid{font-family:Font Awesome\ 6 Free}')
    changed = with_pictures(sheet)
    assert changed.count("url(\"data:image/svg+xml") == 2 and "\\f" not in changed and "Font Awesome" not in changed
    assert '.x:before{content:"";--icon:var(--pst-icon-bell);display:inline-block' in changed
    assert with_pictures("p{color:red}") == "p{color:red}"


def test_a_page_loads_only_what_it_uses():
    loads = '<script src="_static/copybutton.js?v=1"></script><script src="_static/own.js"></script>'
    assert with_what_it_needs(f"{loads}<p>prose</p>") == '<script src="_static/own.js"></script><p>prose</p>'
    code = f'{loads}<div class="highlight">code</div>'
    assert with_what_it_needs(code) == code


def test_a_picture_says_how_large_it_is(tmp_path):
    (tmp_path / "a.svg").write_text('<svg xmlns="x" width="695" height="257.4" viewBox="0 0 1 1"></svg>')
    assert with_sizes('<img src="a.svg">', tmp_path / "p.html") == '<img width="695" height="257" src="a.svg">'
    assert with_sizes('<img src="a.svg" width="1">', tmp_path / "p.html") == '<img src="a.svg" width="1">'
    (tmp_path / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    (tmp_path / "odd.svg").write_bytes(b'<svg width="2" height="1"><text>\xe9</text></svg>')
    assert with_sizes('<img src="cut.png">', tmp_path / "p.html") == '<img src="cut.png">'
    assert with_sizes('<img src="odd.svg">', tmp_path / "p.html") == '<img width="2" height="1" src="odd.svg">'
    assert with_sizes('<img src="https://x/a.svg">', tmp_path / "p.html") == '<img src="https://x/a.svg">'
