"""All that this book adds to Sphinx, one line each."""

from typing import Any

from sphinx.application import Sphinx

from compendium.book import printed, provenance, reader
from compendium.book.appendices.appendix_pages import (
    ActorsDirective,
    AssumptionsDirective,
    DataDictionaryDirective,
    PlacesDirective,
)
from compendium.book.appendices.browser_libraries import BrowserLibrariesDirective
from compendium.book.appendices.code_pages import AnalysisCodeDirective
from compendium.book.appendices.computed_pages import DerivedResultsDirective, RecordedValuesDirective
from compendium.book.appendices.coverage_pages import ChapterSourcesDirective, ListedClaimsDirective
from compendium.book.appendices.execution_report import ExecutionReportDirective
from compendium.book.appendices.exemptions import ExemptionsDirective
from compendium.book.appendices.measurements import MeasurementsDirective
from compendium.book.cards import page_cards
from compendium.book.chapters import page_metadata, reproduce, reproduce_files
from compendium.book.chapters.chapter_openings import AnswerDirective, WouldChangeDirective
from compendium.book.chapters.findings import FindingDirective
from compendium.book.chapters.front_pages import (
    CorrectionsDirective,
    EditionDirective,
    HowToCiteDirective,
    WhereToReportDirective,
)
from compendium.book.chapters.joined_cells import JoinedCells
from compendium.book.chapters.verdict_box import VerdictDirective
from compendium.book.facts import recorded_places, used_changes, used_in
from compendium.book.facts.abbreviations import Abbreviations
from compendium.book.facts.general_index import GeneralIndex, GeneralIndexDirective, changed_index
from compendium.book.facts.roles import FactRole, PlainRole
from compendium.book.facts.search_objects import SearchableEvidence
from compendium.book.figures import chart_render, embeds, source_lines, still_pictures, take_along
from compendium.book.ledger.all_claims import AllClaimsDirective
from compendium.book.ledger.check_pages import IndependentDirective
from compendium.book.ledger.definition_pages import DefinitionsDirective
from compendium.book.ledger.judged import JudgedDirective
from compendium.book.ledger.ledger_pages import SourceDirective
from compendium.book.ledger.question_pages import QuestionsDirective, RivalsDirective
from compendium.book.site import appearance, mathematics, site_address, site_files
from compendium.book.tables import table_library, table_render

BEFORE_MYST_NB, DEFAULT, AFTER_NUMBERING = 100, 500, 900
DIRECTIVES = {
    "actors": ActorsDirective,
    "all-claims": AllClaimsDirective,
    "analysis-code": AnalysisCodeDirective,
    "answer": AnswerDirective,
    "assumptions": AssumptionsDirective,
    "browser-libraries": BrowserLibrariesDirective,
    "chapter-sources": ChapterSourcesDirective,
    "corrections": CorrectionsDirective,
    "data-dictionary": DataDictionaryDirective,
    "definitions": DefinitionsDirective,
    "derived-results": DerivedResultsDirective,
    "edition": EditionDirective,
    "execution-report": ExecutionReportDirective,
    "exemptions": ExemptionsDirective,
    "finding": FindingDirective,
    "how-to-cite": HowToCiteDirective,
    "general-index": GeneralIndexDirective,
    "independent": IndependentDirective,
    "judged": JudgedDirective,
    "listed-claims": ListedClaimsDirective,
    "measurements": MeasurementsDirective,
    "places": PlacesDirective,
    "recorded-values": RecordedValuesDirective,
    "questions": QuestionsDirective,
    "rivals": RivalsDirective,
    "source": SourceDirective,
    "verdict": VerdictDirective,
    "where-to-report": WhereToReportDirective,
    "would-change": WouldChangeDirective,
}


HANDLERS: tuple[tuple[str, Any, int], ...] = (
    ("config-inited", reader.use_executed_chapters, BEFORE_MYST_NB),
    ("config-inited", appearance.configure, BEFORE_MYST_NB),
    ("config-inited", site_address.use, BEFORE_MYST_NB),
    ("builder-inited", chart_render.provide_vega, DEFAULT),
    ("builder-inited", table_library.provide, DEFAULT),
    ("env-get-updated", used_changes.changed_pages, AFTER_NUMBERING),
    ("env-get-updated", changed_index, AFTER_NUMBERING),
    ("doctree-resolved", take_along.write_files, DEFAULT),
    ("doctree-resolved", embeds.write_pages, DEFAULT),
    ("html-page-context", page_metadata.prepare, BEFORE_MYST_NB),
    ("html-page-context", chart_render.add_scripts, DEFAULT),
    ("html-page-context", table_library.add_scripts, DEFAULT),
    ("html-page-context", page_cards.add_cards, DEFAULT),
    ("build-finished", appearance.remove_unused_images, DEFAULT),
    ("html-page-context", page_metadata.complete, AFTER_NUMBERING),
    ("build-finished", site_files.write_files, DEFAULT),
    ("build-finished", reproduce_files.write_files, DEFAULT),
    ("build-finished", provenance.write_provenance, DEFAULT),
)


def register(app: Sphinx) -> dict[str, Any]:
    """Register the reader of chapters, the charts, the tables, the ledger's pages and the book's appearance."""
    app.add_config_value("repository_url", "", "html")
    app.add_config_value("book_url", "", "html")
    app.add_config_value("compendium_subject", "", "env")
    site_address.extend(app)
    app.add_config_value("compendium_inputs", "", "env")
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
    app.add_transform(JoinedCells)
    app.add_transform(source_lines.SourceLines)
    app.add_transform(reproduce.Reproduce)
    app.add_post_transform(used_in.UsedIn)
    app.add_post_transform(Abbreviations)
    app.add_post_transform(GeneralIndex)
    app.add_post_transform(used_in.FirstUses)
    app.add_post_transform(still_pictures.SvgToPdf)
    printed.register(app)
    app.add_html_math_renderer("mathml", (mathematics.inline, None), (mathematics.block, None))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
