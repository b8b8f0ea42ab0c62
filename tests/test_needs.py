import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compendium import charts, datasets
from compendium.book.figures.chart_files import picture
from compendium.evidence import EvidenceError, read_ledger
from compendium.results.needs import GRADES, binding, cells, grade, voice_count

ORDER = {"lacking": 0, "disputed": 1, "partly": 2, "in place": 3}
BEARING = st.tuples(st.sampled_from(["supports", "hinders"]), st.booleans(),
                    st.sampled_from(["reported", "opinion", "planned", "projected"]))


def table(bearings) -> pd.DataFrame:
    return pd.DataFrame(list(bearings), columns=["bears", "fully", "standing"])


@pytest.mark.parametrize(("bearings", "graded"), [
    ([], "no claim"),
    ([("supports", True, "reported")], "in place"),
    ([("supports", False, "reported")], "partly"),
    ([("supports", True, "reported"), ("hinders", False, "reported")], "partly"),
    ([("supports", True, "reported"), ("hinders", True, "opinion")], "disputed"),
    ([("supports", False, "reported"), ("hinders", True, "reported")], "lacking"),
    ([("hinders", False, "reported")], "lacking"),
    ([("supports", True, "planned")], "no claim"),
    ([("supports", True, "planned"), ("hinders", False, "reported")], "lacking")])
def test_the_rule(bearings, graded):
    assert grade(table(bearings)) == graded


@settings(deadline=None, max_examples=60)
@given(st.lists(BEARING, max_size=6), st.booleans())
def test_a_claim_against_never_raises_a_grade(bearings, fully):
    before, after = grade(table(bearings)), grade(table([*bearings, ("hinders", fully, "reported")]))
    assert after != "in place" and (before == "no claim" or ORDER[after] <= ORDER[before])


@settings(deadline=None, max_examples=60)
@given(st.lists(BEARING, max_size=6), st.booleans())
def test_a_claim_in_favour_never_lowers_a_grade(bearings, fully):
    before, after = grade(table(bearings)), grade(table([*bearings, ("supports", fully, "reported")]))
    assert before == "no claim" or ORDER[after] >= ORDER[before]


@settings(deadline=None, max_examples=60)
@given(st.lists(BEARING, max_size=5), st.sampled_from(["supports", "hinders"]), st.booleans())
def test_a_plan_changes_nothing(bearings, bears, fully):
    assert grade(table([*bearings, (bears, fully, "planned")])) == grade(table(bearings))


@settings(deadline=None, max_examples=60)
@given(st.lists(BEARING, max_size=4))
def test_the_order_of_claims_does_not_matter(bearings):
    assert len({grade(table(each)) for each in itertools.permutations(bearings)}) == 1


def test_claims_that_share_an_ancestor_are_one_voice():
    assert voice_count(["Reuters; Kruemmer", "Reuters; an Indian source", "Frontier; an analyst"]) == 2
    assert voice_count(["Reuters", "Frontier", "Frontier; Reuters"]) == 1
    assert voice_count([]) == 0


def test_the_grid_has_a_cell_for_every_pair_in_the_order_of_the_seeds(ledger):
    graded = cells(datasets.load("needs"))
    assert list(dict.fromkeys(graded["destination"])) == [each.id for each in ledger.needs.destinations]
    assert list(graded["need"][: len(ledger.needs.needs)]) == [each.id for each in ledger.needs.needs]
    assert len(graded) == len(ledger.needs.needs) * len(ledger.needs.destinations)
    assert set(graded["grade"]) <= set(GRADES)


def test_each_graded_cell_rests_on_claims_of_its_own(ledger):
    needs = datasets.load("needs")
    for cell in cells(needs).to_dict("records"):
        named = [each for each in cell["claims"].split("; ") if each]
        own = needs[(needs["destination"] == cell["destination"]) & (needs["need"] == cell["need"])]
        assert sorted(named) == sorted(own["claims"]) and all(claim in ledger for claim in named)


def test_a_grade_leads_to_a_claim_that_bears_its_way():
    needs = datasets.load("needs").set_index("id")
    for cell in cells(datasets.load("needs")).to_dict("records"):
        if cell["grade"] in ("lacking", "in place"):
            first = needs.loc[f"{cell['destination']}/{cell['need']}/{cell['claims'].split('; ')[0]}", "bears"]
            assert first == {"lacking": "hinders", "in place": "supports"}[cell["grade"]]


def test_separation_holds_india_back_and_china_is_held_back_by_nothing():
    held = binding(cells(datasets.load("needs"))).set_index("destination")["need"]
    assert held["india"] == "separation" and held["china"] == ""


def test_the_binding_link_is_the_one_that_more_independent_voices_deny():
    graded = cells(datasets.load("needs"))
    row = graded[graded["destination"] == "india"].assign(denied=[0, 0, 9, 1, 1, 0, 0])
    assert binding(row)["need"].item() == "transport"


def test_the_articles_alone_know_nothing_of_malaysia():
    needs = datasets.load("needs")
    alone = cells(needs, datasets.selected(needs, "articles"))
    assert set(alone.loc[alone["destination"] == "malaysia", "grade"]) == {"no claim"}
    assert set(cells(needs).query("destination == 'malaysia'")["grade"]) > {"no claim"}


def test_the_chart_tells_every_grade_and_draws_each_claim():
    graded = cells(datasets.load("needs"))
    made = charts.needs_matrix(graded, binding(graded), name="t", finding="A chain.", shows="Grades.").to_dict()
    told = made["usermeta"]["compendium"]["described"]
    assert "India: access partly" in told and "India by separation" in told
    assert f"{(graded['grade'] == 'lacking').sum()} lacking" in made["description"]
    assert set(made["usermeta"]["compendium"]["claims"]) == set(datasets.load("needs")["claims"])


@pytest.mark.parametrize("name", ["The buyer's own", "a\\b", "Dong \"Feng\""])
def test_a_name_with_quotation_marks_breaks_no_chart(name):
    graded = cells(datasets.load("needs"))
    last = graded.loc[graded["role"] == "buyer", "destination_name"].iloc[-1]
    renamed = [table.assign(destination_name=table["destination_name"].replace({last: name}))
               for table in (graded, binding(graded))]
    made = charts.needs_matrix(*renamed, name="t", finding="A chain.", shows="Grades.").to_dict()
    assert picture("t", made).count("mark-rule") == 1


@pytest.mark.parametrize(("old", "new", "told"), [
    ("claim: reuters-2025-03/india-cannot-process, bears: hinders, fully: true}",
     "claim: reuters-2025-03/india-cannot-proces, bears: hinders, fully: true}", "near it: reuters-2025-03/india"),
    ("need: separation, claim: dvb-2025/us-lacks-refining", "need: refining, claim: dvb-2025/us-lacks-refining",
     "a bearing names the need refining; there are: access"),
    ("  - {id: time, ", "  - {id: water, name: Water, asks: \"Is there enough?\"}\n  - {id: time, ",
     "needs.yaml:4: no claim bears on the need water; leave it out, or add a bearing"),
    ("claim: reuters-2025-03/online-meeting, bears", "claim: reuters-2025-03/irel-team, bears", "is written twice")])
def test_a_bearing_that_leads_nowhere_is_named(seeds, old, new, told):
    path = seeds / "needs.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(EvidenceError) as problem:
        read_ledger(seeds)
    assert "needs.yaml" in str(problem.value) and told in str(problem.value)
