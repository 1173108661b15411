"""The office's colour can always be read."""

import pytest

from news.colours import contrast, readable


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
