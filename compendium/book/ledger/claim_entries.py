"""One claim as its ledger entry shows it: what it says, how it is defined, on whose word, and what stands beside it."""

from docutils import nodes

from compendium.book.cards.card_rivals import beside
from compendium.book.facts.evidence_domain import Evidence, link_to
from compendium.book.facts.used_in import used_in
from compendium.book.ledger.definition_pages import definition_link
from compendium.book.site.edition import Edition
from compendium.book.tables.building import details
from compendium.evidence import Entry, Question
from compendium.evidence.credit import removes, spelled
from compendium.evidence.followed import why_not_followed
from compendium.evidence.periods import in_words
from compendium.evidence.printing import printed, printed_claim

BESIDE_SHOWN = 6


def claim_node(known: Evidence, edition: Edition, entry: Entry) -> nodes.container:
    """One claim as its ledger entry shows it; its id leads to the address that stays."""
    claim = entry.claim
    question = known.ledger.questions[claim.question]
    rivals = known.excluded_by(entry.id)
    others = [other.id for other in known.ledger.by_question[claim.question] if other.id not in {entry.id, *rivals}]
    hands = removes(entry)
    return nodes.container(
        "",
        nodes.paragraph("", "", nodes.strong("", claim.says)),
        details([
            ("Number", claim_number(entry)),
            ("Also given as", _equivalent(entry)),
            ("Definition", definition_link(known, claim)),
            ("Of", claim.of),
            ("Against", claim.against),
            ("Period", in_words(claim.period) if claim.period else ""),
            ("Credit", f"{spelled(entry)} ({hands} {'remove' if hands == 1 else 'removes'})"),
            ("Standing", claim.standing + (f"; hedge: “{claim.hedge}”" if claim.hedge else "")),
            ("Answers", _answer(entry)),
            ("Where", f"line {claim.at.line}: “{claim.at.words}”" if claim.at else claim.where),
            ("Question", link_to(question.id, nodes.Text(question.asks))),
            ("Rivals", _rivals(known, entry)),
            ("Beside it", _beside(question, others)),
            ("Used in", used_in(of=entry.id) if not claim.unused else ""),
            ("Not used", claim.unused),
            ("Not followed", _not_followed(known, entry)),
            ("Id", link_to(entry.id, nodes.literal("", entry.id))),
            ("To cite", citation(edition, entry)),
        ]),
        ids=[entry.id], classes=["claim"])


def citation(edition: Edition, entry: Entry) -> str:
    """The claim as a list of references has it: whose it is, which one, and in which edition it was read."""
    source = f"{entry.source.publisher}, {in_words(entry.source.published)}"
    return f"{source}. Claim {entry.id}, in: {edition.citation}"


def claim_number(entry: Entry) -> str:
    """A claim's number as it is printed everywhere; nothing for a claim without one."""
    return printed_claim(entry.claim) if entry.claim.unit else ""


def _not_followed(known: Evidence, entry: Entry) -> list[nodes.Node]:
    """That the book does not follow the claim, why, and where that was judged."""
    why = why_not_followed(known.ledger, entry.id)
    if not why:
        return []
    return [nodes.Text("This book does not follow it. "), nodes.Text(why), nodes.Text(" "),
            link_to(entry.claim.question, nodes.Text("To the verdict"))]


def _equivalent(entry: Entry) -> str:
    other = entry.claim.equivalent
    return printed(other.value, other.unit, other.comparator) if other else ""


def _answer(entry: Entry) -> list[nodes.Node]:
    answer = entry.claim.answers
    if answer is None:
        return []
    verb = {"cannot-confirm": "cannot confirm"}.get(answer.as_, answer.as_)
    return [nodes.Text(f"{verb} "), link_to(answer.claim, nodes.literal("", answer.claim))]


def _rivals(known: Evidence, entry: Entry) -> list[nodes.Node]:
    """The claims that cannot be right together with this one: what each says, who says it, and why not both."""
    pairs = known.conflicts.get(entry.claim.question, ())
    how = {one.id: pair.how for pair in pairs for one in (pair.one, pair.other)
           if entry.id in (pair.one.id, pair.other.id)}
    shown: list[nodes.Node] = []
    for rival in beside(known, known.ledger.questions[entry.claim.question], entry).rivals:
        if rival.excludes:
            shown += [nodes.Text("; " if shown else ""), link_to(rival.name, nodes.Text(rival.shown)),
                      nodes.Text(f" ({rival.where}): {how[rival.name]}")]
    return shown


def _beside(question: Question, names: list[str]) -> list[nodes.Node]:
    """Links to the other claims on a question; where they are many, to the question for the rest."""
    # a single one more is told, not counted
    shown = names if len(names) <= BESIDE_SHOWN + 1 else names[:BESIDE_SHOWN]
    linked: list[nodes.Node] = []
    for name in shown:
        linked += [link_to(name, nodes.literal("", name)), nodes.Text(", ")]
    if shown == names:
        return linked[:-1]
    return [*linked, link_to(question.id, nodes.Text(f"and {len(names) - len(shown)} more"))]
