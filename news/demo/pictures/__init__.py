"""The demonstration's photographs: scenes drawn by this package, the same at every drawing."""

import io

from . import ceremonies, outdoors, press, rooms
from .canvas import Canvas
from .emblem import emblem

SCENES = rooms.SCENES | press.SCENES | ceremonies.SCENES | outdoors.SCENES
WIDTH = 3000


def draw(name: str, width: int = WIDTH) -> bytes:
    """The scene of that name, or the emblem, as a file: JPEG, `width` pixels wide and two thirds as high."""
    if name == "emblem":
        return _file(emblem(max(1, width // 3)), "PNG", optimize=True)
    return _file(SCENES[name](Canvas(width, name)), "JPEG", quality=88)


def _file(image, format: str, **options) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()
