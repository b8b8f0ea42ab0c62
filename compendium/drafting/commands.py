"""``compendium source`` and ``compendium question``: beginning a source, what is left of it, and what it changes."""

import sys
from pathlib import Path
from textwrap import shorten
from typing import Annotated, Literal

import typer

from compendium.console import Root, chosen_book, out

source_commands = typer.Typer(no_args_is_help=True, help="Begin a source from its text, and see what is left of it.")
question_commands = typer.Typer(no_args_is_help=True, help="See what the claims on a question do to each other.")
TOLD = 100
"""How many signs of a line that was left out are told."""
ASKED = {"title": "Its title", "publisher": "Who published it", "published": "When, such as 2025-03-28 or 2025-03"}


@source_commands.command("new")
def new_source(
    text: Annotated[Path, typer.Argument(help="The text: .txt, .md, .html or .pdf.", exists=True, dir_okay=False)],
    *,
    url: Annotated[str, typer.Option(help="Where it stands on the web.")] = "",
    title: Annotated[str, typer.Option(help="Its title, if the text does not say it.")] = "",
    publisher: Annotated[str, typer.Option(help="Who published it.")] = "",
    published: Annotated[str, typer.Option(help="When: 2025, 2025-03 or 2025-03-28.")] = "",
    author: Annotated[list[str] | None, typer.Option(help="An author; as often as needed.")] = None,
    kind: Annotated[Literal["news", "analysis", "opinion", "statistics"], typer.Option(help="What it is.")] = "news",
    role: Annotated[Literal["seed", "check"] | None, typer.Option(
        help="seed: one of the sources that the book is about; check: independent evidence beside them.")] = None,
    tier: Annotated[Literal["official", "primary", "secondary"] | None, typer.Option(
        help="How close independent evidence stands to what it reports.")] = None,
    id: Annotated[str, typer.Option("--id", help="Its id; else made of publisher and date.")] = "",
    root: Root = None,
) -> None:
    """Write seeds/ID.yaml for a text, with a draft for each number and each dated event in it."""
    from compendium.drafting.documents import Facts
    from compendium.drafting.writing import InBook, missing_facts, open_source, with_facts, write_source
    from compendium.evidence.reading import book_ledger
    from compendium.evidence.sources import document_name

    book = chosen_book(root)
    ledger = book_ledger(book)
    source = open_source(text, Facts(title, tuple(author or ()), publisher, published, url))
    # with its input closed a process has none
    if sys.stdin and sys.stdin.isatty():
        import click  # takes time to load, and every command loads this module

        source = with_facts(source, {name: typer.prompt(ASKED[name]) for name in missing_facts(source)})
        role = role or typer.prompt("Is the book about it (seed), or is it independent evidence (check)",
                                    type=click.Choice(["seed", "check"]))
        if role == "check":
            tier = tier or typer.prompt("How close it stands to what it reports",
                                        type=click.Choice(["official", "primary", "secondary"]))
    if role == "seed":
        # told of the file that is there, and not of the record that is then not written
        document_name(text.name)
    written = write_source(book / "seeds", ledger, source, InBook(kind, role, tier), id)
    numbers = sum(draft.kind == "quantity" for draft in written.found.drafts)
    out.print(f"{written.path.parent.name}/{written.path.name}: {numbers} numbers and "
              f"{len(written.found.drafts) - numbers} dated events drafted, {len(written.found.asides)} numbers set"
              " aside by rule. Complete 'about' and 'caution' first; 'compendium source status' lists what is left.",
              f"The text is not part of the book: keep {source.path} where 'compendium verify --texts' finds it."
              if role == "seed" else
              "Of independent evidence no text is kept: each claim says in 'where' in which place of it the figure"
              " stands.", sep="\n", markup=False)
    if source.unsure:
        out.print("What the document sets above or below its line, or breaks at the end of one, may make another number"
                  f" than was read: {len(source.unsure)}. Hold these lines against it:",
                  *(f"  {source.path.name}:{at}: '{words}' in: {shorten(source.text.lines[at - 1], TOLD)}"
                    for at, words in source.unsure), sep="\n", markup=False)
    if source.left_out:
        out.print(f"Around what was taken for the text stand more lines with numbers: {len(source.left_out)}. Where"
                  f" some belong to it, write them into {source.path}, remove {written.path.parent.name}/"
                  f"{written.path.name} and begin again with that text:",
                  *(f"  {shorten(line, TOLD)}" for line in source.left_out), sep="\n", markup=False)


@source_commands.command("status")
def status(
    source: Annotated[str, typer.Argument(help="The id of a source; else all that have drafts left.")] = "",
    root: Root = None,
) -> None:
    """List the drafts that are left, by line of the record and of the text."""
    from compendium.drafting.status import drafted_sources, records, source_status
    from compendium.errors import UnknownName

    seeds = chosen_book(root) / "seeds"
    known = [path.stem for path in records(seeds)]
    if source and source not in known:
        raise UnknownName("source", source, known)
    found = [source_status(seeds / f"{source}.yaml")] if source else list(drafted_sources(seeds))
    for each in found:
        out.print(f"{each.source}: {each.complete} complete, {each.aside} set aside, {len(each.left)} left")
        for left in each.left:
            out.print(f"  {each.file}:{left.file_line}: {left.place} ({left.question or 'no question'})", markup=False)
    if not found:
        out.print("no source has drafts left")


@question_commands.command("show")
def show(
    question: Annotated[str, typer.Argument(help="The id of a question.")],
    root: Root = None,
) -> None:
    """Show the claims on a question side by side, drafts included, and what each does to the others."""
    from compendium.drafting.side_by_side import side_by_side
    from compendium.evidence.reading import book_ledger

    book = chosen_book(root)
    ledger = book_ledger(book)
    shown = side_by_side(ledger, question)
    asked = ledger.questions[question]
    out.print(asked.asks, markup=False)
    for each in shown:
        out.print(f"  {each.id}{' (draft)' if each.draft else ''}: {each.told}", markup=False)
    waiting = [each.id for each in shown if each.asks_for_a_verdict]
    if asked.adjudication:
        out.print(f"Verdict ({asked.adjudication.confidence}): {asked.adjudication.reading}", markup=False)
    if waiting:
        out.print(f"To be judged before the book is built: {', '.join(waiting)}; name them in the adjudication of "
                  f"{question} in seeds/questions.yaml, in claims or in not_followed.", markup=False)
