"""The shared tables: which columns each has, in which order, and what each column means and may hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from compendium.columns import Column
from compendium.evidence import Ledger
from compendium.evidence.claims import Claim
from compendium.evidence.definitions import Dimension
from compendium.evidence.fields import Comparator, Confidence, Kind, Standing
from compendium.evidence.units import KNOWN
from compendium.evidence.verdicts import EFFECTS
from compendium.subject import current_subject


@dataclass(frozen=True)
class SubjectTable:
    """A table that only one subject has: what it holds, its columns, and what makes its rows from the ledger."""

    says: str
    columns: tuple[Column, ...]
    rows: "Callable[[Ledger], Iterable[dict[str, Any]]]"


def _told(field: str) -> str:
    """What a field of a claim holds, as it is told to those who write one."""
    return str(Claim.model_fields[field].description)


DEFINITION = Column("definition", "category", _told("definition"))
CLAIMS = Column("claims", "text", "The claims that the row rests on, joined by '; '.", required=True)

NUMBER = (
    Column("value", "number", _told("value")),
    Column("low", "number", _told("low")),
    Column("high", "number", _told("high")),
    Column("comparator", "category", _told("comparator"),
           tuple(c for c in get_args(Comparator) if c)),
    Column("unit", "category", _told("unit"), KNOWN),
)
MEANING = (
    Column("of", "text", _told("of")),
    Column("against", "text", _told("against")),
    Column("start", "start", "The first day or month of the period."),
    Column("end", "end", "The last day or month of the period."),
    Column("place", "text", "The places, by their ids, joined by '; '."),
)
STANDING = Column("standing", "category", _told("standing"), get_args(Standing), True)
BOUNDS = (
    Column("lowest", "number", "The least value that would be written this way; empty where open."),
    Column("highest", "number", "The greatest value that would be written this way; empty where open."),
)
ACTOR = Column("actor", "text", "The actors, by their ids, joined by '; '.")
ACTION = Column("action", "text", _told("action"))
CREDIT = Column("credited_to", "text", "The credit chain, nearest first, joined by '; ', joint credit by ' + '.")
HEDGE = Column("hedge", "text", _told("hedge"))
POSITION = Column("position", "category", _told("position"))
PERIOD = Column("period", "text", "The period as the source dates it, in EDTF: ~ vague, ? inferred by the reader,"
                " % both, .. an open end.")
INFERRED = Column("inferred", "boolean", "Whether a year or month was worked out by the reader.", required=True)
UNUSED = Column("unused", "text", _told("unused"))
REMOVES = Column("removes", "integer", "How many hands the claim passed through before the source.", required=True)
RESTS_ON = Column("rests_on", "text", "Everyone whom the claim rests on, its publisher included, joined by '; ';"
                  " claims that share one of them do not corroborate each other.", required=True)
ROLE = Column("role", "category", "seed: a source that the book is about; check: independent evidence.",
              ("seed", "check"), True)
KIND = Column("kind", "category", _told("kind"), get_args(Kind), True)
SAYS = Column("says", "text", _told("says"), required=True)
SOURCE = Column("source", "category", "The source's id.", required=True)
QUESTION = Column("question", "category", "The question that the claim answers.", required=True)
THEME = Column("theme", "category", "The subject.", tuple(current_subject().themes), True)
CONFIDENCE = Column("confidence", "category", "How sure the reading is.", get_args(Confidence))


# a process works on one book: its tables are those of the engine and those that its subject adds
SUBJECTS: dict[str, tuple[str, tuple[Column, ...]]] = dict(current_subject().tables())
"""The tables made of claims: what each holds, and the columns it adds from the claims' ``about``."""
CHECKS: tuple[Column, ...] = current_subject().check_columns()
"""What the table of independent evidence says of a claim beside what all tables say, from its ``about``."""

ROW = (Column("id", "text", "The claim's full id.", required=True, unique=True), SOURCE, QUESTION,
       Column("measure", "category", "What the question measures, where it measures something."),
       KIND, SAYS, *NUMBER, *BOUNDS, DEFINITION, *MEANING, Column("to", "text", "Where a flow goes."),
       PERIOD, INFERRED, ACTOR, ACTION, POSITION, CREDIT, REMOVES, RESTS_ON, STANDING, HEDGE)

