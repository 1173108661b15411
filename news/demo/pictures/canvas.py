"""Drawing with Pillow alone: gradients, soft light and shadow, smooth shapes, perspective.

Scenes are drawn in units of a field 1500 wide and 1000 high, larger than needed, and made smaller at the end.
"""

import math
import random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

WIDE, HIGH = 1500, 1000
OVERSAMPLE = 1.5
EDGE = 180  # what Pillow's radial gradient has reached in the middle of a side
SOFT = 10  # what is blurred is drawn this many times smaller

Point = tuple[float, float]


class Canvas:
    def __init__(self, width: int, seed: str):
        self.finished_size = (width, width * HIGH // WIDE)
        self.scale = width * OVERSAMPLE / WIDE
        self.size = tuple(round(side * self.scale) for side in (WIDE, HIGH))
        self.image = Image.new("RGB", self.size)
        self.draw = ImageDraw.Draw(self.image, "RGBA")
        self.random = random.Random(seed)  # noqa: S311

    def _pixels(self, points) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    # Surfaces

    def fill(self, *colours: str, top: float = 0, bottom: float = HIGH):
        """The full width from `top` to `bottom`, from the first colour down to the last."""
        box = (0, round(top * self.scale), self.size[0], round(bottom * self.scale))
        self.image.paste(ramp(colours, (box[2], box[3] - box[1])), box)

    def shape(self, points, colour: str, to: str | None = None, *, across: bool = False):
        """A polygon in one colour, which may carry an alpha, or changing to another down or across it."""
        points = self._pixels(points)
        if to is None:
            self.draw.polygon(points, fill=colour)
            return
        xs, ys = zip(*points, strict=True)
        whole = (math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)) + 1, math.ceil(max(ys)) + 1)
        left, top = max(0, whole[0]), max(0, whole[1])
        right, bottom = min(self.size[0], whole[2]), min(self.size[1], whole[3])
        if left >= right or top >= bottom:
            return
        mask = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in points], fill=255)
        seen = tuple(edge - whole[index % 2] for index, edge in enumerate((left, top, right, bottom)))
        size = (whole[2] - whole[0], whole[3] - whole[1])
        self.image.paste(ramp((colour, to), size, across, seen), (left, top), mask)

    def box(
        self, x: float, y: float, wide: float, high: float, colour: str, to: str | None = None, **options
    ):
        self.shape([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)], colour, to, **options)

    def blob(self, points, colour: str, to: str | None = None, **options):
        """A closed smooth curve through the points."""
        self.shape(smooth(points), colour, to, **options)

    def disc(self, x: float, y: float, rx: float, ry: float | None = None, colour: str = "#000", to=None):
        ry = rx if ry is None else ry
        steps = 90 if rx > 20 else 36
        turns = [2 * math.pi * step / steps for step in range(steps)]
        self.shape([(x + rx * math.cos(turn), y + ry * math.sin(turn)) for turn in turns], colour, to)

    def line(self, points, colour: str, wide: float):
        points = self._pixels(points)
        self.draw.line(points, fill=colour, width=max(1, round(wide * self.scale)), joint="curve")

    # Light

    def glow(self, x: float, y: float, rx: float, ry: float, colour: str, strength: float = 1.0):
        """Soft light (or, in a dark colour, soft shade) that fades to nothing at the radii."""
        box = self._box(x - rx, y - ry, x + rx, y + ry)
        fading = [round(255 * strength * max(0, 1 - step / EDGE) ** 2) for step in range(256)]
        mask = (
            Image.radial_gradient("L")
            .point(fading)
            .resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BICUBIC)
        )
        self.image.paste(ImageColor.getrgb(colour), box, mask)

    def shadow(self, points, blur: float = 12, strength: float = 0.5, colour: str = "#000000"):
        """The polygon as a soft shadow."""
        xs, ys = zip(*points, strict=True)
        left, top, right, bottom = self._box(
            min(xs) - 3 * blur, min(ys) - 3 * blur, max(xs) + 3 * blur, max(ys) + 3 * blur
        )
        size = (right - left, bottom - top)
        small = tuple(max(1, side // SOFT) for side in size)
        mask = Image.new("L", small)
        inside = [((x * self.scale - left) / SOFT, (y * self.scale - top) / SOFT) for x, y in points]
        ImageDraw.Draw(mask).polygon(inside, fill=round(255 * strength))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * self.scale / SOFT))
        mask = mask.resize(size, Image.Resampling.BICUBIC)
        self.image.paste(ImageColor.getrgb(colour), (left, top), mask)

    def contact(self, x: float, y: float, rx: float, ry: float = 6, strength: float = 0.6):
        """The dark where something stands on the ground."""
        self.glow(x, y, rx, ry, "#000000", strength)

    def reflect(self, line: float, depth: float, strength: float = 0.4, blur: float = 6):
        """A polished floor below the line: what stands above it, upside down, fading out."""
        box = self._box(0, line - depth, WIDE, line)
        size = (box[2] - box[0], box[3] - box[1])
        small = self.image.crop(box).resize([max(1, side // 6) for side in size], Image.Resampling.BOX)
        small = small.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        small = small.filter(ImageFilter.GaussianBlur(blur * self.scale / 6))
        fade = ramp(("#ffffff", "#000000"), small.size).convert("L").point(lambda value: value * strength)
        below = self._box(0, line, WIDE, line + depth)
        height = min(below[3], self.size[1]) - below[1]
        mirrored = small.resize(size, Image.Resampling.BICUBIC).crop((0, 0, size[0], height))
        mask = fade.resize(size, Image.Resampling.BILINEAR).crop((0, 0, size[0], height))
        self.image.paste(mirrored, below[:2], mask)

    def blur(self, amount: float):
        """Everything drawn so far goes out of focus."""
        small = self.image.resize([side // 4 for side in self.size], Image.Resampling.BOX)
        small = small.filter(ImageFilter.GaussianBlur(amount * self.scale / 4))
        self.image.paste(small.resize(self.size, Image.Resampling.BICUBIC))

    def _box(self, left, top, right, bottom) -> tuple[int, int, int, int]:
        return tuple(round(value * self.scale) for value in (left, top, right, bottom))

    def finish(self, vignette: float = 0.35) -> Image.Image:
        """The picture at its size, the corners a little darker, with the grain of a photograph."""
        image = self.image.resize(self.finished_size, Image.Resampling.BOX)
        darker = [round(255 * (1 - vignette * (step / 255) ** 2.2)) for step in range(256)]
        corners = Image.radial_gradient("L").resize((64, 64)).crop((8, 8, 56, 56)).point(darker)
        corners = corners.resize(self.finished_size, Image.Resampling.BICUBIC)
        image = ImageChops.multiply(image, Image.merge("RGB", [corners] * 3))
        grain = self._grain()
        return ImageChops.add(image, Image.merge("RGB", [grain] * 3), offset=-128)

    def _grain(self, side: int = 250, amount: float = 2.2) -> Image.Image:
        values = [128 + round((value - 127.5) / 127.5 * amount) for value in range(256)]
        tile = Image.frombytes("L", (side, side), self.random.randbytes(side * side)).point(values)
        grain = Image.new("L", self.finished_size)
        for x in range(0, self.finished_size[0], side):
            for y in range(0, self.finished_size[1], side):
                grain.paste(tile, (x, y))
        return grain


class Camera:
    """A view into a room: x to the right, y up from the floor, z away from the eye."""

    def __init__(self, eye: float, horizon: float, focus: float = 1100, centre: float = WIDE / 2):
        self.eye, self.horizon, self.focus, self.centre = eye, horizon, focus, centre

    def __call__(self, x: float, y: float, z: float) -> Point:
        return self.centre + self.focus * x / z, self.horizon + self.focus * (self.eye - y) / z

    def size(self, length: float, z: float) -> float:
        return self.focus * length / z


def ramp(colours, size: tuple[int, int], across: bool = False, seen: tuple | None = None) -> Image.Image:
    """Colours changing evenly from the first to the last, down an area of that size, or across it.

    `seen`: the box of that area to answer, in pixels; all of it by default.
    """
    seen = seen or (0, 0, *size)
    colours = [ImageColor.getrgb(colour)[:3] for colour in colours]
    strip = Image.new("RGB", (1, 64 * (len(colours) - 1) + 1))
    strip.putdata([_between(colours, step / 64) for step in range(strip.height)])
    axis = 0 if across else 1
    strip = strip.resize((1, size[axis]), Image.Resampling.BILINEAR)
    strip = strip.crop((0, seen[axis], 1, seen[axis + 2]))
    if across:
        strip = strip.transpose(Image.Transpose.TRANSPOSE)
    return strip.resize((seen[2] - seen[0], seen[3] - seen[1]), Image.Resampling.NEAREST)


def _between(colours, place: float) -> tuple[int, int, int]:
    first = min(int(place), len(colours) - 2)
    share = place - first
    return tuple(round(a + (b - a) * share) for a, b in zip(colours[first], colours[first + 1], strict=True))


def mix(colour: str, other: str, share: float) -> str:
    """The first colour with that share of the other."""
    return "#{:02x}{:02x}{:02x}".format(
        *_between([ImageColor.getrgb(one)[:3] for one in (colour, other)], share)
    )


def smooth(points, steps: int = 8) -> list[Point]:
    """A closed Catmull-Rom curve through the points."""
    curve = []
    for index in range(len(points)):
        a, b, c, d = (points[(index + shift) % len(points)] for shift in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            curve.append(
                tuple(
                    0.5
                    * (
                        2 * b[axis]
                        + (c[axis] - a[axis]) * t
                        + (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t**2
                        + (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t**3
                    )
                    for axis in (0, 1)
                )
            )
    return curve


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float, steps: int = 60) -> list[Point]:
    """Points of an ellipse from one angle to another, in degrees, clockwise from the right."""
    turns = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
    return [(x + rx * math.cos(turn), y + ry * math.sin(turn)) for turn in turns]
