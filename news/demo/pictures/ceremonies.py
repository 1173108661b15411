"""Scenes of the day's ceremonies."""

import math

from .canvas import WIDE, Canvas, arc, mix
from .figures import flag, standing


def flags(canvas: Canvas):
    """Flags on tall staffs before a pale facade, moving in the wind."""
    canvas.fill("#5f9bd1", "#9cc6e6", "#dfeaf0", bottom=780)
    _clouds(canvas)
    canvas.shape([(0, 420), (620, 470), (620, 860), (0, 880)], "#e9e2d2", "#c7bda8")
    for x in range(20, 600, 72):
        top = 452 + x * 0.08
        canvas.box(x, top, 30, 350, "#7e93a8", "#566a80")
        canvas.box(x - 16, top - 12, 12, 400, "#f4efe3", "#d4cab6")
    canvas.shape([(0, 396), (640, 448), (640, 474), (0, 424)], "#f6f1e6", "#d9d0be")
    canvas.blob(
        [
            (560, 840),
            (640, 700),
            (800, 660),
            (930, 720),
            (1100, 650),
            (1300, 690),
            (1560, 640),
            (1560, 900),
            (560, 900),
        ],
        "#6d9a63",
        "#3f6b4a",
    )
    canvas.fill("#8f9aa3", "#5c6670", top=838)
    canvas.shape([(0, 866), (WIDE, 838), (WIDE, 852), (0, 884)], "#c9d0d4")
    for number in range(6):
        near = 1 - 0.11 * (5 - number)
        x = 320 + 205 * number
        _flying(canvas, x, 850 + 26 * number * 0.8, 640 * near + 110, number)
    canvas.glow(1280, 120, 620, 460, "#fff4d6", 0.45)
    return canvas.finish(0.3)


def _clouds(canvas: Canvas):
    for x, y, size in ((240, 210, 1.0), (880, 130, 1.4), (1320, 330, 0.9), (600, 360, 0.7)):
        for dx, dy, radius in ((-120, 20, 120), (-30, -16, 150), (80, 6, 130), (170, 28, 90)):
            canvas.glow(
                x + dx * size, y + dy * size, radius * size * 1.6, radius * size * 0.8, "#ffffff", 0.62
            )


def _flying(canvas: Canvas, x: float, y: float, height: float, number: int):
    from .figures import BANDS

    canvas.contact(x, y, 40, 8, 0.5)
    canvas.box(x - 5, y - height, 10, height, "#e7edf2", "#8d99a5")
    canvas.disc(x, y - height, 11, colour="#f0d288", to="#b08a42")
    long, tall = 0.34 * height, 0.25 * height
    phase = number * 0.9
    steps = 40

    def edge(share: float, level: float):
        wave = math.sin(share * 6.2 + phase) * 0.075 * (0.25 + share)
        return x + 5 + long * share * (0.98 - 0.03 * level), y - height + 16 + tall * (
            level + wave + 0.10 * share
        )

    for band, colour in enumerate(BANDS[number]):
        for step in range(steps):
            left, right = step / steps, (step + 1.15) / steps
            light = math.cos(left * 6.2 + phase) * 0.5 + 0.5
            tone = mix(mix(colour, "#000000", 0.24), mix(colour, "#ffffff", 0.14), light)
            top, bottom = band / 3, (band + 1) / 3
            canvas.shape([edge(left, top), edge(right, top), edge(right, bottom), edge(left, bottom)], tone)


def family_photo(canvas: Canvas):
    """The line-up on a dais before flags and a tall window."""
    canvas.fill("#7d8ea3", "#a9b5c1", "#cfd3d3", bottom=746)
    for x in (90, 470, 850, 1230):
        canvas.box(x, 30, 180, 600, "#dcecf6", "#f6e9d2")
        canvas.glow(x + 90, 320, 260, 420, "#fff8ea", 0.45)
        for inner in (x, x + 86, x + 172):
            canvas.box(inner, 30, 8, 600, "#8795a5")
        for row in (30, 220, 410, 622):
            canvas.box(x, row, 180, 8, "#8795a5")
    for x in (30, 410, 790, 1170):
        canvas.box(x - 50, 0, 84, 730, "#d9d4c8", "#a8a294")
        canvas.box(x - 44, 0, 10, 730, "#efeadd", "#c4bdac")
    for number in range(7):
        flag(canvas, 130 + 190 * number, 752, 560, number)
    canvas.fill("#8a3038", "#6a212b", top=744, bottom=800)
    canvas.fill("#a8404a", "#5a1b25", top=800)
    canvas.fill("#c45b62", top=800, bottom=806)
    heights = (424, 440, 418, 432, 428, 438, 422)
    for number, height in enumerate(heights):
        x = 330 + 140 * number
        canvas.shadow([(x - 40, 852), (x + 40, 852), (x + 150, 930), (x + 50, 930)], 14, 0.4)
        standing(canvas, x, 866, height * 1.08, number)
    return canvas.finish(0.45)


