"""The form of chapters, and of the front page.

A chapter opens with what it answers, and closes with what follows and what it does not show. The front page has
each headline once, in the words of its finding.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml  # type: ignore[import-untyped]

from compendium.book.text.prose import blocks, split_options
from compendium.errors import Problem
from compendium.evidence import Ledger
from compendium.evidence.fields import LEVELS
from compendium.execution.chapters import pages
from compendium.fingerprints import PACKAGE

CONCLUSION, LIMITS = "What follows", "What this does not show"
ANSWER = re.compile(r"^:::+\{answer\}[ \t]*(?P<question>.*)\n(?P<content>(?:.*\n)*?):::+$", re.MULTILINE)
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
CELL = re.compile(r"^```\{code-cell\}.*?^```$", re.MULTILINE | re.DOTALL)
FOLDED = re.compile(r"^:::+\{(dropdown|would-change)\}[ \t]*(.*)$", re.MULTILINE)
ABOVE, EMPHASIS = re.compile(r"##+ (.+)"), re.compile(r"[*_]")
FINDING = re.compile(r"^(?::::+|```+)\{finding\}[ \t]*(\S+)")
MOST_SENTENCES = 2
NEW_CHAPTER = PACKAGE / "new_chapter.md"
PLACEHOLDER = re.compile(r"(?:^|\} |: )([A-Za-z][A-Za-z, ]+[.?])$", re.MULTILINE)
"""The words of a new chapter that its author writes anew."""


def argued_chapters(root: Path) -> list[Path]:
    """The chapters that argue: those of the numbered parts of the table of contents."""
    path = root / "_toc.yml"
    contents = yaml.safe_load(path.read_text(encoding="utf-8-sig")) if path.is_file() else {}
    parts = [part for part in contents.get("parts", ()) if part.get("numbered")]
    return [root / f"{chapter['file'].removesuffix('.md')}.md" for part in parts for chapter in part["chapters"]]


def check_form(root: Path) -> list[Problem]:
    """What a chapter lacks of its form, each with what to write."""
    return [Problem(path.relative_to(root).as_posix(), line, what)
            for path in argued_chapters(root) if path.is_file()
            for line, what in _wrong(path.read_text(encoding="utf-8-sig"))]


def check_headlines(root: Path, ledger: Ledger) -> Iterator[Problem]:
    """Headings of the front page that are not their finding's, and findings that stand there twice, or nowhere."""
    file = f"{pages(root)[0]}.md"
    text = _without_code((root / file).read_text(encoding="utf-8-sig"))
    met, heading, above = list[str](), "", 0
    for line, words in enumerate(text.split("\n"), start=1):
        if found := ABOVE.fullmatch(words):
            heading, above = found[1].strip(), line
        elif (found := FINDING.match(words)) and (finding := ledger.findings.get(found[1])):
            if EMPHASIS.sub("", heading).rstrip(".") != finding.says.rstrip("."):
                yield Problem(file, above or line, f"finding {finding.id} says '{finding.says}', and stands under"
                              f" '{heading}'; a headline is the same words in both")
            if finding.id in met:
                yield Problem(file, line, f"finding {finding.id} stands on the page already; leave one out")
            met.append(finding.id)
    for finding in ledger.findings.values():
        if finding.id not in met:
            yield Problem(*ledger.place_of(f"finding {finding.id}"), f"finding {finding.id}: stands nowhere on"
                          f" {file}; put ':::{{finding}} {finding.id}' there, or take it out")


def _wrong(text: str) -> Iterator[tuple[int, str]]:
    text = _without_code(text)
    yield from _placeholders(text)
    yield from _opening(text)
    yield from _closing(text)


def _without_code(text: str) -> str:
    """A page with empty lines for its cells, so that the others keep their numbers."""
    return CELL.sub(lambda cell: "\n" * cell[0].count("\n"), text)


def _placeholders(text: str) -> Iterator[tuple[int, str]]:
    """What a new chapter said for its author, and still says."""
    for words in PLACEHOLDER.findall(NEW_CHAPTER.read_text(encoding="utf-8")):
        if (at := text.find(words)) >= 0:
            yield text.count("\n", 0, at) + 1, f"still says '{words}', as a new chapter does; write what this one says"


def _opening(text: str) -> Iterator[tuple[int, str]]:
    answers = list(ANSWER.finditer(text))
    first = HEADING.search(text)
    if len(answers) != 1 or (first and answers[0].start() > first.start()):
        yield 0, ("opens without its answer; before the first section stands one block ':::{answer} The question?' "
                  "with the options 'confidence' and 'because' and the answer in at most two sentences")
        return
    line = text.count("\n", 0, answers[0].start()) + 1
    options, content = split_options(answers[0]["content"])
    given = dict(re.findall(r"^:([\w-]+):[ \t]*(.+)$", options, re.MULTILINE))
    if not answers[0]["question"].strip().endswith("?"):
        yield line, "the chapter's question, behind '{answer}', ends with a question mark"
    if given.get("confidence") not in LEVELS:
        yield line, f"the answer's confidence is '{given.get('confidence', '')}'; allowed: {', '.join(LEVELS)}"
    if not given.get("because"):
        yield line, "the answer does not say what its confidence rests on; add ':because: …'"
    said = len(list(blocks(content, line)))
    if not 1 <= said <= MOST_SENTENCES:
        yield line, f"the answer has {said} sentences; a reader expects one or two"


def _closing(text: str) -> Iterator[tuple[int, str]]:
    """The conclusion is the last section; below it open the limits, and what would change the answer."""
    heads = list(HEADING.finditer(text))
    last = heads[-1][1].strip() if heads else ""
    if last != CONCLUSION:
        same = ", which differs in its capitals" if last.lower() == CONCLUSION.lower() else ""
        yield text.count("\n", 0, heads[-1].start()) + 1 if heads else 0, (
            f"ends without its conclusion; the last section is '## {CONCLUSION}', and here it is '{last}'{same}")
        return
    below = text[heads[-1].end():]
    folded = list(FOLDED.finditer(below))
    line = text.count("\n", 0, heads[-1].start()) + 1
    if not (below[: folded[0].start()] if folded else below).strip():
        yield line, f"the section '{CONCLUSION}' is empty"
    if [each[2].strip() for each in folded if each[1] == "dropdown"] != [LIMITS]:
        yield line, f"below the conclusion stands one block ':::{{dropdown}} {LIMITS}'"
    if "would-change" not in [each[1] for each in folded]:
        yield line, ("below the conclusion stands ':::{would-change} question-id', "
                     "for the verdicts that the chapter uses")
