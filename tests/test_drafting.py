"""A source in an evening: what is read out of a text, how it is written, and what a person has left to do."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from compendium.drafting.dates import find_dates
from compendium.drafting.documents import read_document_text
from compendium.drafting.drafts import draft_claims
from compendium.drafting.quantities import find_quantities
from compendium.drafting.sentences import credit_in, hedge_before
from compendium.drafting.side_by_side import side_by_side
from compendium.errors import Refused
from compendium.evidence import read_ledger
from compendium.evidence.numbers import find_numbers
from compendium.evidence.periods import Period
from compendium.evidence.source_text import SourceText
from compendium.root import reading_from

GAZETTE = """Otter numbers up again, ranger says

By ANNA HOLT

12 May 2020

More than 45 otters live along the River Lenn, the county ranger said on Tuesday, up from about 40 in 2019.
The trout farm at Aldham reportedly lost between 3 and 6 tonnes of fish in 2018, according to a study.
It is the second such study. Fish worth 12,000 dollars a year are eaten, down 20% since March.

1. The fence

A fence was first asked for in June.
"""
"""Invented for these tests, as the otters are."""

JUDGED = "The farm reportedly lost between 3 and 6 t of fish in 2018."

def source_text(tmp_path, content: str) -> SourceText:
    path = tmp_path / "a.txt"
    path.write_text(content, encoding="utf-8")
    return SourceText.read(path)


@pytest.fixture(scope="module")
def made(root, tmp_path_factory):
    """The example book, with its tables."""
    folder = shutil.copytree(root / "tests" / "example", tmp_path_factory.mktemp("made") / "book",
                             ignore=shutil.ignore_patterns("_build"))
    assert call("data", "--root", folder)[0] == 0
    return folder


@pytest.fixture
def book(made, tmp_path):
    """A copy of the example book that a test may change."""
    return shutil.copytree(made, tmp_path / "book")


NEW = ("source", "new", "--role", "seed")


def call(*words) -> tuple[int, str]:
    """The command in a process of its own, as one process works on one book."""
    ran = subprocess.run([sys.executable, "-m", "compendium", *map(str, words)], capture_output=True, text=True,
                         check=False)
    assert "Traceback" not in ran.stderr
    return ran.returncode, ran.stdout + ran.stderr


@pytest.mark.parametrize(("said", "period"), [
    ("in 2018", "2018"), ("on 12 May 2020", "2020-05-12"), ("on May 12, 2020", "2020-05-12"), ("in March", "2020-03?"),
    ("in October", "2019-10?"), ("in October last year", "2019-10?"), ("in late 2018", "2018-10~/2018-12~"),
    ("around 2010", "2010~"), ("since the 2015 flood", "2015/.."), ("between 2017 and 2019", "2017/2019"),
    ("from March to April of 2019", "2019-03/2019-04"), ("in the 2010s", "2010~/2019~"), ("last year", "2019?"),
    ("in 2018/19", "2018/2019"), ("in the 2018–19 season", "2018/2019"), ("in 2016-18", "2016/2018"),
    ("between late September and March 24", "2019-09%/2020-03-24?"), ("by the end of 2018", "2018-12"),
    ("in the first half of 2019", "2019-01/2019-06"), ("until June 2019", "../2019-06"),
    ("last month", "2020-04?"), ("in the first quarter", "2020-01?/2020-03?"),
    ("in the second half", "2019-07?/2019-12?"),
    ("in January and February", "2020-01?/2020-02?")])
def test_dates_become_periods_with_their_inference_marked(said, period):
    found = [each.edtf for each in find_dates(f"It rained {said}, and more.", date(2020, 5, 20))]
    assert found == [period]
    Period.parse(period)


@pytest.mark.parametrize("said", [
    "They may come, and march on.", "It took 2,018 days", "The 2000 t of fish", "31 June 2019"])
def test_what_is_no_date_is_none(said):
    assert [each.edtf for each in find_dates(said, date(2020, 5, 20)) if each.first.month or "2000" in said] == []


@pytest.mark.parametrize(("said", "value", "unit", "comparator"), [
    ("lost 311 metric tons of fish", 311, "t", ""), ("about $1.4 billion", 1.4e9, "USD", "~"),
    ("a fee of 36,000 yuan ($5,000 USD) per ton", 36000, "CNY/t", ""), ("fell by more than 80 percent", -80, "%", ">"),
    ("prices jumped 21.9% to", 21.9, "%", ""), ("a 15% decline", -15, "%", ""), ("roughly half of the", 50, "%", "~"),
    ("nearly 240,000 tons", 240000, "t", "<~"),
    ("more than quadrupled", 4, "x", ">"), ("at least twice in", 2, "count", ">="),
    ("over 370 active dens", 370, "count", ">"),
    ("two out of every 10 tonnes", 20, "%", ""), ("one and a half years", 1.5, "year", ""),
    ("12,000 dollars a year", 12000, "USD/year", ""),
    ("4,659 tonnes a year earlier", 4659, "t", ""), ("$16460/mt on average", 16460, "USD/t", ""),
    ("not more than 25 t", 25, "t", "<="), ("no more than 25 t", 25, "t", "<="), ("not less than 25 t", 25, "t", ">="),
    ("did not exceed 25 t", 25, "t", "<="), ("no fewer than 25 otters", 25, "count", ">="),
    ("25 t or more", 25, "t", ">="),
    ("a change of -7.5% of", -7.5, "%", ""), ("minus 3% of", -3, "%", ""), ("a fall of -3%", -3, "%", ""),
    ("fell to \u22125 °C", -5, "", ""), ("a loss of -$5 million", -5e6, "USD", ""), ("a change of +3%", 3, "%", ""),
    ("a third of the cubs died", 33.3, "%", ""), ("fell by a third in May", -33.3, "%", ""),
    ("a fifth of the cubs died", 20, "%", ""), ("half a tonne of fish", 0.5, "t", ""),
    ("half a per cent", 0.5, "%", ""),
    ("half a million otters", 5e5, "count", ""), ("two dozen otters", 24, "count", ""),
    ("two and a half t", 2.5, "t", ""),
    ("two decades of", 20, "year", ""), ("nearly halved since", -50, "%", "<~"), ("several hundred t", 100, "t", ">="),
    ("12.5 Mt of fish", 12.5, "", ""), ("14 kt of fish", 14, "", ""), ("14 mt of fish", 14, "t", ""),
    ("A$40 million", 40e6, "", ""), ("€4,800 per kg", 4800, "", ""), ("40 million Australian dollars", 40e6, "", ""),
    ("US$40 million", 40e6, "USD", ""), ("EUR 40 million", 40e6, "", ""), ("12 pounds", 12, "", ""),
    ("12 g of", 12, "", ""),
    ("Rs 500 of", 500, "", ""), ("a year and a half of", 1.5, "year", ""), ("was cut in half", -50, "%", ""),
    ("fell by not more than 25%", -25, "%", "<="), ("a drop of 25% in", -25, "%", ""),
    ("12³ t of fish", 12, "t", ""), ("10³ t of fish", 1000, "t", ""),
    ("slid 8.2% from", -8.2, "%", ""), ("hundreds of thousands of fish", 1e5, "count", ">=")])
def test_quantities_have_value_unit_sign_and_comparator(tmp_path, said, value, unit, comparator):
    found = find_quantities(source_text(tmp_path, f"It says {said}, by its word."), [])[0]
    assert (found.value, found.unit, found.comparator) == (pytest.approx(value), unit, comparator)


def test_a_number_goes_on_where_the_one_before_it_began(tmp_path):
    found = find_quantities(source_text(tmp_path, (
        "Prices fell 19% and 15% respectively. They jumped from $965 per kilogram to $3,000 at 14:59 in the second"
        " week.")), [])
    assert [(each.value, each.unit) for each in found if not each.aside] == [
        (-19, "%"), (-15, "%"), (965, "USD/kg"), (3000, "USD/kg")]
    asides = [each.aside for each in found if each.aside]
    assert asides == ["Time of day.", "Time of day.", "A word of order; it counts nothing."]


@pytest.mark.parametrize(("said", "period", "against"), [
    ("fell 8% in March from a year earlier", "2020-03?", "2019-03?"),
    ("rose 51% month-on-month in March", "2020-03?", "2020-02?"), ("fell 8% since 2015", "2015/..", "2015"),
    ("in the first quarter were down 6.6% on the year", "2020-01?/2020-03?", "2019-01?/2019-03?"),
    ("tripled between 2015 and 2019", "2019", "2015"), ("grew 8% between 2015 and 2019", "2015/2019", "2015"),
    ("fell by 8%", "", "unstated")])
def test_a_change_says_what_it_is_counted_from(book, tmp_path, said, period, against):
    with reading_from(book):
        text = source_text(tmp_path, f"The otters {said}, by one count.")
        found = draft_claims(text, Period.parse("2020-05-20"), read_ledger(book / "seeds"))
    drafted = next(draft for draft in found.drafts if draft.kind == "quantity")
    assert (drafted.period, drafted.against) == (period, against)


@pytest.mark.parametrize(("said", "low", "high", "unit"), [
    ("between 3 and 6 tonnes", 3, 6, "t"), ("90–97 percent of", 90, 97, "%"), ("$2 to $3 million", 2e6, 3e6, "USD"),
    ("between half and two-thirds of", 50, 66.7, "%"), ("2 to 3 million tonnes of", 2e6, 3e6, "t"),
    ("US$2-3bn from", 2e9, 3e9, "USD"), ("fell by 5 to 10% for", -10, -5, "%"), ("a 5 to 10% decline of", -10, -5, "%"),
    ("-10 to -5% for", -10, -5, "%"), ("-5 to 3% for", -5, 3, "%"), ("rose by 5 to 10% for", 5, 10, "%"),
    ("a drop of between 5 and 10% in", -10, -5, "%"),
    ("A$2 to A$3 million from", 2e6, 3e6, "")])
def test_ranges_have_two_ends(tmp_path, said, low, high, unit):
    found = find_quantities(source_text(tmp_path, f"It says {said} them."), [])[0]
    assert (found.low, found.high, found.unit, found.value) == (low, high, unit, None)


@pytest.mark.parametrize(("said", "change", "became"), [
    ("more than doubled to 40 tonnes in", (2, "x", ">"), (40, "t", "")),
    ("tripled to 12 t for", (3, "x", ""), (12, "t", "")),
    ("fell by a third to 12 t for", (-33.3, "%", ""), (12, "t", "")),
    ("rose by 5 percent to 12 t for", (5, "%", ""), (12, "t", "")),
    ("was cut in half to 12 t for", (-50, "%", ""), (12, "t", "")),
    ("rose from 3 to 12 t for", (3, "t", ""), (12, "t", ""))])
def test_what_something_became_is_no_end_of_what_it_changed_by(tmp_path, said, change, became):
    found = find_quantities(source_text(tmp_path, f"The catch {said} them."), [])
    assert [(each.value, each.unit, each.comparator) for each in found] == [change, became]
    assert found[1].reached


@pytest.mark.parametrize("rows", ["| 2017 | 44 |\n| 2018 | 47 |", "2017 | 44\n2018 | 47", "44 | 2017\n47 | 2018",
                                  "44 2017\n47 2018"])
def test_a_row_of_a_table_has_its_own_year(book, tmp_path, rows):
    text = source_text(tmp_path, f"Otters by year\n\n{rows}\n")
    with reading_from(book):
        found = draft_claims(text, Period.parse("2020-05"), read_ledger(book / "seeds")).drafts
    assert [(each.value, each.period, each.also[0][0]) for each in found] == [(44, "2017", 3), (47, "2018", 4)]


def test_the_date_of_a_report_is_not_that_of_what_it_says(book, tmp_path):
    with reading_from(book):
        text = source_text(tmp_path, "Notes\n\nIn December 2019 the Lenn Post reported that in 2018 the farm lost some"
                                     " 35 tons of fish.\n\nIn May 2019 the farm said that it had lost 12 tons.\n")
        found = draft_claims(text, Period.parse("2020-05-12"), read_ledger(book / "seeds")).drafts
    assert {draft.value: draft.period for draft in found if draft.unit == "t"} == {35: "2018", 12: "2019-05"}


def test_every_number_is_drafted_or_set_aside_and_found_again(book, tmp_path):
    with reading_from(book):
        text = source_text(tmp_path, GAZETTE)
        found = draft_claims(text, Period.parse("2020-05-12"), read_ledger(book / "seeds"))
    spans = [text.find_at(words, line) for draft in found.drafts for line, words in (draft.at, *draft.also)]
    spans += [text.find_at(aside.at[1], aside.at[0]) for aside in found.asides]
    assert None not in spans
    assert [n.text for n in find_numbers(text.joined) if not any(s <= n.start and n.end <= e for s, e in spans)] == []
    assert all(len(text.find(draft.at[1])) == 1 and 2 <= len(draft.at[1].split()) <= 6 for draft in found.drafts)
    assert [draft.at[0] for draft in found.drafts] == sorted(draft.at[0] for draft in found.drafts)
    loss = next(draft for draft in found.drafts if draft.low == 3)
    assert (loss.unit, loss.period, loss.hedge, loss.credited_to) == ("t", "2018", "reportedly", "study")
    assert loss.questions[0] == "fish-lost" and loss.place == ("aldham",)
    fall = next(draft for draft in found.drafts if draft.value == -20)
    assert (fall.period, fall.against) == ("2020-03?/..", "2020-03?")
    asked = next(draft for draft in found.drafts if draft.kind == "event")
    assert asked.period == "2019-06?"
    assert {aside.reason.split()[0] for aside in found.asides} == {"Date", "Number", "A"}


@pytest.mark.parametrize(("said", "period"), [
    ("was down 12 t on 2017", ""), ("fell by 12 t from 2017", ""), ("fell by 12 t in 2017", "2017"),
    ("lost 12 t on the whole in 2017", "2017")])
def test_what_a_change_is_counted_from_is_not_its_period(book, tmp_path, said, period):
    with reading_from(book):
        text = source_text(tmp_path, f"The catch {said}.")
        found = draft_claims(text, Period.parse("2020-05"), read_ledger(book / "seeds")).drafts
    assert next(each.period for each in found if each.value == 12) == period


def test_the_same_period_is_that_of_its_own_sentence(book, tmp_path):
    text = source_text(tmp_path, "In 2017 farms lost 3 tonnes of fish. According to the office for the waters of the "
                       "county, from January to June 2018 they lost 5 tonnes, or 40% of all fish lost in the same "
                       "period. In the same period 12 otters died.\n")
    with reading_from(book):
        found = draft_claims(text, Period.parse("2020-05"), read_ledger(book / "seeds")).drafts
    assert [each.period for each in found] == ["2017", *3 * ["2018-01/2018-06"]]


def test_what_is_only_likely_stands_beside_what_else_it_may_be(book, tmp_path):
    text = source_text(tmp_path, "Aldham's otter office reports a count. It said that 51 otters live along the River "
                       "Lenn.\n\nAccording to a 2018 report from the Otter Trust, the river has a fence. The office is "
                       "open on 5 days of the week.\n")
    with reading_from(book):
        ledger = read_ledger(book / "seeds")
        otters, days = draft_claims(text, Period.parse("2020-05"), ledger).drafts
        aside = draft_claims(text, Period.parse("2020-05"), ledger).asides
    assert otters.credited_to == "Aldham's otter office"
    assert otters.definitions and not days.definitions
    assert [each.reason for each in aside] == ["Date of a report that is named."]
    assert credit_in("According to a 2018 report from the Otter Trust, it has.") == "Otter Trust"
    other = replace(days, questions=("a", "b", "c"), themes=("river", "fish", "river"))
    assert other.others == ("b (theme fish)", "c")


def test_a_draft_is_judged_in_place_and_changes_the_verdict(book, tmp_path):
    (tmp_path / "gazette.txt").write_text(GAZETTE, encoding="utf-8")
    refused = call(*NEW, tmp_path / "gazette.txt", "--root", book)
    assert refused[0] == 1 and "does not say its publisher; give --publisher" in refused[1]
    code, said = call(*NEW, tmp_path / "gazette.txt", "--publisher", "Lenn Gazette", "--root", book)
    assert code == 0, said
    path = book / "seeds" / "lenn-gazette-2020-05.yaml"
    record = path.read_text(encoding="utf-8")
    assert "published: 2020-05-12" in record and 'authors: ["Anna Holt"]' in record
    # the facts that only a person can give are asked for first
    assert "about is empty" in call("check", "--root", book)[1]
    record = re.sub(r"  (about|caution):.*", r"  \1: Invented for a test of drafts.", record)
    path.write_text(record, encoding="utf-8")
    again = call(*NEW, tmp_path / "gazette.txt", "--publisher", "Lenn Gazette", "--root", book)[1]
    assert "seeds/lenn-gazette-2020-05.yaml stands already; give another id with --id" in " ".join(again.split())
    code, said = call("check", "--root", book)
    drafts = record.count("draft: true\n")
    assert code == 1 and said.count("is still to be judged") == drafts > 3
    left = call("source", "status", "--root", book)[1]
    assert f"0 complete, 4 set aside, {drafts} left" in left
    with reading_from(book):
        shown = {each.id.partition("/")[2]: each for each in side_by_side(read_ledger(book / "seeds"), "fish-lost")}
    loss = next(each for name, each in shown.items() if each.draft)
    assert loss.effect == "conflicts" and loss.others == ("lenn-post-2019-04/loss-2018",) and loss.asks_for_a_verdict
    # all are set aside but the loss, which is completed
    done, *rest = re.split(r"(?=  - id: )", record.partition("set_aside:\n  - ")[0])
    aside = record[len(done + "".join(rest)):]
    judged = [item.replace("    draft: true\n", "").replace("says:    # in your own words",
                                                            f"says: {JUDGED}")
              if "low: 3" in item else item.replace("    # set_aside:", "    set_aside:") for item in rest]
    path.write_text(done + "".join(judged) + aside, encoding="utf-8")
    assert call("source", "status", "--root", book)[1] == "no source has drafts left\n"
    code, said = call("check", "--root", book)
    assert code == 1 and "still to be judged" not in said
    assert "stands against lenn-post-2019-04/loss-2018, and the verdict on fish-lost names it neither" in said
    verified = call("verify", "--texts", tmp_path, "--root", book)[1]
    assert "lenn-gazette" in verified and "of gazette.txt is in no claim" not in verified


def test_what_a_source_is_to_the_book_is_said_and_never_taken_for_granted(book, tmp_path):
    (tmp_path / "gazette.txt").write_text(GAZETTE, encoding="utf-8")
    new = ("source", "new", tmp_path / "gazette.txt", "--publisher", "Lenn Gazette", "--root", book)
    for given, told in (((), "give --role seed"),
                        (("--role", "check"), "independent evidence (--role check) has a --tier"),
                        (("--role", "seed", "--tier", "primary"), "has none")):
        code, said = call(*new, *given)
        assert code == 1 and told in " ".join(said.split())
    code, said = call(*new, "--role", "check", "--tier", "secondary")
    assert code == 0 and "no text is kept" in " ".join(said.split())
    path = book / "seeds" / "lenn-gazette-2020-05.yaml"
    record = path.read_text(encoding="utf-8")
    assert "  role: check\n  tier: secondary\n" in record and "sha256" not in record and " at: {" not in record
    record = re.sub(r"  (about|caution):.*", r"  \1: Invented for a test of drafts.", record)
    path.write_text(record, encoding="utf-8")
    code, said = call("check", "--root", book)
    drafts = record.count("draft: true\n")
    assert code == 1 and said.count("is still to be judged") == drafts > 3 and said.count("seeds/") == drafts
    assert "the text, at '" in call("source", "status", "--root", book)[1]
    # one is completed, the others are set aside: what is left is its conflict, and nothing about its place
    done, *rest = re.split(r"(?=  - id: )", record)
    path.write_text(done + "".join(
        item.replace("    draft: true\n", "").replace("says:    # in your own words",
                                                      f"says: {JUDGED}")
        if "low: 3" in item else item.replace("    # set_aside:", "    set_aside:") for item in rest), encoding="utf-8")
    code, said = call("check", "--root", book)
    assert code == 1 and said.count("seeds/") == 1 + said.count("seeds/questions.yaml")
    assert "stands against lenn-post-2019-04/loss-2018, and the verdict on fish-lost names it neither" in said


def test_what_passes_the_check_asks_for_no_verdict(root, ledger):
    with reading_from(root):
        assert [each.id for name in ledger.questions for each in side_by_side(ledger, name) if each.asks_for_a_verdict
                and not each.draft] == []


def test_a_source_that_says_nothing_on_the_subject_is_told_to_be_removed(book, tmp_path):
    (tmp_path / "gazette.txt").write_text(GAZETTE, encoding="utf-8")
    assert call(*NEW, tmp_path / "gazette.txt", "--publisher", "Lenn Gazette", "--root", book)[0] == 0
    path = book / "seeds" / "lenn-gazette-2020-05.yaml"
    record = re.sub(r"  (about|caution):.*", r"  \1: Invented for a test of drafts.", path.read_text(encoding="utf-8"))
    path.write_text(record.replace("    # set_aside:", "    set_aside:"), encoding="utf-8")
    for command in ("check", "data"):
        code, said = call(command, "--root", book)
        assert code == 1 and "seeds/lenn-gazette-2020-05.yaml" in said
        assert "the subject has no record; remove the file" in " ".join(said.split())


def test_a_fault_in_a_claim_among_drafts_is_told_at_its_line(book):
    path = book / "seeds" / "lenn-post-2019-04.yaml"
    text = path.read_text(encoding="utf-8").replace("  - id: otters-2019\n", (
        "  - id: some-draft\n    draft: true\n    at: {line: 4, words: otters now}\n  - id: otters-2019\n"))
    path.write_text(text.replace("    value: 18\n", "    value: many\n"), encoding="utf-8")
    line = 1 + text.split("\n").index("    value: 18")
    assert f"seeds/lenn-post-2019-04.yaml:{line}: claim otters-2009: value: 'many' is not a number" in call(
        "check", "--root", book)[1]


def test_what_a_form_of_document_needs_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(Refused, match=r"to read \.pdf install pypdf: pip install pypdf"):
        read_document_text(tmp_path / "a.pdf")


def test_markdown_html_and_pdf_give_their_text_and_facts(tmp_path):
    (tmp_path / "a.md").write_text("# On otters\n\nThere are [26 otters](https://x.org/1) in\nthe *river*.\n", "utf-8")
    read = read_document_text(tmp_path / "a.md")
    assert read.text.split("\n")[1] == "There are 26 otters in the river." and read.facts.title == "On otters"
    pytest.importorskip("trafilatura")
    body = "<p>There are 26 otters in the river, and all of them were counted by day in autumn.</p>" * 5
    (tmp_path / "a.html").write_text(
        "<html><head><title>On otters</title><meta property='article:published_time' content='2019-11-05'>"
        "<meta name='author' content='Ida Fenn'></head><body><article><h1>On otters</h1>"
        f"{body}</article></body></html>", encoding="utf-8")
    read = read_document_text(tmp_path / "a.html")
    assert "26 otters" in read.text and (read.facts.title, read.facts.published) == ("On otters", "2019-11-05")
    assert read.facts.authors == ("Ida Fenn",)
    (tmp_path / "a.docx").write_bytes(b"")
    with pytest.raises(Refused, match=r"a\.docx is not read; allowed are \.txt"):
        read_document_text(tmp_path / "a.docx")


@pytest.mark.parametrize(("written", "shown", "left_out"), [
    ("lost 12<sup>3</sup> t", "12\u00b3 t", "123"), ("lost 12<sup><a href='#n'>3</a></sup> t", "12\u00b3 t", "123"),
    ("lost 10<sup>3</sup> t", "10\u00b3 t", "103"), ("on the 12<sup>th</sup> day", "12th day", "\u1d57"),
    ("lost 12 t<span hidden>, or 99</span>", "12 t", "99"),
    ("lost 12 t<span style='color: red; DISPLAY : none'>, or 99</span>", "12 t", "99"),
    ("lost 12 t<span style='visibility:hidden'>, or 99</span>", "12 t", "99"),
    ("lost <del>99</del> 12 t", "12 t", "99"), ("lost 12<sup>3,4</sup> t", "lost 12 t", "4"),
    ("lost 12<sup><a href='#a'>3</a>,<a href='#b'>4</a></sup> t", "lost 12 t", "4"),
    ("lost 12<sup>3</sup><sup>4</sup> t", "lost 12 t", "4"), ("lost 17<sup>3\u20135</sup> t", "lost 17 t", "3"),
    ("lost 12<sup>[3]</sup> t", "lost 12 t", "3"), ("lost 12<sup>a</sup> t", "lost 12 t", "12a"),
    ("lost 12<sup>40 kg</sup> t", "12 40 kg t", "1240"), ("lost 12 <sup>3</sup> t", "12\u00b3 t", "12 "),
    ("lost <sup>6</sup>36 t", "\u2076 36 t", "636"), ("lost 2<sup>1</sup>/<sub>2</sub> t", "2\u00bd t", "/"),
    ("lost 2<sup>3</sup>/<sub>16</sub> t", "2 3/16 t", "23"), ("paid $<sup>12</sup> for t", "$12 for", "\u00b9"),
    ("lost <sup>1,234</sup> t", "lost 1,234 t", "lost t"), ("lost it<sup>1,234 t</sup>", "it 1,234 t", "it1"),
    ("lost it<sup>[12 t]</sup>", "it [12 t]", "it["), ("lost it<sup>3,4</sup>, 5 t", "lost it, 5 t", "3"),
    ("lost 14\u00d710<sup>\u22123</sup> t", "10\u207b\u00b3 t", "3"),
    ("found CO<sub>2</sub>, 4 t", "CO\u2082, 4 t", "CO2"),
    ("lost 12<span style='vertical-align: super'>3</span> t", "12\u00b3 t", "123"),
    ("lost <span style='text-decoration: red line-through'>40</span>16 t", "lost 16 t", "40"),
    ("lost <span style='text-decoration-line: line-through'>40</span>16 t", "lost 16 t", "40"),
    ("lost <span style='font-size:0px'>40</span>16 t", "lost 16 t", "40"),
    ("lost <span style='opacity: 0.0'>40</span>16 t", "lost 16 t", "40"),
    ("lost <span style='visibility:hidden'>40 <b style='visibility:visible'>16</b></span> t", "lost 16 t", "40"),
    ("lost <span style='background:url(display:none)'>16</span> t", "lost 16 t", "display"),
    ("lost <math><mn>12</mn></math> t", "lost 12 t", "lost t"), ("lost 1\u00ad2\u200b3 t", "lost 123 t", "12 3"),
    ("lost 2<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> t", "2\u00bd t", "12")])
def test_a_page_gives_the_numbers_that_it_shows(tmp_path, written, shown, left_out):
    pytest.importorskip("trafilatura")
    body = f"<p>The farm {written} of fish.</p><p hidden>It lost 99 t.</p>" + "<p>Otters are counted in autumn.</p>" * 9
    (tmp_path / "a.html").write_text(f"<html><body><article><h1>On otters</h1>{body}</article></body></html>",
                                     encoding="utf-8")
    read = read_document_text(tmp_path / "a.html").text
    assert shown in read and left_out not in read and "of fish" in read


@pytest.mark.parametrize("written", ["<bdo dir='rtl'>21</bdo> t", "\u202e21\u202c t", (
    "<span style='unicode-bidi: bidi-override; direction: rtl'>21</span> t")])
@pytest.mark.parametrize("form", ["html", "md", "txt"])
def test_a_text_that_is_shown_backwards_is_refused_at_its_line(tmp_path, written, form):
    pytest.importorskip("trafilatura")
    if form == "txt" and "\u202e" not in written:
        return
    begin, end = ("<html><body><p>", "</p></body></html>") if form == "html" else ("", "")
    (tmp_path / f"a.{form}").write_text(f"{begin}Otters\n\nThe farm lost {written} of fish.{end}\n", encoding="utf-8")
    with pytest.raises(Refused, match=rf"a\.{form}:3: the text is turned round there \(from right to left\)"):
        read_document_text(tmp_path / f"a.{form}")


@pytest.mark.parametrize(("written", "told"), [
    ("12<sup>3,4</sup> t", "3,4"), ("17<sup>3\u20135</sup> t", "3\u20135"), ("12<sup>a</sup> t", "a"),
    ("14 \u00d7 10<sup>3</sup> t", "3"), ("worth $12<sup>99</sup>", "99"),
    ("2<sup>3</sup>/<sub>16</sub> t", "3/16"), ("12<sup>3</sup> t", None),
    ("12<sup>[3]</sup> t", None), ("12<sup>th</sup>, 5 t", None), ("2<sup>1</sup>/<sub>2</sub> t", None)])
def test_what_may_make_another_number_of_one_is_told_with_its_line(book, tmp_path, written, told):
    (tmp_path / "a.md").write_text(f"# On otters\n\nThe farm lost {written} of fish.\n", encoding="utf-8")
    code, said = call("source", "new", tmp_path / "a.md", "--role", "seed", "--id", "a", "--publisher", "The Post",
                      "--published", "2019-05-04", "--root", book)
    assert code == 0 and ("a.txt:2: " in said) == ("may make another number than was read" in said) == bool(told)
    assert told is None or f"a.txt:2: '{told}' in: The farm lost" in said


def test_numbers_that_stand_around_the_article_are_told(book, tmp_path):
    pytest.importorskip("trafilatura")
    more = {"<figure><img src='x.png'><figcaption>Some 101 at a bridge.</figcaption></figure>": "Some 101 at",
            "<div>In all 102 otters, by the mill.</div>": "In all 102 otters", "<footer>Of 103 <i>otters</i>.</footer>":
            "Of 103 otters.", "<p>It had <button>47</button> t then.</p>": "It had 47 t", "<center>48</center>":
            "  48\n", "<p>In 2047 and 2048 all is well.</p>": "", "<script>104</script><p hidden>105 otters</p>": "",
            "<p>No number here.</p>": ""}
    body = "<p>The farm lost 12 t.</p>" + "<p>Otters are counted in autumn.</p>".join(["", *more, ""])
    (tmp_path / "a.html").write_text(f"<html><body><article><h1>On otters</h1>{body}</article></body></html>",
                                     encoding="utf-8")
    code, said = call("source", "new", tmp_path / "a.html", "--role", "seed", "--id", "a", "--publisher", "The Post",
                      "--published", "2019-05-04", "--root", book)
    text = (tmp_path / "a.txt").read_text(encoding="utf-8")
    told = said.partition("begin again with that text:\n")[2]
    assert code == 0 and "12 t" in text and "12 t" not in told and "104" not in said and "105" not in said
    for words in filter(None, more.values()):
        assert (words in text) != (words in told)


@pytest.mark.parametrize(("written", "lines"), [
    ("    In 2018 it\n    saw 47.", ["In 2018 it", "saw 47."]), ("```\nAll: 88\n```", ["All: 88"]),
    ("<table><tr><td>Adults</td><td>31</td></tr></table>", ["Adults | 31"]), ("It is ~~62~~ 26 t.", ["It is 26 t."]),
    ("It is <del>62</del> 26 t.", ["It is 26 t."]), ("| a | b |\n|---|---|\n| 2017 | 44 |", ["a | b", "2017 | 44"]),
    (f"{25 * '> '}It saw 47.", ["It saw 47."]),
    ("One  \ntwo\nthree.", ["One two three."]), ("- x\n- y", ["x", "y"]), ("One <b>1</b><!-- 2 -->.", ["One 1."])])
def test_markdown_gives_all_that_it_shows_and_no_more(tmp_path, written, lines):
    (tmp_path / "a.md").write_text(f"---\ntitle: On otters\ndate: 2019-11-05\n---\n\n{written}\n", encoding="utf-8")
    read = read_document_text(tmp_path / "a.md")
    assert read.text.splitlines() == lines
    assert (read.facts.title, read.facts.published) == ("On otters", "2019-11-05")


@pytest.mark.parametrize(("name", "block", "told"), [
    ("a.md", "> ", "lists or quotations stand too deep within each other"),
    ("a.md", "- ", "lists or quotations stand too deep within each other"),
    ("a.html", "<div>", "elements stand too deep within each other")])
def test_what_is_too_deep_to_be_read_is_refused_at_its_line(tmp_path, name, block, told):
    pytest.importorskip("trafilatura")
    (tmp_path / name).write_text(f"<p>Otters\n\n{300 * block}It saw 47.\n", encoding="utf-8")
    with pytest.raises(Refused, match=rf"{name}:3: {told}"):
        read_document_text(tmp_path / name)


@pytest.mark.parametrize(("said", "day"), [
    ("2019-11-05T10:00:00Z", "2019-11-05"), ("2019-11-05 10:00:00", "2019-11-05"), ("2019-02-30", ""),
    ("2019-11", "2019-11")])
def test_the_day_of_a_markdown_file_s_header_is_one(tmp_path, said, day):
    (tmp_path / "a.md").write_text(f"---\ndate: {said}\n---\n\nThere were 26 otters.\n", encoding="utf-8")
    assert read_document_text(tmp_path / "a.md").facts.published == day


def test_a_raised_figure_of_markdown_is_not_joined_with_the_number_before_it(tmp_path):
    (tmp_path / "a.md").write_text("# On otters\n\nThe farm lost 12<sup>3</sup> t, 4<sub>2</sub> and more.\n",
                                   encoding="utf-8")
    assert "12\u00b3 t, 4\u2082 and" in read_document_text(tmp_path / "a.md").text


def test_a_pdf_gives_its_text(tmp_path):
    pytest.importorskip("pypdf")
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    page = weasyprint.HTML(string="<title>On otters</title><p>There are 26 otters in the river.</p>")
    page.write_pdf(tmp_path / "a.pdf")
    read = read_document_text(tmp_path / "a.pdf")
    assert "There are 26 otters in the river." in read.text and read.facts.title == "On otters"


def test_a_pdf_gives_numbers_as_they_are_set_and_not_as_lines_break_them(tmp_path):
    pytest.importorskip("pypdf")
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    page = ("<p>Of twenty-<br>five otters 50<sup>3</sup> in 10<sup>6</sup> and CO<sub>2</sub> 4, cost 12,<br>000 "
            "dollars in the riv-<br>er,<br>2018, it is</p><p>7</p><p>In 2019,<br>300 more.</p>"
            "<p><big>Other </big><small style='vertical-align: 2px'>32</small></p>")
    weasyprint.HTML(string=page).write_pdf(tmp_path / "a.pdf")
    assert " ".join(read_document_text(tmp_path / "a.pdf").text.split()) == (
        "Of twenty-five otters 50\u00b3 in 10\u2076 and CO\u2082 4, cost 12,000 dollars in the river, 2018, it is 7 In"
        " 2019, 300 more. Other 32")


@pytest.mark.parametrize(("set_as", "shown", "told"), [
    ("12<sup>3,4</sup> tonnes", "12 tonnes", "3,4"), ("16<sup>3\u20135</sup> tonnes", "16 tonnes", "3\u20135"),
    ("51 <sup>2</sup> tonnes", "51\u00b2 tonnes", None), ("35<sup>a</sup> tonnes", "35 tonnes", "a"),
    ("<sup style='font-size:60%'>6</sup>36 tonnes", "\u2076 36 tonnes", None),
    ("15 \u00d7 10<sup>\u22123</sup> tonnes", "15 \u00d7 10\u207b\u00b3 tonnes", "\u22123"),
    ("2<sup>1</sup>/<sub>2</sub> tonnes", "2\u00bd tonnes", None), ("4<sup>3</sup>", "4\u00b3", None),
    ("two-<br>thirds, one-<br>fifth and one five-<br>fold", "two-thirds, one-fifth and one five-fold", None),
    ("six-<br>teen and seven-<br>ty and mil-<br>lions", "sixteen and seventy and millions", None),
    ("a two-<br>year fall", "a two-year fall", "two-"), ("a 12-<br>year fall", "a 12-year fall", None),
    ("riv\u2010<br>er, a multi-<br>million loss", "river, a multi-million loss", None)])
def test_a_pdf_gives_what_is_set_off_and_broken_as_it_is_read(tmp_path, set_as, shown, told):
    pytest.importorskip("pypdf")
    weasyprint = pytest.importorskip("weasyprint", exc_type=OSError)
    weasyprint.HTML(string=f"<p>Otters</p><p>It was {set_as} there.</p>").write_pdf(tmp_path / "a.pdf")
    read = read_document_text(tmp_path / "a.pdf")
    assert " ".join(read.text.split()) == f"Otters It was {shown} there."
    assert read.unsure == (((2, told),) if told else ())


def test_the_five_articles_are_drafted_as_well_as_is_published(ledger, texts, root):
    from benchmarks.drafting import measure

    total = Counter()
    for record in (each for each in ledger.records if each.source.document):
        with reading_from(root):
            text = SourceText.read(texts / record.source.document.file)
            total += measure(ledger, record, text).counts
    assert (total["numbers drafted"] + total["numbers aside"]) / total["numbers"] >= 0.98
    assert total["locators right"] == total["locators"]
    assert total["quantities drafted"] / total["quantities"] >= 0.98
    assert total["value, unit and period"] / total["quantities"] >= 0.75


def test_a_second_source_is_begun_and_a_question_shown_while_the_first_is_not_described(book, tmp_path):
    for name, end in (("one", ""), ("two", "\n")):  # two texts, as one text is one source
        (tmp_path / f"{name}.txt").write_text(GAZETTE.replace("ANNA HOLT", "APRIL HOLT") + end, encoding="utf-8")
        code, told = call(*NEW, tmp_path / f"{name}.txt", "--publisher", name, "--root", book)
        assert code == 0, told
    assert "APRIL" not in (book / "seeds" / "one-2020-05.yaml").read_text(encoding="utf-8")
    code, told = call("question", "show", "how-many-otters", "--root", book)
    assert code == 0 and "one-2020-05/" in told and "(draft)" in told
    written = (book / "seeds" / "one-2020-05.yaml").read_text(encoding="utf-8").splitlines()
    line = 1 + next(at for at, each in enumerate(written) if each.startswith("  about:"))
    for command in ("check", "data"):
        code, told = call(command, "--root", book)
        said = " ".join(told.split())
        assert code == 1 and f"seeds/one-2020-05.yaml:{line}: source one-2020-05: about is empty" in said


@pytest.mark.parametrize(("sentence", "hedge"), [
    ("In May 2020 the farm sold ", ""), ("From April to May it sold ", ""), ("The farm may have sold ", "may"),
    ("It Might sell ", "might")])
def test_may_with_a_capital_is_a_month_and_no_hedge(sentence, hedge):
    assert hedge_before(f"{sentence}300 tonnes.", len(sentence)) == hedge
