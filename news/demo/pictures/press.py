"""Scenes of the press at work, and of what it waits for."""

import math

from .canvas import WIDE, Canvas, mix, smooth
from .figures import microphone, standing


def press_line(canvas: Canvas):
    """Cameras and microphones along the rope, lamps behind them."""
    canvas.fill("#4b5d78", "#2c3a52", "#1a2233")
    for x in range(60, 1500, 150):
        canvas.box(x, 60, 86, 470, "#93a9c6", "#56698a")
        canvas.box(x + 40, 60, 6, 470, "#3a4862")
    canvas.blur(16)
    for x in (210, 560, 1010, 1330):
        canvas.glow(x, 190, 190, 190, "#fff4dc", 0.95)
        canvas.disc(x, 190, 30, 30, "#fffdf5")
    for number in range(12):
        standing(canvas, 40 + 128 * number, 930 - (number % 3) * 18, 560 + (number * 37) % 60, number, 0.45)
    for number, (x, y, size) in enumerate(
        ((170, 430, 1.0), (440, 410, 1.15), (760, 440, 1.05), (1060, 405, 1.2), (1350, 435, 1.0))
    ):
        _camera_on_tripod(canvas, x, y, size, number)
    canvas.fill("#20283a", "#10151f", top=940)
    for x in (90, 530, 970, 1410):
        canvas.box(x - 7, 700, 14, 270, "#e0c078", "#8a6a30")
        canvas.disc(x, 694, 15, 15, "#f2d99a", "#b08a42")
        canvas.disc(x, 970, 46, 12, "#b08a42", "#6b5228")
    for left in (90, 530, 970, -350, 1410):
        rope = [(left + 440 * step / 30, 724 + 90 * math.sin(math.pi * step / 30)) for step in range(31)]
        canvas.line(rope, "#5a1820", 17)
        canvas.line([(x, y - 3) for x, y in rope], "#a8323e", 9)
    canvas.reflect(972, 28, 0.3, 4)
    return canvas.finish(0.5)


def _camera_on_tripod(canvas: Canvas, x: float, y: float, size: float, number: int):
    def at(dx, dy):
        return x + dx * size, y + dy * size

    for dx in (-70, 0, 70):
        canvas.line([at(0, 60), at(dx, 560)], "#0c1018", 11 * size)
    canvas.shape([at(-84, -50), at(70, -50), at(84, -30), at(84, 56), at(-84, 56)], "#2d3442", "#12161f")
    canvas.disc(*at(0, 6), 58 * size, 58 * size, "#0d1118", "#272e3a")
    canvas.disc(*at(0, 6), 46 * size, 46 * size, "#31405a", "#0a0e16")
    canvas.disc(*at(0, 6), 26 * size, 26 * size, "#10223f", "#3c6ea8")
    canvas.disc(*at(-12, -8), 9 * size, 7 * size, "#cfe4ff")
    canvas.shape([at(-40, -88), at(60, -88), at(60, -72), at(-40, -72)], "#12161f")
    canvas.shape([at(-58, -108), at(-6, -108), at(-6, -52), at(-58, -52)], "#1d2330", "#12161f")
    canvas.disc(*at(70, -36), 6 * size, colour="#ff4a3a" if number % 2 else "#3ad07a")
    canvas.line([at(84, -66), at(140, -72)], "#2b3240", 20 * size)


