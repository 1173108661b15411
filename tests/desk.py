"""What a browser does at the desk, for tests without one: read a page's form, change it, send it."""

from html.parser import HTMLParser

from news import workflow


class FormReader(HTMLParser):
    """Collects what a browser would send of the form with that id, as lists of values by name."""

    def __init__(self, form_id: str):
        super().__init__(convert_charrefs=True)
        self.form_id, self.inside, self.hidden = form_id, False, 0
        self.fields: dict[str, list[str]] = {}
        self.textarea = self.select = None
        self.first_option = self.any_selected = None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.inside = attributes.get("id") == self.form_id
        if tag == "template":
            self.hidden += 1
        if not self.inside or self.hidden or "disabled" in attributes:
            return
        if attributes.get("form", self.form_id) != self.form_id:
            return
        name = attributes.get("name")
        if tag == "input" and name:
            self._input(name, attributes)
        elif tag == "textarea" and name:
            self.textarea = name
            self.fields[name] = [""]
        elif tag == "select" and name:
            self.select, self.first_option, self.any_selected = name, None, False
            self.multiple = "multiple" in attributes
        elif tag == "option" and self.select:
            value = attributes.get("value", "")
            self.first_option = value if self.first_option is None else self.first_option
            if "selected" in attributes:
                self.any_selected = True
                self.fields.setdefault(self.select, []).append(value)

    def _input(self, name, attributes):
        kind = attributes.get("type", "text")
        if kind in ("submit", "file", "button"):
            return
        if kind in ("checkbox", "radio"):
            if "checked" in attributes:
                self.fields.setdefault(name, []).append(attributes.get("value", "on"))
            return
        self.fields.setdefault(name, []).append(attributes.get("value", ""))

    def handle_data(self, text):
        if self.textarea:
            self.fields[self.textarea][0] += text

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "template":
            self.hidden -= 1
        elif tag == "textarea" and self.textarea:
            value = self.fields[self.textarea][0]
            self.fields[self.textarea] = [value.removeprefix("\r\n").removeprefix("\n")]
            self.textarea = None
        elif tag == "select" and self.select:
            if not self.any_selected and not self.multiple and self.first_option is not None:
                self.fields[self.select] = [self.first_option]
            self.select = None


def fields(response, form_id: str) -> dict[str, list[str]]:
    """What the page's form would send, untouched."""
    reader = FormReader(form_id)
    reader.feed(response.content.decode())
    assert reader.fields, f"no form {form_id} on the page"
    return reader.fields


def page(item) -> str:
    return f"/desk/news/{item.kind}/{item.pk}/change/"


def shown(client, item) -> dict[str, list[str]]:
    """The item's form as this person sees it now."""
    response = client.get(page(item))
    assert response.status_code == 200, response.status_code
    return fields(response, f"{item.kind}_form")


def save(client, item, changes: dict, form: dict | None = None, button: str = "_continue"):
    """Send the item's form with the changes; `form` is one that was read earlier."""
    data = {**(form or shown(client, item)), **changes, button: "yes"}
    return client.post(page(item), data)


def standing(panel, verb: str, language: str):
    """The editions that a button for that verb would move, whether or not this person has it."""
    lines = [line for line in panel.lines if language in ("", line.edition.language)]
    row = "correct" if verb == "correct_facts" else verb
    starts = workflow.MOVES[row].starts if row in workflow.MOVES else ()
    return [line.edition for line in lines if line.state in starts] or [line.edition for line in lines[:1]]


def move(client, item, verb: str, language: str = "en", editions=None, **more):
    """Press a button of the item's panel, having looked at it just now."""
    panel = client.get(page(item)).context["panel"]
    chosen = editions or standing(panel, verb, language)
    seen = {f"seen-{edition.pk}": edition.lock_version for edition in chosen}
    numbers = [edition.pk for edition in chosen]
    data = {"verb": verb, "edition": numbers, "facts_seen": panel.facts_seen, **seen, **more}
    return client.post(panel.url, data)
