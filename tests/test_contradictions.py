"""A claim's sentence says nothing that its fields contradict."""

import pytest

from compendium.evidence.claims import Claim
from compendium.evidence.confirming import unconfirmed, unsaid
from compendium.evidence.contradictions import contradicted, misstated, summed_up
from compendium.evidence.dated import misdated, otherwise_dated
from compendium.evidence.time_beside import said_of_another_time


def claim(**fields) -> Claim:
    return Claim.model_validate({
        "id": "a", "theme": "trade", "question": "q", "says": "Something is so.", "unit": "t", "of": "x",
        "definition": "d", "standing": "reported", "at": {"line": 1, "words": "a"}, "value": 12, **fields})


@pytest.mark.parametrize(("unit", "words", "told"), [
    ("t/year", "12 t a week", "week"), ("t/year", "12 t per head", "head"), ("t", "12 t a kilo", "kg"),
    ("USD/kg", "$12 per tonne", "t"), ("USD/t", "$12/kg", "kg"), ("count/month", "12 pits each year", "year"),
    ("t", "12 t of fish a year", "year"), ("t", "12 t monthly", "month"), ("USD", "$12 per metre", "metre"),
    ("USD/kg", "$12 the tonne", "t"), ("t", "12 t in a month", ""), ("USD/t", "$12 for a kilogram", "kg"),
    ("t", "12 t a year ago", ""),
    ("%", "12% of a tonne's worth", ""),
    ("t", "12 per cent", ""), ("t", "12 t/yr", "year"), ("t", "12 t p.a.", "year"), ("t", "12 t (per month)", "month"),
    ("t", "12 t, monthly", "month"), ("t", "12 t/d", "day"), ("t/year", "12 t/yr", ""),
    ("t/year", "12 t of fish a year", ""), ("USD/kg", "$12/kg", ""),
    ("t", "12 t in a truck", ""), ("t/year", "12 t, a week later", ""),
])
def test_what_a_number_is_counted_by_is_its_units_too(unit, words, told):
    said = [what for what in contradicted(claim(unit=unit), f"It was {words} there.") if "say per" in what]
    assert said == ([f"is given in {unit}, and the words beside '12' say per {told}; correct one of the two"]
                    if told else [])


@pytest.mark.parametrize(("unit", "words", "told"), [
    ("CNY/kg", "A tonne of it cost 12 yuan in China.", "t"), ("CNY/kg", "The price of a tonne was 12 yuan.", "t"),
    ("CNY/kg", "Per tonne, it cost 12 yuan.", "t"), ("USD/t", "A kilogram of it is worth 12 dollars.", "kg"),
    ("USD/t", "A tonne of it is worth 12 dollars.", ""),
    ("USD/t", "Where a kilogram is sold, $12 per tonne is paid.", ""),
    ("t", "Monthly landings of 12 t came.", "month"), ("t", "The average monthly landing was 12 t.", "month"),
    ("t", "Its daily catch of 12 t is known.", "day"), ("t", "The annual catch reached 12 t.", "year"),
    ("t/year", "The annual catch reached 12 t.", ""), ("t", "The annual meeting heard that 12 t came.", ""),
    ("t", "Each boat landed 12 t.", "boat"), ("t", "Every truck there carries 12 t.", "truck"),
    ("t", "Each other boat aside, 12 t came.", ""),
    ("USD", "A tonne of it is worth 12 dollars.", ""), ("USD/year", "A tonne of it costs 12 dollars.", ""),
])
def test_what_a_number_is_counted_by_may_stand_before_it(unit, words, told):
    assert list(misstated(claim(unit=unit, says=words))) == (
        [f"is given in {unit}, and the words beside '12' say per {told}; correct one of the two"] if told else [])


@pytest.mark.parametrize(("words", "fields", "told"), [
    ("12 t a year", {"period": "2018"}, ""), ("12 t a month", {"period": "2018"}, "month"),
    ("12 t each month", {"period": "2018-04"}, ""), ("12 t a day", {"period": "2018", "of": "the fish of a day"}, ""),
    ("12 t annually", {"period": "2018", "about": {"as": "an annual quota"}}, ""),
    ("12 t each week", {"period": "2018"}, "week"), ("a monthly 12 t", {"period": "2018"}, "month")])
