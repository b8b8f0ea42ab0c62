"""Finding numbers that were typed by hand, so that each one comes from a claim or a computation."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from compendium.book.text.fact_words import unsupported_words
from compendium.book.text.likely_claims import Likely
from compendium.book.text.prose import Passage, pages, passages
from compendium.book.text.quantities import Typed, typed_numbers
from compendium.evidence import Ledger, Problem
from compendium.evidence.book_ledger import records_print
from compendium.fingerprints import file_print, kept, text_print

__all__ = ["UNCHECKED", "check_chapters", "pages", "typed_numbers"]
UNCHECKED = {"authors-guide": "It shows how to write, and its examples are no evidence."}
"""Pages that are not read for numbers, each with the reason."""


def check_chapters(root: Path, ledger: Ledger) -> list[Problem]:
    """Every number in the chapters that stands there without a claim or a computation behind it."""
    given = text_print(records_print(root), file_print(root / "data" / "derived.csv"))
    likely = cache(partial(Likely, ledger))
    return [problem for path in pages(root) for problem in kept(
        root, f"lint/{path.relative_to(root).as_posix()}", text_print(given, file_print(path)),
        partial(_on_page, path, root, likely))]


def _on_page(path: Path, root: Path, of_ledger: Callable[[], Likely]) -> list[Problem]:
    """What is wrong on one page; kept until the page or the evidence changes."""
    file, likely, found = path.relative_to(root).as_posix(), of_ledger(), list[Problem]()
    for passage in passages(path):
        found += [Problem(file, line, what) for line, what in _form(passage)]
        if path.stem not in UNCHECKED:
            found += [Problem(file, line, what) for line, what in _numbers(passage, likely)]
    return found


def _form(passage: Passage) -> Iterator[tuple[int, str]]:
    """What breaks a page without a warning: a backtick in a fence's title line, a fact in a heading."""
    if passage.place == "broken-fence":
        yield passage.line, ("the title line of a directive fenced with backticks holds a backtick, which ends the "
                             "fence without a warning; fence it with colons")
    for role in passage.roles:
        if passage.place == "heading" and role.name == "fact":
            yield role.line, (f"{{fact}}`{role.content}` stands in a heading, from where it would reach the "
                              "navigation; headings carry no facts")


def _numbers(passage: Passage, likely: Likely) -> Iterator[tuple[int, str]]:
    if passage.place == "broken-fence":
        return
    for number in typed_numbers(passage):
        near = ", ".join(likely.of(number, passage.shown)) or "none has this value"
        yield passage.line_at(number.start), _told(number, near)
    for role in passage.roles:
        if role.name == "fact" and role.words:
            for text in unsupported_words(role.words, role.target, likely):
                yield role.line, (f"'{text}' in the words of {{fact}}`… <{role.target}>` is not what "
                                  f"{role.target} says; let the book print the number, or correct the words")


def _told(number: Typed, near: str) -> str:
    if number.date:
        return f"'{number.text}' is a date in a sentence without a fact or {{cite}}, likeliest: {near}"
    return f"'{number.text}' is typed by hand; use {{fact}}`id`, likeliest: {near}"
