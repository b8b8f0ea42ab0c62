"""The map's plane: where a place lies on it, and where each label finds room beside its mark.

The scale of a map never changes; a wider page shows more land on both sides. So a label that has room in
the narrowest map has it in every map.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

NARROWEST = 272
"""The width of a map on the narrowest phone (320 pixels), in pixels."""
KM_PER_DEGREE, EARTH_RADIUS = 111.2, 6371.0
LETTER, LINE, ROUNDS, SIZE = 0.54, 15, 8, 13
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


@dataclass(frozen=True)
class Label:
    """A label that found room: the point it is tied to, its alignment there, and the box it fills."""

    name: str
    x: float
    y: float
    align: str
    text: str
    box: Box


@dataclass(frozen=True)
class Plane:
    """A piece of the world as a map shows it: its middle, its scale (pixels for one radian) and its height."""

    centre: tuple[float, float]
    scale: float
    height: int

    def on_plane(self, longitude: float, latitude: float) -> tuple[float, float]:
        """A place in pixels right of and below the middle of the map."""
        return (self.scale * math.radians(longitude - self.centre[0]),
                self.scale * (_stretched(self.centre[1]) - _stretched(latitude)))

    def on_earth(self, x: float, y: float) -> tuple[float, float]:
        """The longitude and latitude of a point of the map; the inverse of ``on_plane``."""
        upright = _stretched(self.centre[1]) - y / self.scale
        return (self.centre[0] + math.degrees(x / self.scale),
                math.degrees(2 * math.atan(math.exp(upright)) - math.pi / 2))

    def pixels(self, kilometres: float, latitude: float) -> float:
        """A length on the ground in pixels, at a latitude."""
        return self.scale * math.radians(kilometres / KM_PER_DEGREE) / math.cos(math.radians(latitude))

    def placed(self, anchors: Iterable[Anchor], taken: Iterable[Box]) -> list[Label]:
        """A label for each anchor, where it covers least of what is taken and of the other labels.

        The first choices are made in turn; then each label moves if it now stands better elsewhere, until none does.
        """
        wanted, filled = list(anchors), list(taken)
        found: list[Label] = []
        for anchor in wanted:
            found.append(self._best(anchor, [*filled, *(label.box for label in found)]))
        for _ in range(ROUNDS):
            before = list(found)
            for at, anchor in enumerate(wanted):
                others = [label.box for label in (*found[:at], *found[at + 1:])]
                found[at] = self._best(anchor, [*filled, *others])
            if found == before:
                break
        return found

    def _best(self, anchor: Anchor, filled: Iterable[Box]) -> Label:
        return min(self._candidates(anchor), key=lambda label: sum(shared(label.box, each) for each in filled))

    def _candidates(self, anchor: Anchor) -> list[Label]:
        """The anchor's label at all places around it that lie on the narrowest map."""
        width = max(len(line) for line in anchor.lines) * LETTER * SIZE
        height = LINE * len(anchor.lines)
        labels = []
        for right, down in AROUND:
            reach = anchor.reach if 0 in (right, down) else 0.75 * anchor.reach
            x, y = anchor.x + right * reach, anchor.y + down * (reach + height / 2)
            left = x - width * (1 - right) / 2
            box = (left, y - height / 2, left + width, y + height / 2)
            align = {1: "left", 0: "center", -1: "right"}[right]
            labels.append(Label(anchor.name, x, y, align, "\n".join(anchor.lines), box))
        return [label for label in labels if self.holds(label.box)] or labels

    def holds(self, box: Box) -> bool:
        """Whether a box lies on the narrowest map."""
        return (box[0] > -NARROWEST / 2 and box[2] < NARROWEST / 2
                and box[1] > -self.height / 2 and box[3] < self.height / 2)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The straight way over the ground between two places, each a longitude and a latitude."""
    (east, north), (to_east, to_north) = ([math.radians(each) for each in place] for place in (one, other))
    half = (math.sin((to_north - north) / 2) ** 2
            + math.cos(north) * math.cos(to_north) * math.sin((to_east - east) / 2) ** 2)
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(half))


def shared(one: Box, other: Box) -> float:
    """The area that two boxes have in common."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)


def _stretched(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
