"""What stands in and around a fact, and beside what date, held against what is behind it."""

import pytest
from test_lint import told

from compendium.book.text.fact_words import FactWords
from compendium.book.text.passage import HIDDEN, Passage, RoleMarkup


@pytest.mark.parametrize(("words", "wrong"), [
    ("rose by 89% <reuters-2025-03/imports-fall-year>", "rose by 89%"),
    ("311 kg <reuters-2025-03/imports-feb-2025>", "311 kg"),
    ("under 300 sites <frontier-2025-08/sites-2023>", "under 300 sites"),
    ("at least 311 t <reuters-2025-03/imports-feb-2025>", "at least 311 t"),
    ("exactly 300 sites <frontier-2025-08/sites-2023>", "exactly 300 sites"),
    ("300 t <frontier-2025-08/sites-2023>", "300 t"), ("300% <frontier-2025-08/sites-2023>", "300%"),
    ("no sites at all <frontier-2025-08/sites-2023>", "no sites at all"),
    ("fell by 8% <frontier-2025-08/imports-fell-80>", "8"),
    ("28 t <reuters-2025-03/imports-feb-2025>", "28"),
    ("1 site <frontier-2025-08/sites-2023>", "1"), ("2023 sites <frontier-2025-08/sites-2023>", "2023"),
    ("one village <frontier-2025-08/sites-2023>", "one"), ("one mining site <frontier-2025-08/sites-2023>", "one"),
    ("Zero sites <frontier-2025-08/sites-2023>", "Zero"), ("300 per km <frontier-2025-08/sites-2023>", "per km"),
    ("300 a week <frontier-2025-08/sites-2023>", "a week"),
    ("300 pairs of sites <frontier-2025-08/sites-2023>", "pairs of"),
    ("£1.4 billion <reuters-2025-03/trade-value-2023>", "£1.4 billion"),
    ("1.4 billion euros <reuters-2025-03/trade-value-2023>", "1.4 billion euros"),
    *((f"about 72,000 {unit} <un-comtrade-2846/myanmar-weight-2023>", f"about 72,000 {unit}")
      for unit in ("kg", "short tons", "lb", "Mt")),
    ("311+ t <reuters-2025-03/imports-feb-2025>", "311+ t"),
    ("311 t or less <reuters-2025-03/imports-feb-2025>", "311 t or less"),
    *((f"{bound} <reuters-2025-03/imports-feb-2025>", bound) for bound in (
        "at the most 311 t", "311 t at the very least", "311 t and upwards", "≥ 311 t", "greater than 311 t",
        "a little over 311 t", "311 t or over", "311 dry kilograms")),
    ("over 13% <china-vat>", "over 13%"), ("13% or more <china-vat>", "13% or more"),
    ("13 euros <china-vat>", "13 euros"),
])
def test_words_of_a_fact_that_contradict_its_claim_are_told(tmp_path, ledger, words, wrong):
    problem, = told(tmp_path, ledger, f"It was {{fact}}`{words}`.\n")
    assert f"'{wrong}' in the words of" in problem


def test_what_the_sentence_says_of_a_facts_words_is_held_against_its_claim(tmp_path, ledger):
    problem, = told(tmp_path, ledger, "China's imports rose by {fact}`89% <reuters-2025-03/imports-fall-year>`.\n")
    assert "'imports rose by 89%' in the words of" in problem


@pytest.mark.parametrize("bound", ["at least", "≥", "a maximum of"])
def test_a_bound_typed_before_the_words_of_a_fact_is_held_against_its_claim(tmp_path, ledger, bound):
    problem, = told(tmp_path, ledger, f"It was {bound} {{fact}}`311 t <reuters-2025-03/imports-feb-2025>`.\n")
    assert f"{bound} 311 t' in the words of" in problem


@pytest.mark.parametrize("after", ["pounds", "kg", "euros"])
def test_a_unit_typed_behind_the_words_of_a_fact_is_held_against_it(tmp_path, ledger, after):
    problem, = told(tmp_path, ledger, f"It was {{fact}}`about 311 <reuters-2025-03/imports-feb-2025>` {after}.\n")
    assert f"'It was about 311 {after}' in the words of" in problem