OWN: dict[str, tuple[str, tuple[Column, ...]]] = {
    "claims": ("The evidence ledger, one row per claim.", (
        Column("id", "text", "The claim's full id: source-id/claim-id.", required=True, unique=True),
        SOURCE,
        Column("document", "text", "The file name of the text that was read, for an article."),
        Column("line", "integer", "The line of that text where the locator's words begin."),
        Column("words", "text", "The fewest words that find the place."),
        THEME, QUESTION, KIND, SAYS, *NUMBER, *MEANING, ACTOR, CREDIT, STANDING, DEFINITION,
        Column("to", "text", "Where a flow goes."),
        Column("about", "text", "What else makes the claim comparable: key=value, joined by '; '."),
        HEDGE,
        Column("answers", "text", "What the claim does to another claim: 'disputes source/claim'."),
        Column("equivalent", "text", "The same quantity in the source's other unit."),
        PERIOD, INFERRED, ACTION, POSITION, REMOVES, RESTS_ON, *BOUNDS, ROLE,
        Column("where", "text", "Where in a source of independent evidence the figure stands."), UNUSED,
        Column("not_followed", "text", "Why the book does not follow the claim; empty where no verdict says so."))),
    "sources": ("The publications that claims come from.", (
        Column("id", "text", "The source's id.", required=True, unique=True),
        ROLE,
        Column("title", "text", "The title of the publication.", required=True),
        Column("authors", "text", "The authors, joined by '; '."),
        Column("publisher", "text", "Who published it.", required=True),
        Column("short", "text", "What charts and tables call it: its own short name, or one made from its publisher.",
               required=True, unique=True),
        Column("colour", "text", "Its colour in charts, if it has one of its own."),
        Column("published", "text", "The date of publication as precisely as it is known (EDTF).", required=True),
        Column("kind", "category", "News, analysis, opinion or statistics.",
               ("news", "analysis", "opinion", "statistics"), True),
        Column("url", "text", "The address, where one is known."),
        Column("url_is", "category", "Whether that is the original or a reprint.", ("original", "reprint")),
        Column("document", "text", "The file name of the text that was read, for an article."),
        Column("sha256", "text", "The SHA-256 of that text."),
        Column("tier", "category", "How close independent evidence stands to what it reports.",
               ("official", "primary", "secondary")),
        Column("about", "text", "What it is.", required=True),
        Column("caution", "text", "What to be careful about.", required=True),
        Column("quantities", "integer", "How many of its claims are quantities.", required=True),
        Column("events", "integer", "How many are events.", required=True),
        Column("statements", "integer", "How many are statements without a number.", required=True),
        CLAIMS)),
    "questions": ("What the claims answer, and the reading used where they disagree.", (
        Column("id", "text", "The question's id.", required=True, unique=True),
        Column("asks", "text", "The question in words.", required=True), THEME,
        Column("table", "category", "The table that its claims stand in.", tuple(SUBJECTS), True),
        Column("sources", "integer", "How many of the sources that the book is about answer it.", required=True),
        Column("contested", "boolean", "Whether claims on it exclude each other.", required=True),
        Column("conflicts", "integer", "How many pairs of claims exclude each other.", required=True),
        Column("reading", "text", "The reading used where they do."), CONFIDENCE,
        Column("reason", "text", "Why that reading is used."),
        Column("tests", "text", "The computed results that were tried on it, joined by '; '."),
        Column("tests_show", "text", "What these show."),
        Column("counter", "text", "The strongest argument against it."),
        Column("answer", "text", "Why the reading stands all the same."),
        Column("would_change", "text", "What would change it."),
        Column("outside", "category", "What the independent evidence changed of the verdict.", EFFECTS),
        Column("reading_alone", "text", "The reading without independent evidence."),
        Column("confidence_alone", "category", "How sure that is.", CONFIDENCE.allowed),
        Column("not_followed", "text", "The claims that the reading does not follow, joined by '; '."), CLAIMS)),
    **{name: (says, (*ROW, *more, CLAIMS)) for name, (says, more) in SUBJECTS.items()},
    "checks": ("Independent evidence, which verdicts and models weigh beside the sources that the book is about.", (
        *ROW, *CHECKS, CLAIMS)),
    "definitions": ("What numbers count, weigh, price or are a share of.", (
        Column("id", "text", "The definition's id.", required=True, unique=True),
        Column("name", "text", "The name that the book uses.", required=True),
        Column("says", "text", "What is counted, weighed or priced.", required=True),
        Column("dimension", "category", "What kind of number it is.", get_args(Dimension), True),
        Column("numerator", "text", "For a share, what the part is."),
        Column("denominator", "text", "For a share, what it is a part of."),
        Column("whole", "text", "For a share, the definition of what it is a part of, where there is one."),
        Column("open", "text", "What the sources leave unsaid."),
        Column("beyond", "text", "Why its numbers may go beyond what their unit allows, where they may."),
        Column("confused_with", "text", "The definitions it is easily mistaken for, joined by '; '."),
        Column("claims", "text", "The quantities of this definition, joined by '; '."))),
    "places": ("The places that claims speak of, no finer than a town or township.", (
        Column("id", "text", "The place's id.", required=True, unique=True),
        Column("name", "text", "The name that the book uses.", required=True),
        Column("spellings", "text", "Other spellings in the sources, joined by '; '."),
        Column("what", "text", "What the place is.", required=True),
        Column("latitude", "number", "Degrees north, of the town."),
        Column("longitude", "number", "Degrees east, of the town."),
        Column("coordinates_from", "text", "Where the coordinates come from."),
        Column("claims", "text", "The claims that speak of the place, joined by '; '."))),
    "sketch": ("What the map shows beside towns: areas, routes and gates, all of them schematic.", (
        Column("id", "text", "The mark's id.", required=True, unique=True),
        Column("kind", "category", "A circle around towns, an arrow, or a gate.", ("area", "route", "gate"), True),
        Column("looks", "category", "How it is drawn: what stands behind the mark.",
               ("held", "contested", "neighbour", "shared", "used", "proposed", "gate"), True),
        Column("label", "text", "Its label, line by line, joined by '; '.", required=True),
        Column("says", "text", "What the mark stands for.", required=True),
        Column("places", "text", "The towns that place it, by their ids, joined by '; '.", required=True),
        Column("radius_km", "number", "The radius of a circle, for an area: chosen, not measured."),
        Column("to_latitude", "number", "Where an arrow points, if it ends at no town."),
        Column("to_longitude", "number", "Where an arrow points, if it ends at no town."),
        CLAIMS)),
    "needs": ("Which claims bear on which link of the chain of needs, for each destination.", (
        Column("id", "text", "Destination, need and claim.", required=True, unique=True),
        Column("destination", "category", "Who may buy, or where else the good may come from.", required=True),
        Column("destination_name", "text", "What the book calls the destination.", required=True),
        Column("role", "category", "Somebody who may buy, or an origin that may supply instead.",
               ("buyer", "origin"), True),
        Column("need", "category", "The link of the chain.", required=True),
        Column("need_name", "text", "What the book calls the link.", required=True),
        Column("bears", "category", "Whether the claim supports or hinders that the need is met.",
               ("supports", "hinders"), True),
        Column("fully", "boolean", "Whether the claim speaks of the whole need.", required=True),
        Column("why", "text", "Why the claim bears on the need, where that is not plain."),
        SOURCE, STANDING, SAYS, CREDIT,
        RESTS_ON,
        CLAIMS)),
    "actors": ("The parties, firms, institutions and publicly named people that claims speak of.", (
        Column("id", "text", "The actor's id.", required=True, unique=True),
        Column("name", "text", "The name in full.", required=True),
        Column("abbreviation", "text", "The abbreviation, where there is one."),
        Column("kind", "category", "What kind of actor it is.", required=True),
        Column("what", "text", "What the actor is.", required=True),
        Column("claims", "text", "The claims that speak of the actor, joined by '; '."))),
    "assumptions": ("Numbers that the book uses without a source, with their range.", (
        Column("id", "text", "The assumption's id.", required=True, unique=True),
        Column("says", "text", "What is assumed.", required=True), *NUMBER[:3],
        Column("unit", "category", "The unit of the number.", NUMBER[4].allowed, True),
        Column("reason", "text", "Why this number.", required=True),
        Column("scenario", "category", "The scenario that the number drives, where it drives one."),
        Column("driver", "category", "What it drives there."),
        Column("claims", "text", "The claims that suggest it, joined by '; '."))),
    "scenarios": ("What may come next: the scenarios, one row per driver, with its range and reason.", (
        Column("id", "text", "The driver's id, under which it also stands among the assumptions.", required=True,
               unique=True),
        Column("scenario", "category", "The scenario's id.", required=True),
        Column("name", "text", "The scenario's name.", required=True),
        Column("says", "text", "What happens in it.", required=True),
        Column("driver", "category", "What the number drives.", tuple(current_subject().drivers), True), *NUMBER[:3],
        Column("unit", "category", "The unit of the number.", NUMBER[4].allowed, True),
        Column("reason", "text", "Why this range.", required=True),
        Column("claims", "text", "The claims that suggest it, joined by '; '."))),
    "findings": ("The headlines of the book, with what they rest on.", (
        Column("id", "text", "The finding's id.", required=True, unique=True),
        Column("says", "text", "The finding in one sentence.", required=True),
        Column("results", "text", "The computed results that it rests on, joined by '; '."),
        Column("figures", "text", "The figures that show it, joined by '; '.", required=True), CLAIMS)),
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


def of_subject() -> Mapping[str, SubjectTable]:
    """The tables of the subject's own, by name."""
    give = current_subject().datasets
    return give() if give else {}


TABLES: Mapping[str, tuple[str, tuple[Column, ...]]] = _Tables()
"""Every table of the book: what it holds and its columns, in the order of the file."""
