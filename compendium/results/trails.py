"""The trail behind a headline: from its sources by way of claims, tables and results to its figures."""

from collections.abc import Iterator

import pandas as pd

from compendium import datasets
from compendium.datasets.schemas import SUBJECTS

LAYERS = ("source", "claim", "assumption", "table", "result", "figure")
Link = tuple[str, str, str, str]


def trail(finding: str) -> pd.DataFrame:
    """The links behind one finding, each from a thing of one layer to a thing of a later one, or of results to results.

    Columns: from_layer, from_id, to_layer, to_id. Raises KeyError for an unknown finding.
    """
    row = datasets.load("findings").set_index("id").loc[finding]
    results: list[str] = [] if pd.isna(row["results"]) else row["results"].split("; ")
    inputs = _inputs(results)
    claims = sorted({*row["claims"].split("; "), *(name for _, name in inputs if "/" in name)})
    links = [*_to_claims(claims), *_to_results(inputs), *_to_figures(claims, results, row["figures"].split("; "))]
    return pd.DataFrame(links, columns=["from_layer", "from_id", "to_layer", "to_id"])


def _to_claims(claims: list[str]) -> Iterator[Link]:
    """Each claim from its source, and into the table that it stands in."""
    tables = {row: name for name in SUBJECTS for row in datasets.load(name)["id"]}
    for claim in claims:
        yield "source", claim.split("/")[0], "claim", claim
        yield "claim", claim, "table", tables[claim]


def _inputs(results: list[str]) -> list[tuple[str, str]]:
    """The results and what each is made of, results among them too; a part of a claim counts as the claim."""
    derived = datasets.load("derived").set_index("id")["inputs"]
    found = [(result, name.split("#")[0]) for result in results for name in derived[result].split("; ")]
    behind = [name for _, name in found if name in derived.index]
    return list(dict.fromkeys([*found, *(_inputs(behind) if behind else [])]))


def _to_results(inputs: list[tuple[str, str]]) -> Iterator[Link]:
    results = set(datasets.load("derived")["id"])
    for result, name in inputs:
        layer = "claim" if "/" in name else "result" if name in results else "assumption"
        yield layer, name, "result", result


def _to_figures(claims: list[str], results: list[str], figures: list[str]) -> Iterator[Link]:
    tables = {row: name for name in SUBJECTS for row in datasets.load(name)["id"]}
    for figure in figures:
        for table in sorted({tables[claim] for claim in claims}):
            yield "table", table, "figure", figure
        for result in results:
            yield "result", result, "figure", figure
