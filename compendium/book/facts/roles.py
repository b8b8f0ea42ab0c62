"""Facts in prose: a number that an author never types, printed from its claim and linked to it."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.util.docutils import ReferenceRole, SphinxRole

from compendium.book.facts.evidence_domain import Evidence, evidence, link_to
from compendium.errors import near
from compendium.evidence.printing import printed, printed_claim
from compendium.execution.cache import executed_path
from compendium.results.rounding import printed_row

LONGEST = 20
"""Letters of a number that stay on one line."""


class FactRole(ReferenceRole):
    """``{fact}`source-id/claim-id` `` prints a claim's number; ``{fact}`words <id>` `` the author's words.

    The id may also be that of a derived result, of an assumption, or ``chapter:name`` for what a chapter
    recorded.
    """

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The number as a link to where it stands in the ledger; an error for an unknown id."""
        known = evidence(self.env.app)
        try:
            _known(known, self.target)
            shown = self.title if self.has_explicit_title else printed_fact(known, self.target)
        except (KeyError, ValueError) as problem:
            return [], [self.inliner.reporter.error(_unknown(known, self.target, problem), line=self.lineno)]
        # a number and its unit stay on one line; one with its range would be wider than a phone
        kept = [] if self.has_explicit_title or len(shown) > LONGEST else ["fact-number"]
        self._note(known)
        text = nodes.inline("", shown, classes=[*_classes(known, self.target), *kept])
        return [link_to(self.target, text, title=fact_title(known, self.target))], []


    def _note(self, known: Evidence) -> None:
        """Have the page read anew when the chapter that recorded the value was run again."""
        if self.target in known.recorded:
            page = known.recorded[self.target]["page"]
            self.env.note_dependency(str(executed_path(Path(self.env.app.srcdir), page)))


class PlainRole(SphinxRole):
    """``{plain}`12` ``: a number that is no evidence, marked as such where it stands."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The words as they are."""
        return [nodes.inline("", self.text, classes=["plain"])], []


def _known(known: Evidence, name: str) -> None:
    if known.place_of(name) is None:
        raise KeyError(name)


def printed_fact(known: Evidence, name: str) -> str:
    """The number of a claim, a derived result or an assumption, as prose prints it.

    Raises KeyError for an unknown name, ValueError for a claim without a number.
    """
    if name in known.ledger:
        return printed_claim(known.ledger[name].claim)
    if name in known.ledger.assumptions:
        assumed = known.ledger.assumptions[name]
        return printed(assumed.value, assumed.unit)
    if name not in known.results:
        raise KeyError(name)
    return printed_row(known.results[name])


def ends(result: Mapping[Any, Any]) -> tuple[float, float]:
    """The range of a computed result; an end that it leaves empty is open."""
    low, high = result["low"], result["high"]
    return (-math.inf if pd.isna(low) else low, math.inf if pd.isna(high) else high)


def fact_title(known: Evidence, name: str) -> str:
    """One line on what stands behind a fact, for whoever points at it."""
    if name in known.ledger:
        entry = known.ledger[name]
        question = known.ledger.questions[entry.claim.question]
        return f"{entry.claim.says} ({entry.source.publisher}{'; contested' if question.adjudication else ''})"
    if name in known.ledger.assumptions:
        return f"Assumption: {known.ledger.assumptions[name].says}"
    if name in known.results:
        return f"Computed: {known.results[name]['formula']}"
    return known.ledger.questions[name].asks


def _classes(known: Evidence, name: str) -> list[str]:
    """How a fact looks: as reported, derived, assumed, or contested."""
    if name in known.ledger:
        question = known.ledger.questions[known.ledger[name].claim.question]
        return ["fact", "fact-contested"] if question.adjudication else ["fact"]
    if name in known.ledger.questions:
        return ["fact", "fact-question"]
    return ["fact", "fact-derived" if name in known.results else "fact-assumed"]


def _unknown(known: Evidence, name: str, problem: Exception) -> str:
    if isinstance(problem, ValueError):
        return str(problem)
    where = "recorded by no chapter" if ":" in name else "not in the ledger"
    return f"fact '{name}' is {where}; {near(name, known.names())}"
