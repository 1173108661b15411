"""Every kind of page, in both languages, light and dark, by axe in a real browser."""

import re
from pathlib import Path

import pytest

from . import make

pytestmark = pytest.mark.django_db(transaction=True)

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PICTURE = re.compile(r"/photos/[^/]+/(?:[^/]+/)?\d+\.")
PAGES = [
    "",
    "sessions/",
    "news/?year=2014",
    "sessions/?body=csc&form=regular&year=2013",
    "archive/",
    "archive/2014/",
    "archive/2014/12/",
    "search/",
    "search/?q=moscow+title",
    "search/?q=titel&year=2014&kind=decision",
    "sessions/2014/12/23/session-moscow/",
    "sessions/2014/12/23/session-moscow/photos/",
    "sessions/2014/12/23/session-moscow/photos/2/",
    "sessions/2014/12/23/session-moscow/history/",
    "sessions/2014/12/23/session-moscow/history/1/",
    "sessions/2014/12/23/session-moscow/print/",
    "officials/",
    "officials/nikolai-bordyuzha/",
    "bodies/",
    "bodies/csc/",
    "bodies/csc/?on=2014-12-23",
    "states/",
    "states/tajikistan/",
    "topics/",
    "topics/crisis-response/",
    "contact/",
    "about/",
    "record/",
    "nothing/",
    "news/?year=none",
]


@pytest.fixture(autouse=True)
def without_pictures(page):
    """Their bytes are not what these tests are about."""
    page.route(PICTURE, lambda route: route.abort())


def violations(page, rules=RULES) -> list[str]:
    found = page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_page_stands_in_a_readers_way_by_day_or_night(page, live_server, language):
    case = make.everything()
    office = make.office(accent_colour="#8fbf3f")
    office.words.update(notice="A demonstration.", tagline="The press service")
    gone = make.withdrawn(make.approved(make.release(), language))
    items = [case.statement, case.interview, case.decision, case.coverage]
    addresses = [f"/{language}/{path}" for path in PAGES]
    addresses += [case.editions[item, language].get_absolute_url() for item in items]

    found = {}
    for address in [*addresses, gone.get_absolute_url()]:
        page.emulate_media(color_scheme="light")
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('details').forEach(more => more.open = true)")
        page.evaluate(AXE)
        problems = violations(page)
        page.emulate_media(color_scheme="dark")
        problems += violations(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})
        if problems:
            found[address] = problems

    assert found == {}


@pytest.mark.parametrize("width", [320, 768, 1920])
def test_no_page_is_wider_than_the_window(page, live_server, width):
    case = make.model_case(["en"])
    make.approved(
        make.release(), title="Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 3, lead="x" * 200
    )
    page.set_viewport_size({"width": width, "height": 800})
    items = [case.editions[item, "en"].get_absolute_url() for item in (case.session, case.decision)]

    for address in [*(f"/en/{path}" for path in PAGES), *items]:
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_skip_link_comes_first_and_leads_to_the_content(page, live_server):
    make.model_case(["en"])
    page.goto(live_server.url + "/en/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"


def test_no_page_asks_another_host_or_breaks_its_own_policy(page, live_server):
    make.model_case(["en"])
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))

    for path in PAGES[:-2]:
        page.goto(live_server.url + f"/en/{path}")

    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert [text for text in said if "Content Security Policy" in text] == []
