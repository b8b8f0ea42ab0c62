"""How claims on a question stand to each other, two by two, and on how many separate lines of evidence they rest."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from docutils import nodes

from compendium.book.facts.evidence_domain import link_to
from compendium.evidence import Conflict, Entry, Question
from compendium.evidence.credit import lines_of_evidence
from compendium.evidence.disagreement import relation

PAIRS_SHOWN = 4


def conflicts_listed(pairs: Sequence[Conflict]) -> nodes.container:
    """The pairs of claims that cannot both be right, each with the reason."""
    items = nodes.bullet_list()
    for pair in pairs[:PAIRS_SHOWN]:
        items += nodes.list_item("", nodes.paragraph(
            "", "", _name(pair.one), nodes.Text(" and "), _name(pair.other), nodes.Text(f": {pair.how}.")))
    count = len(pairs)
    more = f", the first {PAIRS_SHOWN} of them" if count > PAIRS_SHOWN else ""
    pairs_stand = "1 pair of claims stands" if count == 1 else f"{count} pairs of claims stand"
    said = f"{pairs_stand} against each other{more}:"
    return nodes.container("", nodes.paragraph("", said), items, classes=["disagreements"])


def pairs_compared(question: Question, articles: Sequence[Entry]) -> list[nodes.Element]:
    """The articles' numbers compared two by two, and the lines of evidence behind all their claims."""
    numbers = combinations([entry for entry in articles if entry.claim.unit], 2)
    met = Counter(relation(question, one, other) for one, other in numbers)
    parts = [f"{count} {how}" for how, count in met.most_common()]
    compared = f"The articles' numbers make {met.total()} {_plural('pair', met.total())}: {', '.join(parts)}. "
    lines = len(lines_of_evidence(articles))
    behind = (f"By their credits the {len(articles)} claims are {lines} separate {_plural('line', lines)} of evidence; "
              "those that credit nobody may still share an origin.")
    said = (compared if met else "") + (behind if len(articles) > 1 else "")
    return [nodes.paragraph("", said, classes=["compared"])] if said else []


def _plural(word: str, number: int) -> str:
    return word if number == 1 else f"{word}s"


def _name(entry: Entry) -> nodes.Node:
    return link_to(entry.id, nodes.literal("", entry.id))