def test_a_count_is_one_of_its_period(words, fields, told):
    found = list(misstated(claim(says=f"It was {words}.", **fields)))
    assert [f"say per {told}; correct one" in each for each in found] == [True] * bool(told)


@pytest.mark.parametrize(("says", "fields", "told"), [
    ("It was 12 t in April 2018.", {"period": "2018-03"}, "April 2018"),
    ("It was 12 t in March 2019.", {"period": "2018-03"}, "March 2019"),
    ("It was 12 t in April.", {"period": "2018-03/2018-05"}, ""),
    ("It was 12 t in January.", {"period": "2018-11/2019-02"}, ""), ("It was 12 t in May.", {"period": "2018"}, ""),
    ("It rose by 12 t from April.", {"period": "2018-06", "against": "2018-04"}, ""),
    ("It was 12 t in March, more than in April.", {"period": "2018-03"}, ""),
    ("It was 12 t of the April quota.", {"period": "2018-03", "of": "the April quota"}, ""),
    ("It was 12 t in April.", {"period": "../2018"}, ""), ("It was 12 t in April.", {}, ""),
    ("It was 12 t in Sept. 2019.", {"period": "2019-04"}, "Sept. 2019"),
    ("It was 12 t in Sept 2019.", {"period": "2019-04"}, "Sept 2019"),
    ("It was 12 t in MAY 2019.", {"period": "2019-04"}, "MAY 2019"),
    ("It was 12 t in 2019-10.", {"period": "2019-04"}, "2019-10"),
    ("It was 12 t in the second half of 2019.", {"period": "2019-04"}, "second half of 2019"),
    *((f"It was 12 t in {when}.", {"period": "2019-04"}, told) for when, told in (
        ("Q4 2019", "Q4 2019"), ("H2 2019", "H2 2019"), ("autumn 2019", "autumn 2019"), ("late 2019", "late 2019"),
        ("mid-2019", "mid-2019"), ("Q2 2019", ""), ("spring 2019", ""), ("the winter of 2019", ""),
        ("early 2019", ""), ("the winter of 2018", ""), ("winter 2021", "winter 2021"),
        ("the winter of 2019-20", "winter of 2019-20"), ("the winter of 2018/19", ""), ("FY2019", ""), ("FY 2020", ""),
        ("FY2021", "FY2021"), ("FY2015-16", "FY2015-16"), ("the first of March 2019", "first of March 2019"),
        ("the twenty-first of April 2019", ""))),
    ("At the end of 2019 it was 12 t.", {"period": "2019-04"}, "end of 2019"),
    ("Since the end of 2018 it was 12 t.", {"period": "2019-04"}, ""),
    ("Before the end of 2019 it was 12 t.", {"period": "2019-04"}, ""),
    ("It was 12 t in the 1990s.", {"period": "2019-04"}, "1990s"),
    ("It was 12 t in the second quarter of 2019, or Apr. 2019.", {"period": "2019-04"}, ""),
    ("It was 12 t in the 2010s.", {"period": "2019-04"}, ""),
    # day and month are held together
    ("It was 12 t on 28 April 2009.", {"period": "2009-03-28/2009-04-02"}, "28 April 2009"),
    ("It was 12 t on April 28, 2009.", {"period": "2009-03-28/2009-04-02"}, "April 28, 2009"),
    ("It was 12 t on 28 March.", {"period": "2009-03-28/2009-04-02"}, ""),
    ("It was 12 t by 2 April 2009.", {"period": "2009-03-28/2009-04-02"}, ""),
    ("It was 12 t in April 2009.", {"period": "2009-03-28/2009-04-02"}, ""),
    # what is before or after a date lies outside it, and a name is no date
    ("Before April 2020 it was 12 t.", {"period": "2019"}, ""),
    ("Before 28 April it was 12 t.", {"period": "2019-03"}, ""),
    ("It was 12 t at the May Fair.", {"period": "2019-03"}, ""), ("It may be 12 t.", {"period": "2019-03"}, ""),
    ("It was 12 t after April.", {"period": "2019-05"}, ""),
    *((f"It was 12 t in {season}.", {"period": period}, told) for season, period, told in (
        ("the season 2011-12", "2012", ""), ("2018/19", "2018", ""), ("2018-19", "2018", ""),
        ("2018–19", "2019-02", ""), ("2018/19", "2016", "2018/19"), ("2018-25", "2021", ""),
        ("2018-25", "2026", "2018-25"))),
])
def test_a_month_in_the_sentence_lies_in_the_period(says, fields, told):
    found = list(misdated(claim(says=says, **fields)))
    assert found == ([f"says '{told}', which lies outside its period, {fields['period']}; correct one of the two"]
                     if told else [])


