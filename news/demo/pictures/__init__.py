"""The demonstration's photographs: scenes drawn by this package, the same at every drawing."""

import io
import os
import signal
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context

from . import ceremonies, outdoors, press, rooms
from .canvas import Canvas
from .emblem import emblem

SCENES = rooms.SCENES | press.SCENES | ceremonies.SCENES | outdoors.SCENES
NAMES = ["emblem", *SCENES]
WIDTH = 3000


def draw(name: str, width: int = WIDTH) -> bytes:
    """The scene of that name, or the emblem, as a file: JPEG, `width` pixels wide and two thirds as high."""
    if name == "emblem":
        return _file(emblem(max(1, width // 3)), "PNG", optimize=True)
    return _file(SCENES[name](Canvas(width, name)), "JPEG", quality=88)


@contextmanager
def drawing(names: Collection[str], width: int = WIDTH) -> Iterator[dict[str, Callable[[], bytes]]]:
    """By name, what answers the picture. Several large ones are drawn from now on, by other processes."""
    if width < WIDTH or len(names) < 2:
        yield {name: partial(draw, name, width) for name in names}
        return
    # Spawned, not forked: no database connection of ours travels into them. Who interrupts us ends them too.
    ignore = (signal.SIGINT, signal.SIG_IGN)
    with get_context("spawn").Pool(min(4, os.cpu_count() or 1), signal.signal, ignore) as pool:
        yield {name: pool.apply_async(draw, (name,)).get for name in names}


def _file(image, format: str, **options) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()
