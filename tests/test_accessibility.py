"""Every kind of page in a real browser: by axe, by day and by night, wide and narrow, and by keyboard.

The run leaves a picture of each in build/screenshots/, for a person to look at.
"""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings as project
from PIL import Image

from . import kinds, make

pytestmark = pytest.mark.django_db(transaction=True)

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
# What another width or colour can break; the rest was asked already.
OF_THE_LOOK = {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}
PICTURE = re.compile(r"/photos/[^/]+/(?:[^/]+/)?\d+\.")
SHOTS = project.BASE_DIR / "build" / "screenshots"
WORDS_TO_BE_SEEN = """() => {
  const found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const words = walk.currentNode.textContent.trim();
    if (words && walk.currentNode.parentElement.checkVisibility({visibilityProperty: true})) found.add(words);
  }
  return [...found];
}"""
OPEN = "document.querySelectorAll('details').forEach(more => more.open = true)"
WIDTH = "document.documentElement.scrollWidth"
TORN_DAYS = """[...document.querySelectorAll("time:not([datetime*='T']), .day:not(h1 *)")]
  .filter(day => day.getClientRects().length > 1).map(day => day.textContent)"""


@pytest.fixture(autouse=True)
def with_one_picture(page):
    """In place of every photograph: their bytes are not what these tests are about."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((960, 640)).convert("RGB").save(buffer, "JPEG")
    page.route(PICTURE, lambda route: route.fulfill(body=buffer.getvalue(), content_type="image/jpeg"))


@pytest.fixture
def heard(page):
    """What the browser asked for and complained of."""
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return requests, complaints


def violations(page, rules=RULES) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def look(page, width: int, scheme: str, kind: str = "", shot: bool = False) -> list[str]:
    """The page in that width; what sticks out of the window, and days that are torn over two lines."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    if shot:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{kind}-{width}.jpg", type="jpeg", quality=60, full_page=True)
    reach = page.evaluate(WIDTH)
    problems = [f"{reach} px wide in a window of {width}"] if reach > width else []
    return problems + [f"torn at {width} px: {day}" for day in page.evaluate(TORN_DAYS)]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_page_stands_in_a_readers_way(page, live_server, heard, settings, language):
    settings.DEMO = True
    case = kinds.site()
    shots = language == "en"
    found, scripts = {}, {}
    for kind, path in kinds.addresses(case, language).items():
        look(page, 1280, "light")
        page.goto(live_server.url + path)
        scripts[kind] = page.evaluate("[...document.scripts].filter(one => one.src).length")
        page.evaluate(OPEN)
        problems = look(page, 1280, "light", kind, shots) + violations(page)
        seen = set(page.evaluate(WORDS_TO_BE_SEEN))
        problems += look(page, 1920, "light") + look(page, 768, "light", kind, shots)
        problems += look(page, 360, "dark", f"{kind}-{language}", True)
        # 1280 pixels enlarged to 400 %
        problems += look(page, 320, "dark") + violations(page, {"runOnly": OF_THE_LOOK})
        lost = (
            seen - set(page.evaluate(WORDS_TO_BE_SEEN)) - {"The press service"}
        )  # which the home page keeps
        problems += [f"lost when narrow: {words}" for words in lost]
        if problems:
            found[kind] = problems

    assert found == {}
    assert {kind for kind, count in scripts.items() if count} == kinds.WITH_SCRIPT
    requests, complaints = heard
    assert [url for url in requests if not url.startswith(live_server.url)] == []
    assert [text for text in complaints if "status of 4" not in text] == []
    assert {cookie["name"] for cookie in page.context.cookies()} == {"csrftoken"}  # of the sign-in alone
    pages = [kinds.addresses(case, language)[kind] for kind in ("gallery", "photograph")]
    assert without_script(page, [live_server.url + path for path in pages]) == []


def without_script(page, addresses: list[str]) -> list[str]:
    page.route("**/*.js", lambda route: route.abort())
    problems = []
    for address in addresses:
        page.goto(address)
        problems += violations(page)
    page.locator("a[rel=next]").first.click()
    page.wait_for_url(re.compile(r"/photos/[\w-]{6}/#"))
    return problems


def press_tab_until(page, selector: str, most: int = 90):
    """The keys a reader presses; each thing on the way can be seen to have the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """selector => {
              const one = document.activeElement, style = getComputedStyle(one);
              return {there: one.matches(selector), shown: style.outlineStyle != "none", html: one.outerHTML};
            }""",
            selector,
        )
        assert focused["shown"], focused["html"]
        if focused["there"]:
            return
    raise AssertionError(f"{selector} cannot be reached with {most} presses of Tab")


def test_the_site_is_walked_with_the_keyboard(page, live_server):
    make.everything()
    page.goto(live_server.url + "/en/")
    press_tab_until(page, ".skip", 1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"

    page.goto(live_server.url + "/en/")
    press_tab_until(page, "#search")
    page.keyboard.type("again")
    press_tab_until(page, ".sections a", 2)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=again")

    for link, address in [
        (".sections a[href$='/sessions/']", "**/en/sessions/"),
        (".teaser-title a[href*='session-moscow']", "**/session-moscow/"),
        (".onward-line a", "**/photos/"),
        (".contact-sheet a", re.compile(r"/photos/[\w-]{6}/$")),
        ("a[rel=next]", re.compile(r"/photos/[\w-]{6}/#next$")),
    ]:
        press_tab_until(page, link)
        page.keyboard.press("Enter")
        page.wait_for_url(address)
