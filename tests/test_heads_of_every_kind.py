"""Of every kind of page in both languages: the sentence, the card and the languages in its head."""

import re

import pytest
from django.test import Client

from . import kinds, make
from .test_heads import LANGUAGES, SITE, Head, head

pytestmark = pytest.mark.django_db

once = make.once(kinds.site)


@pytest.fixture
def site(once):
    return once


@pytest.fixture
def heads(site) -> dict[str, Head]:
    """Of every kind of page in both languages that says which address is its own."""
    found = {}
    for language in LANGUAGES:
        for path in kinds.addresses(site, language).values():
            response = Client().get(path)
            if response.status_code == 200 and path not in found:
                found[path] = Head(response.content.decode())
    return {path: one for path, one in found.items() if one.canonical}


def test_pages_in_different_languages_name_each_other_and_themselves(heads):
    known = {one.canonical: one for one in heads.values()}
    named = {path: one for path, one in heads.items() if one.alternates}

    assert len(named) > 40
    for path, one in named.items():
        assert one.canonical in one.alternates.values(), path
        assert list(one.alternates)[-1] == "x-default", path
        for other in set(one.alternates.values()) - {f"{SITE}/"}:
            there = known.get(other) or known.setdefault(other, head(other))
            assert (there.canonical, there.alternates) == (other, one.alternates), path


def test_only_the_editions_of_a_page_and_its_form_to_print_name_no_languages(heads):
    silent = {path for path, one in heads.items() if not one.alternates}

    assert {re.sub(r"\A/\w+/|\d+/\Z", "", path) for path in silent} <= {f"{kinds.SESSION}history/"}


def test_home_leads_readers_of_other_languages_to_where_one_is_chosen(site):
    assert head("/en/").alternates == {
        "en": f"{SITE}/en/",
        "ru": f"{SITE}/ru/",
        "x-default": f"{SITE}/",
    }
    assert head("/ru/news/").alternates["x-default"] == f"{SITE}/en/news/"


def test_a_photograph_leads_to_itself_in_the_other_languages_that_show_it(site):
    path = f"{kinds.SESSION}photos/2/"
    page = Client().get(f"/en/{path}").content.decode()

    there = Head(page).alternates["ru"]

    assert there == head(f"/ru/{path}").canonical
    menu = page[page.index('class="languages"') :]
    assert f'href="{there.removeprefix(SITE)}"' in menu[: menu.index("</nav>")]


def in_sitemaps() -> list[str]:
    client, found = Client(), []
    index = client.get("/sitemap.xml").content.decode()
    for part in re.findall("<loc>(.*?)</loc>", index):
        found += re.findall("<loc>(.*?)</loc>", client.get(part.removeprefix(SITE)).content.decode())
    return found


def test_every_page_that_search_engines_are_told_of_says_a_sentence_that_no_other_page_says(site):
    said: dict[tuple[str, str], str] = {}
    for address in in_sitemaps():
        sentence = head(address).said.get("description", "")
        assert sentence, address
        assert len(sentence) < 250 or "/20" in address, (address, sentence)  # a lead is as long as it is
        language = address.removeprefix(SITE).split("/")[1]
        assert said.setdefault((language, sentence), address) == address, sentence
    assert len(said) > 60


def test_every_kind_of_page_has_a_card(heads):
    for path, one in heads.items():
        if any(part in path for part in ("/search/", "/print/", "patterns", "history/1/")):
            continue
        language = path.split("/")[1]
        locales = {"en": "en_GB", "ru": "ru_RU"}
        assert one.said["og:url"] == one.canonical
        assert one.said["og:title"], path
        assert one.said["og:description"] == one.said["description"], path
        assert one.said["og:locale"] == locales.pop(language)
        if len(one.alternates) > 2:
            assert one.said["og:locale:alternate"] in locales.values(), path
