"""Publish a session with ten photographs at a running demo, as its writer and its editor; count the work.

`python tools/publish.py --data demo-data --photographs FOLDER [--site ADDRESS] [--pictures FOLDER]` drives
Chromium as two people would use the mouse and the keys, measures what the machine needs, and estimates what
people need by the keystroke-level model (S. K. Card, T. P. Moran, A. Newell, 1980). Titles, days and names
are typed; leads, texts and the photographer's list of captions are pasted. The editor reads every word in
both languages and looks at every picture. With `--pictures` it takes pictures for the handbook on its way.
"""

import argparse
import json
import os
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

# Seconds for each operator: K a key (a person who types 40 words a minute), P pointing with the mouse,
# B pressing or letting go of its button, H moving the hand between mouse and keys, M making up one's mind.
SECONDS = {"K": 0.28, "P": 1.10, "B": 0.10, "H": 0.40, "M": 1.35}
WORDS_A_SECOND = 238 / 60  # silent reading of prose: M. Brysbaert, 2019
LOOK = 3.0  # at one picture with its caption

WORDS = {
    "en": {
        "title": "Session of the Council, practice",
        "lead": "Practice: the heads of state met in Moscow and spoke about the response to crises.",
        "text": "Practice text. The heads of state met first in narrow and then in extended format. " * 12,
        "statement": "Practice statement of the heads of state",
    },
    "ru": {
        "title": "Сессия Совета, учебный материал",
        "lead": "Учебный материал: главы государств встретились в Москве и обсудили реагирование на кризисы.",
        "text": "Учебный текст. Главы государств встретились в узком, затем в расширенном составе. " * 12,
        "statement": "Учебное заявление глав государств",
    },
}
SCENES = {
    "en": "The round table|Flags before the hall|Arrival of the delegations|The hall before the opening|"
    "The press line|The joint photograph|The signing|A handshake|Before the briefing|The city in the evening",
    "ru": "Круглый стол|Флаги перед залом|Прибытие делегаций|Зал перед открытием|Подход к прессе|"
    "Совместная фотография|Подписание|Рукопожатие|Перед брифингом|Вечерний город",
}
PEOPLE = {"putin": "Vladimir Putin", "rahm": "Emomali Rahmon", "nazar": "Nursultan Nazarbayev"}


@dataclass
class Count:
    """What a person does: operators, and the figures that people ask for."""

    operators: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SECONDS, 0))
    clicks: int = 0
    fields_typed: int = 0
    keys: int = 0
    pastes: int = 0
    characters_pasted: int = 0
    reading: float = 0.0
    machine: float = 0.0

    def add(self, operators: str):
        for operator in operators:
            self.operators[operator] += 1

    @property
    def seconds(self) -> float:
        return sum(SECONDS[name] * times for name, times in self.operators.items()) + self.reading


