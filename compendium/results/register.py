"""The results and models that the subject registers, and ``derived.csv``, in which their rows stand.

A result is one formula. A model needs more than that: it is a function from the claims, as
``datasets.load("claims")`` gives them, and the assumptions to rows of that table. It names the claims and
assumptions that each row is made of, as a formula does.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd

from compendium import datasets
from compendium.datasets.datapackage import datapackage, seed_prints
from compendium.datasets.loading import load, serving
from compendium.datasets.rows import Row
from compendium.datasets.writing import ledger_files, table_text
from compendium.errors import Refused
from compendium.evidence import Interval, Ledger
from compendium.results.formulas import Known, Result, compute_all, value_and_interval
from compendium.subject import current_subject

Model = Callable[[pd.DataFrame, pd.DataFrame], Iterator[Row]]


def registered_results() -> tuple[Result, ...]:
    """The formulas of the book, in the order in which they are worked out: a result may use those before it."""
    give = current_subject().results
    return give() if give else ()


def registered_models() -> tuple[Model, ...]:
    """The models of the book, in the order in which their rows stand in the table."""
    give = current_subject().models
    return give() if give else ()


def data_files(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Name and content of every file of ``data/``: the tables of the ledger, and what is computed from them.

    Raises ValueError where a verdict was tried on a result that nothing computes, and as ``compute_all`` does.
    """
    files = dict(ledger_files(ledger))
    with serving(files):
        claims, assumptions = load("claims"), load("assumptions")
        modelled = [row for model in registered_models() for row in model(claims, assumptions)]
        rows = [*compute_all(registered_results(), ledger), *modelled]
    _check_tests(ledger, {row["id"] for row in rows})
    files["derived.csv"] = table_text("derived", rows)
    yield from files.items()
    # the description seals all tables, and so comes last
    yield "datapackage.json", datapackage(files, seed_prints(ledger.folder))


def varied(name: str, given: Mapping[str, float]) -> Row:
    """One result with other numbers for some of its inputs, as ``charts.record`` takes it.

    What is given counts as exact, and is no input any more: it is the reader's own. Raises KeyError for
    a result that does not exist, or for an input without a number in ``data/``.
    """
    known = _printed() | {each: (number, Interval(number, number)) for each, number in given.items()}
    results = {result.id: result for result in registered_results()}
    for result in results.values():
        # those that come before it and stay as they are need not be worked out again
        if result.id == name or (result.id not in given and _rests_on(result.inputs, given, results)):
            known[result.id] = value_and_interval(result.compute, [known[each] for each in result.inputs])
    wanted, (value, interval) = results[name], known[name]
    return {"value": value, "low": interval.low, "high": interval.high, "unit": wanted.unit, "says": wanted.says,
            "formula": wanted.formula, "inputs": [each for each in wanted.inputs if each not in given]}


def _check_tests(ledger: Ledger, results: set[str]) -> None:
    """ValueError where a verdict was tried on a result that nothing computes."""
    for question in ledger.questions.values():
        for name in question.adjudication.tests if question.adjudication else ():
            if name not in results:
                raise Refused(f"question {question.id}: adjudication.tests names '{name}', which nothing computes")


def _rests_on(inputs: tuple[str, ...], given: Mapping[str, float], results: Mapping[str, Result]) -> bool:
    """Whether a result is made of something given, by itself or by way of other results."""
    return any(each in given or (each in results and _rests_on(results[each].inputs, given, results))
               for each in inputs)


def _printed() -> Known:
    """Number and range of every claim with one, every assumption and every result, from ``data/``."""
    known: Known = {}
    for table, ends in (("claims", ("lowest", "highest")), ("assumptions", ("low", "high")),
                        ("derived", ("low", "high"))):
        rows: list[dict[Any, Any]] = datasets.load(table).to_dict("records")
        for row in rows:
            if not pd.isna(row["unit"]):
                low, high = (math.inf * sign if pd.isna(row[end]) else float(row[end])
                             for end, sign in zip(ends, (-1, 1), strict=True))
                known[str(row["id"])] = _middle(row), Interval(low, high)
    return known


def _middle(row: dict[Any, Any]) -> float:
    """The number as printed, the middle of a range, or the one end that it has."""
    ends = [float(row[name]) for name in ("low", "high") if not pd.isna(row[name])]
    return float(row["value"]) if not pd.isna(row["value"]) else sum(ends) / len(ends)
