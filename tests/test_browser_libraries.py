"""What others wrote and the pages bring along: each with version and licence, and no file that is not listed."""

import re

import pytest

from compendium.book.ledger.browser_libraries import LIBRARIES, OWN_FILES, licence_of, version_of

LICENCES = {"MIT", "MIT License", "BSD-2-Clause", "BSD-3-Clause", "BSD License", "CC BY 4.0"}


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_each_library_has_a_version_and_a_free_licence(library):
    assert re.match(r"\d+\.\d+", version_of(library))
    assert licence_of(library) in LICENCES


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda library: library.name)
def test_each_library_comes_from_a_locked_package(root, library):
    locked = (root / "requirements.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    assert re.search(rf"^{re.escape(library.package.lower())}==", locked, re.MULTILINE)


@pytest.mark.built
def test_every_file_beside_the_pages_is_the_books_own_or_listed(root):
    static = root / "_build" / "html" / "_static"
    known = [*OWN_FILES, *(pattern for library in LIBRARIES for pattern in library.files)]
    own = {path.name for path in (root / "compendium" / "book" / "site" / "static").rglob("*")}
    unknown = [path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file()
               and path.name not in own
               and not any(re.fullmatch(pattern, path.relative_to(static).as_posix()) for pattern in known)]
    assert unknown == []