@pytest.mark.parametrize(("says", "period", "told"), [
    # of its own sentence as of its text: neither a part of the period nor more
    ("It was 12 t in September 2018.", "2018-07/2018-09", "September 2018"),
    ("It was 12 t in September 2018.", "2018-07?/2018-09?", "September 2018"),
    ("It was 12 t in the September quarter of 2018.", "2018-07?/2018-09?", ""),
    ("It was 12 t in 2018.", "2016-01/2018-06", "2018"), ("It was 12 t in 2018.", "2018-05", "2018"),
    ("It was 12 t in May 2018.", "2018", "May 2018"), ("It was 12 t in the year to May 2018.", "2017-06/2018-05", ""),
    ("Between January 2016 and June 2018 it was 12 t.", "2016-01/2018-06", ""),
    ("It was 12 t since 2016.", "2016", "since 2016"), ("It was 12 t since 2016.", "2016/2018", ""),
    ("It was 12 t up to 2018.", "2018", "up to 2018"), ("It was 12 t up to 2018.", "2016/2018", ""),
    ("It was 12 t at 2018's end.", "2018-12", ""), ("After a meeting in May 2018 it was 12 t.", "2018-05/2018-12", "")])
def test_a_sentence_of_ours_names_the_whole_of_its_period(says, period, told):
    assert [*said_of_another_time(claim(says=says, period=period))] == ([
        f"says '{told}' at its number, and its period is {period}; correct one of the two"] if told else [])


@pytest.mark.parametrize(("says", "against", "told"), [
    ("Between 2014 and 2018 it rose by 12 t.", "2014", ""), ("Since 2014 it rose by 12 t.", "2014", ""),
    ("Between 2014 and 2018 it rose by 12 t.", "2016", "2014 and 2018"),
    ("Since 2014 it rose by 12 t.", "2016", "Since 2014"), ("In the year to May 2018 it rose by 12 t.", "2017-05", ""),
    ("In the year to May 2018 it rose by 12 t.", "2017-12", "year to May 2018")])
def test_a_change_is_of_a_stretch_from_its_base(says, against, told):
    period = "2018-05" if "May" in says else "2018"
    assert [*said_of_another_time(claim(says=says, period=period, against=against))] == ([
        f"says '{told}' at its number, and its period is {period}; correct one of the two"] if told else [])


@pytest.mark.parametrize(("words", "period", "told"), [
    ("before 2018", "2018", "before 2018"), ("after 2018", "2018-04", "after 2018"),
    ("before April 2018", "2018-04", "before April 2018"), ("after 2018/19", "2018", "after 2018/19"),
    ("before 2018", "2017", ""), ("before 2018", "../2018", ""), ("after 2018", "2019", ""),
    ("before 2018 ended", "2018", ""), ("before the 2018 flood", "2018", ""), ("since 2018", "2018", ""),
    ("in 2018, more than before April", "2018-04", "")])
def test_what_was_before_or_after_a_date_has_no_period_in_it(words, period, told):
    dated = claim(says=f"It was 12 t {words}.", period=period)
    assert [*misdated(dated)] == ([f"says '{told}', and its period, {period}, is not; correct one of the two"]
                                  if told else [])
    assert [*otherwise_dated(dated, f"There it was 12 t {words}.", 0, 60)] == ([
        f"'{told}' stands in its words in the text, and its period, {period}, is not"] if told else [])


