"""The trail behind a headline holds everything that its results are made of: claims, assumptions and other results."""

from compendium import datasets
from compendium.results import trails
from compendium.results.trails import trail


def links_of(finding: str) -> set[tuple[str, str, str, str]]:
    return set(trail(finding).itertuples(index=False, name=None))


def test_a_result_is_linked_to_the_assumption_that_it_rests_on():
    assert ("assumption", "cny-per-usd", "result", "value-if-price") in links_of("tax-not-price")


def test_every_input_of_every_headlines_results_is_linked():
    inputs = datasets.load("derived").set_index("id")["inputs"]
    for row in datasets.load("findings").to_dict("records"):
        ends = {(link[1], link[3]) for link in links_of(row["id"])}
        for result in str(row["results"]).split("; ") if isinstance(row["results"], str) else []:
            assert {(name.split("#")[0], result) for name in inputs[result].split("; ")} <= ends


def test_a_result_made_of_another_leads_on_to_what_that_one_is_made_of():
    found = trails._inputs(["value-after-coup-if-price"])
    assert ("value-after-coup-if-price", "exports-after-coup") in found
    assert ("exports-after-coup", "rareearthexchanges-2025/share-after-coup") in found
    links = set(trails._to_results(found))
    assert ("result", "exports-after-coup", "result", "value-after-coup-if-price") in links
