"""What the site writes can always be read on what it writes it on, whatever the office's colour."""

import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.colours import contrast, dimmed, ink_on, readable
from news.views.office import PAPER, PAPER_AT_NIGHT

CSS = (Path(__file__).parent.parent / "news" / "static" / "news" / "press.css").read_text()


def test_contrast_counts_as_the_standard_does():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize(
    "colour", ["#7a1f2b", "#ffff00", "#00ff00", "#000000", "#ffffff", "#808080", "#0000ff"]
)
@pytest.mark.parametrize("ground", ["#ffffff", "#22262b"])
def test_any_accent_is_made_readable_on_light_and_dark(colour, ground):
    assert contrast(readable(colour, on=ground), ground) >= 5


def test_a_readable_colour_is_left_alone():
    assert readable("#7a1f2b", on="#ffffff") == "#7a1f2b"


@given(st.binary(min_size=3, max_size=3).map(lambda parts: "#" + parts.hex()))
def test_words_can_be_read_on_the_office_colour_by_day_and_night(colour):
    for ground in (colour, dimmed(colour)):
        assert contrast(ink_on(ground), ground) >= 4.5


def tokens() -> tuple[dict, dict]:
    """The colours of the style sheet by name, by day and by night."""
    by_day, by_night = re.findall(r":root \{([^}]*--paper:[^}]*)\}", CSS)[:2]
    read = [dict(re.findall(r"--([\w-]+): (#\w{3,6});", block)) for block in (by_day, by_night)]
    for colours in read:
        colours.update({name: _long(colour) for name, colour in colours.items()})
    return read[0], read[0] | read[1]


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


def test_every_colour_of_words_can_be_read_on_every_ground_by_day_and_night():
    for colours in tokens():
        for words, ground in product(("ink", "quiet", "accent"), ("paper", "tint")):
            assert contrast(colours[words], colours[ground]) >= 4.5, (words, ground)
        for ground in ("found", "came", "went"):
            assert contrast(colours["ink"], colours[ground]) >= 4.5, ground
        assert contrast(colours["edge"], colours["paper"]) >= 3
        assert contrast(colours["edge"], colours["tint"]) >= 3


@given(st.binary(min_size=3, max_size=3).map(lambda parts: "#" + parts.hex()))
def test_the_office_colour_in_words_can_be_read_on_every_ground(colour):
    for colours, ground in zip(tokens(), (PAPER, PAPER_AT_NIGHT), strict=True):
        words = readable(colour, on=ground)
        assert contrast(words, colours["paper"]) >= 4.5
        assert contrast(words, colours["tint"]) >= 4.5
