"""The second reading of the claims: its record adds up, and the chapter on the articles tells the same counts."""

import json
import re

AGAIN = ("Sixty drawn again", "Independent sources", "Sixty others drawn", "Outside claims that say nearly", "All")
"""The rows that are no reading of a whole article."""


def rows(root) -> dict[str, list[int]]:
    kept = json.loads((root / "benchmarks" / "audit.json").read_text(encoding="utf-8"))
    return {name: [int(count) for count in counts] for name, *counts in kept["rows"]}


def test_each_fault_is_of_one_kind_and_the_sources_add_up(root):
    counted = rows(root)
    assert all(sum(kinds) == faulty <= claims for claims, *kinds, faulty in counted.values())
    total = counted.pop("All")
    assert [sum(column) for column in zip(*counted.values(), strict=True)] == total


def test_the_chapter_on_the_articles_tells_the_recorded_counts(root):
    counted = rows(root)
    articles = [sum(column) for column in zip(*(
        counts for name, counts in counted.items() if name not in AGAIN), strict=True)]
    claims, _, period, hedge, _, sentence, reading, faulty = articles
    text = (root / "chapters" / "sources.md").read_text(encoding="utf-8")
    paragraph = text[text.index("a second reader held all"):].split("\n")[0]
    told = [int(number) for number in re.findall(r"\{plain\}`(\d+)`", paragraph)]
    again = [counted[name][place] for name in AGAIN[:4] for place in (0, -1)]
    assert told == [claims, faulty, sentence, period, reading, hedge, *again]
