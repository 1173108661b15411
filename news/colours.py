"""Contrast as WCAG 2.2 counts it. Colours are "#rrggbb"."""

WANTED = 5.0  # 4.5 is asked for; tints of the ground take some


def readable(colour: str, *, on: str) -> str:
    """The colour, or the nearest shade of it that can be read on the ground."""
    towards = (0, 0, 0) if luminance(on) > 0.18 else (255, 255, 255)
    for step in range(101):
        shade = _mixed(colour, towards, step / 100)
        if contrast(shade, on) >= WANTED:
            return shade
    raise AssertionError("black or white can be read on every ground")


def ink_on(ground: str) -> str:
    """Black or white, whichever stands out more: at least 4.58, the root of 21, on any ground."""
    return max("#ffffff", "#000000", key=lambda ink: contrast(ink, ground))


def dimmed(colour: str) -> str:
    """The colour as a large ground at night, when the office's own may glare."""
    return _mixed(colour, (0, 0, 0), 0.25)


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    parts = [channel / 255 for channel in _channels(colour)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _mixed(colour: str, towards: tuple[int, ...], share: float) -> str:
    parts = zip(_channels(colour), towards, strict=True)
    return "#" + bytes(round(part + (end - part) * share) for part, end in parts).hex()
