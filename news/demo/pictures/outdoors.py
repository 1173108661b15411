"""Scenes under the sky."""

import math

from .canvas import HIGH, WIDE, Canvas, arc, mix, smooth
from .figures import standing


def aircraft(canvas: Canvas):
    """An aircraft on the apron in the early morning, stairs and a red carpet before it."""
    canvas.fill("#5f86b3", "#a9c3d9", "#f3dcc0", bottom=640)
    canvas.glow(1180, 560, 760, 380, "#ffe3b0", 0.8)
    canvas.blob(
        [
            (-60, 660),
            (120, 570),
            (380, 600),
            (620, 560),
            (900, 606),
            (1200, 574),
            (1560, 620),
            (1560, 700),
            (-60, 700),
        ],
        "#8fa0b3",
        "#7489a0",
    )
    canvas.fill("#7c8791", "#545e68", top=640)
    for y in (690, 760, 860):
        canvas.shape([(0, y), (WIDE, y), (WIDE, y + (y - 640) * 0.03), (0, y + (y - 640) * 0.03)], "#8f9aa3")
    canvas.shadow([(120, 800), (1380, 800), (1300, 850), (240, 850)], 26, 0.5)
    white, shade = "#fbfcfd", "#aebac6"
    canvas.shape([(1120, 470), (1270, 190), (1350, 190), (1320, 480)], "#2b557f", "#1d3f63")
    canvas.shape([(1230, 470), (1460, 400), (1490, 410), (1330, 500)], "#dfe5ea", "#9fabb7")
    body = [
        (90, 590),
        (120, 545),
        (200, 500),
        (330, 470),
        (1120, 462),
        (1330, 470),
        (1400, 486),
        (1330, 540),
        (1130, 640),
        (330, 654),
        (180, 644),
        (110, 622),
    ]
    canvas.blob(body, white, shade)
    canvas.blob(
        [(120, 604), (330, 588), (1120, 578), (1330, 530), (1130, 640), (330, 654), (180, 644), (112, 624)],
        "#c9d2da",
        "#8f9ca9",
    )
    canvas.shape(
        [(96, 584), (330, 566), (1150, 556), (1352, 520), (1346, 530), (1150, 570), (330, 581), (100, 598)],
        "#2b557f",
    )
    for window in range(26):
        x = 330 + window * 30
        if 610 < x < 650:
            continue
        canvas.shape(arc(x, 524 - window * 0.3, 6, 9, 0, 360, 16), "#34495e")
    canvas.shape([(128, 556), (160, 530), (206, 516), (206, 544), (150, 560)], "#24384c", "#3f5c78")
    canvas.shape([(560, 612), (760, 606), (420, 800), (350, 806)], "#cdd6de", "#8f9ca9")
    for x, y in ((520, 690),):
        canvas.blob(
            [
                (x - 90, y),
                (x - 80, y - 40),
                (x + 60, y - 44),
                (x + 90, y - 20),
                (x + 90, y + 20),
                (x + 60, y + 38),
                (x - 80, y + 40),
            ],
            "#e9eef2",
            "#8795a3",
        )
        canvas.disc(x - 84, y, 14, 40, "#3a4754", "#1c252f")
    for x in (250, 700, 760):
        canvas.line([(x, 640), (x, 800)], "#6b7680", 12)
        canvas.disc(x - 14, 806, 26, 26, "#171c22", "#2c343d")
        canvas.disc(x - 14, 806, 11, 11, "#8b96a1")
    canvas.box(300, 500, 52, 112, "#2c3d50", "#43586e")
    stairs = [(352, 612), (300, 612), (420, 862), (520, 862)]
    canvas.shape(stairs, "#b9c3cc", "#7f8b96")
    for step in range(11):
        share = step / 11
        left, right, y = 300 + 120 * share, 352 + 168 * share, 612 + 250 * share
        canvas.shape([(left, y), (right, y), (right + 3, y + 9), (left + 2, y + 9)], "#b5343f")
    for start, stop in (((300, 560), (420, 806)), ((352, 560), (520, 806))):
        canvas.line([start, stop], "#e9edf0", 8)
    canvas.shape([(420, 862), (520, 862), (1500, 985), (1500, 1000), (640, 1000)], "#b5343f", "#7d1f2b")
    for number in range(6):
        standing(canvas, 760 + number * 118, 858 + number * 14, 250 + number * 16, number)
    return canvas.finish(0.35)


