"""The demonstration's emblem: a ring of links around a star of light. It is no organisation's own."""

import math

from PIL import Image, ImageDraw

SIDE = 1200


def emblem(width: int) -> Image.Image:
    """A square picture, `width` pixels wide, in its own ground so that it stands on light and on dark."""
    image = Image.new("RGB", (SIDE * 2, SIDE * 2), "#1d4f7c")
    draw = ImageDraw.Draw(image)
    middle = SIDE

    def ring(radius: float, colour: str):
        draw.ellipse([middle - radius, middle - radius, middle + radius, middle + radius], fill=colour)

    def ray(turn: float, inner: float, outer: float, half: float, colour: str):
        def at(radius: float, shift: float):
            return middle + radius * math.sin(turn + shift), middle - radius * math.cos(turn + shift)

        draw.polygon([at(inner, -half), at(outer, 0), at(inner, half), at(0, 0)], fill=colour)

    ring(1096, "#ffffff")
    ring(1050, "#1d4f7c")
    for number in range(24):
        turn = math.tau * number / 24
        x, y = middle + 950 * math.sin(turn), middle - 950 * math.cos(turn)
        draw.ellipse([x - 62, y - 62, x + 62, y + 62], fill="#e6c478")
        draw.ellipse([x - 38, y - 38, x + 38, y + 38], fill="#1d4f7c")
    ring(840, "#e6c478")
    ring(816, "#17406a")
    for number in range(12):
        ray(math.tau * (number + 0.5) / 12, 210, 560, 0.22, "#5f93bf")
    for number in range(6):
        ray(math.tau * number / 6, 250, 740, 0.30, "#e6c478")
    ring(250, "#17406a")
    ring(214, "#ffffff")
    ring(120, "#1d4f7c")
    return image.resize((width, width), Image.Resampling.LANCZOS)
