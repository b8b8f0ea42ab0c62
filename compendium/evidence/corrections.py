"""What this book got wrong and mended: what stood there, what stands there now, why, and who noticed."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from compendium.evidence.fields import Record, Sentence, Slug

FoundBy = Literal["a reader", "an audit of the ledger", "evidence from outside", "one of those named"]


class Correction(Record):
    """One correction: the claims, questions or findings that it changed, and the sentence before and after."""

    id: Slug
    date: date
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    was: Sentence
    now: Sentence
    reason: Sentence
    found_by: FoundBy


class CorrectionFile(Record):
    """The file ``seeds/corrections.yaml``, the latest correction first."""

    corrections: tuple[Correction, ...]
