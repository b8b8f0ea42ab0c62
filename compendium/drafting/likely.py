"""Which question a sentence may belong to: the one whose claims say the most alike, and count in its unit."""

import math
import re
from collections import Counter

from compendium.evidence.ledger import Ledger
from compendium.evidence.units import same_dimension

WORD = re.compile(r"[^\W\d_]{3,}")
SAME_UNIT, OTHER_UNIT = 2.5, 0.5
"""How much more, or less, a claim is like a draft that counts in its unit, or in another."""
NEAREST = 3
"""How many claims of a question, the most alike, speak for it; measured to find more than one alone, or all."""
Vector = tuple[dict[str, float], float]
"""The weights of the words of a text, and their length."""


class LikelyQuestions:
    """The claims of a book with their words, each word weighed by how few claims use it."""

    def __init__(self, ledger: Ledger, without: str = "") -> None:
        """``without`` names a source whose claims are left out, as if it had not been read yet."""
        self.ledger = ledger
        self.claims = {name: [e.claim for e in entries if e.source.id != without]
                       for name, entries in ledger.by_question.items()}
        counted = [Counter(_words(f"{claim.says} {claim.of}")) for claims in self.claims.values() for claim in claims]
        used = Counter(word for words in counted for word in words)
        self.weight = {word: math.log(1 + len(counted) / (1 + many)) for word, many in used.items()}
        self.rare = math.log(1 + len(counted))
        self.asked = {name: self._vector(question.asks) for name, question in ledger.questions.items()}
        self.says = {name: [(self._vector(f"{claim.says} {claim.of}"), claim) for claim in claims]
                     for name, claims in self.claims.items()}

    def of(self, sentence: str, unit: str = "", kind: str = "quantity", most: int = 3) -> list[str]:
        """The likeliest questions for a sentence, best first; none where no word meets."""
        asked = self._vector(sentence)[0]
        scores = {name: self._score(asked, name, unit, kind) for name in self.asked}
        return [name for name, score in sorted(scores.items(), key=lambda each: -each[1])[:most] if score > 0]

    def definitions(self, question: str, unit: str, sentence: str) -> list[str]:
        """The definitions that claims on a question in such a unit have, the most often used first.

        A count may be of anything, so that only a definition of which the sentence has a word comes into question.
        """
        used = Counter(claim.definition for claim in self.claims.get(question, ())
                       if claim.definition and claim.unit and unit and same_dimension(claim.unit, unit))
        named = [str(name) for name, _ in used.most_common()]
        if unit == "count":
            words = set(_words(sentence))
            named = [name for name in named if words & set(_words(self.ledger.definitions[name].name))]
        return named

    def _score(self, asked: dict[str, float], name: str, unit: str, kind: str) -> float:
        """How alike a sentence is to the question itself and to the claims on it that are most like it."""
        alike = sorted((_shared(asked, vector) * _fits(claim.kind, claim.unit, unit, kind)
                        for vector, claim in self.says[name]), reverse=True)[:NEAREST]
        itself = _shared(asked, self.asked[name]) * (SAME_UNIT if alike else 1.0)
        return itself + (sum(alike) / math.sqrt(len(alike)) if alike else 0.0)

    def _vector(self, text: str) -> Vector:
        weights = {word: self.weight.get(word, self.rare) * (1 + math.log(many))
                   for word, many in Counter(_words(text)).items()}
        return weights, math.sqrt(sum(weight ** 2 for weight in weights.values())) or 1.0


def _shared(asked: dict[str, float], vector: Vector) -> float:
    weights, length = vector
    return sum(weight * weights[word] for word, weight in asked.items() if word in weights) / length


def _fits(claimed: str, counted: str | None, unit: str, kind: str) -> float:
    """How much a claim of a kind and a unit counts for a draft of another."""
    if kind != "quantity":
        return SAME_UNIT if claimed == kind else OTHER_UNIT
    if not unit:
        return 1.0
    return SAME_UNIT if counted and same_dimension(counted, unit) else OTHER_UNIT


def _words(text: str) -> list[str]:
    """The words of a text without their commonest endings, so that 'imports' meets 'imported'."""
    return [re.sub(r"(?:ing|ed|es|s|e)$", "", word) for word in WORD.findall(text.lower())]
