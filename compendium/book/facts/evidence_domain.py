"""Where the evidence stands in the book: which page and which anchor a claim, question or result has."""

from collections.abc import Collection, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from compendium import datasets
from compendium.book.facts.recorded_places import anchor
from compendium.book.tracing.recorded import recorded_values
from compendium.evidence import Conflict, Ledger, conflicts, read_ledger
from compendium.results.origins import origin

LEDGER, CODE = "chapters/ledger", "chapters/code"
DEFINITION = "definition/"
"""What stands before a definition's id where it is referred to; a question may have the same id."""


class Evidence:
    """The ledger and the computed results, as the pages of the book need them."""

    def __init__(self, root: Path) -> None:
        self.ledger: Ledger = read_ledger(root / "seeds")
        rows = datasets.load("derived").to_dict("records")
        self.derived: dict[str, dict[Any, Any]] = {str(row["id"]): row for row in rows}
        self.recorded = recorded_values(root)
        self.results = self.derived | self.recorded

    def place_of(self, name: str) -> tuple[str, str] | None:
        """Page and anchor of a claim, a question, a computed result or an assumption."""
        if name in self.ledger:
            source = self.ledger[name].source
            return f"{LEDGER}/{source.id if source.role == 'seed' else 'independent'}", name
        if name.removeprefix(DEFINITION) in self.ledger.definitions and name.startswith(DEFINITION):
            return f"{LEDGER}/definitions", name
        if name in self.ledger.questions:
            return f"{LEDGER}/questions", f"question/{name}"
        kinds: dict[str, Collection[str]] = {"derived": self.derived, "recorded": self.recorded,
                                             "assumption": self.ledger.assumptions}
        kind = next((kind for kind, names in kinds.items() if name in names), None)
        return ("chapters/data", f"{kind}/{name}") if kind else None

    def code_of(self, name: str, *, line: bool = True) -> tuple[str, str]:
        """Page and anchor of the code behind a result: the cell that recorded it, its line, or its whole module."""
        if name in self.recorded:
            return self.recorded[name]["page"], anchor(name)
        place = origin(name)
        module = code_anchor(place.module)
        return CODE, f"{module}-{place.line}" if line else module

    def names(self) -> list[str]:
        """Everything that can be referred to."""
        return [*self.ledger.entries, *self.results, *self.ledger.assumptions, *self.ledger.questions]

    def claims_behind(self, name: str) -> list[str]:
        """The claims that a computed result rests on, by itself or by way of others."""
        inputs = [each.partition("#")[0] for each in str(self.results[name]["inputs"]).split("; ")]
        return [claim for each in inputs for claim in (
            self.claims_behind(each) if each in self.results else [each] if each in self.ledger else [])]

    def with_inputs(self, names: Iterable[str]) -> list[str]:
        """These names, and what the computed ones among them are made of, step by step; each once, in order."""
        found = list(dict.fromkeys(names))
        for name in found:
            inputs = str(self.results[name]["inputs"]).split("; ") if name in self.results else []
            found += [each for each in dict.fromkeys(each.partition("#")[0] for each in inputs)
                      if each and each not in found]
        return found

    @cached_property
    def conflicts(self) -> dict[str, tuple[Conflict, ...]]:
        """The pairs of claims that cannot both be right, by question; worked out once a build."""
        return conflicts(self.ledger)

    def excluded_by(self, name: str) -> frozenset[str]:
        """The claims that cannot be right if this one is."""
        pairs = self.conflicts.get(self.ledger[name].claim.question, ())
        ids = [{pair.one.id, pair.other.id} for pair in pairs]
        return frozenset(other for pair in ids if name in pair for other in pair - {name})


def code_anchor(module: str) -> str:
    """The anchor of a module on the page of the code; its lines have the line's number behind it."""
    return module.replace(".", "-")


def evidence(app: Sphinx) -> Evidence:
    """The evidence of the book being built, read once a build."""
    if not hasattr(app, "compendium_evidence"):
        app.compendium_evidence = Evidence(Path(app.srcdir))  # type: ignore[attr-defined]
    found: Evidence = app.compendium_evidence  # type: ignore[attr-defined]
    return found


class EvidenceDomain(Domain):
    """Turns the name of a claim, question or result into a link to where it stands."""

    name = "evidence"
    label = "Evidence"

    def resolve_xref(  # noqa: PLR0917 - the signature is Sphinx's own
            self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str,
                     target: str, node: pending_xref, contnode: nodes.Element) -> nodes.reference | None:
        """A reference node to the target's page and anchor; nothing where there is none."""
        known = evidence(env.app)
        # lines have no address in print
        place = (known.code_of(target, line=builder.format == "html") if typ == "code" else known.place_of(target))
        if place is None:
            return None
        title = node.get("reftitle", "")
        link = make_refnode(builder, fromdocname, place[0], place[1], [contnode], title)
        if typ == "code":
            return link
        link["evidence"] = target
        if isinstance(contnode, nodes.inline) and "fact" in contnode["classes"]:
            # what the page's cards are made from
            link["fact"] = target
        return link

    def merge_domaindata(self, docnames: Any, otherdata: Any) -> None:
        """Nothing to merge: the domain keeps no data of its own."""


def link_to(name: str, shown: nodes.Node, title: str = "", kind: str = "fact") -> pending_xref:
    """A link to a claim, question or result that Sphinx resolves when all pages are read.

    Of the kind "code", it leads to the code that computed a result.
    """
    link = pending_xref("", shown, refdomain="evidence", reftype=kind, reftarget=name, refwarn=True)
    link["reftitle"] = title
    return link