@pytest.mark.parametrize(("words", "period", "told"), [
    *((f"{when} it was 12 t.", "2018-06-04", told) for when, told in (
        ("In May 2018", "May 2018"), ("On 3 June 2018", "3 June 2018"), ("In early May 2018", "May 2018"),
        ("In mid-May 2018", "May 2018"), ("In late 2018", "late 2018"), ("In Sept. 2018", "Sept. 2018"),
        ("In the first quarter of 2018", "first quarter of 2018"), ("In 2018 Q1", "2018 Q1"), ("In 2018Q3", "2018Q3"),
        ("In the 1st quarter of 2018", "1st quarter of 2018"), ("In 1Q 2018", "1Q 2018"),
        ("In the late months of 2018", "late months of 2018"), ("On 3/5/2018", "3/5/2018"),
        ("On 03.05.2018", "03.05.2018"), ("On 2018/05/03", "2018/05/03"),
        ("In January-May 2018", "January-May 2018"), ("In July–August 2018", "July–August 2018"),
        ("On 1-3 June 2018", "1-3 June 2018"), ("On June 5-7, 2018", "June 5-7, 2018"),
        ("On 5 to 7 June 2018", "5 to 7 June 2018"), ("In the first five months of 2018", "first five months of 2018"),
        ("In the last 6 months of 2018", "last 6 months of 2018"), ("In the third quarter", "third quarter"),
        ("In Q1", "Q1"), ("In May China said", "May"), ("On 3 May China said", "3 May"),
        ("In June 2018", ""), ("On 4 June 2018", ""), ("In mid-June 2018", ""), ("On 4/6/2018", ""),
        ("On 6/4/2018", ""), ("On 04.06.2018", ""), ("On 2018/06/04", ""), ("In law 5/2018", ""),
        ("In May-July 2018", ""), ("On 3-5 June 2018", ""), ("On June 3-5, 2018", ""),
        ("In the first six months of 2018", ""), ("In 2018 Q2", ""), ("In 2018", ""),
        ("In the first three quarters of 2018", ""), ("After May 2018", ""), ("In the winter of 2018", ""))),
    ("In late 2018 it was 12 t.", "2018-02", "late 2018"), ("In May 2018 it was 12 t.", "2018", ""),
])
def test_a_date_of_a_text_is_held_as_finely_as_it_stands_there(words, period, told):
    for start, end in ((0, len(words)), (words.index("12"), words.index("12") + 4)):
        assert [*otherwise_dated(claim(period=period), words, start, end)] == ([
            f"'{told}' stands in its words in the text, or in their sentence, and lies outside its period, {period}"]
            if told else [])
    assert [*misdated(claim(says=words, period=period))] == ([
        f"says '{told}', which lies outside its period, {period}; correct one of the two"] if told else [])