def border_post(canvas: Canvas):
    """A post in the mountains: a hut, a mast, a barrier, and snow above."""
    canvas.fill("#4f86bd", "#94bddb", "#e8dfcf", bottom=620)
    canvas.glow(320, 250, 620, 420, "#fff2d4", 0.6)
    _range(canvas, 520, 330, "#8fa5bd", "#a9bccd", snow=True, seed=2)
    _range(canvas, 610, 300, "#5f7890", "#7d94a6", snow=True, seed=5)
    _range(canvas, 690, 200, "#5a6b62", "#71806f", seed=9)
    canvas.blob(
        [(-80, 760), (200, 690), (560, 740), (900, 690), (1250, 750), (1580, 690), (1580, 1060), (-80, 1060)],
        "#a39468",
        "#6d6243",
    )
    canvas.shape([(690, 745), (760, 745), (1080, 1000), (380, 1000)], "#cdbd94", "#a08f68")
    canvas.shadow([(930, 806), (1290, 806), (1360, 840), (980, 850)], 14, 0.5)
    canvas.box(940, 640, 330, 172, "#e3dcc9", "#b9ae94")
    canvas.shape([(916, 644), (1294, 644), (1240, 572), (970, 572)], "#7d4a3c", "#5a3229")
    canvas.box(1010, 680, 70, 60, "#34495e", "#5f7d99")
    canvas.box(1130, 680, 60, 132, "#4a3a2c", "#33271d")
    canvas.box(1216, 690, 34, 44, "#34495e", "#5f7d99")
    canvas.line([(1340, 830), (1340, 330)], "#5a646e", 9)
    for y in range(360, 820, 60):
        canvas.line([(1320, y + 40), (1360, y), (1320, y - 10)], "#6b7680", 3)
    canvas.disc(1340, 326, 9, colour="#e0483c")
    canvas.glow(1340, 326, 60, 60, "#ff7a66", 0.6)
    canvas.shape([(1352, 420), *arc(1352, 450, 34, 34, -90, 90, 20), (1352, 484)], "#dfe5ea", "#a8b3bd")
    for x, foot, tall in ((600, 826, 96), (596, 826, 96)):
        canvas.box(x - 12, foot - tall, 24, tall, "#e9e2d4", "#b3aa97")
    for piece in range(9):
        x = 600 + piece * 40
        canvas.shape(
            [
                (x, 744 - piece * 4),
                (x + 40, 740 - piece * 4),
                (x + 40, 754 - piece * 4),
                (x, 758 - piece * 4),
            ],
            "#b5343f" if piece % 2 else "#f4efe4",
        )
    for number in range(5):
        x, y, size = 60 + number * 96, 900 - number * 26, 1.15 - number * 0.12
        canvas.contact(x, y, 30 * size, 7 * size)
        canvas.box(x - 13 * size, y - 120 * size, 26 * size, 120 * size, "#2f6b4f", "#244f3b")
        for ring in range(3):
            canvas.box(
                x - 13 * size, y - (110 - 40 * ring) * size, 26 * size, 18 * size, "#b5343f", "#8a2630"
            )
    for _stone in range(60):
        x, y = canvas.random.uniform(0, WIDE), canvas.random.uniform(830, 990)
        size = (y - 760) / 60
        if abs(x - 720) > (y - 700) * 1.3:
            canvas.blob(
                [
                    (x - 3 * size, y),
                    (x - size, y - 2.4 * size),
                    (x + 2 * size, y - 2 * size),
                    (x + 3.4 * size, y),
                ],
                "#b5a880",
                "#7d7152",
            )
    return canvas.finish(0.35)


def _range(
    canvas: Canvas, base: float, height: float, dark: str, light: str, *, snow: bool = False, seed: int = 0
):
    """A chain of mountains, one side of each peak in the light."""
    spread = 210
    for number in range(-1, 9):
        x = number * spread + (seed * 67 + number * 41) % 90
        tall = height * (0.62 + ((seed * 31 + number * 57) % 40) / 100)
        wide = spread * 1.15
        peak = (x, base - tall)
        ridge = [
            peak,
            (x + 0.08 * wide, base - 0.62 * tall),
            (x - 0.05 * wide, base - 0.34 * tall),
            (x + 0.1 * wide, base + 130),
        ]
        canvas.shape([peak, (x - wide, base + 130), (x + wide, base + 130)], mix(dark, "#ffffff", 0.06), dark)
        canvas.shape([(x - wide, base + 130), *ridge], light, mix(light, dark, 0.5))
        if snow:
            cap = [
                peak,
                (x - 0.26 * wide, base - 0.72 * tall),
                (x - 0.16 * wide, base - 0.76 * tall),
                (x - 0.10 * wide, base - 0.66 * tall),
                (x, base - 0.74 * tall),
                (x + 0.08 * wide, base - 0.64 * tall),
                (x + 0.16 * wide, base - 0.77 * tall),
                (x + 0.25 * wide, base - 0.72 * tall),
            ]
            canvas.shape(cap, "#f6f9fc", "#d5e0ea")
            canvas.shape(
                [
                    peak,
                    (x + 0.08 * wide, base - 0.64 * tall),
                    (x + 0.16 * wide, base - 0.77 * tall),
                    (x + 0.25 * wide, base - 0.72 * tall),
                ],
                "#c9d6e2",
                "#b3c3d2",
            )


