"""Crops that follow the focal point: the part of a picture that is kept, whatever its shape."""

import re
from typing import NamedTuple

NAME = re.compile(r"([a-z]+)-(0|[1-9][0-9]?|100)-(0|[1-9][0-9]?|100)", re.ASCII)

Size = tuple[int, int]


class Crop(NamedTuple):
    """A shape, `across` to `down`, with the widths in pixels and the formats in which it is offered."""

    across: int
    down: int
    widths: tuple[int, ...]
    formats: tuple[str, ...]

    def width_in(self, size: Size) -> int:
        """How wide the largest such part of a picture of that size is, in whole pixels."""
        width, height = size
        return max(1, min(width, height * self.across // self.down))

    def size(self, width: int) -> Size:
        return width, max(1, round(width * self.down / self.across))

    def box(self, size: Size, focus: Size) -> tuple[float, float, float, float]:
        """The largest such part: left, top, right, bottom, with the focal point as near its middle as can be.

        `focus` is in percent of the picture, from the left and from the top.
        """
        width, height = size
        across = min(width, height * self.across / self.down)
        down = min(height, across * self.down / self.across)
        left = min(max(0, width * focus[0] / 100 - across / 2), width - across)
        top = min(max(0, height * focus[1] / 100 - down / 2), height - down)
        return left, top, left + across, top + down


def named(crop: str, focus: Size) -> str:
    """A crop in an address: "wide-37-22". Another focal point is another address: no cache has it yet."""
    return f"{crop}-{focus[0]}-{focus[1]}"


def name_in(part: str) -> str:
    """The crop's name in such a part of an address, "" where it is none."""
    found = NAME.fullmatch(part)
    return found[1] if found else ""
