"""The photographer's list of captions, pasted into one field."""

import pytest

from news.admin import pasted

NAMES = ["DSC_8.jpg", "DSC_9.jpg", "DSC_10.JPG"]
TEXTS = {0: "The hall", 1: "The table: six people", 2: "The press"}


@pytest.mark.parametrize(
    "text",
    [
        "The hall\nThe table: six people\nThe press",
        "\r\n The hall \r\n\r\n\r\nThe table: six people\r\n\r\nThe press\r\n",
        "1. The hall\n2. The table: six people\n3. The press",
        "1\tThe hall\n2\tThe table: six people\n3\tThe press",
        "DSC_8.jpg\tThe hall\nDSC_9.jpg\tThe table: six people\nDSC_10.JPG\tThe press",
        "DSC_10.jpg: The press\nDSC_8: The hall\ndsc_9.JPG – The table: six people",
        "DSC_8.jpg\nThe hall\n\nDSC_9.jpg\nThe table:\nsix people\n\nDSC_10.JPG\nThe press",
    ],
)
def test_lists_as_photographers_write_them_find_their_pictures(text):
    assert pasted.read(text, NAMES) == TEXTS


def test_paragraphs_keep_their_lines():
    assert pasted.read("One\ntwo\n\nThree\n\nFour", NAMES) == {0: "One\ntwo", 1: "Three", 2: "Four"}


def test_with_names_pictures_may_be_left_out():
    assert pasted.read("DSC_9.jpg: The table: six people", NAMES) == {1: TEXTS[1]}


def test_two_files_of_one_name_are_taken_in_their_order():
    assert pasted.read("a.jpg: One\na.jpg: Two", ["a.jpg", "a.jpg"]) == {0: "One", 1: "Two"}


def test_years_at_the_beginning_are_no_numbers_of_a_list():
    text = "2014. The hall\n2015. The table\n2016. The press"

    assert pasted.read(text, NAMES)[0] == "2014. The hall"


@pytest.mark.parametrize(
    ("text", "names", "sentence"),
    [
        ("The hall\nThe table", NAMES, "The list has 2 texts for 3 photographs."),
        ("The hall", [], "There is no photograph yet"),
        ("DSC_8.jpg: The hall\nDSC_77.jpg: Who knows", NAMES, "“DSC_77.jpg: Who knows”"),
        ("a\nb\nc\nd", NAMES, "The list has 4 texts for 3 photographs."),
    ],
)
def test_a_list_that_does_not_fit_gets_a_sentence(text, names, sentence):
    with pytest.raises(pasted.Unfitting) as refusal:
        pasted.read(text, names)

    assert sentence in str(refusal.value)
