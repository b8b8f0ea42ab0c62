"""The registered results and models, ``derived.csv``, in which their rows stand, and where each is made.

A result is one formula. A model needs more than that: it is a function from the claims, as
``datasets.load("claims")`` gives them, and the assumptions to rows of that table. It names the claims and
assumptions that each row is made of, as a formula does. Where in the code a row is worked out is noted when it is
registered or given, and never looked for in the text.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.columns import is_given, reference
from compendium.datasets.datapackage import datapackage, prints_made_from
from compendium.datasets.loading import ALL, ARTICLES, WITHOUT, load, plain_rows, serving
from compendium.datasets.writing import ledger_files, table_text
from compendium.errors import Refused, UnknownName, near_or_allowed
from compendium.evidence import Interval, Ledger, Problem
from compendium.evidence.vocabulary import Row
from compendium.fingerprints import kept, one_print, prints_of
from compendium.results.formulas import Known, Origin, Result, compute_all, value_and_interval
from compendium.results.held import held, registered, rows_with_places, told_in_code
from compendium.root import data_folder, home
from compendium.subject import current_subject

if TYPE_CHECKING:
    import pandas as pd

Model = Callable[["pd.DataFrame", "pd.DataFrame"], Iterator[Row]]


def registered_results() -> tuple[Result, ...]:
    """The formulas of the book, in the order in which they are worked out: a result may use those before it."""
    return registered(current_subject().results, "RESULTS", lambda each: isinstance(each, Result), "a Result")


def registered_models() -> tuple[Model, ...]:
    """The models of the book, in the order in which their rows stand in the table."""
    return registered(current_subject().models, "MODELS", callable, "a function that yields rows")


def data_files(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Name and content of every file of ``data/``: the tables of the ledger, and what is computed from them.

    Raises ValueError where a verdict was tried on a result that nothing computes, and as ``compute_all`` and
    ``held`` do.
    """
    files, results = dict(ledger_files(ledger)), registered_results()
    with serving(files), told_in_code():
        modelled = list(_given_by_models())
        computed = list(zip(compute_all(results, ledger), (result.origin for result in results), strict=True))
    rows = held([*computed, *modelled], ledger)
    _check_tests(ledger, {row["id"] for row in rows})
    files["derived.csv"] = table_text("derived", rows)
    yield from files.items()
    # the description seals all tables, and so comes last
    yield "datapackage.json", datapackage(files, prints_made_from(ledger.folder, home()))


def varied(name: str, given: Mapping[str, float]) -> Row:
    """One result with other numbers for some of its inputs, as ``charts.record`` takes it.

    What is given counts as exact, and is no input any more: it is the reader's own. Refused for a result that does
    not exist, and for what it is not made of. Raises KeyError for an input without a number in ``data/``.
    """
    results = {result.id: result for result in registered_results()}
    if name not in results:
        raise UnknownName("result", name, results)
    for each in given:
        if each not in (inputs := _made_of(name, results)):
            raise Refused(f"result {name} is not made of '{each}', which is to be varied; "
                          f"{near_or_allowed(each, sorted(inputs))}")
    known = _printed() | {each: (number, Interval(number, number)) for each, number in given.items()}
    for result in results.values():
        # those that come before it and stay as they are need not be worked out again
        if result.id == name or (result.id not in given and not _made_of(result.id, results).isdisjoint(given)):
            known[result.id] = value_and_interval(result.compute, [known[each] for each in result.inputs])
    wanted, (value, interval) = results[name], known[name]
    return {"value": value, "low": interval.low, "high": interval.high, "unit": wanted.unit, "says": wanted.says,
            "formula": wanted.formula, "inputs": [each for each in wanted.inputs if each not in given]}


def _check_tests(ledger: Ledger, results: set[str]) -> None:
    """ValueError where a verdict was tried on a result that nothing computes."""
    for question in ledger.questions.values():
        for name in question.adjudication.tests if question.adjudication else ():
            if name not in results:
                file, line = ledger.place_of(f"question {question.id}")
                raise Refused(f"question {question.id}: adjudication.tests names '{name}', which nothing computes; "
                              f"{near_or_allowed(name, sorted(results))}", file=file, line=line)


def _made_of(name: str, results: Mapping[str, Result]) -> set[str]:
    """All that a result is made of, by itself or by way of other results; nothing for what is none."""
    inputs = results[name].inputs if name in results else ()
    return {*inputs, *(below for each in inputs for below in _made_of(each, results))}


def _printed() -> Known:
    """Number and range of every claim with one, every assumption and every result, from ``data/``."""
    known: Known = {}
    for table, ends in (("claims", ("lowest", "highest")), ("assumptions", ("low", "high")),
                        ("derived", ("low", "high"))):
        for row in plain_rows(table):
            if row["unit"]:
                low, high = (math.inf * sign if row[end] is None else row[end]
                             for end, sign in zip(ends, (-1, 1), strict=True))
                known[str(row["id"])] = _middle(row), Interval(low, high)
    return known


