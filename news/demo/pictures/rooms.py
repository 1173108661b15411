"""Scenes indoors."""

import itertools
import math

from .canvas import WIDE, Camera, Canvas, arc, mix
from .figures import flag, from_behind, microphone


def _wall_panels(canvas: Canvas, top: float, bottom: float, count: int, dark: str, light: str):
    """Panels of wood with a lit edge, narrower towards the middle of the picture."""
    edges = [WIDE / 2 + (step / count) ** 1.15 * WIDE * 0.56 for step in range(count + 1)]
    for left, right in itertools.pairwise(edges):
        for near, far in ((left, right), (WIDE - right, WIDE - left)):
            canvas.box(near + 4, top, far - near - 8, bottom - top, light, dark)
            canvas.box(near + 4, top, 3, bottom - top, mix(light, "#ffffff", 0.18), dark)


def hall(canvas: Canvas):
    """A meeting hall from the entrance: two long tables, chairs, flags at the end, light from above."""
    canvas.fill("#3a2a22", "#6b4a36", "#8a6348", bottom=560)
    _wall_panels(canvas, 90, 560, 9, "#5a3d2c", "#9a704f")
    canvas.fill("#241a17", "#3a2a22", bottom=96)
    canvas.fill("#4b3428", "#1e1614", top=560)
    camera = Camera(eye=2.3, horizon=470)
    for side in (-1, 1):
        for z in range(8, 24, 3):
            canvas.glow(*camera(side * 5.4, 4.6, z), 130, 220, "#ffd9a0", 0.55)
    carpet = [camera(-2.0, 0, 30), camera(2.0, 0, 30), camera(2.0, 0, 3.2), camera(-2.0, 0, 3.2)]
    canvas.shape(carpet, "#7a2f35", "#4a1a22")
    for z in range(6, 30, 4):
        x, y = camera(0, 6.2, z)
        canvas.disc(x, y, camera.size(1.6, z), camera.size(0.26, z), "#fff0d2")
        canvas.glow(x, y, camera.size(4.4, z), camera.size(1.6, z), "#ffe2b0", 0.75)
    for number in range(6):
        flag(canvas, 540 + 84 * number, 566, 250, number)
    for z in range(25, 4, -2):
        for side in (-1, 1):
            _chair(canvas, camera, side * 4.6, z + 0.6)
    for side in (-1, 1):
        top = [
            camera(side * 2.6, 0.95, 27),
            camera(side * 3.9, 0.95, 27),
            camera(side * 3.9, 0.95, 3.4),
            camera(side * 2.6, 0.95, 3.4),
        ]
        front = [
            camera(side * 2.6, 0.95, 27),
            camera(side * 2.6, 0, 27),
            camera(side * 2.6, 0, 3.4),
            camera(side * 2.6, 0.95, 3.4),
        ]
        canvas.shape(front, "#6b452e", "#2e1c14")
        canvas.shape(top, "#a8754f", "#c8966a")
        for z in range(25, 4, -2):
            paper = [
                camera(side * 3.0, 0.96, z + 0.5),
                camera(side * 3.5, 0.96, z + 0.5),
                camera(side * 3.5, 0.96, z),
                camera(side * 3.0, 0.96, z),
            ]
            canvas.shape(paper, "#f5f1e6")
            microphone(canvas, *camera(side * 2.9, 0.96, z + 0.2), camera.size(0.42, z), -side * 0.3)
    canvas.reflect(566, 200, 0.16, 9)
    return canvas.finish(0.5)


def _chair(canvas: Canvas, camera: Camera, x: float, z: float):
    px, py = camera(x, 0, z)
    unit = camera.size(1, z)
    canvas.contact(px, py, 0.6 * unit, 0.12 * unit, 0.5)
    back = [(-0.34, 0.45), (-0.36, 1.05), (-0.26, 1.32), (0.26, 1.32), (0.36, 1.05), (0.34, 0.45)]
    canvas.blob([(px + dx * unit, py - dy * unit) for dx, dy in back], "#3f5573", "#22304a")
    canvas.box(px - 0.32 * unit, py - 0.55 * unit, 0.64 * unit, 0.16 * unit, "#2a3a56")
    for dx in (-0.28, 0.24):
        canvas.box(px + dx * unit, py - 0.42 * unit, 0.05 * unit, 0.42 * unit, "#1a1412")


def round_table(canvas: Canvas):
    """The round table from above, its seats taken, papers and water before each."""
    canvas.fill("#2c4763", "#1d3148")
    cx, cy = 750, 505
    for ring, colour in ((700, "#27405a"), (640, "#2f4d6c"), (600, "#2a4661")):
        canvas.disc(cx, cy, ring, ring * 0.72, colour)
    canvas.glow(cx, cy, 900, 700, "#9fc3e0", 0.40)
    canvas.shadow(arc(cx + 14, cy + 26, 440, 330, 0, 360), 22, 0.55)
    canvas.disc(cx, cy, 440, 328, "#a9774d", "#7c5233")
    canvas.disc(cx, cy - 6, 436, 322, "#d3a274", "#b07f55")
    canvas.disc(cx, cy - 2, 282, 206, "#8b5f3d", "#a5764e")
    canvas.disc(cx, cy + 4, 276, 200, "#27405a", "#35567a")
    canvas.glow(cx - 60, cy - 40, 240, 170, "#a9cbe6", 0.5)
    for turn in range(0, 360, 30):
        petal = [*arc(cx, cy, 150, 108, turn, turn + 15, 6), (cx, cy)]
        canvas.shape(petal, "#c9d8e4" if turn % 60 else "#d8b878")
    canvas.disc(cx, cy, 62, 45, "#27405a")
    canvas.disc(cx, cy, 44, 32, "#d8b878", "#a8853f")
    seats = 14
    for seat in range(seats):
        _seat_from_above(canvas, cx, cy, 2 * math.pi * (seat + 0.5) / seats, seat)
    return canvas.finish(0.5)


