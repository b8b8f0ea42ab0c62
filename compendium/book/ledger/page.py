"""One page of the ledger as data: its address, its title, the template that prints it and what that is filled with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class LedgerPage:
    """A page before it is printed; ``told`` describes it in a sentence, ``searched`` holds more words to find it by."""

    name: str
    kind: str
    title: str
    template: str
    told: str
    filled: Mapping[str, Any] = field(default_factory=dict)
    searched: str = ""
