"""Bytecode of a book's own modules that is known again by the content of its source, as Python can check it.

Python knows bytecode again by the second and the size of its source: what is changed within that second, or put back
with its old time, would be passed over for good, and fingerprints, which go by content, would tell of it nothing.
"""

import marshal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from importlib.machinery import SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from types import CodeType

BY_CONTENT = (0b11).to_bytes(4, "little")
"""The flags of bytecode that holds its source's hash and is compared with it, as PEP 552 has them."""
DONE = "by_content"


def read_by_content(is_ours: Callable[[str], bool], quietly: Callable[[], AbstractContextManager[None]] = nullcontext
                    ) -> None:
    """Let the modules whose file ``is_ours`` be known by their content in this process, from now on.

    Their bytecode is read and written ``quietly``; their source is opened in any case.
    """
    by_time = SourceFileLoader.get_code
    if hasattr(by_time, DONE):
        return

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        path = self.get_filename(fullname)
        if not is_ours(path):
            return by_time(self, fullname)
        source = bytes(self.get_data(path))
        with quietly():
            return _kept_code(self, path, source)

    setattr(get_code, DONE, True)
    SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]


def _kept_code(loader: SourceFileLoader, path: str, source: bytes) -> CodeType:
    """The code of a source, from the bytecode that was kept of exactly this source, else compiled and kept."""
    head = MAGIC_NUMBER + BY_CONTENT + source_hash(source)
    cached = cache_from_source(path)
    with suppress(OSError, EOFError, ValueError, TypeError):
        content = loader.get_data(cached)
        if content.startswith(head):
            found = marshal.loads(memoryview(content)[len(head):])
            if isinstance(found, CodeType):
                return found
    code: CodeType = loader.source_to_code(source, path)
    if not sys.dont_write_bytecode:
        loader.set_data(cached, head + marshal.dumps(code))
    return code
