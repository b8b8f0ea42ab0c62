import os

import pytest
from test_execution_tiny_book import write_book
from typer.testing import CliRunner

from compendium.cli import app


def call(*words) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def test_help_teaches():
    code, said = call("--help")
    assert code == 0
    assert all(name in said for name in ("check", "verify", "data", "run", "build", "clean", "reference"))


def test_bad_evidence_is_told_and_leaves_with_one(seeds, edit, tmp_path):
    edit("reuters-2025-03.yaml", "    unit: t\n", "    unit: kT\n")
    code, said = call("check", "--root", tmp_path)
    assert code == 1 and "unit 'kT' is not known" in said and "1 problem" in said


def test_the_hundredth_line_is_told_as_a_number(seeds, tmp_path):
    record = seeds / "reuters-2025-03.yaml"
    lines = record.read_text(encoding="utf-8").split("\n")
    before = next(at for at in range(99, 0, -1) if lines[at].startswith("    standing:"))
    lines[before] = "    standing: rumour"
    record.write_text("\n".join(lines[:2] + ["#"] * (99 - before) + lines[2:]), encoding="utf-8")
    assert "seeds/reuters-2025-03.yaml:100: claim" in call("check", "--root", tmp_path)[1]


def test_an_id_that_nothing_is_like_is_told_where_all_are_listed(root):
    code, said = call("impact", "qqqqq", "--root", root)
    assert code == 1 and "'qqqqq' is not in the ledger; none is near it; every id stands in claims.csv" in said


def test_bad_evidence_leaves_the_data_as_they_were(seeds, edit, tmp_path):
    assert call("data", "--root", tmp_path)[0] == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    edit("reuters-2025-03.yaml", "question: levy-share", "question: levvy-share")
    assert call("data", "--root", tmp_path)[0] == 1
    assert {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()} == before


def test_what_check_refuses_is_not_built(seeds, tmp_path):
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/a.md").write_text("# A\n\nIt was 311 t.\n", encoding="utf-8")
    code, said = call("build", "--root", tmp_path)
    assert code == 1 and "chapters/a.md:3: '311' is typed by hand" in said
    assert not (tmp_path / "_build/html").exists()


def test_a_changed_value_reaches_the_data(seeds, edit, tmp_path):
    edit("dvb-2025.yaml", "value: 57", "value: 58")
    call("data", "--root", tmp_path)
    assert ",58," in (tmp_path / "data" / "dependence.csv").read_text(encoding="utf-8")


def test_verify_is_clean_on_the_texts(root, texts):
    code, said = call("verify", "--texts", texts, "--root", root)
    assert code == 0 and "reuters-2025-03" in said


@pytest.mark.parametrize("words", [["verify"], ["verify", "--texts", "no/such/folder"], ["run", "trade"], ["nonsense"]])
def test_wrong_usage_leaves_with_two(words):
    assert call(*words)[0] == 2


def test_a_parameter_that_does_not_exist_is_refused_before_anything_runs(root, tmp_path):
    code, said = call("run", "trade", "-o", tmp_path / "out.ipynb", "-p", "sourze=all", "--root", root)
    assert code == 1 and "parameter 'sourze' does not exist" in said
    assert not (tmp_path / "out.ipynb").exists()


def test_an_unknown_chapter_is_told(root, tmp_path):
    code, said = call("run", "traed", "-o", tmp_path / "out.ipynb", "--root", root)
    assert code == 1 and "traed" in said


def test_a_link_to_where_is_built_stays_and_what_was_built_goes(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "disk/html").mkdir(parents=True)
    (tmp_path / "_build").symlink_to(tmp_path / "disk")
    (tmp_path / "disk/thesis.txt").write_text("of years", encoding="utf-8")
    code, said = call("clean", "--root", tmp_path)
    assert code == 1 and "a link to a folder that also holds thesis.txt, which no command" in " ".join(said.split())
    assert (tmp_path / "disk/html").is_dir() and (tmp_path / "disk/thesis.txt").is_file()
    (tmp_path / "disk/thesis.txt").unlink()
    code, said = call("clean", "--root", tmp_path)
    assert (code, said.strip()) == (0, "_build/ removed")
    assert (tmp_path / "_build").is_symlink() and not list((tmp_path / "disk").iterdir())


def test_nothing_is_called_removed_that_is_still_there(seeds, tmp_path, monkeypatch):
    def refuse(folder):
        raise PermissionError(13, "Permission denied", str(folder))

    (tmp_path / "_build").mkdir()
    monkeypatch.setattr("compendium.book.commands.shutil.rmtree", refuse)
    code, said = call("clean", "--root", tmp_path)
    assert code == 1 and "_build: Permission denied" in said.replace("\n", "") and "_build/ removed" not in said


@pytest.mark.parametrize(("old", "new", "said"), [
    ("The end.", "A\fB", "trade.md:53: holds U+000C (a control character), which cannot be seen"),
    ("The end.", "```{code-cell} bash\nls\n```", "trade.md:53: a code cell of 'bash' never runs; allowed: ipython3"),
    ("kernelspec:", "# why\nkernelspec:", "trade.md:8: a comment here is lost when the chapter is saved as a notebook"),
    ("name: fig-months", "name: fig-months  # why", "trade.md:40: a comment here is lost when the chapter is saved"),
    (":tags: [parameters]", ":tags: [parameters] # why", "trade.md:28: a comment here is lost when the chapter is"),
    (None, None, "trade.md: is named in _toc.yml, and there is no such file")])
def test_what_is_no_chapter_or_would_lose_something_is_not_tidied_and_told_in_its_line(tmp_path, old, new, said):
    root = write_book(tmp_path)
    page = root / "chapters/trade.md"
    text = page.read_text(encoding="utf-8")
    if old is None:
        page.unlink()
        os.mkfifo(page)
    else:
        page.write_text(written := text.replace(old, new, 1), encoding="utf-8")
    code, told = call("chapter", "tidy", "trade", "--root", root)
    assert code == 1 and f"chapters/{said}" in " ".join(told.split()) and len(told.splitlines()) < 4, told
    assert old is None or page.read_text(encoding="utf-8") == written


def test_a_sign_of_number_in_a_text_is_no_comment(tmp_path):
    root = write_book(tmp_path)
    page = root / "chapters/trade.md"
    text = page.read_text(encoding="utf-8").replace("caption: Imports by", "caption: 'Imports #1 # by'  by", 1)
    page.write_text(text.replace("  by month. The {term}`Tax` is left out.", "", 1), encoding="utf-8")
    assert call("chapter", "tidy", "trade", "--root", root)[0] == 0
