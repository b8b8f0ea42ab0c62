"""A process of its own for the commands that read another book than this one.

A process keeps the results, the columns of tables and the words of the first book that it reads; the tests that run
beside it would find those of the example.
"""

import os
from pathlib import Path

from typer.testing import CliRunner

from compendium.cli import app


def run_there(words: list[str], folder: Path | None) -> tuple[int, str]:
    """The exit code and the output of a command, run in a folder."""
    os.chdir(folder or Path(__file__).parent)
    result = CliRunner().invoke(app, words)
    return result.exit_code, result.output
