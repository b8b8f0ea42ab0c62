"""All that this book adds to Sphinx, one line each."""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from compendium.book import outdated, provenance, reader
from compendium.book.appendices.accounts import ExecutionReportDirective, ExemptionsDirective
from compendium.book.appendices.measurements import MeasurementsDirective
from compendium.book.cards import page_cards
from compendium.book.chapters import page_metadata, reproduce, reproduce_files
from compendium.book.chapters.chapter_openings import AnswerDirective, WouldChangeDirective
from compendium.book.chapters.code_at_the_end import CodeAtTheEnd
from compendium.book.chapters.findings import FindingDirective
from compendium.book.chapters.front_pages import EditionDirective, HowToCiteDirective
from compendium.book.chapters.verdict_box import VerdictDirective
from compendium.book.facts import page_facts, recorded_places, used_in
from compendium.book.facts.abbreviations import Abbreviations
from compendium.book.facts.roles import FactRole, PlainRole
from compendium.book.facts.search_objects import SearchableEvidence
from compendium.book.figures import chart_render, embeds, source_lines, take_along
from compendium.book.ledger import collecting, filling, redirects
from compendium.book.ledger.directives import LedgerIndexDirective, RivalsDirective, VerdictsDirective
from compendium.book.printed import offered
from compendium.book.site import appearance, mathematics, search_texts, site_address, site_files
from compendium.book.tables import table_library, table_render
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
    ("config-inited", site_address.use, BEFORE_MYST_NB),
    ("builder-inited", chart_render.provide_vega, DEFAULT),
    ("builder-inited", table_library.provide, DEFAULT),
    ("env-get-outdated", outdated.changed_content, DEFAULT),
    ("env-before-read-docs", outdated.note_read, DEFAULT),
    ("env-get-updated", outdated.remember_content, DEFAULT),
    ("doctree-resolved", outdated.note_written, DEFAULT),
    ("doctree-read", page_facts.keep, DEFAULT),
    ("env-purge-doc", page_facts.forget, DEFAULT),
    ("env-merge-info", page_facts.merge, DEFAULT),
    ("doctree-read", search_texts.keep_prose, DEFAULT),
    ("env-purge-doc", search_texts.forget_prose, DEFAULT),
    ("env-merge-info", search_texts.merge_prose, DEFAULT),
    ("env-updated", collecting.label_pages, DEFAULT),
    ("doctree-resolved", take_along.write_files, DEFAULT),
    ("doctree-resolved", embeds.write_pages, DEFAULT),
    ("html-page-context", page_metadata.prepare, BEFORE_MYST_NB),
    ("html-page-context", chart_render.add_scripts, DEFAULT),
    ("html-page-context", table_library.add_scripts, DEFAULT),
    ("html-page-context", page_cards.add_program, DEFAULT),
    ("html-page-context", redirects.lead_on, DEFAULT),
    ("html-collect-pages", collecting.collect, DEFAULT),
    ("build-finished", appearance.remove_unused_images, DEFAULT),
    ("html-page-context", page_metadata.complete, AFTER_NUMBERING),
    ("build-finished", site_files.write_files, DEFAULT),
    ("build-finished", search_texts.write_texts, DEFAULT),
    ("build-finished", redirects.write_redirects, DEFAULT),
    ("build-finished", reproduce_files.write_files, DEFAULT),
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
    app.add_transform(table_render.NumberedTables)
    app.add_transform(recorded_places.CellAnchors)
    app.add_transform(source_lines.SourceLines)
    app.add_transform(reproduce.Reproduce)
    app.add_transform(CodeAtTheEnd)
    app.add_post_transform(filling.LedgerIndexes)
    app.add_post_transform(Abbreviations)
    app.add_post_transform(used_in.FirstUses)
    offered.register(app)
    app.add_html_math_renderer("mathml", (mathematics.inline, None), (mathematics.block, None))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
