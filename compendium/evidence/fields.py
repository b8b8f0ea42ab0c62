"""The small vocabularies that every evidence record is written in."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    field_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from compendium.errors import Refused
from compendium.evidence.document import Quoted
from compendium.subject import current_subject

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Annotated[str, StringConstraints(pattern=SLUG)]
"""A name made of small letters, digits and single hyphens."""

SPACES = re.compile(r"[ \t\n]+")

ClaimReference = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
"""A claim named from outside its source: source-id/claim-id."""

def _one_line(words: str) -> str:
    """Words as they are printed: a line break of the file, or a second space, is none of the page."""
    return SPACES.sub(" ", words)


def _written(words: str) -> str:
    if found := PLACEHOLDER.search(words):
        raise Refused(f"holds '{found[0]}', which stands for what is still to be written; write it, or leave it out")
    return words


PLACEHOLDER = re.compile(r"\b(?:TODO|TBD|FIXME|XXX)\b")
SHORTEST = 8
Sentence = Annotated[str, StringConstraints(min_length=SHORTEST, max_length=4000, strip_whitespace=True),
                     AfterValidator(_one_line), AfterValidator(_written)]
"""One or more sentences in our own words; a text of any length is no sentence."""


def _long_enough(words: str) -> str:
    if 0 < len(words) < SHORTEST:
        raise Refused(f"'{words}' is no sentence; write at least {SHORTEST} characters")
    return words


DraftedSentence = Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True),
                            AfterValidator(_long_enough), AfterValidator(_one_line), AfterValidator(_written)]
"""A sentence that may be empty while a record is drafted."""

NOTHING = frozenset({"null", "none", "nan", "n/a", "~"})
"""What files and tables write where there is nothing; who is called so is missing from a table."""


def _somebody(name: str) -> str:
    if name.casefold() in NOTHING:
        raise Refused(f"'{name}' is how files write nothing, and no name; leave the field out, or name somebody")
    return name


NameOrNone = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_one_line),
                       AfterValidator(_somebody)]
"""A name that may be left empty."""
Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_one_line),
                 AfterValidator(_somebody)]
"""What somebody or something is called; never blank."""


def _listable(name: str) -> str:
    if ";" in name:
        raise Refused("holds a semicolon, which stands between the names of a list in the tables; give each name alone")
    return name


ListedName = Annotated[Name, AfterValidator(_listable)]
"""A name that stands in a list of names, and so in a cell with others."""
NUMBER = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
LARGEST_NUMBER = 1e15
"""No number of a record is larger: more than a thousand times what the world's economy is worth in dollars."""


def number(written: Any) -> Any:
    """A number as it is written; Refused for a text in quotes, for other ways to write one, and for no finite one."""
    if isinstance(written, str):
        if isinstance(written, Quoted):
            raise Refused(f"'{written}' is a text, as it stands in quotes; a number is written without")
        if not NUMBER.fullmatch(written):
            raise Refused(f"'{written}' is not a number; allowed are digits with a point, such as 311 or 21.9")
        written = float(written)
    if isinstance(written, (int, float)) and not (math.isfinite(written) and abs(written) <= LARGEST_NUMBER):
        raise Refused(f"{written:g} is not a finite number; allowed is up to {LARGEST_NUMBER:g}")
    return written


Number = Annotated[float, BeforeValidator(number)]
"""A finite number, written in digits."""
LineNumber = Annotated[int, BeforeValidator(number), Field(ge=1, le=1_000_000)]
"""The number of a line in a text, counted from 1."""

def _theme(name: str) -> str:
    return _one_of("theme", name, current_subject().themes)


def _table(name: str) -> str:
    return _one_of("table", name, current_subject().tables())


def _one_of(kind: str, name: str, known: Mapping[str, Any]) -> str:
    """A name that is among those of the subject; a book without a subject of its own may use any."""
    if known and name not in known:
        raise Refused(f"'{name}' is no {kind}; allowed: {', '.join(known)}")
    return name


@dataclass(frozen=True)
class Listed:
    """Lets editors complete the names that a subject has; asked late, as the subject's tables import the engine."""

    names: Callable[[], Iterable[str]]

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The schema of a text, with the names where there are any."""
        names = list(self.names())
        return {"type": "string", "enum": names} if names else handler(core)


Theme = Annotated[Slug, AfterValidator(_theme), Listed(lambda: current_subject().themes)]
"""A theme of the subject."""
TableName = Annotated[Slug, AfterValidator(_table), Listed(lambda: current_subject().tables())]
"""A table of claims that the subject names."""
Kind = Literal["quantity", "event", "statement"]
Standing = Literal["reported", "estimated", "projected", "planned", "unverified", "opinion"]
Comparator = Literal["", ">", ">=", "<", "<=", "~", "<~"]
Confidence = Literal["high", "medium", "low"]
LEVELS: tuple[str, ...] = get_args(Confidence)
"""How sure a reading can be."""


class Record(BaseModel):
    """A part of an evidence file: unknown fields are errors, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @field_validator("*")
    @classmethod
    def _each_once(cls, value: Any) -> Any:
        """A list of names holds each of them once; what is said twice is a slip of the hand."""
        if not isinstance(value, tuple) or len(value) < 2:
            return value
        names = [each for each in value if isinstance(each, str)]
        if twice := [name for name, times in Counter(names).items() if times > 1]:
            raise Refused(f"'{twice[0]}' stands twice; name each once")
        return value