def signing(canvas: Canvas):
    """A hand signs; the folder lies open under a lamp's light."""
    canvas.fill("#5b3a28", "#8a5c3e", "#4a2d1f")
    for plank in range(9):
        y = 40 + plank * 118
        canvas.line([(0, y), (WIDE, y - 60)], "#3a2217", 3)
        canvas.line([(0, y + 3), (WIDE, y - 57)], "#a87850", 1.5)
    canvas.glow(700, 430, 900, 640, "#ffdca8", 0.55)
    folder = [(250, 240), (1090, 130), (1290, 760), (360, 900)]
    canvas.shadow([(x + 16, y + 24) for x, y in folder], 20, 0.6)
    canvas.shape(folder, "#7f2634", "#5a1722")
    canvas.line([*folder, folder[0]], "#d8b878", 5)
    left = [(290, 262), (668, 212), (790, 812), (388, 866)]
    right = [(680, 210), (1064, 160), (1246, 742), (802, 810)]
    canvas.shape(left, "#fdfaf2", "#efe8d9")
    canvas.shape(right, "#fffdf7", "#f2ecdf")
    canvas.shadow([(664, 214), (690, 210), (812, 808), (780, 812)], 8, 0.35)
    for page, rows in ((left, 15), (right, 10)):
        for row in range(rows):
            share = 0.14 + 0.74 * row / 15
            start = [page[0][axis] + (page[3][axis] - page[0][axis]) * share for axis in (0, 1)]
            end = [page[1][axis] + (page[2][axis] - page[1][axis]) * share for axis in (0, 1)]
            inset = 0.10 + (0.25 if row % 5 == 4 else 0)
            line = [
                tuple(a + (b - a) * part for a, b in zip(start, end, strict=True))
                for part in (0.10, 1 - inset)
            ]
            canvas.line(line, "#a9a396", 5)
    canvas.disc(890, 690, 42, 40, "#b5343f", "#8a1f2c")
    canvas.disc(890, 690, 29, 27, "#c94b55", "#9d2a37")
    signature = [
        (960, 640),
        (985, 600),
        (1000, 648),
        (1020, 606),
        (1046, 642),
        (1072, 612),
        (1098, 636),
        (1128, 596),
    ]
    canvas.line(smooth(signature)[: 8 * (len(signature) - 1)], "#1f3f8f", 5)
    canvas.shadow([(1120, 640), (1380, 560), (1500, 760), (1500, 930), (1230, 760)], 20, 0.45)
    canvas.blob(
        [
            (1276, 660),
            (1220, 632),
            (1160, 604),
            (1128, 622),
            (1150, 660),
            (1140, 700),
            (1190, 752),
            (1250, 800),
            (1330, 850),
            (1352, 812),
        ],
        "#e2b08f",
        "#c08a6a",
    )
    canvas.blob([(1130, 606), (1160, 588), (1216, 616), (1226, 646), (1180, 640)], "#e8bb9c", "#cf9b7b")
    canvas.blob([(1128, 668), (1150, 652), (1200, 676), (1206, 706), (1160, 704)], "#d9a585", "#c08a6a")
    canvas.shape([(1290, 640), (1500, 560), (1500, 900), (1390, 860)], "#2a3448", "#1a2130")
    canvas.shape([(1258, 652), (1300, 634), (1398, 862), (1352, 882)], "#f2f4f7", "#cfd5de")
    canvas.line([(1126, 598), (1262, 420)], "#10151f", 17)
    canvas.line([(1122, 603), (1136, 584)], "#d8b878", 13)
    canvas.line([(1196, 506), (1204, 496)], "#d8b878", 18)
    canvas.line([(1262, 420), (1300, 370)], "#1c2434", 17)
    return canvas.finish(0.5)