def handshake(canvas: Canvas):
    """Two silhouettes shake hands before a bright window; the city lies behind."""
    canvas.fill("#f7c98b", "#f6b27a", "#c77f86", "#5f6b95", bottom=800)
    canvas.glow(750, 420, 760, 520, "#fff3d2", 0.95)
    canvas.disc(750, 430, 96, 96, "#fff8e2")
    for number in range(26):
        x = number * 62 - 20
        high = 70 + (number * 83) % 150
        canvas.box(x, 800 - high, 56, high, "#8f7f9c", "#6f6a92")
    canvas.glow(750, 560, 620, 300, "#ffdca0", 0.55)
    for x in (0, 372, 744, 1116, 1488):
        canvas.box(x - 9, 0, 18, 800, "#23283c")
    canvas.box(0, 250, WIDE, 10, "#23283c")
    canvas.fill("#2b2f46", "#171a2a", top=800)
    canvas.reflect(800, 200, 0.5, 5)
    for side in (-1, 1):
        _profile(canvas, 750, side)
    return canvas.finish(0.45)


def _profile(canvas: Canvas, middle: float, side: int):
    """Somebody seen from the side, the right hand stretched towards the middle."""

    def at(dx: float, dy: float):
        return middle + side * dx * 1.32, 620 + (dy - 604) * 1.32

    dark, rim = "#131728", "#3a3550"
    body = [
        (225, 372), (190, 392), (165, 440), (160, 540), (170, 640), (160, 760), (170, 880), (165, 1010),
        (290, 1010), (300, 880), (330, 760), (338, 640), (345, 520), (335, 430), (300, 384), (262, 366),
    ]  # fmt: skip
    canvas.blob([at(dx - 4, dy) for dx, dy in body], rim)
    canvas.blob([at(dx, dy) for dx, dy in body], dark)
    canvas.blob([at(dx, dy) for dx, dy in [(206, 330), (262, 322), (268, 400), (206, 400)]], dark)
    face = [
        (246, 186), (206, 196), (186, 226), (184, 252), (172, 276), (184, 284), (184, 298), (188, 312),
        (194, 334), (222, 346), (262, 340), (292, 300), (302, 250), (288, 206),
    ]  # fmt: skip
    canvas.blob([at(dx - 3, dy) for dx, dy in face], "#4a4058")
    canvas.blob([at(dx, dy) for dx, dy in face], dark)
    arm = [
        (262, 430), (214, 440), (190, 500), (150, 560), (80, 596), (20, 604), (-16, 596), (-26, 616),
        (-2, 634), (40, 640), (100, 640), (190, 618), (250, 560), (290, 480),
    ]  # fmt: skip
    canvas.blob([at(dx, dy - 3) for dx, dy in arm], rim)
    canvas.blob([at(dx, dy) for dx, dy in arm], mix(dark, "#000000", 0.15) if side < 0 else dark)
    canvas.shape([at(78, 592), at(96, 588), at(104, 644), at(86, 646)], "#e9e4ee")
    canvas.shape([at(198, 388), at(212, 378), at(206, 420), at(182, 460)], "#e9e4ee")


