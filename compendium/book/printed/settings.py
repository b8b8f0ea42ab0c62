"""How the printed book is set: paper, type, headings, title page, and what the file says of itself."""

from pathlib import Path
from string import Template
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import texescape

from compendium.book.site.edition import Edition, read_edition
from compendium.subject import current_subject

NAME = current_subject().slug
HERE = Path(__file__).parent
FONTS = r"""
\setmainfont{texgyrepagella}[Extension=.otf, UprightFont=*-regular, ItalicFont=*-italic, BoldFont=*-bold,
  BoldItalicFont=*-bolditalic, Numbers=Lining]
\setsansfont{texgyreheros}[Extension=.otf, UprightFont=*-regular, ItalicFont=*-italic, BoldFont=*-bold,
  BoldItalicFont=*-bolditalic, Scale=0.94]
\setmonofont{LiberationMono}[Extension=.ttf, UprightFont=*-Regular, ItalicFont=*-Italic, BoldFont=*-Bold,
  BoldItalicFont=*-BoldItalic, Scale=0.84]
"""
ELEMENTS: dict[str, Any] = {
    "papersize": "a4paper",
    "pointsize": "10pt",
    # on a screen nobody turns leaves, and no chapter waits for a right-hand page
    "extraclassoptions": "openany,oneside",
    "geometry": r"\usepackage[a4paper,margin=25mm,top=28mm,bottom=26mm,headheight=14pt]{geometry}",
    "fncychap": "",
    "fontpkg": FONTS,
    # a figure that does not fit moves to the top of a later page, and never behind its chapter's notes
    "figure_align": "!htb",
    "sphinxsetup": "VerbatimColor={RGB}{246,246,244},VerbatimBorderColor={RGB}{221,221,217},"
                   "TitleColor={RGB}{26,32,38},InnerLinkColor={RGB}{20,80,120},OuterLinkColor={RGB}{20,80,120},"
                   "verbatimvisiblespace={}",
    # addresses may be parted after a hyphen
    "passoptionstopackages": r"\PassOptionsToPackage{hyphens}{url}",
    "tableofcontents": r"\renewcommand{\contentsname}{Contents}"
                       r"\pdfbookmark[0]{\contentsname}{contents}\tableofcontents\clearpage",
    "printindex": r"\renewcommand{\indexname}{General index}\printindex",
}


def configure(app: Sphinx, config: Config) -> None:
    """Set everything that LaTeX is told."""
    edition = read_edition(Path(app.srcdir))
    config.latex_engine = "xelatex"
    config.latex_use_xindy = False
    config.latex_table_style = ["booktabs"]
    config.latex_documents = [(config.root_doc, f"{NAME}.tex", config.project, edition.author, "manual")]
    config.today = edition.date_in_words
    preamble, title = (_filled(name, edition) for name in ("preamble.tex", "title-page.tex"))
    config.latex_elements = ELEMENTS | {"preamble": preamble, "maketitle": title}


def _filled(name: str, edition: Edition) -> str:
    """A piece of LaTeX with what the edition says of itself."""
    said = {"title": edition.title, "subtitle": edition.subtitle, "author": edition.author, "version": edition.version,
            "date": edition.date_in_words, "year": str(edition.released.year), "keywords": ", ".join(edition.keywords)}
    escaped = {key: texescape.escape(value, "xelatex") for key, value in said.items()}
    return PieceOfLatex((HERE / name).read_text(encoding="utf-8")).substitute(escaped)


class PieceOfLatex(Template):
    """LaTeX with gaps written ``@title``, as a dollar sign means mathematics there."""

    delimiter = "@@"