@pytest.mark.parametrize(("words", "what"), [
    ("311 boats", "is given in t, and the words beside '311' say boats"),
    ("311k tonnes", "gives 311, and behind it stands 'k'"),
    ("−311 tonnes", "gives 311, and a minus stands before '311'"),
    ("311 tonnes more", "is given as a level, and the words at '311' say a change"),
    ("another 311 tonnes", "is given as a level, and the words at '311' say a change")])
def test_words_of_a_fact_say_nothing_else_than_its_claim(tmp_path, ledger, words, what):
    (problem,) = told(tmp_path, ledger, f"It was {{fact}}`{words} <reuters-2025-03/imports-feb-2025>`.\n")
    assert f"reuters-2025-03/imports-feb-2025 {what}" in problem


@pytest.mark.parametrize(("words", "what"), [
    ("300 sites or more <frontier-2025-08/sites-2023>", "has the comparator '>'"),
    ("no fewer than 300 sites <frontier-2025-08/sites-2023>", "has the comparator '>'"),
    ("300 sites <frontier-2025-08/sites-2023>", "has the comparator '>'"),
    ("89% <reuters-2025-03/imports-fall-year>", "gives a fall"),
    ("knocked by 89% <reuters-2025-03/imports-fall-year>", "gives a fall"),
    ("311 <reuters-2025-03/imports-feb-2025>", "is given in t"),
    ("35,000 yuan <dvb-2025/levy-per-tonne>", "is given per t"),
    ("310 dollars a kg <gmt-eight-2025-05/dysprosium-europe-before>", "is a range from 250 to 310"),
    ("2,830 t <imports-feb-2024>", "lies between 2.7e+03 and 2.97e+03"),
    ("90% <kia-share-of-tonnes>", "lies between 70 and 97")])
def test_words_of_a_fact_say_what_its_claim_does(tmp_path, ledger, words, what):
    (problem,) = told(tmp_path, ledger, f"It was {{fact}}`{words}`.\n")
    name = words.partition("<")[2].rstrip(">")
    assert (f"{name} {what}, and neither the words of {{fact}}`{words}` nor those beside it say so; write it there, or"
            " let the book print the number") in problem


@pytest.mark.parametrize(("sentence", "count"), [
    ("MP made {}.", 1), ("MP made {} in a year.", 1), ("MP is to make {}.", 0), ("MP will make {}.", 0),
    ("By then MP's output is {}.", 0)])
def test_what_is_planned_is_told_as_to_come(tmp_path, ledger, sentence, count):
    problems = told(tmp_path, ledger, sentence.format("{fact}`metalnomist-2026-01/mp-plan`") + "\n")
    assert ["and its sentence tells it as if it had happened; say there that it is to come" in each
            for each in problems] == [True] * count


@pytest.mark.parametrize("words", [
    "over 12.8% <china-vat>",
    "fell by 89% <reuters-2025-03/imports-fall-year>", "311 tonnes <reuters-2025-03/imports-feb-2025>",
    "more than 300 sites <frontier-2025-08/sites-2023>", "311 t in February 2025 <reuters-2025-03/imports-feb-2025>",
    "eight in ten <frontier-2025-08/imports-fell-80>",
    "four tonnes in five <frontier-2025-08/imports-fell-80>", "four of every five <frontier-2025-08/imports-fell-80>",
    "the sites of 2023 <frontier-2025-08/sites-2023>", "one of the counts <frontier-2025-08/sites-2023>",
    "250 to 310 dollars a kg <gmt-eight-2025-05/dysprosium-europe-before>", "about 2,830 t <imports-feb-2024>",
    "at most 310 dollars a kg <gmt-eight-2025-05/dysprosium-europe-before>", "more than 2,800 t <imports-feb-2024>",
    "311 t a year later <reuters-2025-03/imports-feb-2025>", "311 t a month <reuters-2025-03/imports-feb-2025>",
])
def test_words_of_a_fact_that_say_what_its_claim_does_pass(tmp_path, ledger, words):
    assert told(tmp_path, ledger, f"It was {{fact}}`{words}`.\n") == []


