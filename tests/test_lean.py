"""What takes long to load and serves nothing here is left out, and is there for whoever asks for it."""

import subprocess
import sys


def test_the_grammar_of_addresses_is_loaded_only_by_name():
    code = ("import compendium.execution, nbformat, sys; assert 'jsonschema' in sys.modules; "
            "print('rfc3987_syntax' in sys.modules); import rfc3987_syntax; print(rfc3987_syntax.__name__)")
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert said == ["False", "rfc3987_syntax"]
