from ..incumbents import Book, contact_lines, contacts_on, people
from .public import public


@public
def contact(request, reader):
    contacts = contacts_on(reader.today, reader.at)
    book = Book(people(row.term for row in contacts), reader.language, reader.today, reader.at)
    return "news/contact/page.html", {"contacts": contact_lines(contacts, book)}