@pytest.mark.parametrize(("sentence", "beside"), [
    ("It was {} t.", "t"), ("It was {} tonnes.", "t"), ("It was {}%.", "%"), ("It was -{}.", "-"),
    ("It was −{}.", "−"), *((f"It was {sign} {{}}.", sign) for sign in [*"≥><≤⩾~≈±-−\u2011", "minus"]),
    ("There were precisely {}.", "precisely"), ("It was ${}.", "USD"),
    ("There were about {}.", "about"), ("There were more than {}.", "more than"),
    *((f"There were {{}} {bound}.", bound) for bound in (
        "or more", "or over", "and above", "if not more", "or so", "at the very least")),
    ("There were at the most {}.", "at the most"), ("There were {}-plus.", "-plus"), ("There were {}+.", "+"),
    ("There were {} sites or fewer.", "sites or fewer"),
    ("A maximum of {}.", "A maximum of"), ("They fell by {}.", "fell by"), ("A rise of {} followed.", "A rise of"),
])
def test_what_is_typed_beside_a_fact_that_the_book_prints_is_told(tmp_path, ledger, sentence, beside):
    problem, = told(tmp_path, ledger, sentence.format("{fact}`frontier-2025-08/sites-2023`") + "\n")
    assert f"'{beside}' stands beside {{fact}}`frontier-2025-08/sites-2023`, which the book prints" in problem


@pytest.mark.parametrize("sentence", [
    "From {fact}`frontier-2025-08/sites-2023`–{fact}`reuters-2025-03/imports-feb-2025`.",
    "It was about {fact}`reuters-2025-03/imports-feb-2025`, and {fact}`frontier-2025-08/sites-2023` sites.",
    "That is more than {fact}`reuters-2025-03/imports-feb-2025`.",
    "That is more than {fact}`311 t <reuters-2025-03/imports-feb-2025>`, and less in all.",
    "There were more than {fact}`300 sites <frontier-2025-08/sites-2023>`, and more.",
    "It went from {fact}`reuters-2025-03/imports-feb-2025` - {fact}`frontier-2025-08/sites-2023` – to others.",
    "It was {fact}`reuters-2025-03/imports-feb-2025` > {fact}`reuters-2025-03/imports-feb-2025`.",
    "It was much – {fact}`reuters-2025-03/imports-feb-2025` – and {fact}`reuters-2025-03/imports-feb-2025` above all.",
    "The sum = {fact}`reuters-2025-03/imports-feb-2025`, and over time less.",
    "Its own output is well over {fact}`reuters-2025-03/imports-feb-2025`.",
    "It adds up to {fact}`reuters-2025-03/imports-feb-2025`, and was up to {fact}`reuters-2025-03/imports-feb-2025`.",
    "It was {fact}`reuters-2025-03/imports-feb-2025` in a month, {fact}`imports-feb-2024` a week later.",
    "It was {fact}`reuters-2025-03/imports-feb-2025` a month, and grew by {fact}`mong-bawk-growth-yearly` a year.",
    "Of {fact}`frontier-2025-08/sites-2023` sites of both territories.",
    "It was {fact}`reuters-2025-03/imports-feb-2025`, or more exactly less.",
    "It fell from {fact}`imports-feb-2024` to another, and by {fact}`reuters-2025-03/imports-fall-year`.",
    "It fell by {fact}`reuters-2025-03/imports-fall-year`.",
    "It was {fact}`reuters-2025-03/imports-feb-2025` or more than that.",
    "That is no more than {fact}`reuters-2025-03/imports-feb-2025`.",
    "It grew up to {fact}`reuters-2025-03/imports-feb-2025`.",
    "From {fact}`reuters-2025-03/imports-feb-2025` up to {fact}`reuters-2025-03/imports-feb-2025` was said.",
])
def test_what_is_typed_beside_a_fact_in_its_own_right_passes(tmp_path, ledger, sentence):
    assert told(tmp_path, ledger, f"{sentence}\n") == []


