"""What a person can mend is told in one line; whatever else happens is called a bug, and says how to report it."""

import pytest
from typer.testing import CliRunner

from compendium import cli
from compendium.errors import CompendiumError, NoBook, Refused, UnknownName

CALLED = ["check", "--root", "."]


@pytest.mark.parametrize(("raised", "code", "said"), [
    (Refused("low is above high", file="seeds/a.yaml", line=3), 1, "seeds/a.yaml:3: low is above high"),
    (NoBook(folder="x", above=""), 1, "there is no book at x: a book is a folder with _config.yml and seeds/"),
    (OSError(28, "No space left on device", "data/claims.csv"), 1, "data/claims.csv: No space left on device"),
    (KeyError("x"), 3, "This is a bug of the software and not of what you wrote. KeyError at"),
    (ValueError("a library's own"), 3, "Run the command again as 'compendium --debug …' and report its last lines"),
    (KeyboardInterrupt(), 130, "interrupted"),
])
def test_each_end_of_the_command_has_its_exit_code(monkeypatch, raised, code, said):
    def fail(_named):
        raise raised

    monkeypatch.setattr(cli, "_book", fail)
    result = CliRunner().invoke(cli.app, CALLED)
    assert result.exit_code == code and said in result.output and "Traceback" not in result.output


def test_a_word_without_end_is_cut_in_every_message():
    told = str(Refused(f"'{'1' * 100_000}' is not allowed", file="runs.csv", line=2))
    assert len(told) < 300 and told.startswith("runs.csv:2: '111") and told.endswith("… is not allowed")


@pytest.mark.parametrize(("sign", "shown"), [
    ("\n", r"\n"), ("\r", r"\r"), ("\0", r"\x00"), ("\x1b", r"\x1b"), ("\x9b", r"\x9b"), ("\u202e", r"\u202e"),
    ("\ud800", r"\ud800")])
def test_what_a_message_repeats_keeps_it_one_line_and_does_not_speak_to_the_terminal(sign, shown):
    assert str(Refused(f"'3{sign}4' is not allowed", file=f"a{sign}b", line=2)) == (
        f"a{shown}b:2: '3{shown}4' is not allowed")


def test_debug_lets_a_bug_through_with_its_traceback(monkeypatch):
    def fail(_named):
        raise KeyError("x")

    monkeypatch.setattr(cli, "_book", fail)
    assert isinstance(CliRunner().invoke(cli.app, ["--debug", *CALLED]).exception, KeyError)


def test_a_name_that_nothing_has_is_told_with_those_near_it():
    assert str(UnknownName("table", "traed", ["trade", "prices"])) == "'traed' is not known as a table; near it: trade"
    assert str(UnknownName("table", "q", list("abcdefghij"))).endswith("there are: a, b, c, d, e, f, g, h, and 2 more")


def test_every_error_of_the_catalogue_is_one_that_the_command_tells():
    kinds = list(CompendiumError.__subclasses__())
    assert kinds and all(issubclass(kind, ValueError) for kind in kinds)
