"""Setting the printed book: from LaTeX to one PDF, the same bytes each time."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from compendium.book.printed.settings import NAME
from compendium.book.site.pages import BookError

PROGRAMS = {
    "xelatex": "texlive-xetex texlive-latex-recommended texlive-latex-extra texlive-fonts-recommended",
    "latexmk": "latexmk",
    "makeindex": "texlive-binaries",
    "kpsewhich": "texlive-binaries",
    "rsvg-convert": "librsvg2-bin",
}
"""The programs that the printed book needs, and the Debian packages that bring them."""
FILES = {
    "texgyrepagella-regular.otf": "fonts-texgyre",
    "FreeSerif.otf": "fonts-freefont-otf",
    "LiberationMono-Regular.ttf": "fonts-liberation",
    "multicol.sty": "texlive-latex-base",
    "pdflscape.sty": "texlive-latex-recommended",
    "needspace.sty": "texlive-latex-extra",
}
"""Typefaces and pieces of LaTeX that it needs as well, one for each package."""
LEFT_BY_LATEX = tuple(f"{NAME}.{ending}" for ending in (
    "aux", "fdb_latexmk", "fls", "idx", "ilg", "ind", "log", "out", "pdf", "toc", "xdv"))
"""What LaTeX and its helpers leave beside their source, and read the next time."""
ERROR = re.compile(r"^(?:! |\S+:\d+: )(.+)$", re.MULTILINE)


def missing() -> list[str]:
    """One sentence for each program or file that is not installed, with the packages that bring it."""
    programs = [f"the printed book needs '{name}' (on Debian and Ubuntu: apt install {packages})"
                for name, packages in PROGRAMS.items() if shutil.which(name) is None]
    if programs:
        return programs
    return [f"the printed book needs the file '{name}' (on Debian and Ubuntu: apt install {package})"
            for name, package in FILES.items() if not _is_known(name)]


def typeset(folder: Path, seconds: int) -> Path:
    """Set the LaTeX in a folder and return the PDF; BookError with what LaTeX complained of.

    ``seconds`` is the time that the file is to carry, so that the same book has the same bytes.
    """
    fixed = os.environ | {"SOURCE_DATE_EPOCH": str(seconds), "FORCE_SOURCE_DATE": "1", "TZ": "UTC", "LC_ALL": "C",
                          "max_print_line": "1000", "LATEXOPTS": ""}
    command = ["latexmk", "-pdfxe", "-silent", "-interaction=nonstopmode", "-halt-on-error", "-file-line-error",
               f"{NAME}.tex"]
    done = subprocess.run(command, cwd=folder, env=fixed, check=False, capture_output=True)
    if done.returncode:
        log = folder / f"{NAME}.log"
        said = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else done.stderr.decode()
        # what a broken run leaves behind may break the next one
        for name in LEFT_BY_LATEX:
            (folder / name).unlink(missing_ok=True)
        raise BookError([f"LaTeX: {line}" for line in ERROR.findall(said)] or [said[-2000:]])
    return folder / f"{NAME}.pdf"


def _is_known(name: str) -> bool:
    """Whether TeX finds a file."""
    return bool(subprocess.run(["kpsewhich", name], check=False, capture_output=True).stdout.strip())
