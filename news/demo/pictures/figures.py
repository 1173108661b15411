"""People without faces, flags without emblems, and the things that stand in every hall."""

from .canvas import Canvas, mix

SUITS = ["#1f2a3d", "#27303f", "#20242f", "#2c3446", "#1c2633", "#30333f", "#232b3a"]
HAIR = ["#2b2320", "#4a4440", "#7b7672", "#1d1a1a", "#5b4636"]
SKIN = ["#d9a98a", "#c9967a", "#e2b699", "#b9866b"]
TIES = ["#8c2f39", "#2f5d8c", "#6b5a2e", "#3c6e5a", "#5a3c6e"]

# Plain bands of colour, from the top down; no state's flag.
BANDS = [
    ("#1f6f78", "#efe6d2", "#d8973c"),
    ("#34558b", "#8fb3d9", "#efe6d2"),
    ("#7d2e46", "#d8b25a", "#efe6d2"),
    ("#2f6b4f", "#d8b25a", "#efe6d2"),
    ("#46505f", "#c9684f", "#efe6d2"),
    ("#223c66", "#efe6d2", "#2f8a86"),
]

OUTLINE = [
    (0.030, -0.868),
    (0.085, -0.842),
    (0.122, -0.805),
    (0.138, -0.700),
    (0.146, -0.580),
    (0.145, -0.478),
    (0.131, -0.464),
    (0.115, -0.474),
    (0.110, -0.530),
    (0.098, -0.440),
    (0.092, -0.250),
    (0.078, -0.030),
    (0.084, 0.000),
    (0.030, 0.000),
    (0.020, -0.200),
    (0.004, -0.420),
]


def standing(canvas: Canvas, x: float, y: float, height: float, number: int = 0, dim: float = 0.0):
    """Somebody in a suit, facing us, the feet at x, y. `dim` (0–1) sinks the colours into the dark."""

    def shade(colour: str) -> str:
        return mix(colour, "#0c111b", dim)

    def at(dx: float, dy: float):
        return x + dx * height, y + dy * height

    suit, skin = SUITS[number % len(SUITS)], SKIN[number % len(SKIN)]
    canvas.contact(x, y, 0.16 * height, 0.03 * height)
    sides = OUTLINE + [(-dx, dy) for dx, dy in reversed(OUTLINE)]
    canvas.blob([at(dx, dy) for dx, dy in sides], shade(mix(suit, "#ffffff", 0.10)), shade(suit))
    canvas.shape(
        [at(-0.03, -0.90), at(0.03, -0.90), at(0.034, -0.84), at(-0.034, -0.84)],
        shade(mix(skin, "#000000", 0.18)),
    )
    canvas.shape([at(-0.042, -0.862), at(0.042, -0.862), at(0, -0.69)], shade("#eef0f3"))
    tie = shade(TIES[number % len(TIES)])
    canvas.shape(
        [
            at(-0.012, -0.85),
            at(0.012, -0.85),
            at(0.008, -0.825),
            at(0.013, -0.72),
            at(0, -0.695),
            at(-0.013, -0.72),
            at(-0.008, -0.825),
        ],
        tie,
    )
    lapel = shade(mix(suit, "#000000", 0.25))
    for side in (-1, 1):
        canvas.shape(
            [at(side * 0.042, -0.865), at(side * 0.062, -0.80), at(side * 0.045, -0.775), at(0, -0.69)], lapel
        )
        canvas.disc(*at(side * 0.130, -0.452), 0.017 * height, 0.024 * height, shade(skin))
    canvas.line([at(0, -0.69), at(0, -0.46)], lapel, 0.006 * height)
    head(canvas, *at(0, -0.935), 0.047 * height, number, dim)


