"""The small vocabularies that every evidence record is written in."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A name made of small letters, digits and single hyphens."""

ClaimReference = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
"""A claim named from outside its source: source-id/claim-id."""

Sentence = Annotated[str, StringConstraints(min_length=8, strip_whitespace=True)]
"""One or more sentences in our own words."""

Theme = Literal["control", "trade", "pricing", "environment", "india", "us", "others",
                "dependence", "governance"]
Table = Literal["control", "trade", "prices", "taxes", "environment", "dependence", "alternatives"]
Kind = Literal["quantity", "event", "statement"]
Standing = Literal["reported", "estimated", "projected", "planned", "unverified", "opinion"]
Comparator = Literal["", ">", ">=", "<", "<=", "~"]
Confidence = Literal["high", "medium", "low"]


class Record(BaseModel):
    """A part of an evidence file: unknown fields are errors, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
