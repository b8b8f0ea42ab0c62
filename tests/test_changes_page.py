"""The page of changes: what two states of the tables say, kept as a file of the book and printed from it alone."""

import json
import shutil
import subprocess
import sys

import pytest
from sphinx.errors import ConfigError

from compendium.book.site.changes import problems_of_changes, versions
from compendium.errors import CompendiumError, Refused
from compendium.taking.kept_changes import refuse_stale_changes

VERSIONS = "# Changes\n\n## 2.0 (2026-02-01)\n\n- One *more*.\n\n## 1.0 (2026-01-01)\n\n- The first.\n"


@pytest.fixture(scope="module")
def changed(root, tmp_path_factory, command):
    """A copy of the example book in a repository, whose second version has another value in one claim."""
    book = shutil.copytree(root / "tests" / "example", tmp_path_factory.mktemp("changed") / "book",
                           ignore=shutil.ignore_patterns("_build"))
    git = ("git", "-C", str(book), "-c", "user.name=A", "-c", "user.email=a@b")
    (book / "CHANGELOG.md").write_text(VERSIONS, encoding="utf-8")
    cited = (book / "CITATION.cff").read_text(encoding="utf-8")
    version = next(line for line in cited.splitlines() if line.startswith("version:"))
    (book / "CITATION.cff").write_text(cited.replace(version, "version: '1.0'"), encoding="utf-8")
    assert command("data", "--root", book)[0] == 0
    for words in (("init", "-q"), ("add", "-f", "data", "CITATION.cff"), ("commit", "-qm", "old")):
        subprocess.run([*git, *words], check=True)
    record = book / "seeds" / "lenn-post-2019-04.yaml"
    text = record.read_text(encoding="utf-8")
    assert "    value: 18\n" in text and "There were 18 otters" in text
    record.write_text(text.replace("    value: 18\n", "    value: 19\n").replace(
        "There were 18 otters", "There were 19 otters"), encoding="utf-8")
    assert command("data", "--root", book)[0] == 0
    code, said = command("diff", "HEAD", "--keep", "--root", book)
    assert code == 1 and "says version 1.0, as 'HEAD' does; give the new version first" in " ".join(said.split())
    (book / "CITATION.cff").write_text(cited.replace(version, "version: '2.0'").replace("2026-11-28", "2026-02-01"),
                                       encoding="utf-8")
    with pytest.raises(Refused, match=r"changes/2\.0\.json: is missing"):
        (book / "changes").mkdir()
        (book / "changes" / "1.0.json").write_text("{}", encoding="utf-8")
        refuse_stale_changes(book, "2.0")
    (book / "changes" / "1.0.json").unlink()
    code, said = command("diff", "HEAD", "--keep", "--root", book)
    assert code == 0 and "2.0.json" in "".join(said.split())
    return book


def test_what_changed_is_kept_under_the_names_of_both_versions(changed):
    latest, first = versions(changed)
    assert (latest.name, latest.since, latest.points) == ("2.0", "1.0", ("One *more*.",))
    assert (first.name, first.since, first.counts()) == ("1.0", "", [])
    assert ("Claims changed", 1) in latest.counts() and dict(latest.counts())["Results changed"] >= 1
    [claim] = latest.found["claims"]
    assert claim["id"] == "lenn-post-2019-04/otters-2009" and claim["fields"]["value"] == [18, 19]


def test_what_is_kept_of_an_edition_is_not_written_over_by_another(changed, command):
    git = ("git", "-C", str(changed), "-c", "user.name=A", "-c", "user.email=a@b")
    path = changed / "changes" / "2.0.json"
    before = path.read_bytes()
    for words in (("add", "-f", "data", "CITATION.cff"), ("commit", "-qm", "new"), ("tag", "two")):
        subprocess.run([*git, *words], check=True)
    assert command("diff", "two~1", "--keep", "--root", changed)[0] == 0 and path.read_bytes() == before
    cited = (changed / "CITATION.cff").read_text(encoding="utf-8")
    try:
        for version, words, told in (("3.0", ("two~1", "two"),
                                      "version 2.0 is not that of CITATION.cff; the older state is named first"),
                                     ("2.0", ("three",), "tells what changed since version 1.0; name that one")):
            (changed / "CITATION.cff").write_text(cited.replace("'2.0'", f"'{version}'"), encoding="utf-8")
            if version == "3.0":
                subprocess.run([*git, "commit", "-qam", "third"], check=True)
                subprocess.run([*git, "tag", "three"], check=True)
            code, said = command("diff", *words, "--keep", "--root", changed)
            assert code == 1 and told in " ".join(said.split()), said
            assert path.read_bytes() == before
    finally:
        (changed / "CITATION.cff").write_text(cited, encoding="utf-8")


