"""What is left out when packages are loaded: the grammar of addresses that takes longer than all else together.

jsonschema loads ``rfc3987_syntax`` where it is installed, which builds its grammar at once: over a second in each
process. It serves one optional check, of the format ``iri``, that no notebook's schema asks for.
"""

import sys
from importlib import import_module

GRAMMAR = "rfc3987_syntax"


def load_without_grammar() -> None:
    """Load jsonschema without that grammar, which whoever imports it by name still gets."""
    if "jsonschema" in sys.modules or GRAMMAR in sys.modules:
        return
    sys.modules[GRAMMAR] = None  # type: ignore[assignment]  # Python's own way to say that a module is not there
    try:
        import_module("jsonschema")
    except ImportError:
        return
    finally:
        del sys.modules[GRAMMAR]