@pytest.mark.parametrize(("says", "fields", "told"), [
    ("It was 12 t, or 12 kg.", {}, "the words beside '12' say kg"),
    ("It was 12 t, or 12 kg.", {"of": "12 kg boxes"}, ""),
    *((f"It was 12 {unit}.", {}, f"the words beside '12' say {unit};") for unit in (
        "litres", "hectares", "km", "quintals", "boxes")),
    *((f"It was 12 {unit}.", {}, "no unit stands beside '12'; write it there") for unit in ("viss", "stone", "in all")),
    *((f"It was 12 {unit}.", {"unit": "USD"}, f"the words beside '12' say {unit};") for unit in (
        "cents", "pesos", "Swiss francs")),
    ("It was 12 won.", {"unit": "USD"}, "no unit stands beside '12'; write it there"),
    *((f"It was {words}.", {}, "") for words in (
        "12 t", "12 tonnes", "12 metric tons", "12 tons", "12-tonne", "12 dry tonnes", "twelve tonnes")),
    *((f"It was {words}.", {"unit": "USD"}, "") for words in ("$12", "12 US dollars", "USD 12", "12 dollars")),
    ("It was 12 to 15 t.", {"value": None, "low": 12, "high": 15}, ""),
    ("It was half of it, 50%.", {"value": 50, "unit": "%"}, ""), ("It was half of it.", {"value": 50, "unit": "%"}, ""),
    *((f"It was {words}.", {"unit": "%"}, "") for words in ("12%", "12 in a hundred", "12 out of 100", "12 per cent")),
    ("On the 12th it was 12 t.", {"period": "2018-04-12"}, ""),
    ("Exactly 12 t.", {"comparator": "~"}, "has the comparator '~', and the words before '12' say exactly"),
    ("More than 12 t.", {"comparator": "~"}, "has the comparator '~', and the words before '12' say more"),
    *((f"It was {words}.", {"comparator": has}, "") for words, has in (
        ("more than 12 t", ">"), ("12 t or more", ">="), ("at least 12 t", ">="), ("12 t at the most", "<="),
        ("not more than 12 t", "<="), ("as much as 12 t", "<="), ("nearly 12 t", "<~"), ("no fewer than 12 t", ">="),
        ("just under 12 t", "<~"), ("just under 12 t", "<"), ("close to 12 t", "~"), ("close to 12 t", "<~"),
        ("upwards of 12 t", ">"), ("upwards of 12 t", ">="), ("12+ t", ">"), ("12-plus t", ">="),
        ("not quite 12 t", "<~"), ("about 12 t", "~"), ("12 t or so", "~"),
        ("about 12 t, not 12 t", "~"))),
    *((f"It was {words}.", {"comparator": has}, f"and the words beside '12' do not say {say}; correct one of the two")
      for words, has, say in (("12 t", ">", "more than"), ("12 t", "~", "about"), ("about 12 t", ">", "more than"),
                              ("about 12 t", "<~", "nearly"), ("12 t", "<=", "at most"),
                              ("at least 12 t", ">", "more than"), ("at most 12 t", "<", "less than"),
                              ("nearly 12 t", "~", "about"), ("up to 12 t", "~", "about"))),
    ("It was 12 t.", {"value": None, "low": 12, "high": 90}, "gives 90, and its sentence does not say that number"),
    ("It lost fish.", {}, "gives 12, and its sentence does not say that number; correct one of the two"),
    *((f"{words} of the boats sank.", {"value": 20, "unit": "%"}, "")
      for words in ("One in five", "Two in ten", "A fifth")),
    ("The law passed 12 times.", {"unit": "x"}, ""), ("It passed 12 t.", {"comparator": ">"}, ""),
    ("Both of them sank.", {"value": 2, "unit": "count"}, ""),
    ("None of them sank.", {"value": 0, "unit": "count"}, ""),
    ("Thousands of them sank.", {"value": 1000, "unit": "count", "comparator": ">"}, ""),
    *((f"It was {words}.", {}, "has no comparator, and the words beside '12' say") for words in (
        "a minimum of 12 t", "not quite 12 t", "just short of 12 t", "c. 12 t", "ca. 12 t", "~12 t", "> 12 t",
        "≥12 t", "as little as 12 t", "12 t at the most", "12 t and upward", "12 t, give or take",
        "12+ t", "12-plus t", "max. 12 t", "a maximum 12 t", "at the most 12 t", "at the very least 12 t", "12-odd t",
        "12 t, at the very least", "a little over 12 t", "a shade under 12 t", "12 t or over", "12 t and above",
        "12 t, if not more",
            "starting at 12 t", "capped at 12 t", "limited to 12 t",
            "estimated at 12 t", "close on 12 t", "in the order of 12 t", "barely 12 t",
        "⩾12 t", "≳12 t", "＞12 t", "～12 t", "greater than 12 t", "lower than 12 t",
        "12 t of fish or so")),
    ("In D.C. 12 t came.", {}, ""),
    ("It was a maximum of 12 t.", {}, "has no comparator, and the words beside '12' say 'a maximum of'"),
    *((f"It was {words}.", {}, "") for words in (
        "12 t, at least by its own word", "12 t, and more than was caught before", "12 t or more than enough")),
    ("More than 12 t and less than 15 t.", {"value": None, "low": 12, "high": 15}, ""),
    ("Fewer than 12 t.", {"value": None, "low": 12, "high": 15},
     "has no comparator, and the words before '12' say less; correct one of the two"),
])
def test_each_number_of_a_sentence_of_ours_has_its_unit_and_its_bound(says, fields, told):
    found = list(misstated(claim(says=says, **fields))) or list(unsaid(claim(says=says, **fields)))
    assert len(found) == bool(told) and told in "".join(found)


@pytest.mark.parametrize(("says", "told"), [
    ("It was more than 12 kg.", "claim a is given in t, and the words beside '12' say kg"),
    ("It was 12 t a month.", "claim a is given in t, and the words beside '12' say per month"),
    ("It was 12%.", "claim a is given in t, and the words beside '12' say %"),
    ("It was fewer than 12 t.", "claim a has no comparator, and the words before '12' say less"),
    ("It rose by 12 t.", "claim a is given as a level, and the words at '12' say a change"),
    ("It was twelvefold.", "claim a is given in t, and the words beside 'twelvefold' say x"),
    ("It was about 12 t.", ""), ("It was 12 t, not 15 t.", ""), ("It was more than 15 t.", ""), ("It was the 12.", ""),
])
def test_a_verdict_has_the_units_and_the_bounds_of_its_claims(says, told):
    claims = [claim(), claim(id="b", value=15, comparator=">")]
    found = list(summed_up(says, claims, bounds=True))
    assert len(found) == bool(told) and told in "".join(found)