@pytest.mark.parametrize(("sentence", "beside"), [
    ("Up to {} was bought.", "Up to"), ("China bought up to {}.", "up to"), ("It bought {} at best.", "at best"),
    ("It bought no more than {}.", "no more than"), ("It bought {} upwards.", "upwards"),
    ("It was at least {}.", "at least"), ("It was at most {}.", "at most"), ("There were up to {}.", "up to"),
    ("There was well over {}.", "well over"), ("It was {} a day.", "a day"), ("It was {}/day.", "/day"),
    ("It was {} per km.", "per km"), ("It was €{}.", "€"), ("It was {} a kilogram.", "a kilogram"),
])
def test_a_bound_a_currency_and_what_a_fact_is_counted_by_are_its_own(tmp_path, ledger, sentence, beside):
    problem, = told(tmp_path, ledger, sentence.format("{fact}`reuters-2025-03/imports-feb-2025`") + "\n")
    assert f"'{beside}' stands beside {{fact}}`reuters-2025-03/imports-feb-2025`, which the book prints with" in problem


@pytest.mark.parametrize(("sentence", "name", "beside"), [
    ("It was at least {}.", "imports-feb-2024", "at least"), ("It was {} or more.", "imports-feb-2024", "or more"),
    ("It was at most {} there.", "china-vat", "at most"), ("It rose by {} there.", "china-vat", "rose by"),
    ("There were {} more.", "frontier-2025-08/sites-2023", "more."),
    ("It was {} less.", "reuters-2025-03/imports-feb-2025", "less."),
    ("The number fell {} there.", "customs-growth-2017-2023", "number fell there."),
    ("There are {} fewer now.", "customs-growth-2017-2023", "There are fewer"),
    ("It took {} months.", "stimson-2025-06/sites-2020", "months"),
    ("Imports rose by {} there.", "reuters-2025-03/imports-fall-year", "rose by"),
    ("There was a growth of {}.", "reuters-2025-03/imports-fall-year", "growth of"),
    ("Every year it imported {}.", "reuters-2025-03/imports-feb-2025", "Every year it imported"),
    ("It was {}, in kilograms, there.", "reuters-2025-03/imports-feb-2025", "in kg"),
    ("It was {} in kilograms.", "imports-feb-2024", "in kg")])
def test_a_bound_a_way_a_period_and_a_unit_beside_any_fact_are_held(tmp_path, ledger, sentence, name, beside):
    problem, = told(tmp_path, ledger, sentence.format(f"{{fact}}`{name}`") + "\n")
    assert f"'{beside}' stands beside {{fact}}`{name}`, which the book prints with its own" in problem


@pytest.mark.parametrize("sentence", [
    "It grew {fact}`customs-growth-2017-2023` there.",
    "Every month it imported {fact}`reuters-2025-03/imports-feb-2025`.",
    "It is {fact}`china-vat` in China, and {fact}`imports-feb-2024` in all.",
    "Price rose by {fact}`europe-rise-terbium` there.", "It was {fact}`imports-feb-2024` more than that."])
def test_a_way_and_a_period_that_a_fact_has_pass_beside_it(tmp_path, ledger, sentence):
    assert told(tmp_path, ledger, f"{sentence}\n") == []


@pytest.mark.parametrize("between", ["", ".", ","])
def test_two_facts_that_are_read_as_one_number_are_told(tmp_path, ledger, between):
    imports = "{fact}`reuters-2025-03/imports-feb-2025`"
    problem, = told(tmp_path, ledger, f"It was {imports}{between}{imports}.\n")
    assert problem.endswith("are printed as one number; put a word or a space between them")


@pytest.mark.parametrize("date", ["31 February 2025", "30 February", "29 February 2025", "31 November", "2025-02-30"])
def test_a_day_that_no_month_has_is_told(tmp_path, ledger, date):
    problems = told(tmp_path, ledger, f"On {date} it was {{fact}}`reuters-2025-03/imports-feb-2025`.\n")
    assert f"'{date}' is no day of the calendar; correct the day or the month" in problems[0]


@pytest.mark.parametrize("date", ["28 February 2025", "28 February", "2025-02-28", "29 February"])
def test_a_day_of_the_calendar_passes(tmp_path, ledger, date):
    assert told(tmp_path, ledger, f"On {date} it was {{fact}}`reuters-2025-03/imports-feb-2025`.\n") == []


