"""Pages in any language, from left or from right; each says which languages it is there in."""

import re
from pathlib import Path

import pytest

from news.languages import direction, own_name
from news.models import PressContact

from . import make

ROOT = Path(__file__).resolve().parent.parent
STYLES = [ROOT / "news" / "static" / "news" / "press.css"]
# What names a side of the screen instead of the beginning or the end of a line.
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|top|bottom|border-(?:top|bottom)-(?:left|right)-radius|(?:min-|max-)?(?:width|height)"
    r")\s*:(?![^{;]*\)\s*\{)"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)


def page(client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize(
    ("css", "is_physical"),
    [
        ("a { margin-left: 1px }", True),
        ("a { left: 0 }", True),
        ("a { text-align: right }", True),
        ("a { border-top-left-radius: 1px }", True),
        ("a { width: 3rem }", True),
        ("a { margin-inline-start: 1px; inset-inline: 0; text-align: end }", False),
        ("@media (min-width: 30rem) { a { inline-size: 3rem } }", False),
    ],
)
def test_the_check_for_physical_sides_knows_them(css, is_physical):
    assert bool(PHYSICAL.search(re.sub(r"@media[^{]*\{", "{", css))) is is_physical


def test_the_styles_of_the_public_site_name_no_side_of_the_screen():
    found = []
    for path in STYLES:
        css = re.sub(r"@media[^{]*\{", "{", path.read_text())
        found += [f"{path.name}: {match.group()}" for match in PHYSICAL.finditer(css)]

    assert found == []


def test_arabic_dari_and_hebrew_are_written_from_the_right():
    assert [direction(code) for code in ("ar", "prs", "fa-af", "he", "en", "ru", "xx")] == [
        *["rtl"] * 4,
        *["ltr"] * 3,
    ]
    assert own_name("ar") == "العربيّة"
    assert own_name("prs") == "دری"
    assert own_name("xx") == "xx"


@pytest.mark.django_db
class TestThreeLanguages:
    @pytest.fixture(autouse=True)
    def office(self):
        return make.office(languages="en ru ar")

    def test_a_page_in_arabic_begins_at_the_right(self, client):
        edition = make.approved(make.release(), "ar", title="بيان")

        assert '<html lang="ar" dir="rtl">' in page(client, edition.get_absolute_url())
        assert '<html lang="ar" dir="rtl">' in page(client, "/ar/")
        assert '<html lang="ar" dir="rtl">' in page(client, "/ar/nothing/")
        assert '<html lang="en" dir="ltr">' in page(client, "/en/")

    def test_a_part_in_another_language_says_which_and_its_direction(self, client):
        session = make.session()
        make.approved(make.statement(session=session), "ar", title="بيان")
        edition = make.approved(session, "en")

        link = 'hreflang="ar" lang="ar" dir="rtl">بيان</a> <span class="tongue">(AR)</span>'
        assert link in page(client, edition.get_absolute_url())

    def test_what_exists_in_arabic_only_is_offered_at_the_addresses_of_the_others(self, client):
        edition = make.approved(make.release(), "ar", title="بيان")

        response = client.get(edition.get_absolute_url().replace("/ar/", "/en/"))

        assert response.status_code == 404
        assert 'hreflang="ar" lang="ar" dir="rtl">بيان</a>' in response.content.decode()

    def test_the_languages_of_a_page_say_where_it_is_missing(self, client):
        edition = make.approved(make.release(), "en")

        shown = page(client, edition.get_absolute_url())

        languages = shown[shown.index('class="languages"') : shown.index("</nav>")]
        assert languages.count("the home page: this page does not exist in that language") == 2
        assert '<a class="away" hreflang="ar" href="/ar/">' in languages
        assert "this page does not exist" not in page(client, "/en/news/")

    def test_telephone_numbers_and_addresses_keep_their_order(self, client):
        PressContact.objects.create(term=make.term(), telephones="+7 495 000-00-01", email="a@example.org")

        shown = page(client, "/ar/contact/")

        assert '<a dir="ltr" href="tel:+74950000001">' in shown
        assert '<a dir="ltr" href="mailto:a@example.org">' in shown


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "letters"), [("en", "latin"), ("ru", "cyrillic")])
def test_the_letters_that_a_page_is_set_in_are_fetched_first(client, language, letters):
    make.office()

    assert re.findall(r'rel="preload" href="[^"]*literata-(\w+)', page(client, f"/{language}/")) == [letters]
