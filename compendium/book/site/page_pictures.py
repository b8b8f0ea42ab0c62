"""The size of every picture, told to the browser, so that a page keeps its place while pictures arrive."""

import re
import struct
from collections.abc import Callable
from pathlib import Path

PICTURE = re.compile(r'<img\b[^>]*\bsrc="([^"]+)"[^>]*>')
SVG_SIZE = re.compile(r'<svg\b[^>]*?\s(width|height)="([\d.]+)(?:px)?"[^>]*?\s(?:width|height)="([\d.]+)(?:px)?"')
PNG_HEADER = b"\x89PNG\r\n\x1a\n"


def with_sizes(page: str, place: Path) -> str:
    """A page whose pictures say how wide and high they are; ``place`` is the page's own file."""

    def sized(found: re.Match[str]) -> str:
        if re.search(r"\s(?:width|height)=", found[0]):
            return found[0]
        size = _size(place.parent / found[1].partition("?")[0])
        return found[0].replace("<img", f'<img width="{size[0]}" height="{size[1]}"', 1) if size else found[0]

    return PICTURE.sub(sized, page)


def _size(path: Path) -> tuple[int, int] | None:
    reader: Callable[[Path], tuple[int, int] | None] | None = {".svg": svg_size, ".png": _png}.get(path.suffix)
    return reader(path) if reader and path.is_file() else None


def svg_size(path: Path) -> tuple[int, int] | None:
    """The width and height that a drawing states."""
    found = SVG_SIZE.search(path.read_text(encoding="utf-8")[:2000])
    if found is None:
        return None
    first, second = round(float(found[2])), round(float(found[3]))
    return (first, second) if found[1] == "width" else (second, first)


def _png(path: Path) -> tuple[int, int] | None:
    head = path.read_bytes()[:24]
    if not head.startswith(PNG_HEADER):
        return None
    width, height = struct.unpack(">II", head[16:24])
    return width, height