def head(canvas: Canvas, x: float, y: float, radius: float, number: int = 0, dim: float = 0.0):
    """A head without a face, its centre at x, y."""
    skin = mix(SKIN[number % len(SKIN)], "#0c111b", dim)
    hair = mix(HAIR[number % len(HAIR)], "#0c111b", dim)
    canvas.disc(x, y - 0.12 * radius, 1.0 * radius, 1.16 * radius, hair)
    canvas.blob(
        [
            (x - 0.84 * radius, y - 0.25 * radius),
            (x - 0.45 * radius, y - 0.62 * radius),
            (x + 0.50 * radius, y - 0.60 * radius),
            (x + 0.84 * radius, y - 0.25 * radius),
            (x + 0.80 * radius, y + 0.50 * radius),
            (x + 0.35 * radius, y + 1.15 * radius),
            (x - 0.35 * radius, y + 1.15 * radius),
            (x - 0.80 * radius, y + 0.50 * radius),
        ],
        mix(skin, "#ffffff", 0.10),
        mix(skin, "#000000", 0.12),
    )


def from_behind(
    canvas: Canvas, x: float, y: float, size: float, colour: str = "#0d1220", hair: str | None = None
):
    """Head and shoulders of somebody who stands before us; y is where the frame cuts them."""
    canvas.blob(
        [
            (x - 1.55 * size, y + 0.6 * size),
            (x - 1.45 * size, y - 1.0 * size),
            (x - 1.00 * size, y - 1.62 * size),
            (x - 0.42 * size, y - 1.90 * size),
            (x + 0.42 * size, y - 1.90 * size),
            (x + 1.00 * size, y - 1.62 * size),
            (x + 1.45 * size, y - 1.0 * size),
            (x + 1.55 * size, y + 0.6 * size),
        ],
        mix(colour, "#ffffff", 0.06),
        colour,
    )
    canvas.box(x - 0.26 * size, y - 2.25 * size, 0.52 * size, 0.5 * size, mix(colour, "#ffffff", 0.03))
    canvas.disc(x, y - 2.62 * size, 0.56 * size, 0.68 * size, hair or mix(colour, "#ffffff", 0.04))


def flag(canvas: Canvas, x: float, y: float, height: float, number: int = 0, dim: float = 0.0):
    """A flag on a staff indoors, hanging in folds; the foot stands at x, y."""
    bands = [mix(colour, "#0c111b", dim) for colour in BANDS[number % len(BANDS)]]
    top, wide = y - height, 0.30 * height
    canvas.contact(x, y, 0.10 * height, 0.022 * height)
    canvas.disc(x, y - 0.012 * height, 0.05 * height, 0.014 * height, mix("#8a6d3a", "#0c111b", dim))
    canvas.box(
        x - 0.006 * height,
        top,
        0.012 * height,
        height,
        mix("#c9a560", "#0c111b", dim),
        mix("#6b5228", "#0c111b", dim),
    )
    canvas.disc(x, top, 0.014 * height, colour=mix("#e0c078", "#0c111b", dim))
    folds = 5
    for fold in range(folds):
        for band, colour in enumerate(bands):
            left, right = fold / folds, (fold + 1) / folds
            shade = (0.0, 0.16, 0.04, 0.22, 0.10)[fold]
            lit = mix(colour, "#ffffff", 0.08) if fold % 2 == 0 else colour
            points = []
            for share, edge in (
                (band / 3, left),
                (band / 3, right),
                ((band + 1) / 3, right),
                ((band + 1) / 3, left),
            ):
                drop = 0.03 + 0.20 * edge
                points.append(
                    (
                        x + (0.004 * height + wide * edge * (1 - 0.42 * share)),
                        top + height * (drop + 0.50 * share),
                    )
                )
            canvas.shape(points, mix(lit, "#000000", shade), mix(lit, "#000000", shade + 0.18), across=True)


def microphone(canvas: Canvas, x: float, y: float, tall: float, lean: float = 0.0, colour: str = "#161b26"):
    """A thin stem with a foam head, rising from x, y."""
    tip = (x + lean * tall, y - tall)
    canvas.line([(x, y), (x + lean * tall * 0.35, y - 0.6 * tall), tip], colour, max(1.6, 0.05 * tall))
    canvas.disc(tip[0], tip[1], 0.10 * tall, 0.15 * tall, mix(colour, "#ffffff", 0.16), colour)
