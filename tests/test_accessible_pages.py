"""Programs that read a page aloud are told what each table is and what its headers head."""

from compendium.book.site.finished_page import accessible

TABLE = '<h2>Who pays<a class="headerlink" href="#a">#</a></h2><table class="docutils"></table>'


def test_a_table_without_a_caption_is_named_after_its_heading():
    assert '<caption class="visually-hidden">Who pays</caption>' in accessible(TABLE)


def test_a_caption_that_is_there_stays_the_only_one():
    page = "<h2>Who pays</h2><table>\n<caption>Taxes</caption></table>"
    assert accessible(page) == page


def test_a_list_that_is_only_laid_out_as_a_table_is_no_table():
    assert 'role="presentation"' in accessible('<h2>A</h2><table class="indextable genindextable"></table>')


def test_headers_say_whether_they_head_a_column_or_a_row():
    page = accessible('<th class="head"><p>Source</p></th><th class="stub"><p>Reuters</p></th><th scope="row">x</th>')
    assert page == ('<th scope="col" class="head"><p>Source</p></th><th scope="row" class="stub"><p>Reuters</p></th>'
                    '<th scope="row">x</th>')


def test_the_sidebar_is_a_landmark():
    assert 'role="complementary" aria-label=' in accessible('<div id="pst-primary-sidebar" class="bd-sidebar">')


def test_roles_that_the_standard_gave_up_are_left_out():
    page = accessible('<div role="list" class="citation-list"><div class="citation" id="a" role="doc-biblioentry">')
    assert page == '<div class="citation-list"><div class="citation" id="a">'


def test_what_opens_hidden_code_is_called_as_it_reads():
    summary = '<summary aria-label="Toggle hidden content">\n<p>Show the code</p></summary>'
    assert accessible(summary) == "<summary>\n<p>Show the code</p></summary>"