class Hand:
    """A person at the desk: each act is done in the browser and counted."""

    def __init__(self, page: Page, count: Count, pictures: Path | None):
        self.page, self.count, self.pictures = page, count, pictures

    def click(self, what, decides=True):
        self.count.clicks += 1
        self.count.add("MPBB" if decides else "PBB")
        began = time.perf_counter()
        what.click()
        self.page.wait_for_load_state()
        self.count.machine += time.perf_counter() - began

    def type(self, what, text: str):
        """Into a field that is clicked first."""
        self.count.clicks += 1
        self.count.fields_typed += 1
        self.count.keys += len(text)
        self.count.add("MPBBH" + "K" * len(text) + "H")
        what.click()
        what.fill(text)

    def paste(self, what, text: str):
        """Go to the text (Alt+Tab), mark it with the mouse, copy, come back, click into the field, paste."""
        self.count.clicks += 1
        self.count.pastes += 1
        self.count.characters_pasted += len(text)
        self.count.add("MKKHPBPBHKKKKHPBBHKKH")
        what.click()
        self.page.keyboard.insert_text(text)

    def choose(self, name: str, letters: str, shown: str, picture: str = ""):
        """Open an autocomplete field, type a few letters, take the answer."""
        self.click(self.page.locator(f"#id_{name} + .select2"))
        self.count.fields_typed += 1
        self.count.keys += len(letters)
        self.count.add("H" + "K" * len(letters) + "H")
        began = time.perf_counter()
        self.page.keyboard.type(letters)
        answer = self.page.locator(".select2-results__option", has_text=shown).first
        answer.wait_for()
        self.count.machine += time.perf_counter() - began
        if picture:
            self.show(picture, self.page.locator("#participations-group"), below=70)
        self.click(answer, decides=False)

    def files(self, what, paths: list[Path]):
        """The field's button, the folder in the dialog, all of it (Ctrl+A), Enter."""
        self.count.clicks += 2
        self.count.add("MPBBMPBBBBHKKKH")
        what.set_input_files(paths)

    def read(self, text: str, pictures: int = 0):
        self.count.reading += len(text.split()) / WORDS_A_SECOND + pictures * LOOK

    def sign_in(self, site: str, account: dict):
        self.page.context.clear_cookies()
        self.page.goto(f"{site}/desk/login/")
        self.type(self.page.locator("[name=username]"), account["username"])
        self.type(self.page.locator("[name=password]"), account["password"])
        self.click(self.page.locator("[type=submit]"))

    def show(self, name: str, what, below: int = 0):
        """A picture for the handbook, of the element and what hangs below it."""
        if not self.pictures:
            return
        what.evaluate(
            "element => element.querySelectorAll('textarea').forEach(area => { area.scrollTop = 0; })"
        )
        what.evaluate("element => element.scrollIntoView({ block: 'center' })")
        box = what.bounding_box()
        clip = {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"] + below}
        self.page.screenshot(path=self.pictures / f"{name}.png", clip=clip)


def write(hand: Hand, site: str, photographs: list[Path]):
    page = hand.page
    hand.click(page.get_by_role("link", name="New session"))
    hand.type(page.locator("#id_date"), "23.12.2014")
    hand.choose("place", "mosc", "Moscow")
    hand.choose("bodies", "coll", "Collective Security Council")
    for language, words in WORDS.items():
        hand.type(page.locator(f"#id_words-{language}-title"), words["title"])
        hand.paste(page.locator(f"#id_words-{language}-lead"), words["lead"])
        hand.paste(editor(page, language), words["text"])
    for number, (letters, name) in enumerate(PEOPLE.items()):
        hand.click(page.get_by_text("Add another Participant"))
        hand.choose(f"participations-{number}-term", letters, name, picture="participants")
    hand.click(page.locator("#id_participations-0-is_chair"))
    for language, words in WORDS.items():
        hand.type(page.locator(f"#id_new_statement-0-title_{language}"), words["statement"])
    hand.files(page.locator("#id_new_photographs"), photographs)
    hand.type(page.locator("#id_new-credit"), "Practice photographs")
    for language, scenes in SCENES.items():
        hand.paste(page.locator(f"#id_pasted-caption_{language}"), scenes.replace("|", "\n"))
    hand.click(page.locator("#id_pasted-caption_describes"))
    page.locator(".chosen .stored").nth(len(photographs) - 1).wait_for()
    hand.show("drop", page.locator(".drop").first)
    hand.show("pasted", page.locator(".pasted"))
    hand.click(page.get_by_role("button", name="Save", exact=True))
    if not page.locator(".messagelist .success").count():
        raise SystemExit("It was not saved: " + page.locator(".errornote, .errorlist").first.inner_text())
    hand.show("gallery", page.locator(".inline-related.has_original").nth(0))
    hand.read(" ".join(SCENES.values()).replace("|", " "), pictures=len(photographs))

    hand.click(page.get_by_role("link", name=WORDS["en"]["statement"]))
    for language, words in WORDS.items():
        hand.paste(page.locator(f"#id_words-{language}-lead"), words["lead"])
        hand.paste(editor(page, language), words["text"])
    hand.click(page.get_by_role("button", name="Save and submit for review"))
    hand.click(page.locator(".panel .up a"))
    hand.click(page.get_by_role("button", name="Save and submit for review"))
    if page.locator(".panel .badge-in_review").count() != len(WORDS):
        raise SystemExit("The session is not in review: " + page.locator(".messagelist").inner_text())


def editor(page: Page, language: str):
    column = page.locator(f"section[aria-labelledby=words-{language}-heading]")
    return column.locator(".ProseMirror[contenteditable=true]")


def approve(hand: Hand, title: str):
    page = hand.page
    hand.click(page.get_by_role("link", name=title, exact=True).first)
    for number, (language, words) in enumerate(WORDS.items()):
        hand.click(page.get_by_role("link", name="View as the public will").nth(number))
        shown = page.locator("main picture").count() > 1
        read = [words["lead"], words["text"], SCENES[language] if shown else ""]
        hand.read(" ".join(read).replace("|", " "), pictures=10 if shown and number == 0 else 0)
        hand.click(page.get_by_role("link", name="Back to the item"))
    hand.click(page.locator(".together").get_by_role("button", name="Approve now"))
    if page.locator(".panel .badge-published").count() != len(WORDS):
        raise SystemExit("It is not public: " + page.locator(".panel").inner_text())


def report(name: str, count: Count):
    by_hand = count.seconds - count.reading
    print(
        f"{name}: {count.clicks} clicks, {count.fields_typed} fields typed ({count.keys} keys), "
        f"{count.pastes} pasted ({count.characters_pasted} characters); "
        f"by hand {by_hand:.0f} s, reading {count.reading:.0f} s, machine {count.machine:.0f} s"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", default="http://127.0.0.1:8000")
    parser.add_argument("--data", type=Path, default=Path("demo-data"))
    parser.add_argument("--photographs", type=Path, required=True)
    parser.add_argument("--pictures", type=Path)
    given = parser.parse_args()
    accounts = json.loads((given.data / "accounts.json").read_text())
    photographs = sorted(path for path in given.photographs.iterdir() if path.stat().st_size > 20_000)[:10]
    counts = {"writer": Count(), "editor": Count()}
    with sync_playwright() as browsers:
        program = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = browsers.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        writer, editor = (Hand(page, count, given.pictures) for count in counts.values())
        writer.sign_in(given.site, accounts["writer"])
        write(writer, given.site, photographs)
        editor.sign_in(given.site, accounts["editor"])
        approve(editor, WORDS["en"]["title"])
        page.goto(f"{given.site}/desk/")
        approve(editor, WORDS["en"]["statement"])
        browser.close()
    print("Seconds for an operator:", ", ".join(f"{name} {value}" for name, value in SECONDS.items()))
    for name, count in counts.items():
        report(name, count)
    total = sum(count.seconds + count.machine for count in counts.values())
    print(f"together {total:.0f} s: {total / 60:.1f} minutes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
