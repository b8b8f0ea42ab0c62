"""One run of a chapter that is made only where the store does not have it."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from compendium.execution import cache
from compendium.execution.chapters import Chapter
from compendium.execution.running import run_and_note
from compendium.execution.store import Kept, store_of
from compendium.execution.warm import warm_up


def kept_or_run(chapter: Chapter, parameters: Mapping[str, Any], root: Path) -> NotebookNode:
    """The executed notebook of a chapter, as ``run_chapter`` gives it, from the store where its inputs are the same."""
    store, key = store_of(root), cache.key(chapter.notebook, parameters, cache.environment(root))
    found = store.get(key, root)
    if found is None:
        # what the chapter imports is loaded in another process while this one loads what it needs
        warm_up(root, few=True)
        began, when = time.monotonic(), datetime.now(UTC).isoformat(timespec="seconds")
        notebook, read = run_and_note(chapter, parameters, root)
        found = Kept(notebook, cache.read_prints(root, read), round(time.monotonic() - began, 2), when)
        store.put(key, found)
        store.bound()
    return found.notebook
