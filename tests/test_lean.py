"""What takes long to load and serves nothing here is left out, and is there for whoever asks for it."""

import subprocess
import sys

import pytest

STARTS = ("execution", "charts", "book.checking", "book.building", "book.reference", "execution.sweep_command")
"""What the commands and the chapters load first."""


@pytest.mark.parametrize("first", STARTS)
def test_the_grammar_of_addresses_is_loaded_only_by_name(first):
    code = (f"import compendium.{first}, nbformat, sys; assert 'jsonschema' in sys.modules; "
            "print('rfc3987_syntax' in sys.modules); import rfc3987_syntax; print(rfc3987_syntax.__name__)")
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert said == ["False", "rfc3987_syntax"]


HEADER = "---\njupytext:\n  formats: md:myst\nkernelspec:\n  display_name: Python 3\n  name: python3\n---\n\n"


def test_a_chapter_is_read_without_a_server_and_a_page_without_html_without_its_parser():
    code = ("import sys; from compendium.execution.text_form import read_notebook; "
            "from compendium.book.site.cell_outputs import taken_out; "
            f"print(len(read_notebook({HEADER!r} + 'Words.', 'page.md').cells), taken_out('1 < 2')); "
            "print(sorted({'tornado', 'bs4'} & {name.split('.')[0] for name in sys.modules}))")
    said = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert said.stdout == "1 []\n[]\n", said.stderr


def test_what_checks_a_book_loads_nothing_that_draws_or_builds():
    code = ("import sys, compendium.book.checking; "
            "print(sorted({'pandas', 'altair', 'scipy', 'sphinx.application'} & set(sys.modules)))")
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert said == "[]\n"


def test_what_runs_and_checks_before_pages_are_built_does_not_wait_for_sphinx():
    code = ("import sys, compendium.book.building, compendium.book.pages_process; "
            "print(sorted({'sphinx.application', 'jupyter_book', 'myst_nb'} & set(sys.modules)))")
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert said == "[]\n"


def test_what_builds_the_pages_loads_nothing_that_computes_or_draws():
    code = ("import sys, compendium.book.building, compendium.book.extension; "
            "print(sorted({'pandas', 'altair', 'numpy', 'vl_convert'} & set(sys.modules)))")
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert said == "[]\n"


def test_what_is_loaded_for_tables_leaves_the_environment_as_it_is():
    code = ("import os; before = dict(os.environ); from compendium.datasets.writing import _rule; "
            "from compendium.datasets.schemas import TABLES; _rule(TABLES['claims'][1][0]); import sys; "
            "print('pandera' in sys.modules, os.environ.keys() - before.keys())")
    said = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert said.stdout == "True set()\n", said.stderr
