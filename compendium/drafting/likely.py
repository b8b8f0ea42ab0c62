"""Which question a sentence may belong to: the one whose claims use its words, and count in its unit."""

import math
import re
from collections import Counter

from compendium.evidence.ledger import Ledger
from compendium.evidence.units import same_dimension

WORD = re.compile(r"[^\W\d_]{3,}")
SAME_UNIT, OTHER_UNIT = 1.6, 0.6
"""How much more, or less, a question is likely whose claims count in the unit of the draft, or never do."""
ASKED = 2
"""How often a question's own words count, beside those of its claims."""


class LikelyQuestions:
    """The questions of a book with the words of their claims, each word weighed by how few questions use it."""

    def __init__(self, ledger: Ledger, without: str = "") -> None:
        """``without`` names a source whose claims are left out, as if it had not been read yet."""
        self.ledger = ledger
        self.claims = {name: [e.claim for e in entries if e.source.id != without]
                       for name, entries in ledger.by_question.items()}
        self.words: dict[str, Counter[str]] = {}
        for name, question in ledger.questions.items():
            said = " ".join([*[question.asks] * ASKED, *(f"{claim.says} {claim.of}" for claim in self.claims[name])])
            self.words[name] = Counter(_words(said))
        used = Counter(word for counted in self.words.values() for word in counted)
        self.weight = {word: math.log(1 + len(self.words) / many) for word, many in used.items()}
        self.lengths = {name: self._length(counted) for name, counted in self.words.items()}

    def of(self, sentence: str, unit: str = "", kind: str = "quantity", most: int = 3) -> list[str]:
        """The likeliest questions for a sentence, best first; none where no word meets."""
        asked = Counter(_words(sentence))
        scores = {name: self._score(asked, name) * self._fits(name, unit, kind) for name in self.words}
        return [name for name, score in sorted(scores.items(), key=lambda each: -each[1])[:most] if score > 0]

    def definition(self, question: str, unit: str) -> str:
        """The definition that claims on a question in such a unit have most often; empty where there are none."""
        used = Counter(claim.definition for claim in self.claims.get(question, ())
                       if claim.definition and claim.unit and unit and same_dimension(claim.unit, unit))
        return str(used.most_common(1)[0][0]) if used else ""

    def _score(self, asked: Counter[str], name: str) -> float:
        met = asked.keys() & self.words[name].keys()
        shared = sum(self.weight[word] ** 2 * (1 + math.log(self.words[name][word])) for word in met)
        return shared / (self.lengths[name] or 1)

    def _length(self, counted: Counter[str]) -> float:
        return math.sqrt(sum((self.weight[word] * (1 + math.log(many))) ** 2 for word, many in counted.items()))

    def _fits(self, name: str, unit: str, kind: str) -> float:
        claims = self.claims[name]
        if kind != "quantity":
            return SAME_UNIT if any(claim.kind == kind for claim in claims) else OTHER_UNIT
        if not unit:
            return 1.0
        return SAME_UNIT if any(c.unit and same_dimension(c.unit, unit) for c in claims) else OTHER_UNIT


def _words(text: str) -> list[str]:
    """The words of a text without their commonest endings, so that 'imports' meets 'imported'."""
    return [re.sub(r"(?:ing|ed|es|s|e)$", "", word) for word in WORD.findall(text.lower())]
