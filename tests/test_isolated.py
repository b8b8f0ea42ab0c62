"""What a stranger's chapter can reach when it runs isolated: the book's folder, and nothing else."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

POSSIBLE = shutil.which("bwrap") is not None and subprocess.run(
    ["bwrap", "--unshare-net", "--ro-bind", "/", "/", "true"], check=False, capture_output=True).returncode == 0
pytestmark = pytest.mark.skipif(not POSSIBLE, reason="bubblewrap is missing, or may not make namespaces here")


@pytest.fixture
def book(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example book in a folder of its own, which stands neither at home nor in the hidden /tmp."""
    folder = root / "_build" / tmp_path_factory.mktemp("isolated").name
    shutil.copytree(root / "tests/example", folder / "book", ignore=shutil.ignore_patterns("_build", ".venv"))
    yield folder / "book"
    shutil.rmtree(folder)


def isolated(root: Path, book: Path, *command: str) -> subprocess.CompletedProcess[str]:
    command = (str(root / "tools/isolated"), *command)
    return subprocess.run(command, check=False, cwd=book, capture_output=True, text=True)


def python(root: Path, book: Path, code: str) -> subprocess.CompletedProcess[str]:
    return isolated(root, book, sys.executable, "-c", code)


def test_no_host_answers(root, book):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}), timeout=20)"
        subprocess.run([sys.executable, "-c", code], check=True)
        found = python(root, book, code)
    assert found.returncode != 0 and "Error" in found.stderr


def test_nothing_is_written_but_in_the_books_folder(root, book, tmp_path):
    outside = root / "_build" / "outside"
    python(root, book, f"open({str(outside)!r}, 'w')")
    assert not outside.exists()
    python(root, book, f"open({str(tmp_path / 'seen')!r}, 'w')")
    assert not (tmp_path / "seen").exists()
    assert python(root, book, "open('inside', 'w').write('here')").returncode == 0
    assert (book / "inside").read_text() == "here"


def test_secrets_of_the_environment_are_not_handed_on(root, book, monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_SHELL", "1")
    assert python(root, book, "import os; assert 'SECRET_OF_THE_SHELL' not in os.environ").returncode == 0


def test_a_chapter_runs_as_everywhere(root, book):
    command = Path(sys.executable).with_name("compendium")
    assert isolated(root, book, str(command), "data").returncode == 0
    found = isolated(root, book, str(command), "run", "animals", "-o", "animals.ipynb")
    assert found.returncode == 0, found.stderr + found.stdout
    assert (book / "animals.ipynb").is_file()