@pytest.mark.parametrize(("year", "count"), [("1931", 1), ("2024", 0), ("2025", 0)])
def test_a_date_beside_a_computed_fact_lies_in_a_period_of_what_it_is_computed_from(tmp_path, ledger, year, count):
    problems = told(tmp_path, ledger, f"In {year} it was {{fact}}`imports-feb-2024`.\n")
    assert [f"'{year}' lies in no period of the facts" in each for each in problems] == [True] * count


@pytest.mark.parametrize(("text", "word"), [
    ("f\u043erty sites {cite}`x`", "U+043E (CYRILLIC SMALL LETTER O)"), ("\u03bfne", "U+03BF"),
    ("{fact}`f\u043erty <frontier-2025-08/sites-2023>`", "U+043E"),
])
def test_a_letter_of_another_script_in_a_word_is_told_by_its_code_point(tmp_path, ledger, text, word):
    problems = told(tmp_path, ledger, f"It was {text}.\n")
    assert word in problems[0] and "which looks like a Latin letter and is none" in problems[0]


@pytest.mark.parametrize("text", ["A dose of \u03bcg.", "The \u03b1-form, and \u041c\u043e\u0441\u043a\u0432\u0430."])
def test_words_of_other_scripts_and_signs_of_units_pass(tmp_path, ledger, text):
    assert told(tmp_path, ledger, f"{text}\n") == []


def test_a_date_in_no_period_of_the_sentences_facts_is_told(tmp_path, ledger):
    problem, = told(tmp_path, ledger, "In January 2024 China bought {fact}`reuters-2025-03/imports-feb-2025`.\n")
    assert problem == (
        "chapters/trade.md:10: 'January 2024' lies in no period of the facts of its sentence "
        "(reuters-2025-03/imports-feb-2025: 2025-02?); correct it, or add the fact or {cite} from which it comes")


@pytest.mark.parametrize("text", [
    "In February 2025 China bought {fact}`reuters-2025-03/imports-feb-2025`.",
    "In February it was {fact}`reuters-2025-03/imports-feb-2025`, the most of the first quarter.",
    "In 2025, or at the end of February, it was {fact}`reuters-2025-03/imports-feb-2025`.",
    "After the coup of 2021 it was {fact}`rareearthexchanges-2025/share-after-coup`.",
    "A report of March 2025 has {fact}`reuters-2025-03/imports-feb-2025`.",
    "In the 2020s it was {fact}`reuters-2025-03/terbium-price`, in 2024-25 too.",
    "In 2019 {cite}`x` it was not {fact}`reuters-2025-03/imports-feb-2025`.",
    "In 2023 {fact}`frontier-2025-08/sites-2023`, in February 2025 {fact}`reuters-2025-03/imports-feb-2025`.",
])
def test_a_date_in_a_period_of_the_sentences_facts_passes(tmp_path, ledger, text):
    assert told(tmp_path, ledger, f"{text}\n") == []


@pytest.mark.parametrize("date", ["2025/26", "2024-25", "2024/2025"])
def test_a_day_of_publication_is_no_span_of_years(tmp_path, ledger, date):
    """A count of 2020, published in June 2025."""
    said = "In a report of 2025 they are {fact}`stimson-2025-06/sites-2020`.\n\n"
    problem, = told(tmp_path, ledger, f"{said}In {date} there were {{fact}}`stimson-2025-06/sites-2020`.\n")
    assert f"'{date}' lies in no period of the facts of its sentence" in problem


@pytest.mark.parametrize(("sentence", "date"), [
    ("In August 2025 China bought {}.", "August 2025"), ("On 29 March 2025 it was {}.", "29 March 2025"),
    ("On 29 March it was {}.", "29 March"), ("In late 2025 it was {}.", "late 2025"),
    ("In Q4 2025 it was {}.", "Q4 2025"), ("In the summer of 2025 it was {}.", "summer of 2025"),
    ("By May 2019 it was {}.", "May 2019"), ("In the fourth quarter of 2025 it was {}.", "fourth quarter of 2025"),
    ("In *March 1931* it was {}.", "March 1931"), ("| a | b |\n|---|---|\n| in 1931 | {} |", "1931"),
    ("| a | b |\n|---|---|\n| {} | 2017 |", "2017"), ("On 3 February it was {}.", "3 February"),
    ("On 2025-02-11 it was {}.", "2025-02-11"), ("In January it was {}.", "January"),
    ("The January figure was {}.", "January"), ("In the fourth quarter it was {}.", "fourth quarter"),
])
def test_month_day_part_of_a_year_and_a_row_are_held_to_the_period(tmp_path, ledger, sentence, date):
    problem, = told(tmp_path, ledger, sentence.format("{fact}`reuters-2025-03/imports-feb-2025`") + "\n")
    assert f"'{date}' lies in no period of the facts of its sentence" in problem


