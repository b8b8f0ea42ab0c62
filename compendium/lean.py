"""What is kept out when packages are loaded: parts that serve nothing here, and take longer than all else together.

jsonschema loads whatever it finds installed for optional formats that no notebook's schema asks for: the grammar of
addresses in ``rfc3987_syntax`` alone takes over a second in each process. jupytext loads Jupyter's server, for which it
has a contents manager: JupyterLab loads that one by itself, in a process of its own. The cards for social media are
drawn with matplotlib; this book has its own.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module

LEFT_OUT = {"jsonschema": ("rfc3987_syntax", "isoduration", "rfc3986_validator", "uri_template", "webcolors", "fqdn"),
            "jupytext": ("jupytext.sync_contentsmanager", "jupytext.async_contentsmanager"),
            "sphinxext.opengraph": ("sphinxext.opengraph._social_cards",)}
"""Of each package the modules that it can do without, as its own code says (it catches their ImportError)."""


def load_lean(package: str) -> None:
    """Load a package without the parts that are named for it; whoever imports those by name still gets them."""
    if package in sys.modules:
        return
    # who needs a package that is not installed says so itself
    with _absent(LEFT_OUT[package]), suppress(ImportError):
        import_module(package)


@contextmanager
def same_environment() -> Iterator[None]:
    """Keep the environment as it is: a package may set variables where it is imported, as pandera does for Spark.

    What cells are given, and what their results rest on, would be another thing in each process.
    """
    before = dict(os.environ)
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


@contextmanager
def _absent(names: tuple[str, ...]) -> Iterator[None]:
    """Let some modules that nobody has loaded look as if they were not installed."""
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # Python's own way to say that a module is not there
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]

