"""The programs and styles of others that the pages bring along: which version, from which package, under which licence.

Each comes out of a locked Python package when the book is built; none is kept in the repository, and none is
asked of another host. Version and licence are read from the package or from what is taken from it.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path


@dataclass(frozen=True)
class Library:
    """Something of others in the pages: its files in ``_static``, the package and the file in it that it comes from.

    ``version`` finds the version in that file, and without it the package's own counts; ``licence`` is what the
    library itself states, and without it the package's metadata are asked. ``inside`` is the file in the package.
    """

    name: str
    package: str
    inside: str
    files: tuple[str, ...] = ()
    version: str = ""
    licence: str = ""


VL_CONVERT = "vl_convert/vl_convert.abi3.so"
THEME = "pydata_sphinx_theme/theme/pydata_sphinx_theme/static/"
LIBRARIES = (
    Library("Vega, with its interpreter", "vl-convert-python", VL_CONVERT, (r"vega-\w+\.js",),
            "get_vega_version", "BSD-3-Clause"),
    Library("Vega-Lite", "vl-convert-python", VL_CONVERT, (), "get_vegalite_versions", "BSD-3-Clause"),
    Library("vega-embed, with vega-tooltip", "vl-convert-python", VL_CONVERT, (),
            "get_vega_embed_version", "BSD-3-Clause"),
    Library("DataTables, with its extensions and jQuery", "itables", "itables/html/dt_bundle.js",
            (r"datatables-\w+\.(?:js|css)",), r"DataTables (2\.\d+\.\d+)", "MIT"),
    Library("Bootstrap", "pydata-sphinx-theme", f"{THEME}scripts/bootstrap.js", (r"scripts/bootstrap\.js.*",),
            r'"(5\.\d+\.\d+)"', "MIT"),
    Library("Font Awesome Free, outlines of icons", "pydata-sphinx-theme", f"{THEME}scripts/fontawesome.js",
            (), r'"(6\.\d+\.\d+)"', "CC BY 4.0"),
    Library("PyData Sphinx Theme", "pydata-sphinx-theme", f"{THEME}styles/pydata-sphinx-theme.css",
            (r"scripts/pydata-sphinx-theme\.js", r"styles/pydata-sphinx-theme\.css")),
    Library("Sphinx Book Theme", "sphinx-book-theme",
            "sphinx_book_theme/theme/sphinx_book_theme/static/styles/sphinx-book-theme.css",
            (r"scripts/sphinx-book-theme\.js", r"styles/sphinx-book-theme\.css", r"images/.*")),
    Library("Sphinx, its search among others", "Sphinx", "sphinx/themes/basic/static/searchtools.js",
            (r"basic\.css", r"(?:doctools|searchtools|language_data|documentation_options|sphinx_highlight)\.js",
             r"(?:file|minus|plus)\.png")),
    Library("MyST-NB", "myst-nb", "myst_nb/static/mystnb.css", (r"mystnb\.\w+\.css",)),
    Library("Pygments, colours of code", "Pygments", "pygments/formatters/html.py", (r"pygments\.css",)),
    Library("sphinx-copybutton", "sphinx-copybutton", "sphinx_copybutton/_static/copybutton_funcs.js",
            (r"copybutton.*", r"(?:check-solid|copy-button)\.svg")),
    Library("clipboard.js", "sphinx-copybutton", "sphinx_copybutton/_static/clipboard.min.js",
            (r"clipboard\.min\.js",), r"clipboard\.js v(\d+\.\d+\.\d+)", "MIT"),
    Library("sphinx-togglebutton", "sphinx-togglebutton", "sphinx_togglebutton/_static/togglebutton.js",
            (r"togglebutton\.(?:js|css)",)),
    Library("sphinx-design", "sphinx-design", "sphinx_design/static/sphinx-design.min.css",
            (r"sphinx-design\.min\.css", r"design-tabs\.js")),
)
OWN_FILES = (r"inline-[\w-]+\.(?:js|css)", r"inline-styles\.css", r"(?:card|favicon)\.png",
             r"(?:claims-table|search_texts)\.js")
"""What the build makes: settings and styles moved out of pages, pictures for other sites, data of table and search."""


@dataclass(frozen=True)
class ListedLibrary:
    """A library as the book lists it, with the package it came from and the first digits of its file's digest."""

    name: str
    version: str
    licence: str
    package: str
    digest: str


def listed_libraries() -> list[ListedLibrary]:
    """All that the pages bring along and others wrote."""
    return [ListedLibrary(library.name, version_of(library), licence_of(library),
                          f"{library.package} {distribution(library.package).version}", digest(library)[:16])
            for library in LIBRARIES]


def version_of(library: Library) -> str:
    """The library's version, as it says itself or as its package says."""
    if library.version.startswith("get_"):
        import vl_convert

        said = getattr(vl_convert, library.version)()
        # of Vega-Lite the package carries several, and the pages the newest
        return str(said if isinstance(said, str) else said[-1])
    if library.version:
        found = re.search(library.version, _taken(library).read_text(encoding="utf-8"))
        assert found is not None, library.name
        return found[1]
    return distribution(library.package).version


def licence_of(library: Library) -> str:
    """The library's licence, as it states it or as the package's metadata do."""
    return library.licence or next(filter(None, _licences(library.package)))


def _licences(package: str) -> Iterator[str]:
    metadata = distribution(package).metadata
    yield from metadata.get_all("License-Expression", [])
    yield from (each.strip().partition("\n")[0] for each in metadata.get_all("License", []))
    yield from (each.rpartition(" :: ")[2] for each in metadata.get_all("Classifier", [])
                if each.startswith("License ::"))


def digest(library: Library) -> str:
    """The digest of the file that is taken from the package; a program inside a binary is the binary's."""
    return hashlib.sha256(_taken(library).read_bytes()).hexdigest()


def _taken(library: Library) -> Path:
    return Path(str(distribution(library.package).locate_file(library.inside)))
