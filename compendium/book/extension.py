"""All that this book adds to Sphinx, one line each."""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from compendium.book import reader
from compendium.book.figures import chart_render, source_lines, tables, take_along
from compendium.book.ledger import accounts, cards, collecting, indexes, provenance, used_in
from compendium.book.ledger.accounts import ExecutionReportDirective, ExemptionsDirective, MeasurementsDirective
from compendium.book.ledger.evidence_domain import SearchableEvidence
from compendium.book.printed import offered
from compendium.book.prose import ledger_blocks, page_metadata, reproduce
from compendium.book.prose.ledger_blocks import (
    LedgerIndexDirective,
    RivalsDirective,
    VerdictDirective,
    VerdictsDirective,
)
from compendium.book.prose.openings import (
    AnswerDirective,
    EditionDirective,
    FindingDirective,
    HowToCiteDirective,
    WouldChangeDirective,
)
from compendium.book.prose.reproduce import CodeAtTheEnd
from compendium.book.prose.roles import Abbreviations, FactRole, PlainRole
from compendium.book.site import appearance, edition, redirects, search_texts, site_files, sphinx_run
from compendium.root import use_root

BEFORE_MYST_NB, DEFAULT, AFTER_NUMBERING = 100, 500, 900
DIRECTIVES = {
    "answer": AnswerDirective,
    "edition": EditionDirective,
    "execution-report": ExecutionReportDirective,
    "exemptions": ExemptionsDirective,
    "finding": FindingDirective,
    "how-to-cite": HowToCiteDirective,
    "ledger-index": LedgerIndexDirective,
    "measurements": MeasurementsDirective,
    "rivals": RivalsDirective,
    "verdict": VerdictDirective,
    "verdicts": VerdictsDirective,
    "would-change": WouldChangeDirective,
}


HANDLERS: tuple[tuple[str, Any, int], ...] = (
    ("config-inited", reader.use_executed_chapters, BEFORE_MYST_NB),
    ("config-inited", appearance.configure, BEFORE_MYST_NB),
    ("config-inited", edition.use_address, BEFORE_MYST_NB),
    ("builder-inited", chart_render.provide_vega, DEFAULT),
    ("builder-inited", indexes.provide_library, DEFAULT),
    ("env-get-outdated", sphinx_run.changed_content, DEFAULT),
    ("env-get-outdated", accounts.changed_exemptions, DEFAULT),
    ("env-before-read-docs", sphinx_run.note_read, DEFAULT),
    ("env-get-updated", sphinx_run.remember_content, DEFAULT),
    ("doctree-resolved", sphinx_run.note_written, DEFAULT),
    ("doctree-read", used_in.keep_facts, DEFAULT),
    ("env-purge-doc", used_in.forget_facts, DEFAULT),
    ("env-merge-info", used_in.merge_facts, DEFAULT),
    ("doctree-read", search_texts.keep_prose, DEFAULT),
    ("env-purge-doc", search_texts.forget_prose, DEFAULT),
    ("env-merge-info", search_texts.merge_prose, DEFAULT),
    ("env-updated", collecting.label_pages, DEFAULT),
    ("env-check-consistency", collecting.begin, DEFAULT),
    ("doctree-resolved", take_along.write_take_along, DEFAULT),
    ("doctree-resolved", take_along.write_pages, DEFAULT),
    ("html-page-context", page_metadata.prepare, BEFORE_MYST_NB),
    ("html-page-context", chart_render.add_chart_program, DEFAULT),
    ("html-page-context", indexes.add_claims_program, DEFAULT),
    ("html-page-context", cards.add_card_program, DEFAULT),
    ("html-page-context", redirects.forward_old_anchors, DEFAULT),
    ("html-collect-pages", take_along.remove_gone, BEFORE_MYST_NB),
    ("html-collect-pages", collecting.collect_pages, DEFAULT),
    ("build-finished", collecting.end, DEFAULT),
    ("build-finished", appearance.remove_unused, DEFAULT),
    ("html-page-context", page_metadata.complete, AFTER_NUMBERING),
    ("build-finished", site_files.write_site_files, DEFAULT),
    ("build-finished", search_texts.write_texts, DEFAULT),
    ("build-finished", redirects.write_redirects, DEFAULT),
    ("build-finished", reproduce.write_notebooks, DEFAULT),
    ("build-finished", provenance.write_provenance, DEFAULT),
)


def register(app: Sphinx) -> dict[str, Any]:
    """Register the reader of chapters, the charts, the tables, the ledger's pages and the book's appearance."""
    use_root(Path(app.confdir))
    app.add_config_value("repository_url", "", "html")
    app.add_config_value("book_url", "", "html")
    app.add_config_value("compendium_subject", "", "env")
    app.add_config_value("compendium_inputs", "", "env")
    # the one page that is built; empty: all
    app.add_config_value("compendium_page", "", "")
    # Jupyter Book sets this one for an extension that this book leaves out, as it asks other hosts
    app.add_config_value("comments_config", {}, "html")
    for event, handler, priority in HANDLERS:
        app.connect(event, handler, priority=priority)
    app.add_domain(SearchableEvidence)
    app.add_role("fact", FactRole())
    app.add_role("plain", PlainRole())
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_node(chart_render.chart, **chart_render.VISITORS)
    app.add_transform(tables.NumberedTables)
    app.add_transform(reader.CellAnchors)
    app.add_transform(reader.WrittenAddresses)
    app.add_transform(reader.WrittenHtml)
    app.add_transform(reader.LinesAcross)
    app.add_transform(source_lines.SourceLines)
    app.add_transform(reproduce.Reproduce)
    app.add_transform(CodeAtTheEnd)
    app.add_post_transform(ledger_blocks.LedgerIndexes)
    app.add_post_transform(Abbreviations)
    app.add_post_transform(used_in.FirstUses)
    offered.register_printed(app)
    app.add_html_math_renderer("mathml", (appearance.inline_formula, None), (appearance.block_formula, None))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
