"""The seal of ``figures/``: what the build wrote there, so that a file changed by hand can be told from those alone.

It lies beside the charts' files and goes with them, through git too. Whoever only asks loads nothing that draws.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from compendium.errors import SHOWN, Problem
from compendium.fingerprints import bytes_print, write_whole

SEAL = "hashes.json"
CHART = ".vl.json"
"""Ends the name of a chart's specification."""


def seal(folder: Path, files: Iterable[str]) -> None:
    """Keep what these files of the folder hold; where there are none, no seal is left."""
    held = {file: _print(folder / file) for file in files}
    if held:
        write_whole(folder / SEAL, json.dumps(held, indent=1, sort_keys=True) + "\n")
    else:
        (folder / SEAL).unlink(missing_ok=True)


def changed_figures(root: Path) -> Iterator[Problem]:
    """Files of charts that are not as the build wrote them, or of which nobody can tell, as they are not sealed."""
    folder = root / "figures"
    try:
        held = dict(json.loads((folder / SEAL).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        held = {}
    for file, given in sorted(held.items()):
        if not (folder / file).is_file() or _print(folder / file) != given:
            yield Problem(f"figures/{file}", 0, "is not as the build wrote it; change the cell that draws it, and run "
                                                "'compendium build'")
    unsealed = [path.name for path in sorted(folder.glob(f"*{CHART}")) if path.name not in held and _is_chart(path)]
    if unsealed:
        yield Problem(f"figures/{SEAL}", 0, f"does not hold what the build wrote to {', '.join(unsealed[:SHOWN])}; run"
                                            " 'compendium build', which draws the charts anew")


def _is_chart(path: Path) -> bool:
    """Whether a specification is that of a chart of the book, and none that somebody laid there."""
    try:
        spec = json.loads(path.read_text(encoding="utf-8"))
        return bool(spec["usermeta"]["compendium"]["name"] == path.name.removesuffix(CHART))
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _print(path: Path) -> str:
    """The fingerprint of a text file, the same whatever ends its lines."""
    return bytes_print(path.read_bytes().replace(b"\r\n", b"\n"))
