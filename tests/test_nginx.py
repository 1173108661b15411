"""nginx in front, with the lines of docs/deploy.md: the application asks the gate, nginx sends the bytes."""

import os
import re
import shutil
import signal
import socket
import subprocess
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings as project

from news import workflow

from . import make

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not NGINX, reason="no nginx: apt-get install nginx-light"),
]
GUIDE = Path(__file__).parent.parent / "docs" / "deploy.md"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def block_of_guide(begins: str) -> str:
    """The lines of docs/deploy.md from one that begins so to the next brace that closes a location."""
    found = re.search(rf"^    {re.escape(begins)}.*?^    \}}", GUIDE.read_text(), re.DOTALL | re.MULTILINE)
    return found.group()


def configuration(folder: Path, port: int, upstream: str) -> str:
    kept = block_of_guide("location /kept/ {").replace(
        "/srv/press-office/media/", f"{project.STORAGES['default']['OPTIONS']['location']}/"
    )
    temporary = "".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
    return f"""
        pid {folder}/pid; error_log {folder}/errors; master_process off; events {{}}
        http {{ access_log off; {temporary} server {{
            listen 127.0.0.1:{port};
            location / {{ proxy_pass {upstream}; proxy_set_header Host $host; }}
            {block_of_guide("large_client_header_buffers")}
            {kept}
        }} }}
    """


@pytest.fixture
def front(live_server, settings, tmp_path):
    """`front(path, **headers)`: status, headers and body as they come out of nginx."""
    settings.X_ACCEL_REDIRECT = "/kept/"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "nginx.conf").write_text(configuration(tmp_path, port, live_server.url))
    words = [NGINX, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "errors")]
    subprocess.run(words, check=True)  # goes to the background once it listens

    def ask(path: str, **headers):
        names = {name.replace("_", "-"): text for name, text in headers.items()}
        with closing(HTTPConnection("127.0.0.1", port)) as connection:
            connection.request("GET", path, headers=names)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    yield ask
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGTERM)


def test_nginx_sends_what_the_gate_lets_out_and_nothing_else(front, client):
    make.office()
    photo = make.uploaded(size=(700, 500))
    make.approved(make.gallery(make.release(), photo))
    path = f"/photos/{photo.token}/320.jpg"

    status, headers, body = front(path)

    assert status == 200
    assert "X-Accel-Redirect" not in headers
    assert headers["Cache-Control"] == "public, max-age=3600, s-maxage=60"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert front(path, Range="bytes=2-5")[::2] == (206, body[2:6])
    assert front(path, Range="bytes=2-5", If_Range=headers["ETag"])[0] == 206
    assert front(path, If_None_Match=headers["ETag"])[0] == 304
    assert headers["ETag"] == client.get(path)["ETag"]
    assert "Last-Modified" not in headers
    assert front(path, If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT")[0] == 200
    kept = client.get(path)["X-Accel-Redirect"]
    assert front(kept)[0] == 404

    workflow.recall(photo, by=make.user("Spokesman"), reasons={"en": "A mistake."})

    assert front(path, Range="bytes=2-5", If_None_Match=headers["ETag"])[0] == 404


def test_the_application_answers_a_long_address_and_nginx_says_so_of_an_endless_one(front):
    make.office()

    status, _headers, body = front(f"/en/search/?q={'a' * 10_000}")

    assert status == 400
    assert "Ask in fewer words" in body.decode()

    status, headers, body = front(f"/en/search/?q={'a' * 40_000}")

    assert (status, headers["Content-Type"]) == (414, "text/plain; charset=utf-8")
    assert body.decode().splitlines()[0] == (
        "This address is too long to be read. Shorten it, or begin at the home page."
    )
    assert "Адрес слишком длинный." in body.decode()
