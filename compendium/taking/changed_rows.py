"""Which rows of two sets of tables differ, and in which columns, so that nothing that differs is passed over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from compendium.taking.tables import TypedCell, TypedTable

OF_A_CLAIM = ("says", "value", "low", "high", "comparator", "unit", "of", "against", "period", "place", "to", "about",
              "actor", "action", "position", "credited_to", "standing", "hedge", "definition", "question", "answers",
              "equivalent", "kind", "inferred", "lowest", "highest", "unused")
"""What a claim states, and between what it lies; where it stands in its text is no change of it."""
OF_A_RESULT = ("value", "low", "high", "unit", "formula", "says", "definition", "across")
OF_A_VERDICT = ("reading", "confidence", "reading_alone", "confidence_alone", "not_followed", "reason", "tests",
                "tests_show", "counter", "answer", "would_change", "outside")
OF_AN_ASSUMPTION = ("value", "low", "high", "unit", "says", "reason", "scenario", "driver")
TOLD: Mapping[str, tuple[str, ...]] = {"claims": OF_A_CLAIM, "derived": OF_A_RESULT, "questions": OF_A_VERDICT,
                                       "assumptions": OF_AN_ASSUMPTION}
"""What is told of some tables in lists of their own, with causes."""
COUNTED: Mapping[str, tuple[str, ...]] = {
    "sources": ("quantities", "events", "statements", "claims"),
    "questions": ("sources", "contested", "conflicts", "claims"), "findings": ()}
"""What is counted from the claims, and changes with them; of other tables the claims alone."""
NAMED_BY = ("says", "asks", "title", "name", "label", "id")
"""By which column a row that came or went is told, the first that it has."""
Tables = Mapping[str, TypedTable]
TypedRow = Mapping[str, TypedCell]


@dataclass(frozen=True)
class Change:
    """One thing that changed: before and after by field, what else changed that it rests on, and its table.

    The table is given where a list holds rows of several.
    """

    id: str
    fields: dict[str, tuple[TypedCell, TypedCell]]
    because: tuple[str, ...] = ()
    table: str = ""


def rows_of(tables: Tables, name: str) -> Mapping[str, TypedRow]:
    """The rows of a table by id; none where there is no such table."""
    return tables[name].by_id() if name in tables else {}


def changed(was: Mapping[str, TypedRow], now: Mapping[str, TypedRow], fields: tuple[str, ...]) -> tuple[Change, ...]:
    """The rows of both states that differ in some of these fields."""
    found = ((name, {each: (was[name].get(each), row.get(each)) for each in fields
                     if was[name].get(each) != row.get(each)}) for name, row in now.items() if name in was)
    return tuple(Change(name, fields) for name, fields in found if fields)


def other_rows(before: Tables, after: Tables) -> Iterator[Change]:
    """What changed in rows that have no list of their own, such as sources and headlines, table by table."""
    for name in _with_rows_of_their_own(before, after):
        was, now = rows_of(before, name), rows_of(after, name)
        fields = tuple(each for each in _listed(before, after, name) if each not in TOLD.get(name, ()))
        yield from (replace(each, table=name) for each in changed(was, now, fields))
        for id_ in dict.fromkeys((*now, *was)):
            if not (id_ in now and id_ in was):
                row = now.get(id_) or was[id_]
                by = next(each for each in NAMED_BY if row.get(each))
                yield Change(id_, {by: (row[by], None) if id_ in was else (None, row[by])}, table=name)


def elsewhere(before: Tables, after: Tables, moved: bool) -> Iterator[tuple[str, str]]:
    """The tables and columns that differ and are in no list; where claims moved, what is counted from them is known."""
    for name in _names(before, after):
        listed = {*_listed(before, after, name), *(_counted(name) if moved else ())}
        fields = tuple(each for each in _columns(before, after, name) if each not in listed)
        differ = {each for row in changed(rows_of(before, name), rows_of(after, name), fields) for each in row.fields}
        if differ:
            yield name, ", ".join(each for each in fields if each in differ)


def _listed(before: Tables, after: Tables, name: str) -> tuple[str, ...]:
    """The columns of a table that some list tells."""
    if name in _with_rows_of_their_own(before, after):
        return tuple(each for each in _columns(before, after, name) if each not in _counted(name))
    # a table of claims repeats what is told of the claims
    return TOLD[name] if name in TOLD else _columns(before, after, "claims")


def _with_rows_of_their_own(before: Tables, after: Tables) -> list[str]:
    """The tables whose rows are no claims and no results: of questions and assumptions, what comes and goes is told."""
    claims = {*rows_of(before, "claims"), *rows_of(after, "claims")}
    return [name for name in _names(before, after) if name in ("questions", "assumptions") or (
        name not in TOLD and not {*rows_of(before, name), *rows_of(after, name)} <= claims)]


def _counted(name: str) -> tuple[str, ...]:
    return COUNTED.get(name, ("claims",))


def _names(before: Tables, after: Tables) -> list[str]:
    return list(dict.fromkeys((*after, *before)))


def _columns(before: Tables, after: Tables, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for tables in (after, before) if name in tables for each in tables[name].columns))