def interview(canvas: Canvas):
    """Two armchairs, a table with flowers, a camera and a lamp: before the interview."""
    canvas.fill("#35506b", "#547391", "#6f8ca6", bottom=640)
    canvas.box(420, 70, 660, 420, "#bcd6e8", "#f3d9b4")
    for x, wide, high in (
        (450, 60, 150),
        (530, 90, 210),
        (640, 50, 120),
        (700, 110, 180),
        (830, 70, 240),
        (915, 120, 140),
    ):
        canvas.box(x, 490 - high, wide, high, "#8fa6bd", "#a9a7a0")
    for x in (420, 638, 856, 1074):
        canvas.box(x - 6, 62, 12, 436, "#26384c")
    canvas.box(414, 62, 672, 12, "#26384c")
    canvas.box(414, 488, 672, 16, "#26384c")
    for side in (-1, 1):
        left = 750 + side * 420 - 90
        canvas.box(left, 30, 180, 612, "#6b3f3a", "#482725")
        for fold in range(5):
            canvas.box(left + 8 + fold * 36, 30, 12, 612, "#86524a", "#5a322e")
    canvas.fill("#7a5a42", "#3f2c20", top=640)
    canvas.shape([(260, 720), (1240, 720), (1420, 960), (80, 960)], "#42617f", "#2a4059")
    canvas.shape([(300, 734), (1200, 734), (1352, 940), (148, 940)], "#4d6f90", "#314965")
    canvas.glow(750, 560, 760, 420, "#ffe6be", 0.4)
    for side in (-1, 1):
        _armchair(canvas, 750 + side * 300, 880, side)
    canvas.contact(750, 880, 170, 26)
    canvas.box(742, 740, 16, 140, "#4a3526", "#2b1d14")
    canvas.disc(750, 742, 130, 32, "#9d744f", "#6f4e33")
    canvas.disc(750, 736, 130, 32, "#c79a6d", "#a87b50")
    canvas.shape([(728, 690), (772, 690), (764, 738), (736, 738)], "#eef2f4", "#b9c6cf")
    for dx, dy, colour in (
        (-34, -40, "#c9525a"),
        (0, -58, "#e2b24a"),
        (34, -42, "#c9525a"),
        (-16, -22, "#e9e2d4"),
        (18, -20, "#e2b24a"),
    ):
        canvas.line([(750, 694), (750 + dx, 694 + dy)], "#3f6b4a", 4)
        canvas.disc(750 + dx, 690 + dy, 18, 16, mix(colour, "#ffffff", 0.15), colour)
    microphone(canvas, 690, 736, 66, 0.2)
    microphone(canvas, 812, 736, 66, -0.2)
    canvas.line([(1330, 960), (1330, 250)], "#161b26", 10)
    canvas.shape([(1250, 190), (1390, 150), (1404, 262), (1276, 268)], "#20283a", "#0d121c")
    canvas.shape([(1250, 190), (1276, 268), (1264, 272), (1236, 196)], "#fff6de")
    canvas.glow(1240, 235, 300, 240, "#fff1cf", 0.55)
    for dx in (-80, 0, 80):
        canvas.line([(150, 560), (150 + dx, 985)], "#0c1018", 11)
    canvas.shape([(66, 440), (236, 440), (236, 566), (66, 566)], "#2d3442", "#12161f")
    canvas.shape([(236, 462), (300, 448), (300, 558), (236, 546)], "#12161f", "#2a303c")
    canvas.disc(84, 456, 7, colour="#ff4a3a")
    return canvas.finish(0.45)


def _armchair(canvas: Canvas, x: float, y: float, side: int):
    canvas.contact(x, y - 14, 230, 36, 0.75)
    for dx in (-110, 104):
        canvas.box(x + dx, y - 40, 14, 40, "#2b1d14")
    canvas.blob(
        [
            (x - 130, y - 120),
            (x - 136, y - 330),
            (x - 90, y - 392),
            (x + 90, y - 392),
            (x + 136, y - 330),
            (x + 130, y - 120),
        ],
        "#d9c3a0",
        "#a98f6c",
    )
    canvas.blob(
        [
            (x - 100, y - 150),
            (x - 104, y - 310),
            (x - 70, y - 352),
            (x + 70, y - 352),
            (x + 104, y - 310),
            (x + 100, y - 150),
        ],
        "#e8d6b8",
        "#bda37f",
    )
    canvas.box(x - 128, y - 150, 256, 112, "#b89d78", "#866d4e")
    canvas.blob(
        [
            (x - 104, y - 170),
            (x + 104, y - 170),
            (x + 116, y - 128),
            (x + 104, y - 96),
            (x - 104, y - 96),
            (x - 116, y - 128),
        ],
        "#efdfc4",
        "#c4aa86",
    )
    for arm in (-1, 1):
        canvas.blob(
            [
                (x + arm * 112, y - 226),
                (x + arm * 158, y - 230),
                (x + arm * 172, y - 190),
                (x + arm * 164, y - 40),
                (x + arm * 112, y - 40),
                (x + arm * 104, y - 180),
            ],
            "#cdb48f",
            "#8d7454",
        )
    canvas.blob(
        [
            (x - side * 20, y - 262),
            (x + side * 62, y - 250),
            (x + side * 56, y - 172),
            (x - side * 30, y - 180),
        ],
        "#4a6f93",
        "#2f4d6b",
    )


SCENES = {"press-line": press_line, "signing": signing, "interview": interview}
