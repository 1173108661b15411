"""Pages for what cannot be answered."""

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory

from news.models import Office
from news.views import errors

from . import make


@pytest.mark.django_db
def test_a_missing_page_answers_in_the_language_of_its_address(client):
    make.office()

    english, russian, neither = (client.get(path) for path in ("/en/nothing/", "/ru/nothing/", "/nothing"))
    assert [response.status_code for response in (english, russian, neither)] == [404, 404, 404]
    assert b'<html lang="en"' in english.content
    assert b'<html lang="ru"' in russian.content
    assert b'<html lang="en"' in neither.content
    assert b'href="/ru/"' in russian.content


@pytest.mark.django_db
def test_before_the_office_has_a_name_a_missing_page_is_named_alone(client):
    assert b"<title>There is no such page</title>" in client.get("/en/nothing/").content

    make.office()
    named = client.get("/en/nothing/").content
    assert b"<title>There is no such page \xe2\x80\x93 " in named


@pytest.mark.django_db
def test_a_missing_page_does_not_repeat_the_address(client):
    make.office()

    page = client.get("/en/%3Cscript%3Enothing/").content
    assert b"nothing" not in page
    assert page == client.get("/en/else/").content


@pytest.mark.django_db
def test_a_missing_page_at_the_desk_is_never_cached(client):
    make.office()

    response = errors.not_found(RequestFactory().get("/desk/nothing/"), None)

    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.parametrize(("view", "status"), [(errors.forbidden, 403), (errors.bad_request, 400)])
def test_refusals_have_pages_of_their_own(view, status):
    make.office()

    response = view(RequestFactory().get("/en/"), None)

    assert response.status_code == status
    assert b"<h1>" in response.content


def test_our_own_fault_is_answered_without_the_database(client):
    response = errors.server_error(RequestFactory().get("/ru/news/"))

    assert response.status_code == 500
    assert b'<html lang="ru"' in response.content


@pytest.mark.django_db
def test_with_the_database_away_even_a_missing_page_is_answered(monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr(Office, "get", staticmethod(away))

    response = errors.not_found(RequestFactory().get("/en/nothing/"), None)

    assert response.status_code == 500


@pytest.mark.django_db
def test_an_error_in_a_view_is_the_page_of_our_own_fault(client, monkeypatch):
    client.raise_request_exception = False
    make.office()
    monkeypatch.setattr("news.views.contact.contacts_on", lambda day, at: 1 / 0)

    response = client.get("/en/contact/")

    assert (response.status_code, response.headers["Cache-Control"]) == (500, "no-store")
    assert "The fault is ours." in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_a_token_is_refused_in_the_offices_words():
    make.office()
    client = Client(enforce_csrf_checks=True)

    desk, hidden, absent = (
        client.post(path) for path in ("/desk/login/", "/en/news/2014/12/23/a/", "/en/news/2014/12/23/b/")
    )

    assert desk.status_code == 403
    assert b"copy what you wrote" in desk.content
    assert desk.headers["Cache-Control"] == "private, no-store"
    assert b"<style" not in desk.content
    assert hidden.content == absent.content