def almaty(canvas: Canvas):
    """A city of gardens below snow mountains, in the morning."""
    canvas.fill("#6aa0d0", "#a9cbe3", "#f1e3cd", bottom=640)
    canvas.glow(1150, 240, 700, 420, "#fff3d8", 0.7)
    _range(canvas, 470, 360, "#7e97b3", "#a3b7ca", snow=True, seed=3)
    _range(canvas, 560, 300, "#58738f", "#7b95aa", snow=True, seed=7)
    _range(canvas, 640, 170, "#4f7263", "#6b8d74", seed=4)
    canvas.glow(750, 650, 1000, 150, "#e9f0f2", 0.75)
    for number in range(30):
        x = number * 54 - 40
        high = 70 + (number * 97) % 170
        tone = mix("#c9cfd3", "#8fa0ae", (number * 31 % 10) / 10)
        canvas.box(x, 760 - high, 48, high + 60, mix(tone, "#fff0d8", 0.3), mix(tone, "#566a7d", 0.45))
        for row in range(int(high // 26)):
            for column in range(3):
                canvas.box(
                    x + 7 + 13 * column,
                    768 - high + 26 * row,
                    8,
                    13,
                    "#5f7d99" if (row + column + number) % 3 else "#f6dfae",
                )
    canvas.fill("#6b8f68", "#3a6a45", top=752)
    canvas.box(1120, 330, 12, 300, "#e4e9ed", "#8795a3")
    canvas.blob(
        [(1092, 430), (1126, 414), (1160, 430), (1152, 462), (1126, 470), (1100, 462)], "#f2f5f7", "#9fabb7"
    )
    canvas.line([(1126, 340), (1126, 250)], "#c9d2da", 4)
    for row in range(3):
        for number in range(34):
            x = number * 48 - 30 + row * 19 + (number * 29 % 17)
            y = 800 + row * 78 + (number * 37 % 26)
            size = 44 + row * 16
            base = ("#5d8f5a", "#4a7d50", "#3a6a45")[row]
            canvas.disc(x, y, size, size * 0.86, mix(base, "#f2e6a0", 0.22), mix(base, "#10241a", 0.35))
    return canvas.finish(0.35)


def skyline(canvas: Canvas):
    """Towers of a city at night over a river, their lights in the water."""
    canvas.fill("#070b1e", "#131c42", "#2f2f66", "#6a4a7d", bottom=640)
    for _star in range(120):
        x, y = canvas.random.uniform(0, WIDE), canvas.random.uniform(0, 380)
        canvas.disc(x, y, canvas.random.uniform(0.7, 1.8), colour="#cfd8ff")
    canvas.disc(1190, 170, 58, 58, "#fdf4dc", "#e6d9b8")
    canvas.glow(1190, 170, 300, 300, "#cdd4ff", 0.55)
    canvas.glow(750, 640, 1000, 240, "#ff9a7a", 0.4)
    for number in range(24):
        x, high = number * 66 - 20, 90 + (number * 71) % 140
        canvas.box(x, 640 - high, 60, high, "#2b2d5a", "#3f3863")
    towers = [
        (80, 120, 250),
        (210, 96, 340),
        (318, 130, 290),
        (462, 90, 440),
        (566, 120, 360),
        (700, 100, 520),
        (816, 130, 400),
        (960, 92, 470),
        (1066, 124, 330),
        (1204, 104, 380),
        (1322, 130, 260),
    ]
    for number, (x, wide, high) in enumerate(towers):
        top = 640 - high
        canvas.box(x, top, wide, high, "#232a55", "#12152f")
        canvas.box(x, top, wide * 0.32, high, "#2f3868", "#1a1f42")
        if number % 3 == 2:
            canvas.shape([(x, top), (x + wide, top), (x + wide / 2, top - 56)], "#2a3160", "#232a55")
        if number % 4 == 1:
            canvas.line([(x + wide / 2, top), (x + wide / 2, top - 80)], "#3a4178", 4)
            canvas.disc(x + wide / 2, top - 82, 5, colour="#ff6a5a")
        for row in range(int(high // 21) - 1):
            for column in range(int(wide // 17)):
                chance = canvas.random.random()
                if chance < 0.62:
                    tone = "#ffd98a" if chance < 0.4 else ("#ffeec2" if chance < 0.54 else "#9fc4ff")
                    canvas.box(x + 8 + 17 * column, top + 12 + 21 * row, 9, 12, tone)
    canvas.fill("#141a3a", "#0a0e22", top=640)
    canvas.reflect(640, 360, 0.62, 7)
    for _ripple in range(150):
        y = 650 + 350 * canvas.random.random() ** 1.4
        x, long = canvas.random.uniform(-50, WIDE), canvas.random.uniform(20, 120) * (y - 600) / 200
        canvas.line(
            [(x, y), (x + long, y)],
            "#0a0e2255" if canvas.random.random() < 0.5 else "#aab4e022",
            2 + (y - 640) / 120,
        )
    canvas.box(0, 634, WIDE, 12, "#2a2548", "#15162e")
    for x in range(30, 1500, 75):
        canvas.disc(x, 628, 4, colour="#fff0c8")
        canvas.glow(x, 630, 40, 34, "#ffd99a", 0.7)
    return canvas.finish(0.45)


def map_of_links(canvas: Canvas):
    """An abstract map: land in soft relief, lights of cities, arcs between them."""
    canvas.fill("#0f2138", "#132c49", "#0d1c31")
    for step in range(1, 15):
        canvas.line([(step * 107, 0), (step * 107 - 60, HIGH)], "#3f678f38", 2)
    for step in range(1, 10):
        bow = [(x, step * 104 + 26 * math.sin(x / WIDE * math.pi) - 13) for x in range(0, WIDE + 50, 50)]
        canvas.line(bow, "#3f678f38", 2)
    land = [
        (-60, 220),
        (160, 150),
        (300, 210),
        (470, 140),
        (700, 190),
        (900, 120),
        (1150, 170),
        (1340, 130),
        (1560, 210),
        (1560, 700),
        (1380, 760),
        (1260, 700),
        (1120, 790),
        (960, 740),
        (830, 840),
        (690, 780),
        (600, 690),
        (480, 760),
        (360, 700),
        (250, 790),
        (140, 700),
        (-60, 740),
    ]
    canvas.shadow(smooth([(x + 10, y + 26) for x, y in land]), 30, 0.7)
    canvas.blob(land, "#2d5a7f", "#1f4262")
    for share, tone in ((0.86, "#33648b"), (0.70, "#3a6f97"), (0.52, "#437ba3"), (0.33, "#4d88b0")):
        inner = [(760 + (x - 760) * share + 30 * math.sin(y / 60), 450 + (y - 450) * share) for x, y in land]
        canvas.blob(inner, tone, mix(tone, "#1f4262", 0.4))
    canvas.blob(
        [(330, 470), (400, 440), (440, 500), (420, 590), (360, 600), (320, 540)], "#163250", "#10263f"
    )
    for river in (
        [(900, 180), (880, 300), (930, 400), (900, 520), (960, 640)],
        [(560, 200), (600, 320), (560, 430)],
        [(1200, 210), (1150, 330), (1190, 470), (1120, 600)],
    ):
        canvas.line(smooth(river)[: 8 * (len(river) - 1)], "#16325099", 6)
    cities = [(270, 330), (520, 300), (620, 560), (820, 420), (980, 560), (1100, 380), (1270, 470)]
    for number, (x, y) in enumerate(cities):
        for x2, y2 in (cities[(number + 1) % len(cities)], cities[(number + 3) % len(cities)]):
            lift = 0.32 * math.hypot(x2 - x, y2 - y)
            bow = [
                (x + (x2 - x) * t / 40, y + (y2 - y) * t / 40 - lift * math.sin(math.pi * t / 40))
                for t in range(41)
            ]
            canvas.line([(px, py + 8) for px, py in bow], "#0a182a40", 6)
            canvas.line(bow, "#f2c96ecc", 3)
    for x, y in cities:
        canvas.glow(x, y, 90, 90, "#ffe2a0", 0.9)
        canvas.disc(x, y, 19, 19, "#0f2138")
        canvas.disc(x, y, 13, 13, "#fff1c9", "#f2b84a")
    return canvas.finish(0.5)


SCENES = {
    "aircraft": aircraft,
    "border-post": border_post,
    "almaty": almaty,
    "skyline": skyline,
    "map": map_of_links,
}