def test_a_verdict_that_weighs_gives_bounds_of_its_own():
    assert list(summed_up("It cannot be less than 12 t.", [claim(), claim(comparator=">=")], bounds=False)) == []


@pytest.mark.parametrize(("words", "ends", "told"), [
    ("doubled to 12 t", (2, 12), "doubled to 12"), ("doubled to about 12 t", (2, 12), "doubled to about 12"),
    ("fell by half to 12 t", (0.5, 12), "half to 12"), ("rose by 3 t to 12 t", (3, 12), "3 t to 12"),
    ("was cut in half, to 12 t", (0.5, 12), "half, to 12"), ("rose from 3 to 12 t", (3, 12), "3 to 12"),
    ("rose from 3 t in 2017 to 12 t in 2018", (3, 12), "3 t in 2017 to 12"),
    ("fell from 12 t to 3 t", (3, 12), "12 t to 3"),
    ("was 12 t in 2018, up from 3 t", (3, 12), "12 t in 2018, up from 3"),
    ("was 12 t, compared with 3 t", (3, 12), "12 t, compared with 3"),
    *((words, (3, 12), told) for words, told in (
        ("rose by 53 per cent, from 3 to 12 t", "3 to 12"), ("rose in 2018, from 3 to 12 t", "3 to 12"),
        ("fell in two years from 12 t to 3 t", "12 t to 3"), ("grew to 12 from 3 t", "12 from 3"),
        ("quadrupled the tax from 3 to 12 t", "3 to 12"), ("jumped overnight from 3 to 12 t", "3 to 12"),
        ("was lower, and took from 3 to 12 t", ""), ("has lower boats taking from 3 to 12 t", ""),
        ("rose where boats take from 3 to 12 t", ""))),
    *((words, (3, 12), "") for words in (
        "was 3 to 12 t", "rose by 3 to 12 t", "ranged from 3 t to 12 t", "sold from 3 to 12 t", "was 3 t to 12 t",
        "was between 3 and 12 t", "was 3 to 12 t and rose from 3 t to 12 t"))])
def test_what_changed_to_a_number_is_no_range_of_it(words, ends, told):
    ranged = claim(says=f"It {words}.", value=None, low=ends[0], high=ends[1], period="2018")
    given = f"gives a range, and the words '{told}' lead from one number to another; give '"
    for said in ([*misstated(ranged)], [*contradicted(ranged, ranged.says)]):
        assert [each.startswith(given) for each in said if "range" in each] == [True] * bool(told)
        # what it became is the value, whichever of the two stands first
        assert all(f"give '{3 if words.startswith('fell') and ends == (3, 12) else 12}' as" in each
                   for each in said if told and "range" in each)


@pytest.mark.parametrize("words", [
    "ranged from 12 dollars a kilogram to 44 dollars a kilogram", "sold at prices ranging from 12 to 44 dollars",
    "swung between a low of 12 dollars and a high of 44 dollars", "was between 12 dollars a day and 44 dollars a day"])
def test_an_end_of_a_range_is_no_number_by_itself_where_each_has_its_unit(words):
    one = claim(says=f"It {words}.", unit="USD")
    found = "".join(contradicted(one, one.says))
    assert "gives one number, 12, and the words give the range '12 " in found


@pytest.mark.parametrize(("words", "ends"), [("rose by 5 to 10%", (5, 10)), ("rose by 5% to 10%", (5, 10)),
                                             ("grew twofold to fivefold", (2, 5))])
def test_a_change_itself_may_be_a_range(words, ends):
    unit = "x" if "fold" in words else "%"
    ranged = claim(says=f"It {words}.", value=None, low=ends[0], high=ends[1], unit=unit, against="2017")
    assert [*misstated(ranged), *contradicted(ranged, ranged.says)] == []


