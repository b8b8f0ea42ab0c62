"""What the theme and the book let a reader do works under the policy, over HTTP and from a file alike."""

import pytest

from benchmarks.visits import opened, served, until

pytestmark = pytest.mark.built


@pytest.fixture(scope="module", params=["file", "HTTP"])
def base(request, root):
    html = root / "_build" / "html"
    if request.param == "file":
        yield f"file://{html}/"
    else:
        with served(html) as address:
            yield address


@pytest.fixture
def reader(browser, base):
    """Opens pages; at the end nothing may have gone wrong on any of them."""
    made = []

    def page_at(name, **settings):
        wide = {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"}
        context = browser.new_context(**wide | settings)
        page, visit = opened(context, base)
        page.goto(f"{base}{name}.html")
        made.append((context, page, visit))
        return page

    yield page_at
    for context, page, visit in made:
        visit.look(page)
        context.close()
    assert [text for _, _, visit in made for text in visit.wrong] == []


def test_the_search_finds_and_marks(reader):
    page = reader("chapters/trade")
    page.locator(".bd-sidebar-primary .search-button-field").click()
    page.locator("#pst-search-dialog input").fill("dysprosium")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=dysprosium*")
    results = page.locator("#search-results li a")
    # they are shown one after another
    results.nth(3).wait_for()


def test_the_theme_switch_changes_and_is_kept(reader):
    page = reader("chapters/trade")
    theme = "document.documentElement.dataset.theme"
    seen = {page.evaluate(theme)}
    for _ in range(3):
        page.locator(".theme-switch-button:visible").click()
        seen.add(page.evaluate(theme))
    assert seen == {"light", "dark"}
    while page.evaluate(theme) != "dark":
        page.locator(".theme-switch-button:visible").click()
    page.reload()
    assert page.evaluate(theme) == "dark"


def test_the_sidebar_closes_and_opens(reader):
    page = reader("chapters/trade")
    sidebar = page.locator("#pst-primary-sidebar")
    page.locator(".primary-toggle").click()
    until(page, "document.querySelector('#pst-primary-sidebar').classList.contains('pst-sidebar-hidden')")
    sidebar.wait_for(state="hidden")
    page.locator(".primary-toggle").click()
    sidebar.wait_for(state="visible")


def test_on_a_phone_the_chapters_open_in_a_drawer(reader):
    page = reader("chapters/trade", viewport={"width": 390, "height": 844})
    assert not page.locator("#pst-primary-sidebar nav").is_visible()
    page.locator(".primary-toggle").click()
    page.locator("#pst-primary-sidebar-modal nav").first.wait_for()


def test_the_menu_of_downloads_opens_and_prints(reader):
    page = reader("chapters/trade")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator(".dropdown-download-buttons > button").click()
    page.locator(".btn-download-pdf-button").click()
    assert page.evaluate("window.printed === true")


def test_icons_are_drawn(reader):
    page = reader("chapters/trade")
    masks = page.evaluate("""[...document.querySelectorAll("i[class*=fa-]")].map(
        (icon) => getComputedStyle(icon, "::before").maskImage)""")
    assert len(masks) > 5 and all("data:image/svg+xml" in mask for mask in masks)


def test_code_can_be_copied(reader):
    page = reader("chapters/authors-guide", permissions=["clipboard-read", "clipboard-write"])
    block = page.locator("div.highlight:visible").first
    block.hover()
    block.locator("button.copybtn").click()
    until(page, "document.querySelector('.copybtn.success') !== null")


def test_a_fact_opens_its_card(reader):
    page = reader("chapters/trade")
    page.locator("a:has(span.fact)", has_text="311 t").first.hover()
    page.locator("dialog.fact-card").wait_for()


def test_a_chart_answers_to_its_slider(reader):
    page = reader("chapters/alternatives")
    chart = page.locator("[data-chart='break-even-dial']")
    chart.scroll_into_view_if_needed()
    slider = chart.locator("input[type=range][name=price]")
    slider.wait_for()
    before = chart.locator("svg.marks").inner_html()
    slider.fill("10000")
    drawn = "document.querySelector('[data-chart=break-even-dial] svg.marks').innerHTML"
    until(page, f"before => {drawn} !== before", before)


@pytest.mark.parametrize("name", ["chapters/alternatives", "figures/break-even-dial", "embed/break-even-dial"])
def test_a_control_stays_where_the_reader_set_it_when_colours_or_width_change(reader, name):
    page = reader(name)
    chart = page.locator("[data-chart='break-even-dial']")
    chart.scroll_into_view_if_needed()
    price, reading = chart.locator("input[type=range][name=price]"), chart.locator("select[name=reading]")
    price.wait_for()
    other = reading.locator("option").nth(1).get_attribute("value")
    drawing = "document.querySelector('[data-chart=break-even-dial] svg.marks')"
    for reader_sets in (lambda: price.fill("12300"), lambda: reading.select_option(other)):
        before = chart.locator("svg.marks").inner_html()
        reader_sets()
        until(page, f"before => {drawing}.innerHTML !== before", before)
    for page_changes in (lambda: page.evaluate("document.documentElement.dataset.theme = 'dark'"),
                         lambda: page.set_viewport_size({"width": 430, "height": 900})):
        # marked, so that the next drawing can be told from this one
        page.evaluate(f"{drawing}.dataset.before = ''")
        page_changes()
        until(page, f"{drawing} !== null && {drawing}.dataset.before === undefined")
        assert (price.input_value(), reading.input_value()) == ("12300", other)


@pytest.mark.parametrize("name", ["chapters/alternatives", "embed/break-even-dial"])
def test_what_a_slider_changed_is_said_once_the_reader_lets_go(reader, name):
    page = reader(name)
    chart = page.locator("[data-chart='break-even-dial']")
    chart.scroll_into_view_if_needed()
    slider = chart.locator("input[type=range][name=price]")
    slider.wait_for()
    assert page.locator("[data-chart] + [aria-live]").count() == 0
    slider.fill("10000")
    slider.fill("12000")
    said = page.locator("[data-chart='break-even-dial'] + [role=status][aria-live=polite]")
    until(page, "document.querySelector('[data-chart] + [role=status]').textContent !== ''")
    after = chart.locator(".role-mark text").all_text_contents()
    assert said.text_content() == f"India {after[0]}; United States {after[1]}"
    box = said.bounding_box()
    assert box["width"] <= 1 and box["height"] <= 1
    assert said.count() == 1


def test_pointing_at_a_mark_shows_its_values_in_the_books_own_style(reader):
    page = reader("chapters/trade")
    chart = page.locator("[data-chart='trade-customs']")
    chart.scroll_into_view_if_needed()
    chart.locator("svg.marks").wait_for()
    chart.locator(".mark-symbol path").first.hover()
    page.locator("#vg-tooltip-element.visible").wait_for()
    assert page.evaluate("getComputedStyle(document.querySelector('#vg-tooltip-element')).position") == "fixed"


def test_the_table_of_claims_is_searched(reader):
    page = reader("chapters/ledger/claims")
    page.locator(".dt-search input").fill("imports-feb-2025")
    until(page, "document.querySelectorAll('table.all-claims tbody tr').length === 1")


@pytest.mark.parametrize("minus", ["-", "\N{MINUS SIGN}"])
def test_a_fall_is_found_by_its_sign(reader, minus):
    page = reader("chapters/ledger/claims")
    page.locator(".dt-search input").fill(f"{minus}89%")
    until(page, "document.querySelector('table.all-claims tbody td[data-label=Number]')?.textContent === 'down 89%'")


def test_whoever_comes_back_to_the_table_of_claims_finds_what_its_controls_say(browser, base):
    # not by ``reader``: a request that was under way when the reader went on has failed, and nothing is wrong
    page = browser.new_page()
    page.goto(f"{base}chapters/ledger/claims.html")
    source, search = page.locator("#only-source"), page.locator(".dt-search input")
    found = "document.querySelector('.dt-info').textContent"
    everything = page.locator(".dt-info").text_content()
    page.locator(".dt-length select").select_option("100")
    source.select_option("Reuters")
    search.fill("exports")
    rows = "document.querySelectorAll('table.all-claims tbody tr').length"
    until(page, f"all => {found} !== all && {rows} > 1", everything)
    shown = page.locator(".dt-info").text_content()
    page.locator("table.all-claims tbody a").first.click()
    page.wait_for_url("**/claims/*/*.html")
    page.go_back()
    until(page, f"shown => document.querySelector('.dt-info') !== null && {found} === shown", shown)
    assert (source.input_value(), search.input_value()) == ("Reuters", "exports")
    assert page.locator(".dt-length select").input_value() == "100"
    page.get_by_role("button", name="Clear the filters").click()
    search.fill("")
    until(page, f"all => {found}.split(' of ')[1] === all.split(' of ')[1]", everything)
    page.close()


def test_without_scripts_each_chart_is_a_picture_that_can_be_read(browser, base):
    for width in (1440, 390):
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{base}chapters/trade.html")
        pictures = page.locator(".chart-picture")
        assert pictures.count() >= 2
        for picture in pictures.all():
            box = picture.bounding_box()
            assert box["width"] > 600 and box["height"] > 150
        context.close()
