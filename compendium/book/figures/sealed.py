"""The seal of ``figures/``: what the build wrote there, so that a file changed by hand can be told from those alone.

It lies beside the charts' files and goes with them, through git too. Whoever only asks loads nothing that draws.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from compendium.errors import Problem
from compendium.fingerprints import bytes_print, write_whole

SEAL = "hashes.json"


def seal(folder: Path, files: Iterable[str]) -> None:
    """Keep what these files of the folder hold; where there are none, no seal is left."""
    held = {file: _print(folder / file) for file in files}
    if held:
        write_whole(folder / SEAL, json.dumps(held, indent=1, sort_keys=True) + "\n")
    else:
        (folder / SEAL).unlink(missing_ok=True)


def changed_figures(root: Path) -> Iterator[Problem]:
    """Files of charts that are not as the build wrote them; nothing is told of a folder without a seal."""
    folder = root / "figures"
    try:
        held = dict(json.loads((folder / SEAL).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return
    for file, given in sorted(held.items()):
        if not (folder / file).is_file() or _print(folder / file) != given:
            yield Problem(f"figures/{file}", 0, "is not as the build wrote it; change the cell that draws it, and run "
                                                "'compendium build'")


def _print(path: Path) -> str:
    """The fingerprint of a text file, the same whatever ends its lines."""
    return bytes_print(path.read_bytes().replace(b"\r\n", b"\n"))
