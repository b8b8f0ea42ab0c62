"""The seal of a folder: what a command wrote there, so that a file changed by hand can be told from those alone.

It lies beside the files, in ``figures/``, ``changes/`` and ``sweeps/``, and goes with them, through git too. Whoever
only asks loads nothing that draws.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from compendium.errors import SHOWN, Problem
from compendium.fingerprints import bytes_print, write_whole

SEAL = "hashes.json"
CHART = ".vl.json"
"""Ends the name of a chart's specification."""
FIGURES, CHANGES, STUDIES = "figures", "changes", "sweeps"
"""The folders that are sealed."""


def seal(folder: Path, files: Iterable[str]) -> None:
    """Keep what these files of the folder hold; where there are none, no seal is left."""
    _write(folder, {file: _print(folder / file) for file in files})


def seal_one(path: Path) -> None:
    """Keep what this file holds beside what is kept of the others of its folder, those that are gone left out."""
    held = {file: given for file, given in _held(path.parent).items() if (path.parent / file).is_file()}
    _write(path.parent, {**held, path.name: _print(path)})


def kept_files(folder: Path) -> list[Path]:
    """The JSON files of a folder, without the seal."""
    return sorted(path for path in folder.glob("*.json") if path.name != SEAL)


def changed_figures(root: Path) -> Iterator[Problem]:
    """Files of charts that are not as the build wrote them, or of which nobody can tell, as they are not sealed."""
    folder = root / FIGURES
    for file in _changed(folder, ()):
        yield Problem(f"{FIGURES}/{file}", 0, "is not as the build wrote it; change the cell that draws it, and run "
                                              "'compendium build'")
    held = _held(folder)
    unsealed = [path.name for path in sorted(folder.glob(f"*{CHART}")) if path.name not in held and _is_chart(path)]
    if unsealed:
        yield Problem(f"{FIGURES}/{SEAL}", 0, f"does not hold what the build wrote to {', '.join(unsealed[:SHOWN])}; "
                                              "run 'compendium build', which draws the charts anew")


def changed_by_hand(root: Path) -> Iterator[Problem]:
    """Changes and studies that are not as their command wrote them: no build makes them anew, and pages show them."""
    for folder, command in ((CHANGES, "compendium diff OLD --keep"), (STUDIES, "compendium sensitivity")):
        for file in _changed(root / folder, (path.name for path in kept_files(root / folder))):
            yield Problem(f"{folder}/{file}", 0, f"is not as '{command}' wrote it; put it back or have it made anew")


def _changed(folder: Path, there: Iterable[str]) -> list[str]:
    """The files, of those sealed and of those that are there, that do not hold what the seal says."""
    held = _held(folder)
    return [file for file in sorted({*held, *there})
            if not (folder / file).is_file() or _print(folder / file) != held.get(file)]


def _is_chart(path: Path) -> bool:
    """Whether a specification is that of a chart of the book, and none that somebody laid there."""
    try:
        spec = json.loads(path.read_text(encoding="utf-8"))
        return bool(spec["usermeta"]["compendium"]["name"] == path.name.removesuffix(CHART))
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _held(folder: Path) -> dict[str, str]:
    try:
        return dict(json.loads((folder / SEAL).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _write(folder: Path, held: dict[str, str]) -> None:
    if held:
        write_whole(folder / SEAL, json.dumps(held, indent=1, sort_keys=True) + "\n")
    else:
        (folder / SEAL).unlink(missing_ok=True)


def _print(path: Path) -> str:
    """The fingerprint of a text file, the same whatever ends its lines."""
    return bytes_print(path.read_bytes().replace(b"\r\n", b"\n"))