@pytest.mark.parametrize("sentence", [
    "By May 2025 it was {}.", "Before the end of 2025 it was {}.", "In the spring of 2025 it was {}.",
    "In early 2025 it was {}.", "In Q1 2025 it was {}.", "In the first quarter of 2025 it was {}.",
    "A report of 28 March has {}.", "The *Yearbook of 2019* has {}.", "In Early 2025, not the early 2020s, it was {}.",
    "| a | b |\n|---|---|\n| 2025 | {} |", "In the third half of 2025 it was {}.",
])
def test_a_part_of_a_year_that_holds_the_period_or_the_sources_day_passes(tmp_path, ledger, sentence):
    assert told(tmp_path, ledger, sentence.format("{fact}`reuters-2025-03/terbium-price`") + "\n") == []


@pytest.mark.parametrize(("sentence", "fact", "date"), [
    # a month is no year, no quarter and no stretch that ends with it
    *((f"{when} China bought {{}}.", "reuters-2025-03/imports-feb-2025", date) for when, date in (
        ("In 2025", "2025"), ("In Q1 2025", "Q1 2025"), ("In the first quarter of 2025", "first quarter of 2025"),
        ("Since 2021", "Since 2021"), ("From January 2024 to February 2025", "January 2024 to February 2025"),
        ("Within a year", "Within a year"),
        ("In the year to February 2025", "year to February 2025"), ("In just one week", "In just one week"),
        ("Over just one decade", "Over just one decade"))),
    ("China bought {} in one quarter.", "311 tonnes <reuters-2025-03/imports-feb-2025>", "in one quarter"),
    # of a stretch one year or month is not the whole
    ("In 2023 it was {}.", "rareearthexchanges-2025/exports-total", "2023"),
    ("In May 2024 it was {}.", "rareearthexchanges-2025/exports-total", "May 2024"),
    ("It was {} in a single year.", "rareearthexchanges-2025/exports-total", "in a single year"),
])
def test_a_number_is_told_of_its_own_time(tmp_path, ledger, sentence, fact, date):
    problems = told(tmp_path, ledger, sentence.format(f"{{fact}}`{fact}`") + "\n")
    said = f"and at its number stands '{date}'; tell it of its own period, or use the fact of that one"
    assert any(said in each for each in problems)


@pytest.mark.parametrize("sentence", [
    "Since the coup of 2021 it was {}.", "Since 2017 it was {}, {} in all.", "From 2017 to 2024 it was {}.",
    "Reuters wrote in 2025 that it was {}.", "A report of 2025 has {}.", "It was {} until late 2024.",
    "Since the coup it was {}, much of it in 2023.", "After the ban of 2018 it was {}.",
    "In a year it rose to {}.", "It was {} over the years.", "It was {}, most of it in 2023."])
def test_a_number_of_a_stretch_passes_beside_what_dates_something_else(tmp_path, ledger, sentence):
    assert told(tmp_path, ledger, sentence.format(*["{fact}`rareearthexchanges-2025/exports-total`"] * 2) + "\n") == []


@pytest.mark.parametrize("sentence", [
    "In 2025 the worst month was February, with {}.", "In the first half of 2025 one month gave {}.",
    "Between January and May 2025 it went from {} to nothing."])
def test_a_month_of_a_longer_time_passes_where_the_sentence_names_it(tmp_path, ledger, sentence):
    problems = told(tmp_path, ledger, sentence.format("{fact}`reuters-2025-03/imports-feb-2025`") + "\n")
    assert not any("tell it of its own period" in each for each in problems)