@pytest.mark.parametrize(("words", "told"), [
    *((words, True) for words in ("fell by 12 t", "rose by about 12 t", "was down 12 t", "fell sharply by 12 t",
                                   "12 t fewer fish than", "12 t more than", "a fall of 12 t", "12 more tonnes than",
                                   "12 fewer tonnes than", "12 extra tonnes than", "another 12 t than",
                                   "a further 12 t than", "was lower by 12 t", "had a 12 t drop",
                                   "missed the plan by 12 t", "was beaten by about 12 t",
                                   "exceeded that of 2017 by 12 t", "12 t short of the plan",
                                   "12 t above its old target")),
    *((words, False) for words in ("lost 12 t", "rose 12 to 40 t", "is made up of 12 t", "went up to 12 t",
                                   "fell to 12 t", "cut 12 t", "12 t, more than", "12 t more than doubled",
                                   "lost 12 t more than once", "was caught by 12 boats",
                                    "12 t under the bridge", "12 t more than 9 t of it",
                                   "12 t more than half of it"))])
def test_what_something_changed_by_is_no_level(words, told):
    fields = {"says": f"It had it: {words} before.", "period": "2018"}
    level = claim(**fields)
    for said in ([*misstated(level)], [*contradicted(level, level.says)]):
        assert [each for each in said if "level" in each] == ([
            "is given as a level, and the words at '12' say a change; one in % or x names against, any other says in of"
            " that it counts a change, under a definition of its own"] * told)
    for of in ("fall of the loss", "its distance from the plan, a shortfall"):
        assert not any("level" in each for each in misstated(claim(**fields, of=of)))
    assert not any("level" in each for each in misstated(claim(**fields, unit="%", against="2017", value=-12)))


@pytest.mark.parametrize(("words", "fields", "told"), [
    *((f"took 12 {said} to build", {"unit": "month"}, said) for said in ("weeks", "days", "hours")),
    ("took 12 years to build", {"unit": "month"}, "year"), ("took 12 months to build", {"unit": "year"}, "month"),
    ("took 12 months to build", {"unit": "month"}, ""), ("lasted 12 days", {"unit": "count", "of": "days"}, ""),
    ("held 12 dry tonnes of ore", {"unit": "kg"}, "t"), ("held 12 wet metric tonnes", {"unit": "kg"}, "t"),
    ("sold 12 boats years ago", {"unit": "count"}, ""), ("met twice", {"unit": "count", "value": 2}, ""),
    ("was 12 times larger than before", {"unit": "%", "against": "2018"}, "x"),
    ("was 12-fold what it had been", {"unit": "%"}, "x"), ("sank by 12 km", {"unit": "%"}, "km"),
    ("doubled", {"unit": "%", "value": 2}, "x")])
def test_a_time_or_a_multiple_in_the_text_is_no_other_unit(words, fields, told):
    found = [what for what in contradicted(claim(**fields), f"There it {words}.") if "is given in" in what]
    assert [f"say {told};" in each for each in found] == [True] * bool(told)


@pytest.mark.parametrize(("words", "fields", "left"), [
    # what something fell to is no fall, and words that nobody knows say nothing
    *((words, {"value": -30}, "gives a fall") for words in (
        "fell to 30% of what it was", "was down to 30% of its height", "was knocked about by 30%", "was 30%")),
    *((words, {"value": -30}, "") for words in (
        "fell by 30%", "nosedived 30%", "retreated by 30%", "came off 30%", "saw a 30% slide")),
    *((words, {"value": 30}, "") for words in (
        "skyrocketed 30%", "was hiked by 30%", "leapt 30%", "saw a 30% boost", "rose by 30%", "was 30% higher")),
    ("rose to 130% of it", {"value": 130}, "gives a rise"), ("halved", {"value": 50}, "gives a rise"),
    ("halved", {"value": -50}, ""), ("fell to a third of it", {"value": -33.3}, "gives a fall"),
    ("changed by 10 to 20%", {"value": None, "low": -20, "high": 10}, ""),
    *((words, {"unit": "t", "against": ""}, left) for words, left in (
        ("held 12", "is given in t"), ("held 12 tonnes", ""), ("held 12 old viss", "is given in t"))),
    ("held 12 to 15 t", {"value": None, "low": 12, "high": 15, "unit": "t", "against": ""}, ""),
    *((words, {"unit": unit, "against": ""}, left) for unit, words, left in (
        ("USD/kg", "cost $12 per kilogram", ""), ("USD/kg", "cost $12", "is given per kg"),
        ("CNY/t", "cost 12 yuan ($2 USD) per ton", ""), ("month", "took 12 months", ""),
        ("year", "took 12", "is given in year"), ("t", "held 12+ t", ""), ("t", "held 12-odd t", ""),
        ("x", "grew 12-fold", ""), ("x", "was 12 times that", ""), ("x", "was 12 of them", "is given in x"),
        ("count", "held 12 of them", ""), ("USD/kg", "paid 12 dollars for 3 kg", "is given per kg"),
        ("t/year", "gave 12 t in 5 years", "is given per year"),
        ("CNY/USD", "cost 12 yuan, where one US dollar did", ""))),
    # what rose less, or slowed, neither rose nor fell by it
    *((words, {"value": 30}, "gives a rise") for words in (
        "grew 30% less", "saw 30% slower growth", "saw a 30% smaller rise", "fell short of 30% growth")),
    *((words, {"value": -30}, "gives a fall") for words in (
        "saw a decline that slowed by 30%", "saw the fall ease 30%")),
    *((words, {"value": 20, "against": ""}, left) for words, left in (
        ("took two out of every ten tonnes", ""), ("took a fifth of it", ""),
        ("held 2 boats and 10 nets", "is given in %"))),
])
def test_the_words_at_a_number_say_what_its_fields_do(words, fields, left):
    given = claim(**{"unit": "%", "against": "2018", "says": f"It {words}.", **fields})
    assert [*unconfirmed(given, f"There it {words}.")] == [left] * bool(left)