def facade(canvas: Canvas):
    """A palace at dusk: lit windows, columns, cars before the steps, the first stars."""
    canvas.fill("#141d3d", "#2f3b6b", "#7a5a86", "#d98a6c", bottom=764)
    for _star in range(90):
        x, y = canvas.random.uniform(0, WIDE), canvas.random.uniform(0, 330)
        canvas.disc(x, y, canvas.random.uniform(0.8, 2.0), colour="#e9eeff")
    canvas.glow(750, 690, 1000, 260, "#ffb27a", 0.5)
    wall = "#d9b98c"
    canvas.box(120, 360, 1260, 400, mix(wall, "#5a4a6a", 0.30), mix(wall, "#3a2f45", 0.25))
    canvas.box(100, 338, 1300, 26, "#e9cf9f", "#b08f6a")
    canvas.box(110, 548, 1280, 14, "#e9cf9f", "#a8855f")
    for column in range(14):
        x = 150 + column * 88
        if 500 < x < 960:
            continue
        for y, tall in ((392, 128), (588, 130)):
            canvas.glow(x + 24, y + tall / 2, 92, 130, "#ffd58c", 0.42)
            canvas.shape(
                [(x, y + 20), *arc(x + 24, y + 20, 24, 24, 180, 360, 20), (x + 48, y + tall), (x, y + tall)],
                "#fff0c0",
                "#ffc56a",
            )
            canvas.box(x + 22, y - 4, 4, tall + 4, "#8a6a45")
            canvas.box(x, y + tall * 0.5, 48, 4, "#8a6a45")
    canvas.shape([(470, 340), (1030, 340), (750, 214)], "#e3c596", "#b8946c")
    canvas.shape([(520, 330), (980, 330), (750, 232)], "#a8845f", "#8f6c50")
    canvas.disc(750, 296, 26, 26, "#f0d9a8", "#c49f6a")
    canvas.box(470, 338, 560, 430, "#6a4f48", "#4a3540")
    for x in (529, 629, 729, 829, 929):
        canvas.shape(
            [(x, 470), *arc(x + 24, 470, 24, 26, 180, 360, 20), (x + 48, 760), (x, 760)], "#fff3cc", "#ffbf62"
        )
        canvas.glow(x + 24, 620, 120, 240, "#ffcf86", 0.5)
    for column in range(6):
        x = 486 + column * 100
        canvas.box(x, 372, 34, 388, "#f6e3bb", "#a8865f", across=True)
        canvas.box(x - 7, 364, 48, 14, "#f9ebcb", "#cba97c")
        canvas.box(x - 7, 752, 48, 14, "#e3c899", "#a07e58")
    canvas.fill("#4a4058", "#15162a", top=758)
    canvas.shape([(690, 214), (750, 120), (810, 214)], "#5d8077", "#3c5a58")
    canvas.blob(
        [(660, 220), (664, 168), (700, 136), (750, 126), (800, 136), (836, 168), (840, 220)],
        "#6d968b",
        "#3f5f5d",
    )
    canvas.line([(750, 128), (750, 40)], "#d8c08a", 5)
    canvas.shape([(753, 44), (826, 56), (822, 90), (753, 82)], "#1f6f78", "#2f8a86", across=True)
    for step in range(5):
        canvas.box(
            440 - 26 * step,
            762 + 11 * step,
            620 + 52 * step,
            11,
            mix("#cbb08a", "#4a3a4a", 0.1 * step),
            "#6a5560",
        )
        canvas.reflect(818, 182, 0.55, 4)
    for x in (260, 1240):
        canvas.line([(x, 830), (x, 640)], "#1c1a2a", 7)
        canvas.disc(x, 628, 17, 20, "#fff3cf")
        canvas.glow(x, 628, 150, 150, "#ffdf9c", 0.8)
    for x, flip in ((330, 1), (1150, -1)):
        _car(canvas, x, 872, flip)
    return canvas.finish(0.5)


def _car(canvas: Canvas, x: float, y: float, flip: int):
    def at(dx, dy):
        return x + flip * dx, y + dy

    canvas.contact(x, y + 22, 210, 22, 0.8)
    canvas.blob(
        [
            at(dx, dy)
            for dx, dy in (
                (-180, 8),
                (-176, -26),
                (-110, -38),
                (-62, -76),
                (44, -78),
                (92, -38),
                (164, -26),
                (184, 8),
                (170, 20),
                (-170, 20),
            )
        ],
        "#2a2c40",
        "#0b0c16",
    )
    canvas.shape([at(-96, -40), at(-54, -68), at(-8, -69), at(-8, -40)], "#56607f", "#242a42")
    canvas.shape([at(2, -69), at(38, -68), at(78, -40), at(2, -40)], "#56607f", "#242a42")
    for dx in (-106, 106):
        canvas.disc(*at(dx, 14), 29, 29, "#08090f")
        canvas.disc(*at(dx, 14), 15, 15, "#7a8094", "#3a3f50")
    canvas.disc(*at(174, -12), 8, 6, "#fff6d6")
    canvas.glow(*at(200, -8), 90, 50, "#ffe9b0", 0.7)
    canvas.disc(*at(-174, -12), 6, 6, "#e0483c")


SCENES = {
    "flags": flags,
    "family-photo": family_photo,
    "handshake": handshake,
    "facade": facade,
}