def _middle(row: dict[Any, Any]) -> float:
    """The number as printed, the middle of a range, or the one end that it has."""
    ends = [float(row[name]) for name in ("low", "high") if row[name] is not None]
    return float(row["value"]) if row["value"] is not None else sum(ends) / len(ends)


def origin(result: str) -> Origin:
    """Where a result of ``derived.csv`` is worked out; ValueError for an id that no code gives."""
    book = home()
    found = _of_formulas(book).get(result) or _of_models(book).get(result)
    if found is None:
        raise Refused(f"has a result '{result}' that no code gives any more; run 'compendium data'",
                      file="data/derived.csv")
    return found


def modules() -> list[Path]:
    """The files in which results are worked out, by name."""
    book = home()
    named = {place.module for place in (*_of_formulas(book).values(), *_of_models(book).values())}
    files = [import_module(name).__file__ for name in sorted(named)]
    folders = {Path(file).parent for file in files if file}
    outermost = [each for each in folders if not set(each.parents) & folders]
    return sorted(path for each in outermost for path in each.rglob("*.py") if path.name != "__init__.py")


@lru_cache(maxsize=8)
def _of_formulas(_: Path) -> dict[str, Origin]:
    """Of the formulas of the current book, which is named so that another's are not taken for them."""
    return {result.id: result.origin for result in registered_results()}


@lru_cache(maxsize=8)
def _of_models(_: Path) -> dict[str, Origin]:
    """Of the rows of the models, which have to run to give them: once for the same data and code."""
    data = data_folder()
    read = one_print(prints_of([data / f"{name}.csv" for name in ("claims", "assumptions")], data))
    return kept(data.parent, "origins-of-models", read,
                lambda: {str(row["id"]): place for row, place in _given_by_models()})


def _given_by_models() -> Iterator[tuple[Row, Origin]]:
    claims, assumptions = load("claims"), load("assumptions")
    for model in registered_models():
        yield from rows_with_places(model, claims, assumptions)


def missing_inputs(ledger: Ledger) -> list[Problem]:
    """Inputs of formulas that nothing gives any more, each at the line that names the result."""
    known = {*ledger.entries, *ledger.assumptions, *(result.id for result in registered_results())}
    return [Problem(place.file, place.line, f"result '{result.id}' is made of '{name}', which is not in the ledger")
            for result in registered_results() for name in result.inputs if reference(name).whole not in known
            for place in [origin(result.id)]]


def results_of_models() -> dict[str, dict[Any, Any]]:
    """The rows of ``derived.csv`` that models gave when it was last written, by id."""
    formulas = {result.id for result in registered_results()}
    return {str(row["id"]): row for row in plain_rows("derived") if str(row["id"]) not in formulas}


EFFECTS = ("apart", "narrower", "the same", "moved", "wider")
"""How a range can change; 'apart': the two have no value in common."""


def effects(claims: "pd.DataFrame", assumptions: "pd.DataFrame", subject: Callable[[str], str]) -> "pd.DataFrame":
    """One row for each result of each model, run with the articles and with all evidence.

    ``subject`` says of a result's id what it is on. Columns: id, subject, says, unit, the value, low and high of
    each run, effect, claims. A result that one of the runs does not give is left out: it cannot be compared.
    """
    import pandas as pd

    articles = _run(claims[claims["role"] == "seed"], assumptions)
    every = _run(claims, assumptions)
    rows = [{"id": name, "subject": subject(name), "says": row["says"], "unit": row["unit"], "claims": row["claims"],
             **_numbers(articles[name], ARTICLES), **_numbers(row, ALL), "effect": effect(articles[name], row)}
            for name, row in every.items() if name in articles]
    return pd.DataFrame(rows)


def effect(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """How the range of a result changed."""
    (low, high), (new_low, new_high) = _ends(before), _ends(after)
    if (low, high) == (new_low, new_high):
        return "the same"
    if new_low > high or new_high < low:
        return "apart"
    if new_low >= low and new_high <= high:
        return "narrower"
    return "wider" if new_low <= low and new_high >= high else "moved"


def _run(claims: "pd.DataFrame", assumptions: "pd.DataFrame") -> dict[str, Row]:
    """The rows of all models; those that are of a part of the evidence by their own name say nothing new."""
    rows = [row for model in registered_models() for row in model(claims, assumptions)]
    own = (f"-{ARTICLES}", f"-{WITHOUT}", "-by-")
    return {str(row["id"]): row for row in rows if not any(part in str(row["id"]) for part in own)}


def _numbers(row: Mapping[str, Any], run: str) -> Row:
    return {f"{name}_{run}": row[name] for name in ("value", "low", "high")}


def _ends(row: Mapping[str, Any]) -> tuple[float, float]:
    low, high = row["low"], row["high"]
    return float(low) if is_given(low) else -math.inf, float(high) if is_given(high) else math.inf