def test_the_page_and_the_feed_say_it_without_the_history(changed, tmp_path, command):
    book = shutil.copytree(changed, tmp_path / "copy", ignore=shutil.ignore_patterns(".git", "_build"))
    code, said = command("build", "--root", book)
    assert code == 0, said
    page = (book / "_build" / "html" / "changes.html").read_text(encoding="utf-8")
    body = " ".join(page.split())
    assert "One <em>more</em>." in body and "Since version 1.0 what the book says has changed thus" in body
    assert 'href="claims/lenn-post-2019-04/otters-2009.html"' in body and "value: 18 → 19" in body
    assert "(because of <a" in body
    feed = (book / "_build" / "html" / "feed.xml").read_text(encoding="utf-8")
    assert "Claims changed: 1" in feed and 'href="changes.html#version/2.0"' in feed
    assert 'href="changes.html"' in (book / "_build" / "html" / "corrections.html").read_text(encoding="utf-8")
    later = "The tables of this book have changed again since then"
    assert later not in body
    record = book / "seeds" / "lenn-post-2019-04.yaml"
    record.write_text(record.read_text(encoding="utf-8").replace("value: 19", "value: 20").replace(
        "were 19 otters", "were 20 otters"), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "compendium", "build", "--root", book], check=True, capture_output=True)
    page = (book / "_build" / "html" / "changes.html").read_text(encoding="utf-8")
    assert "value: 18 → 19" in page and later in page


def test_a_release_of_other_tables_than_were_compared_is_refused(changed, tmp_path):
    book = shutil.copytree(changed, tmp_path / "copy", ignore=shutil.ignore_patterns(".git", "_build"))
    refuse_stale_changes(book, "2.0")
    path = book / "data" / "claims.csv"
    text = path.read_text(encoding="utf-8")
    assert "19 otters" in text
    path.write_text(text.replace("19 otters", "many otters"), encoding="utf-8")
    with pytest.raises(Refused, match=r"changes/2\.0\.json: was made of other tables"):
        refuse_stale_changes(book, "2.0")


def test_kept_changes_that_were_changed_by_hand_are_told_and_no_release_takes_them(changed, tmp_path, command):
    book = shutil.copytree(changed, tmp_path / "copy", ignore=shutil.ignore_patterns(".git", "_build"))
    path = book / "changes" / "2.0.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    # the fingerprint of its tables stays: of other tables another thing is told
    path.write_text(json.dumps({key: each if key == "tables" else json.loads(json.dumps(each).replace("19", "91"))
                                for key, each in kept.items()}), encoding="utf-8")
    told = "changes/2.0.json: is not as 'compendium diff OLD --keep' wrote it; put it back or have it made anew"
    for words in ("check", "build"):
        code, said = command(words, "--root", book)
        assert code == 1 and told in " ".join(said.split()), said
    with pytest.raises(CompendiumError, match="is not as 'compendium diff OLD --keep' wrote it"):
        refuse_stale_changes(book, "2.0")


def test_a_kept_file_that_cannot_be_read_is_told_before_it_is_written_anew(changed, tmp_path, command):
    book = shutil.copytree(changed, tmp_path / "copy", ignore=shutil.ignore_patterns("_build"))
    (book / "changes" / "2.0.json").write_text("<<<<<<< HEAD", encoding="utf-8")
    code, said = command("diff", "two~1", "--keep", "--root", book)
    told = "changes/2.0.json: is not what 'compendium diff OLD --keep' writes; remove it, and have it written anew"
    assert code == 1 and told in " ".join(said.split())


@pytest.mark.parametrize(("name", "text", "told"), [
    ("3.0", '{"old": "2.0", "new": "3.0"}', "is not what 'compendium diff OLD --keep' writes"),
    ("2.0", "{", "is not what"), ("2.0", "[]", "is not what")])
def test_a_kept_file_that_cannot_be_printed_is_told(tmp_path, name, text, told):
    (tmp_path / "CHANGELOG.md").write_text(VERSIONS, encoding="utf-8")
    (tmp_path / "changes").mkdir()
    (tmp_path / "changes" / f"{name}.json").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        versions(tmp_path)


def test_a_kept_file_of_a_version_that_nobody_tells_of_is_told(changed, tmp_path):
    found = json.loads((changed / "changes" / "2.0.json").read_text(encoding="utf-8"))
    (tmp_path / "changes").mkdir()
    (tmp_path / "changes" / "3.0.json").write_text(json.dumps({**found, "new": "3.0"}), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"CHANGELOG\.md tells of no such version"):
        versions(tmp_path)
    assert [str(each) for each in problems_of_changes(tmp_path)] == [
        "changes/3.0.json: CHANGELOG.md tells of no such version; give it a heading like '## 3.0 (2026-11-28)'"]


def test_what_is_wrong_with_the_edition_is_told_by_check_and_build_alike(changed, tmp_path, command):
    book = shutil.copytree(changed, tmp_path / "copy", ignore=shutil.ignore_patterns(".git", "_build"))
    (book / "CHANGELOG.md").write_text(VERSIONS.replace("2.0 (2026-02-01)", "2.0 (2026-2-1)"), encoding="utf-8")
    for words in ("check", "build"):
        code, said = command(words, "--root", book)
        said = " ".join(said.split())
        assert code == 1 and "CHANGELOG.md:3: a version is written '## 0.2.0 (2026-11-09)'" in said, said
        assert "changes/2.0.json: CHANGELOG.md tells of no such version" in said and "version is '2.0'" in said
