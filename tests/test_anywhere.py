"""A book is checked and built wherever it lies and however its machine is set, and the book above is found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_the_example_is_built_in_an_odd_place_of_an_odd_machine(tmp_path: Path) -> None:
    book = shutil.copytree(HERE / "example", tmp_path / "a b က ဂ", ignore=shutil.ignore_patterns("_build"))
    for name in ("chapters/animals.md", "seeds/places.yaml"):
        (book / name).write_bytes((book / name).read_bytes().replace(b"\n", b"\r\n"))
    (book / "chapters/glossary.md").write_bytes(b"\xef\xbb\xbf" + (book / "chapters/glossary.md").read_bytes())
    (tmp_path / "link").symlink_to(book)
    temporary = tmp_path / ("t" * max(8, 95 - len(f"{tmp_path}/")))
    temporary.mkdir()
    # no home that could be written to, no git and no other program, docstrings left out
    machine = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
        "HOME": os.devnull, "PATH": "/nowhere", "PYTHONOPTIMIZE": "2", "TMPDIR": str(temporary), "LC_ALL": "C"}

    def command(word: str) -> str:
        ran = subprocess.run([sys.executable, "-m", "compendium", word], cwd=tmp_path / "link/chapters", env=machine,
                             check=False, capture_output=True, text=True, encoding="utf-8", timeout=300)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert os.devnull not in ran.stderr, ran.stderr
        return ran.stdout

    command("data")
    assert "no problem" in command("check")
    assert "the book:" in command("build")
    assert (book / "_build/html/chapters/animals.html").is_file()