@pytest.mark.parametrize(("words", "told"), [
    *((words, True) for words in ("growth of 12%", "a 12% rise", "a loss of 12%", "12% more")),
    *((words, False) for words in ("12% of it", "more than 12% of it", "what makes up 12% of it"))])
def test_a_share_is_no_change(words, told):
    share = claim(says=f"There was {words}.", unit="%")
    for said in ([*misstated(share)], [*contradicted(share, share.says)]):
        assert any("is given as a level" in each for each in said) == told


def test_a_share_may_be_of_what_was_lost():
    share = claim(says="There was a loss of 12%.", unit="%", of="the fish lost")
    assert not any("is given as a level" in each for each in misstated(share))


def test_what_is_so_many_times_less_is_no_rise():
    less = claim(says="It was 12 times less than before.", unit="x", against="2017", period="2018")
    assert [*contradicted(less, less.says)] == [
        "gives a rise, 12 x, and the words beside '12' say that it fell; a fall is below zero"]


@pytest.mark.parametrize(("words", "comparator", "told"), [
    ("about 12 t", ">", "about"), ("about 12 t", "<~", "about"), ("almost 12 t", "<", "almost"),
    ("12 t or so", ">=", "t or so"), ("about 12 t", "~", ""), ("nearly 12 t", "~", "nearly"),
    ("at least about 12 t", ">=", ""), ("at least about 12 t", "~", ""), ("no more than 12 t", "<", "no more than"),
    ("more than 12 t", ">=", "more than"), ("12 t", ">", ""), ("about 12 t, or more than 12 t", ">", "")])
def test_the_comparator_is_one_that_the_text_says(words, comparator, told):
    assert [*contradicted(claim(comparator=comparator), f"It lost {words}.")] == ([
        f"has the comparator '{comparator}', and the words beside '12' say '{told}'; correct one of the two"]
        if told else [])


@pytest.mark.parametrize(("text", "told"), [
    ("They came in May 2016. It held 12 t in 2018.", "2018"),
    ("It was better than before. It held 12 t in 2018.", "2018"),
    ("They came in May 2018. It held 12 t in 2016.", "")])
def test_words_that_begin_a_sentence_have_its_date_and_no_other(text, told):
    begins = text.index("It held")
    found = [*otherwise_dated(claim(period="2016-05"), text, begins, begins + len("It held 12 t"))]
    assert [f"'{told}' stands in its words" in each for each in found] == [True] * bool(told)


@pytest.mark.parametrize(("words", "told"), [
    ("12 dollars, or 84 yuan", []), ("12 dollars (84 euros)", ["gives its equivalent in CNY"]),
    ("12 dollars, or 84 of them", ["gives its equivalent in CNY"]), ("12 dollars", [])])
def test_an_equivalent_is_in_its_unit(words, told):
    paid = claim(unit="USD", equivalent={"value": 84, "unit": "CNY"})
    assert list(unconfirmed(paid, f"It paid {words}.")) == told
