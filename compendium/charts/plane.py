"""The map's plane: where a place lies on it, and where each label finds room beside its mark.

The scale of the map never changes; a wider page shows more land on both sides. So a label that has room in
the narrowest map has it in every map.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

SCALE = 3200.0
"""Pixels for one radian, as the Mercator projection of Vega counts."""
CENTRE = (97.75, 24.2)
HEIGHT, NARROWEST = 520, 338
"""The height of the map, and the width on a phone, in pixels."""
KM_PER_DEGREE = 111.2
LETTER, LINE, ROUNDS = 0.6, 13, 8
"""Width of a letter as a part of the font's size, height of a line in pixels, and how often labels may move."""
AROUND = ((1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1), (0, -1), (0, 1))
"""Where a label may stand, seen from its mark, the best first: beside it, then aslant, then above and below."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Anchor:
    """Something to label: where, how far from the middle the label begins, and the label's lines."""

    name: str
    x: float
    y: float
    reach: float
    lines: tuple[str, ...]
    size: float


@dataclass(frozen=True)
class Label:
    """A label that found room: the point it is tied to, its alignment there, and the box it fills."""

    name: str
    x: float
    y: float
    align: str
    text: str
    box: Box


def on_plane(longitude: float, latitude: float) -> tuple[float, float]:
    """A place in pixels right of and below the middle of the map."""
    return SCALE * math.radians(longitude - CENTRE[0]), SCALE * (_stretched(CENTRE[1]) - _stretched(latitude))


def on_earth(x: float, y: float) -> tuple[float, float]:
    """The longitude and latitude of a point of the map; the inverse of ``on_plane``."""
    upright = _stretched(CENTRE[1]) - y / SCALE
    return CENTRE[0] + math.degrees(x / SCALE), math.degrees(2 * math.atan(math.exp(upright)) - math.pi / 2)


def pixels(kilometres: float, latitude: float) -> float:
    """A length on the ground in pixels, at a latitude."""
    return SCALE * math.radians(kilometres / KM_PER_DEGREE) / math.cos(math.radians(latitude))


def placed(anchors: Iterable[Anchor], taken: Iterable[Box]) -> list[Label]:
    """A label for each anchor, where it covers least of what is taken and of the other labels.

    The first choices are made in turn; then each label moves if it now stands better elsewhere, until none does.
    """
    wanted, filled = list(anchors), list(taken)
    found: list[Label] = []
    for anchor in wanted:
        found.append(_best(anchor, [*filled, *(label.box for label in found)]))
    for _ in range(ROUNDS):
        before = list(found)
        for at, anchor in enumerate(wanted):
            others = [label.box for label in (*found[:at], *found[at + 1:])]
            found[at] = _best(anchor, [*filled, *others])
        if found == before:
            break
    return found


def _best(anchor: Anchor, filled: Iterable[Box]) -> Label:
    return min(_candidates(anchor), key=lambda label: sum(_shared(label.box, each) for each in filled))


def _candidates(anchor: Anchor) -> list[Label]:
    """The anchor's label at all places around it that lie on the narrowest map."""
    width = max(len(line) for line in anchor.lines) * LETTER * anchor.size
    height = LINE * len(anchor.lines)
    labels = []
    for right, down in AROUND:
        reach = anchor.reach if 0 in (right, down) else 0.75 * anchor.reach
        x, y = anchor.x + right * reach, anchor.y + down * (reach + height / 2)
        left = x - width * (1 - right) / 2
        box = (left, y - height / 2, left + width, y + height / 2)
        align = {1: "left", 0: "center", -1: "right"}[right]
        labels.append(Label(anchor.name, x, y, align, "\n".join(anchor.lines), box))
    return [label for label in labels if _inside(label.box)] or labels


def _inside(box: Box) -> bool:
    return box[0] > -NARROWEST / 2 and box[2] < NARROWEST / 2 and box[1] > -HEIGHT / 2 and box[3] < HEIGHT / 2


def _shared(one: Box, other: Box) -> float:
    """The area that two boxes have in common."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)


def _stretched(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
