from django.utils.translation import gettext as _

from .. import heads
from ..heads import Head
from ..incumbents import Book, contact_lines, contacts_on, people
from .public import public


@public
def contact(request, reader):
    contacts = contacts_on(reader.today, reader.at)
    book = Book(people(row.term for row in contacts), reader.language, reader.today, reader.at)
    lines = contact_lines(contacts, book)
    whom = [", ".join([line["name"], line["title"], *line["telephones"]]) for line in lines]
    return "news/contact/page.html", {
        "contacts": lines,
        "described": Head(_("Contact for the press"), heads.in_short([*whom, reader.office.email])),
    }
