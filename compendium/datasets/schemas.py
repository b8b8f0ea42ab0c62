"""The shared tables: which columns each has, in which order, and what each column means and may hold.

A vocabulary declares its own table beside its model; here stand the tables of claims and of sources, and the results.
"""

from collections.abc import Iterator, Mapping
from typing import get_args

from compendium.columns import Column
from compendium.evidence.columns import (
    ACTION,
    ACTOR,
    BOUNDS,
    CLAIMS,
    CREDIT,
    DEFINITION,
    HEDGE,
    INFERRED,
    KIND,
    MEANING,
    NUMBER,
    PERIOD,
    POSITION,
    QUESTION,
    REMOVES,
    RESTS_ON,
    ROLE,
    SAYS,
    SOURCE,
    STANDING,
    UNUSED,
    theme,
)
from compendium.evidence.ledger import VOCABULARIES
from compendium.evidence.sources import Fingerprint, Genre, Source
from compendium.evidence.vocabulary import Table, column, described
from compendium.subject import current_subject, declared

# a process works on one book: its tables are those of the engine and those that its subject adds
SUBJECT_TABLES: dict[str, tuple[str, tuple[Column, ...]]] = dict(current_subject().tables())
"""The tables made of claims: what each holds, and the columns it adds from the claims' ``about``."""
CHECKS: tuple[Column, ...] = current_subject().check_columns()
"""What the table of independent evidence says of a claim beside what all tables say, from its ``about``."""

ROW = (Column("id", "text", "The claim's full id.", required=True, unique=True), SOURCE, QUESTION,
       Column("measure", "category", "What the question measures, where it measures something."),
       KIND, SAYS, *NUMBER, *BOUNDS, DEFINITION, *MEANING, Column("to", "text", "Where a flow goes."),
       PERIOD, INFERRED, ACTOR, ACTION, POSITION, CREDIT, REMOVES, RESTS_ON, STANDING, HEDGE)

MADE_OF_VOCABULARIES: dict[str, Table] = {kind.name: kind.table() for kind in VOCABULARIES if kind.table}
"""The tables that vocabularies give, by name."""
_OF_VOCABULARIES = {name: (table.says, table.columns) for name, table in MADE_OF_VOCABULARIES.items()}

OWN: dict[str, tuple[str, tuple[Column, ...]]] = {
    "claims": ("The evidence ledger, one row per claim.", (
        Column("id", "text", "The claim's full id: source-id/claim-id.", required=True, unique=True),
        SOURCE,
        Column("document", "text", described(Fingerprint, "file")),
        Column("line", "integer", "The line of that text where the locator's words begin."),
        Column("words", "text", "The fewest words that find the place."),
        theme(), QUESTION, KIND, SAYS, *NUMBER, *MEANING, ACTOR, CREDIT, STANDING, DEFINITION,
        Column("to", "text", "Where a flow goes."),
        Column("about", "text", "What else makes the claim comparable: key=value, joined by '; '."),
        HEDGE,
        Column("answers", "text", "What the claim does to another claim: 'disputes source/claim'."),
        Column("equivalent", "text", "The same quantity in the source's other unit."),
        PERIOD, INFERRED, ACTION, POSITION, REMOVES, RESTS_ON, *BOUNDS, ROLE,
        Column("read_as", "text", "How unusual words in the text were read; empty where they say what the fields do."),
        Column("where", "text", "Where in a source of independent evidence the figure stands."), UNUSED,
        Column("not_followed", "text", "Why the book does not follow the claim; empty where no verdict says so."))),
    "sources": ("The publications that claims come from.", (
        column(Source, "id", required=True, unique=True),
        ROLE,
        column(Source, "title", required=True),
        column(Source, "authors"),
        column(Source, "publisher", required=True),
        column(Source, "short", required=True, unique=True),
        column(Source, "colour"),
        column(Source, "published", required=True),
        column(Source, "kind", "category", get_args(Genre), required=True),
        column(Source, "url"),
        column(Source, "url_is", "category", ("original", "reprint")),
        Column("document", "text", described(Fingerprint, "file")),
        column(Fingerprint, "sha256"),
        column(Source, "tier", "category", ("official", "primary", "secondary")),
        column(Source, "about", required=True),
        column(Source, "caution", required=True),
        Column("quantities", "integer", "How many of its claims are quantities.", required=True),
        Column("events", "integer", "How many are events.", required=True),
        Column("statements", "integer", "How many are statements without a number.", required=True),
        CLAIMS)),
    "questions": _OF_VOCABULARIES.pop("questions"),
    **{name: (says, (*ROW, *more, CLAIMS)) for name, (says, more) in SUBJECT_TABLES.items()},
    "checks": ("Independent evidence, which verdicts and models weigh beside the sources that the book is about.", (
        *ROW, *CHECKS, CLAIMS)),
    **_OF_VOCABULARIES,
    "derived": ("Every computed result, with its formula, inputs and interval.", (
        Column("id", "text", "The result's id.", required=True, unique=True),
        Column("says", "text", "What the result says.", required=True),
        Column("formula", "text", "The formula in words.", required=True),
        Column("inputs", "text", "The claims, assumptions and results it is made of, joined by '; '.",
               required=True),
        Column("value", "number", "The result for the inputs as printed; empty where they give a range alone."),
        Column("low", "number", "The least result that the inputs' rounding allows; empty where open."),
        Column("high", "number", "The greatest result that the inputs' rounding allows; empty where open."),
        Column("unit", "category", "The unit of the number.", NUMBER[4].allowed, True),
        DEFINITION,
        Column("across", "text", "Why inputs of different definitions may be computed with, where they are."),
        CLAIMS)),
}
"""The tables that every book has: what each holds and its columns, in the order of the file."""


class _Tables(Mapping[str, tuple[str, tuple[Column, ...]]]):
    """The tables that every book has, and after them those of the subject's own."""

    def __getitem__(self, name: str) -> tuple[str, tuple[Column, ...]]:
        return OWN[name] if name in OWN else (of_subject()[name].says, of_subject()[name].columns)

    def __iter__(self) -> Iterator[str]:
        yield from (*OWN, *of_subject())

    def __len__(self) -> int:
        return len(OWN) + len(of_subject())


def of_subject() -> Mapping[str, Table]:
    """The tables of the subject's own, by name."""
    return declared(current_subject().datasets, "DATASETS", {})


TABLES: Mapping[str, tuple[str, tuple[Column, ...]]] = _Tables()
"""Every table of the book: what it holds and its columns, in the order of the file."""