def test_two_numbers_of_a_sentence_are_not_exchanged(tmp_path, ledger):
    at_customs = "{fact}`un-comtrade-2846/myanmar-weight-2023`", "{fact}`reuters-2025-03/imports-feb-2025`"
    for name, facts, count in (("right", at_customs, 0), ("wrong", at_customs[::-1], 2)):
        (tmp_path / name).mkdir()
        problems = told(tmp_path / name, ledger, "In 2023 it was {}, and {} in February 2025.\n".format(*facts))
        assert ["tell it of its own period" in each for each in problems] == [True] * count


LIKELY, ESTIMATED = "frontier-2025-08/share-half-to-two-thirds", "usgs-heavy-2026/us-imports-2025"


@pytest.mark.parametrize(("sentence", "fact", "what"), [
    ("Myanmar gave {}.", LIKELY, "has the hedge 'likely'"), ("It is certain that it gave {}.", LIKELY, "has the hedge"),
    ("China and Myanmar gave {} over time.", f"half to two-thirds <{LIKELY}>", "has the hedge 'likely'"),
    ("That {} came is clear.", f"100 t <{ESTIMATED}>", "is estimated"), ("It bought {}.", ESTIMATED, "is estimated"),
    ("There were {}.", "stimson-2025-06/sites-2024", "is unverified")])
def test_a_number_that_nobody_is_sure_of_is_not_told_flatly(tmp_path, ledger, sentence, fact, what):
    problems = told(tmp_path, ledger, sentence.format(f"{{fact}}`{fact}`") + "\n")
    said = "and its sentence says it flatly; hedge it there as well, or name who says so"
    assert any(what in each and said in each for each in problems)


@pytest.mark.parametrize("sentence", [
    "It bought an estimated {}.", "By the Geological Survey it was {}.", "It is put at {}.", "Did it buy {}?",
    "By one count it was {}.", "It is not certain that it bought {}.", "According to one report it was {}.",
    "It may have been {}.", "| a | b |\n|---|---|\n| Bought | {} |", "{{fact}}`What it buys <{0}>` is known.",
    # what is printed with 'about' is told as an estimate
    "There were {{fact}}`stimson-2025-06/sites-2020`.",
    f"It is {{{{fact}}}}`dvb-2025/world-share`, or {{{{fact}}}}`{LIKELY}`."])
def test_a_number_passes_that_is_hedged_or_asked_for_or_has_its_speaker(tmp_path, ledger, sentence):
    fact = ESTIMATED if "{0}" in sentence else f"{{fact}}`{ESTIMATED}`"
    assert told(tmp_path, ledger, sentence.format(fact) + "\n") == []


CUSTOMS, MONTH = "un-comtrade-2846/myanmar-weight-2023", "reuters-2025-03/imports-feb-2025"
BEFORE, AFTER = "gmt-eight-2025-05/dysprosium-europe-before", "gmt-eight-2025-05/dysprosium-europe-after"


@pytest.mark.parametrize(("sentence", "facts", "what"), [
    ("It rose from {} to {}.", (AFTER, BEFORE), f"{AFTER} rises to {BEFORE} by its sentence, and is the larger"),
    ("Prices fell sharply from {} to {}.", (BEFORE, AFTER), f"{BEFORE} falls to {AFTER} by its sentence, and is the"),
    ("It fell to {} there from {}.", (AFTER, BEFORE), f"{BEFORE} falls to {AFTER} by its sentence, and is the"),
    ("It was {}, up from {}.", (BEFORE, AFTER), f"{AFTER} rises to {BEFORE} by its sentence, and is the larger"),
    ("It was {}, down from {}.", (AFTER, BEFORE), f"{BEFORE} falls to {AFTER} by its sentence, and is the smaller"),
    ("It rose from {} to {}.", ("cny-per-usd", "cny-per-usd"), "of the two, or as large; correct the verb, or"),
    ("It fell from {} to {}.", (CUSTOMS, MONTH), f"{CUSTOMS} is an amount of 2023, and {MONTH} one of 2025-02?: neither"
     " rises nor falls to what came in another length of time; name two of the same")])
