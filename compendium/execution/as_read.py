"""Whether what a run read still stands when its fingerprint is taken: a result may rest on nothing that it did not see.

A stamp is taken when a run first looks at something, the fingerprint after its end; where the stamp is another then,
nobody knows which of the two states the run saw.
"""

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from compendium.execution import cache
from compendium.fingerprints import MISSING, text_print

NOT_COMPARED = ""
"""The stamp of what a run may change itself: its environment, and files outside of the book that it wrote."""
Known = dict[str, tuple[str, str]]
"""Stamp and fingerprint of what was read, by name, so that of many runs not each takes the fingerprints anew."""


def stamp(root: Path, name: str) -> str:
    """What changes whenever something that a run read changes, and costs less than its fingerprint."""
    if name == cache.WHOLE:
        return text_print(*(f"{path}={_of_file(path)}" for path in cache.whole(root)))
    if name == cache.PROGRAMS or name.startswith(cache.VARIABLE):
        return NOT_COMPARED
    if name == cache.EVERYTHING or name.endswith("/"):
        return cache.read_print(root, name)
    return _of_file(root / name)


def prints_as_read(root: Path, stamps: Mapping[str, str], known: Known) -> tuple[dict[str, str], list[str]]:
    """The fingerprints of what a run read, by name, from the stamps that it tells; and the names of what changed since.

    ``known`` holds the fingerprints that earlier runs of the same sweep took, and is added to.
    """
    prints, changed = dict[str, str](), []
    for name, seen in sorted(stamps.items()):
        held = known.get(name)
        if held is None or seen == NOT_COMPARED or held[0] != seen:
            before = stamp(root, name)
            held = before, cache.read_print(root, name)
            if before != stamp(root, name) or seen not in (NOT_COMPARED, before):
                changed.append(name)
                continue
            known[name] = held
        prints[name] = held[1]
    return prints, changed


def _of_file(path: Path) -> str:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return MISSING
    if stat.S_ISDIR(found.st_mode):
        return cache.FOLDER
    return f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino}"
