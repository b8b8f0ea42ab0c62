"""The live loop of an author, on the tiny book: what is served, what a save does, and what an error leaves standing."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from benchmarks.live import Live, live
from compendium.book.preview.changes import Changes, Saved
from compendium.book.preview.serving import free_port, only_preview
from compendium.book.preview.warm import Job, Reply
from compendium.book.preview.work import Work
from compendium.errors import Refused
from compendium.execution.cache import WHOLE, LastRun, write_report

EXAMPLE = Path(__file__).parent / "example"
PAGE = "chapters/animals"
LONG_AGO = 1_577_836_800
"""A time at which nobody saves, in seconds."""


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    """The tiny book, built."""
    folder = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("live") / "book")
    subprocess.run([sys.executable, "-m", "compendium", "build"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def preview(book):
    with live(book) as running:
        yield running


def edit(book: Path, file: str, old: str, new: str) -> None:
    text = (book / file).read_text(encoding="utf-8")
    assert old in text
    (book / file).write_text(text.replace(old, new), encoding="utf-8")


def problems(said: dict[str, object]) -> str:
    return "\n".join(map(str, said["problems"]))


def test_the_last_build_is_served_at_once_and_its_files_stay_as_they_were(preview: Live, book):
    status, text = preview.get("")
    assert status == 200 and "/_preview/live.js" in text
    built = (book / "_build/html/index.html").read_text(encoding="utf-8")
    assert "_preview" not in built
    # the page's own policy holds: nothing inline was put into it
    assert re.sub(r"<link [^>]*_preview[^>]*><script [^>]*_preview[^>]*></script>\s*", "", text) == built
    assert preview.get("_static/book.css")[0] == 200


def test_nothing_outside_the_book_is_served(preview: Live):
    assert preview.get("../../_config.yml")[0] == 404
    assert preview.get("%2e%2e/%2e%2e/_config.yml")[0] == 404
    assert preview.get("index.html", host="example.org")[0] == 400
    # names that no file can have
    assert [preview.get(name)[0] for name in ("a%00b", "a%00b.html", "x" * 300, "_preview/" + "x" * 300)] == [404] * 4


def test_a_saved_sentence_stands_on_the_page_and_nothing_in_the_built_book_changes(preview: Live, book):
    built = (book / "_build/html" / f"{PAGE}.html").read_bytes()
    edit(book, f"{PAGE}.md", "Both can be right.", "Both may well be right.")
    preview.until(PAGE, lambda text, _: "Both may well be right." in text)
    assert (book / "_build/html" / f"{PAGE}.html").read_bytes() == built
    assert "chart-picture" in preview.get(f"{PAGE}.html")[1]


def test_an_error_is_told_with_its_place_and_the_last_good_page_stays(preview: Live, book):
    edit(book, f"{PAGE}.md", "Both may well", "See {ref}`nowhere-at-all`. Both may well")
    preview.until(PAGE, lambda _, said: f"{PAGE}.md:" in problems(said) and "nowhere-at-all" in problems(said))
    text = preview.get(f"{PAGE}.html")[1]
    assert "Both may well be right." in text and "nowhere-at-all" not in text
    edit(book, f"{PAGE}.md", "See {ref}`nowhere-at-all`. Both may well", "Both may, then,")
    preview.until(PAGE, lambda text, said: "Both may, then, be right." in text and not said["problems"])


def test_what_no_page_may_hold_is_told_and_not_served(preview: Live, book):
    page, picture = book / "chapters/glossary.md", book / "chapters/secret.png"
    written = page.read_text(encoding="utf-8")
    (book.parent / "secret.txt").write_text("a secret of the machine", encoding="utf-8")
    picture.symlink_to(book.parent / "secret.txt")
    for block, told in (("```{include} ../../secret.txt\n```", "'include' is not allowed"),
                        ("![A secret](secret.png)", "lies outside of the book")):
        page.write_text(f"{written}\n{block}\n", encoding="utf-8")
        preview.until("chapters/glossary", lambda _, said, told=told: told in problems(said) and not said["doing"])
        assert "a secret of" not in preview.get("chapters/glossary.html")[1]
        assert preview.get("_images/secret.png")[0] == 404
    picture.unlink()
    page.write_text(written, encoding="utf-8")
    preview.until("chapters/glossary", lambda _, said: not said["problems"] and not said["doing"])


def test_a_page_stays_as_it_was_last_made_when_the_warm_process_ends(preview: Live, book):
    edit(book, f"{PAGE}.md", "Both may, then,", "Both may, by now,")
    preview.until(PAGE, lambda text, _: "Both may, by now, be right." in text)
    edit(book, f"{PAGE}.md", "Both may, by now,", "See {ref}`nowhere-at-all`. Both may")
    preview.until(PAGE, lambda _, said: "nowhere-at-all" in problems(said) and not said["doing"])
    for process in psutil.Process(preview.process.pid).children(recursive=True):
        process.kill()
    edit(book, "chapters/glossary.md", "# ", "# All the ")
    preview.until("chapters/glossary", lambda text, said: "All the " in text and not said["doing"])
    preview.until(PAGE, lambda _, said: "nowhere-at-all" in problems(said) and not said["doing"])
    assert "Both may, by now, be right." in preview.get(f"{PAGE}.html")[1]
    edit(book, "chapters/glossary.md", "# All the ", "# ")
    edit(book, f"{PAGE}.md", "See {ref}`nowhere-at-all`. Both may", "Both may, then,")
    preview.until(PAGE, lambda text, said: "Both may, then, be right." in text and not said["problems"])


@pytest.mark.parametrize("left", ["", "\n"])
def test_an_emptied_page_is_told_in_its_line_and_the_last_good_one_stays(preview: Live, book, left):
    written = (book / f"{PAGE}.md").read_text(encoding="utf-8")
    (book / f"{PAGE}.md").write_text(left, encoding="utf-8")
    preview.until(PAGE, lambda _, said: f"{PAGE}.md: is empty; a page begins with its title" in problems(said))
    assert "be right." in preview.get(f"{PAGE}.html")[1]
    (book / f"{PAGE}.md").write_text(written, encoding="utf-8")
    preview.until(PAGE, lambda _, said: not said["problems"] and not said["doing"])


def test_what_a_block_asks_for_and_the_ledger_does_not_have_is_told_in_its_line(preview: Live, book):
    asked = {
        "{verdict} otters-before": "'otters-before' is no question with a verdict; there are: how-many-otters",
        "{would-change} otters-before": "'otters-before' is no question with a verdict; there are: how-many-otters",
        "{rivals} fences": "there is no question 'fences'; near it: fence",
        "{verdicts} fish": "no verdict under fish; there are: animals, damage",
        "{ledger-index} birds": "the ledger has no part 'birds'; there are: claims",
        "{finding} fewer-otters": "there is no finding 'fewer-otters'; there are: more-otters",
        "{answer} What for?": "an answer says its confidence and why; missing: confidence, because"}
    written = (book / "index.md").read_text(encoding="utf-8")
    first = written.count("\n") + 2
    (book / "index.md").write_text(written + "".join(f"\n:::{each}\n:::\n" for each in asked), encoding="utf-8")
    lines = {f"index.md:{first + 3 * at}": said for at, said in enumerate(asked.values())}
    preview.until("index", lambda _, said: all(any(place in line and what in line for line in said["problems"])
                                               for place, what in lines.items()))
    (book / "index.md").write_text(written, encoding="utf-8")
    preview.until("index", lambda _, said: not said["problems"] and not said["doing"])


def test_a_cell_runs_and_its_fault_is_told(preview: Live, book):
    edit(book, f"{PAGE}.md", "The two counts differ because", "The counts are two because")
    preview.until(PAGE, lambda text, _: "The counts are two because" in text)
    edit(book, f"{PAGE}.md", 'label="of",', 'label="of", colour=nosuch,')
    preview.until(PAGE, lambda _, said: re.search(rf"{PAGE}\.md:\d+: .*nosuch", problems(said)) is not None)
    edit(book, f"{PAGE}.md", ' colour=nosuch,', "")
    preview.until(PAGE, lambda _, said: not said["problems"] and not said["doing"])


def test_what_another_page_records_or_is_called_reaches_the_page_that_says_so(preview: Live, book):
    edit(book, f"{PAGE}.md", "## What follows", "From the farm come {fact}`damage:from-the-farm`.\n\n## What follows")
    preview.until(PAGE, lambda text, said: "about 4 t" in text and not said["doing"])
    edit(book, "chapters/damage.md", "share_from_the_farm = 30.0", "share_from_the_farm = 60.0")
    preview.until(PAGE, lambda text, _: "about 9 t" in text)
    edit(book, "chapters/damage.md", "# The damage", "# The harm")
    preview.until(PAGE, lambda text, _: "</span>The harm" in text and "</span>The damage" not in text)
    preview.until("index", lambda text, _: "2. The harm" in text and "The damage" not in text)
    # as its assumption has it
    edit(book, "chapters/damage.md", "share_from_the_farm = 60.0", "share_from_the_farm = 30.0")
    preview.until(PAGE, lambda text, said: "about 4 t" in text and not said["problems"])


def test_a_picture_is_shown_as_it_was_saved_last(preview: Live, book):
    older, picture = b"\x89PNG older", book / "chapters/photo.png"
    picture.write_bytes(b"\x89PNG newer")
    edit(book, "chapters/glossary.md", "# ", "# With a picture: ")
    with (book / "chapters/glossary.md").open("a", encoding="utf-8") as page:
        page.write("\n![An otter](photo.png)\n")
    preview.until("chapters/glossary", lambda text, said: "photo.png" in text and not said["doing"])
    picture.write_bytes(older)
    os.utime(picture, (LONG_AGO, LONG_AGO))
    edit(book, "chapters/glossary.md", "With a picture", "With an older picture")
    preview.until("chapters/glossary", lambda text, _: "With an older picture" in text)
    assert preview.get("_images/photo.png")[1].endswith("older")
    picture.write_bytes(b"\x89PNG saved alone")
    preview.until("chapters/glossary", lambda *_: preview.get("_images/photo.png")[1].endswith("saved alone"))


def test_what_a_cell_reads_beside_the_book_reaches_its_page(preview: Live, book):
    (book / "helper.py").write_text("COUNTED = 3\n", encoding="utf-8")
    (book / "inputs").mkdir()
    (book / "inputs/words.txt").write_text("a raft", encoding="utf-8")
    edit(book, f"{PAGE}.md", "## What follows", "```{code-cell} ipython3\nimport helper\nfrom pathlib import Path\n"
         'print(helper.COUNTED, Path("inputs/words.txt").read_text())\n```\n\n## What follows')
    preview.until(PAGE, lambda text, said: "3 a raft" in text and not said["doing"])
    (book / "inputs/words.txt").write_text("a family", encoding="utf-8")
    preview.until(PAGE, lambda text, said: "3 a family" in text and not said["doing"])
    (book / "helper.py").write_text("COUNTED = \n", encoding="utf-8")
    preview.until(PAGE, lambda _, said: bool(said["problems"]))
    (book / "helper.py").write_text("COUNTED = 4\n", encoding="utf-8")
    preview.until(PAGE, lambda text, said: "4 a family" in text and not said["problems"])


def test_folders_that_go_away_and_come_back_are_watched_as_before(preview: Live, book):
    for name in ("seeds", "chapters"):
        (book / name).rename(book / "away")
        preview.until(PAGE, lambda _, said: bool(said["problems"]))
        preview.until(PAGE, lambda _, said: not said["doing"] and "<function" not in problems(said))
        shutil.copytree(book / "away", book / name)
        preview.until(PAGE, lambda _, said: not said["doing"] and not said["problems"])
        shutil.rmtree(book / "away")
    edit(book, f"{PAGE}.md", "## What follows", "Saved when all was back.\n\n## What follows")
    preview.until(PAGE, lambda text, _: "Saved when all was back." in text)


def test_a_claim_s_new_value_reaches_the_page_that_prints_it_and_its_own(preview: Live, book):
    record = "seeds/lenn-post-2019-04.yaml"
    written = (book / record).read_text(encoding="utf-8")
    edit(book, record, "There were 18 otters", "There were 17 otters")
    # what stands in the records alone is wrong until its value follows: the page stays, and the place is told
    preview.until(PAGE, lambda _, said: f"{record}:29" in problems(said))
    edit(book, record, "    value: 18\n", "    value: 17\n")
    preview.until(PAGE, lambda text, _: re.search(r">17\b", text) is not None)
    preview.until("claims/lenn-post-2019-04/otters-2009", lambda text, _: "There were 17 otters" in text)
    (book / record).write_text(written, encoding="utf-8")
    preview.until(PAGE, lambda text, said: re.search(r">18\b", text) is not None and not said["doing"])


def test_a_source_s_new_title_reaches_the_page_that_cites_it(preview: Live, book):
    record = "seeds/lenn-post-2019-04.yaml"
    written, page = ((book / each).read_text(encoding="utf-8") for each in (record, "chapters/glossary.md"))
    cites = f"{page}\nAs {{cite}}`lenn-post-2019-04` says.\n\n```{{bibliography}}\n```\n"
    (book / "chapters/glossary.md").write_text(cites, encoding="utf-8")
    preview.until("chapters/glossary", lambda text, _: "Otters come back" in text)
    edit(book, record, "title: Otters come back", "title: Otters are back")
    preview.until("chapters/glossary", lambda text, _: "Otters are back" in text and "Otters come back" not in text)
    (book / record).write_text(written, encoding="utf-8")
    (book / "chapters/glossary.md").write_text(page, encoding="utf-8")
    preview.until("chapters/glossary", lambda text, said: "Otters" not in text and not said["doing"])


def test_a_claim_that_is_called_otherwise_leaves_no_page_under_its_old_name(preview: Live, book):
    page = "claims/river-trust-2019-11/fence-not-{}"
    for old, new in (("asked", "wanted"), ("wanted", "asked")):
        for file in ("seeds/river-trust-2019-11.yaml", "seeds/questions.yaml", "chapters/damage.md"):
            edit(book, file, f"fence-not-{old}", f"fence-not-{new}")
        preview.until(page.format(old), lambda text, _: "There is no page of this name." in text)
        preview.until(page.format(new), lambda text, _: "The farm has not asked for a fence" in text)
        assert [preview.get(f"{page.format(each)}.html")[0] for each in (old, new)] == [404, 200]


def test_a_book_that_was_moved_since_its_build_is_previewed_too(book, tmp_path):
    moved = shutil.copytree(book, tmp_path / "moved")
    with live(moved) as running:
        # the last of its pages, all of which are made anew, and each of them once
        running.until("nowhere", lambda *_: (moved / "_build/preview/site/index.html").is_file())
        with running.follow(PAGE) as said:
            assert next(said)["version"] == "1"
        edit(moved, "chapters/glossary.md", "# ", "# Moved: ")
        running.until("chapters/glossary", lambda text, _: "Moved: " in text)


def test_a_figure_that_is_taken_out_of_a_chapter_leaves_its_page_and_ends_nothing(tmp_path):
    own = shutil.copytree(EXAMPLE, tmp_path / "book")
    subprocess.run([sys.executable, "-m", "compendium", "build"], cwd=own, check=True, capture_output=True)
    with live(own) as running:
        running.until(PAGE, lambda text, said: 'id="fig-otters-counts"' in text and not said["doing"])
        page = own / f"{PAGE}.md"
        text = page.read_text(encoding="utf-8")
        begin = text.index("```{code-cell} ipython3\n---\nmystnb:")
        without = text[:begin] + text[text.index("## What follows"):]
        page.write_text(without.replace(" ({numref}`fig-otters-counts`)", ""), encoding="utf-8")
        running.until(PAGE, lambda text, said: "fig-otters-counts" not in text and not said["problems"])
        edit(own, "chapters/damage.md", "# The damage", "# The harm")
        running.until("chapters/damage", lambda text, _: "The harm<a" in text)


def test_a_page_that_left_the_book_since_its_build_stands_in_no_navigation(book, tmp_path):
    fewer = shutil.copytree(book, tmp_path / "fewer")
    gone, entry = fewer / "chapters/gone.md", "      - file: chapters/glossary\n"
    gone.write_text("# Gone\n\nWords.\n", encoding="utf-8")
    edit(fewer, "_toc.yml", entry, f"{entry}      - file: chapters/gone\n")
    subprocess.run([sys.executable, "-m", "compendium", "build"], cwd=fewer, check=True, capture_output=True)
    gone.unlink()
    edit(fewer, "_toc.yml", "      - file: chapters/gone\n", "")
    edit(fewer, "CITATION.cff", "version: 0.1.0", "version: 0.2.0")
    told: list[str] = []
    with live(fewer) as running:
        running.until(PAGE, lambda text, said: told.append(problems(said)) or "gone.html" not in text, seconds=30)
        assert "0.2.0" in running.get("404.html")[1]
    assert "nonexisting document" not in "".join(told)


def test_a_page_that_joins_the_book_or_is_renamed_while_it_is_served_appears(tmp_path):
    # built where it stands: of a book that was moved every page is read anew in any case
    more = shutil.copytree(EXAMPLE, tmp_path / "more")
    subprocess.run([sys.executable, "-m", "compendium", "build"], cwd=more, check=True, capture_output=True)
    with live(more) as running:
        running.until(PAGE, lambda _, said: not said["doing"])
        subprocess.run([sys.executable, "-m", "compendium", "chapter", "new", "ponds"], cwd=more, check=True)
        running.until("chapters/ponds", lambda text, _: "</span>Ponds" in text, seconds=60)
        edit(more, "chapters/damage.md", "damage:from-the-farm", "harm:from-the-farm")
        (more / "chapters/damage.md").rename(more / "chapters/harm.md")
        edit(more, "_toc.yml", "chapters/damage", "chapters/harm")
        running.until("chapters/harm", lambda text, _: "</span>The damage" in text, seconds=60)
        running.until("index", lambda text, _: "harm.html" in text and "damage.html" not in text, seconds=60)
        status, text = running.get("chapters/damage.html")
        assert status == 404 and "There is no page of this name." in text


def test_work_is_done_in_the_order_in_which_an_author_waits_for_it():
    work = Work(pages=["chapters/b", "chapters/a"], check=True, derive=True, whole_ledger=True)
    order = []
    while (job := work.next({"chapters/a"})) and len(order) < 9:
        order.append((job.do, *job.write))
        match job.do:
            case "pages":
                work.took_page(job, Reply(made=job.write), set())
            case "run":
                work.took_run(job, Reply(), set())
            case "ledger":
                work.took_ledger(job)
            case _:
                work.check = False
    assert order == [("pages", "chapters/a"), ("pages", "chapters/b"), ("check",), ("run",), ("check",), ("ledger",)]


def test_a_page_that_failed_does_not_keep_others_from_being_made():
    work = Work(unread={"a"}, pages=["a"])
    work.took_page(Job("pages", ("a",), ("a",)), Reply(problems=("a.md:1: wrong",)), set())
    work.unread.add("b")
    work.first(["b"])
    assert work.next(set()) == Job("pages", ("b",), ("b",))


def test_what_a_saved_file_means(tmp_path):
    book = shutil.copytree(EXAMPLE, tmp_path / "book")
    saved = Saved(book)
    page, record, module = book / "chapters/animals.md", book / "seeds/actors.yaml", book / "otters/model.py"
    assert not saved.changes([page, record, module])
    for path in (page, record, module):
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert saved.changes([page]) == Changes(pages=frozenset(["chapters/animals"]))
    assert saved.changes([record]) == Changes(evidence=True)
    assert saved.changes([module]) == Changes(loaded=True)
    assert not saved.changes([page, record, module, book / "chapters/.animals.md.swp"])
    # where the book itself lies says nothing of its pages
    below = Saved(shutil.copytree(EXAMPLE, tmp_path / "schema/node_modules/book"))
    of_schema = below.root / "chapters/schema/words.md"
    of_schema.parent.mkdir()
    of_schema.write_text("# Words\n", encoding="utf-8")
    assert below.changes([of_schema]) == Changes(pages=frozenset(["chapters/schema/words"]))
    assert not below.changes([below.root / "otters/node_modules/a.js"])
    picture = book / "chapters/photo.png"
    picture.write_bytes(b"\x89PNG")
    assert not saved.changes([picture])
    page.write_text(page.read_text(encoding="utf-8") + "\n![An otter](photo.png)\n", encoding="utf-8")
    picture.write_bytes(b"\x89PNG newer")
    assert saved.changes([page, picture]) == Changes(pages=frozenset(["chapters/animals"]))
    picture.write_bytes(b"\x89PNG")
    assert saved.changes([picture]) == Changes(pages=frozenset(["chapters/animals"]))
    # while something is wrong, that may have been read while a file was half written
    again = saved.changes([page, record, module, book / "chapters/.animals.md.swp"], again=True)
    assert again == Changes(pages=frozenset(["chapters/animals"]), evidence=True)


def test_many_files_beside_the_book_cost_nothing_until_one_is_read(tmp_path):
    book = shutil.copytree(EXAMPLE, tmp_path / "book")
    for folder in ("raw", "env/lib"):
        (book / folder).mkdir(parents=True)
        (book / folder / "a.csv").write_text("1", encoding="utf-8")
    (book / "env/pyvenv.cfg").write_text("", encoding="utf-8")
    (book / "raw/unreadable").symlink_to("/proc/self/mem")
    saved = Saved(book)
    watched = {path.relative_to(book).as_posix() for path in saved.watched()}
    assert {"chapters", "seeds", "otters", "raw"} <= watched and "env" not in watched and "_build" not in watched
    # of what nobody read nothing is made anew
    assert not saved.changes([book / "raw", book / "env", book / "raw/a.csv", book / "raw/unreadable"])


def test_what_runs_read_beside_their_chapters_means_these(tmp_path):
    book = shutil.copytree(EXAMPLE, tmp_path / "book")
    inputs = {"inputs/notes.md": "", "otters/counts.csv": "", "raw/": ""}
    write_report(book, [LastRun(PAGE, "", "ok", 0, "", 1, {}, inputs)])
    saved = Saved(book)
    for name in ("inputs/notes.md", "otters/counts.csv", "raw/new.csv"):
        (book / name).parent.mkdir(exist_ok=True)
        (book / name).write_text("1", encoding="utf-8")
        assert saved.changes([book / name]) == Changes(pages=frozenset([PAGE])), name


def test_what_the_preview_prints_is_no_save(tmp_path, monkeypatch):
    book = shutil.copytree(EXAMPLE, tmp_path / "book")
    write_report(book, [LastRun(PAGE, "", "ok", 0, "", 1, {}, {WHOLE: ""})])
    log = book / "serve.log"
    with log.open("w", encoding="utf-8") as printed:
        printed.write("animals.html is new")
        printed.flush()
        saved = Saved(book)
        assert saved.changes([log])
        printed.write("again")
        printed.flush()
        monkeypatch.setattr("compendium.book.preview.changes.PRINTED", (printed.fileno(),))
        assert not saved.changes([log])


def test_a_taken_port_is_told_and_another_one_is_found():
    with free_port(None) as first, free_port(None) as second:
        assert first.getsockname()[0] == second.getsockname()[0] == "127.0.0.1"
        with pytest.raises(Refused, match=r"port \d+ is taken; name another with --port"):
            free_port(first.getsockname()[1])


def test_what_a_preview_shows_is_not_removed_under_it(preview: Live, book, command):
    code, said = command("clean", "--root", book)
    assert code == 1 and "another preview of this book is running; open its page, or end it first" in said
    assert preview.get("")[0] == 200


def test_a_preview_that_a_browser_follows_ends_without_a_word(book, tmp_path):
    followed = shutil.copytree(book, tmp_path / "followed")
    with (tmp_path / "said").open("w+", encoding="utf-8") as said, live(followed, errors=said) as running:
        with running.follow(PAGE) as told:
            next(told)
            running.process.send_signal(signal.SIGINT)
            assert running.process.wait(30) == 0
        said.seek(0)
        assert said.read() == ""


def test_a_second_preview_of_one_book_is_refused(tmp_path):
    with only_preview(tmp_path), pytest.raises(Refused, match="another preview of this book is running"), \
            only_preview(tmp_path):
        pass
    with only_preview(tmp_path):
        pass