def test_what_rises_to_less_or_falls_to_more_is_told(tmp_path, ledger, sentence, facts, what):
    problem, = told(tmp_path, ledger, sentence.format(*(f"{{fact}}`{fact}`" for fact in facts)) + "\n")
    assert what in problem


@pytest.mark.parametrize(("sentence", "facts"), [
    ("It rose from {} to {}.", (BEFORE, AFTER)), ("It fell to {} there from {}.", (BEFORE, AFTER)),
    ("It was {}, up from {}.", (AFTER, BEFORE)), ("It has not fallen from {} to {}.", (BEFORE, AFTER)),
    ("It fell to {}, and sales from {}.", (AFTER, BEFORE)), ("It ranged from {} to {}.", (AFTER, BEFORE)),
    ("It rose from {} to {}.", (AFTER, MONTH)), ("It was {} and not {}.", (CUSTOMS, MONTH))])
def test_what_moves_as_its_numbers_do_passes(tmp_path, ledger, sentence, facts):
    assert told(tmp_path, ledger, sentence.format(*(f"{{fact}}`{fact}`" for fact in facts)) + "\n") == []


@pytest.mark.parametrize(("sentence", "said"), [
    ("China's imports were {} on the month.", "on the month"), ("Imports {} month on month.", "month on month"),
    ("China's imports were {} from a month before.", "a month before"), ("They were {} on the year.", ""),
    ("They were {} against February 2024.", ""), ("They were {} in a month of war.", ""),
    ("They were {}, and from February to March they rose.", "")])
def test_a_change_is_told_against_its_own_base(tmp_path, ledger, sentence, said):
    for name, words in (("a", "{}"), ("b", "fell by 89% <{}>")):
        (tmp_path / name).mkdir()
        fact = f"{{fact}}`{words.format('reuters-2025-03/imports-fall-year')}`"
        problems = told(tmp_path / name, ledger, sentence.format(fact) + "\n")
        assert [f"is a change against 2024-02?, and at its number stands '{said}'; correct one" in each
                for each in problems] == [True] * bool(said)


@pytest.mark.parametrize(("words", "date"), [
    ("on 19 November 2023 <dvb-2024-11/pangwa-seized>", "19 November 2023"),
    ("29 October <dvb-2024-11/pangwa-seized>", "29 October"), ("in 2021 <dvb-2024-11/pangwa-seized>", "2021"),
    ("9 October <dvb-2024-11/pangwa-seized>", "9 October"), ("in July <reuters-2025-03/belt-seized>", "July"),
    ("in 1999 <imports-feb-2024>", "1999"), ("as of 1999 <airstrike-deaths>", "1999"),
    ("in Q4 1999 <cny-per-usd>", "Q4 1999"),
])
def test_a_date_in_a_facts_own_words_is_held_to_what_is_behind_it(tmp_path, ledger, words, date):
    problem, = told(tmp_path, ledger, f"It was {{fact}}`{words}`.\n")
    assert f"'{date}' in the words of {{fact}}" in problem


@pytest.mark.parametrize("words", [
    "on 19 October <dvb-2024-11/pangwa-seized>", "in October 2024 <reuters-2025-03/belt-seized>",
    "a report of March 2025 <reuters-2025-03/belt-seized>", "May have been seized <reuters-2025-03/belt-seized>",
    "in 1999 <trade:not-yet-computed>", "in early 2024 <imports-feb-2024>",
])
def test_a_date_in_a_facts_own_words_that_is_given_passes(tmp_path, ledger, words):
    assert told(tmp_path, ledger, f"It was {{fact}}`{words}`.\n") == []


@pytest.mark.parametrize(("per", "beside"), [("a day", ["a day"]), ("a month", ["a month"]), ("a year", [])])
def test_what_a_formula_multiplies_by_is_not_what_its_result_is_of(ledger, per, beside):
    row = {"says": "What one animal eats in a year.", "unit": "kg", "formula": "eaten in a day × 365 days",
           "value": 365.0, "low": 365.0, "high": 365.0}
    sentence = Passage(1, f"It eats {HIDDEN} {per}.", sourced=True, roles=(RoleMarkup("fact", "eaten", 1),))
    held = FactWords(ledger, lambda: {"eaten": row}, None)
    assert [told for _, told in held.around(sentence)] == beside