def _seat_from_above(canvas: Canvas, cx: float, cy: float, turn: float, number: int):
    ax, ay = math.cos(turn), math.sin(turn)

    def at(out: float, along: float):
        return cx + (ax * out - ay * along), cy + (ay * out + ax * along) * 0.74

    def oval(out, along, radial, sideways, steps=40):
        turns = [2 * math.pi * step / steps for step in range(steps)]
        return [at(out + radial * math.cos(one), along + sideways * math.sin(one)) for one in turns]

    canvas.shadow(oval(548, 0, 52, 66), 10, 0.5)
    canvas.shape(oval(556, 0, 40, 58), "#5a2f35", "#41212a")
    canvas.shape(oval(520, 0, 30, 62), ["#27303f", "#1f2a3d", "#2f3646"][number % 3])
    for side in (-1, 1):
        canvas.shape(oval(488, side * 50, 34, 14), ["#27303f", "#1f2a3d", "#2f3646"][number % 3])
        canvas.shape(oval(456, side * 44, 10, 9), "#d9a98a")
    canvas.shape(oval(514, 0, 22, 20), ["#2b2320", "#4a4440", "#7b7672", "#1d1a1a", "#5b4636"][number % 5])
    canvas.shape(oval(506, 0, 9, 15), "#d9a98a")
    sheet = [at(434, -30), at(434, 22), at(372, 22), at(372, -30)]
    canvas.shadow([(x + 3, y + 4) for x, y in sheet], 4, 0.35)
    canvas.shape(sheet, "#f6f3ea", "#e4dfd2")
    for row in range(4):
        canvas.line([at(424 - 13 * row, -22), at(424 - 13 * row, 12)], "#9aa3ad", 1.6)
    canvas.shape(oval(404, 44, 12, 12, 24), "#dcecf5cc")
    canvas.shape(oval(404, 44, 7, 7, 24), "#b5d6e8")
    canvas.shape([at(352, -16), at(352, 16), at(344, 16), at(344, -16)], "#ffffff")
    canvas.line([at(356, 30), at(330, 26)], "#161b26", 4)
    canvas.shape(oval(328, 26, 7, 6, 20), "#161b26")


def podium(canvas: Canvas):
    """Microphones at a lectern before a blue curtain; the hall waits for the speaker."""
    canvas.fill("#1b3557", "#27507d", "#142640")
    for fold in range(26):
        x = fold * 60 - 20
        canvas.box(x, 0, 34, 720, "#2c5a8c", "#17304f")
        canvas.box(x + 34, 0, 26, 720, "#1c3c63", "#10213a")
    canvas.glow(750, 330, 760, 560, "#8ec5ff", 0.42)
    canvas.fill("#20304a", "#0d1524", top=720)
    canvas.glow(750, 790, 700, 110, "#6ea8e0", 0.35)
    for number, x in enumerate((150, 250, 350)):
        flag(canvas, x, 770, 520, number, 0.15)
    for number, x in enumerate((1050, 1150, 1250)):
        flag(canvas, x, 770, 520, number + 3, 0.15)
    canvas.shadow([(560, 940), (960, 940), (1010, 985), (520, 985)], 16, 0.6)
    canvas.shape([(590, 520), (910, 520), (880, 960), (620, 960)], "#9a6a45", "#5d3b26")
    canvas.shape([(606, 560), (894, 560), (868, 930), (632, 930)], "#b07c52", "#744c31")
    canvas.disc(750, 710, 74, 74, "#d8b878", "#9d7a3a")
    canvas.disc(750, 710, 60, 60, "#2a4a70", "#1a3252")
    for turn in range(0, 360, 60):
        canvas.shape([*arc(750, 710, 46, 46, turn - 12, turn + 12, 8), (750, 710)], "#d8b878")
    canvas.shape([(560, 470), (940, 470), (920, 524), (580, 524)], "#c79468", "#8e6242")
    canvas.shape([(600, 462), (900, 462), (914, 478), (586, 478)], "#7d5437")
    canvas.shape([(676, 446), (826, 446), (846, 474), (656, 474)], "#f6f3ea", "#dcd6c8")
    for x, tall, lean in (
        (610, 150, 0.30),
        (650, 190, 0.22),
        (690, 165, 0.18),
        (812, 170, -0.16),
        (850, 195, -0.22),
        (890, 150, -0.30),
    ):
        microphone(canvas, x, 474, tall, lean, "#141a26")
    for x, size in ((120, 92), (380, 84), (640, 90), (900, 86), (1160, 92), (1400, 86)):
        from_behind(canvas, x, 1075, size, "#0a101c")
    return canvas.finish(0.5)


SCENES = {"hall": hall, "round-table": round_table, "podium": podium}
