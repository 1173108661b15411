"""The tool that runs the demonstration: what it leaves behind when it is killed."""

import io
import logging
import os
import runpy
import signal
import subprocess
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parent.parent / "tools"
PARENT = """
import sys
import demo

child = demo.launch([sys.executable, "-c", "print('here', flush=True); input()"])
child.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_the_demonstration_killed_leaves_no_server_that_holds_the_port():
    held_open, stdin = os.pipe()
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        env=os.environ | {"PYTHONPATH": str(TOOLS)},
        stdin=held_open,
        stdout=subprocess.PIPE,
    )
    assert parent.stdout.readline() == b"here\n"

    parent.send_signal(signal.SIGKILL)

    try:
        output, _errors = parent.communicate(timeout=120)  # ends when the last who holds the output has ended
        assert output == b""
    finally:
        os.close(stdin)
        os.close(held_open)


def test_a_folder_without_a_name_is_not_the_one_somebody_stands_in(tmp_path):
    run = subprocess.run(
        [sys.executable, TOOLS / "demo.py", "--port", "8189", "--data", ""],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert run.returncode == 2
    assert "--data" in run.stderr
    assert not list(tmp_path.iterdir())


@pytest.fixture
def log_of_requests():
    log = logging.getLogger("django.request")
    before = log.level
    yield log
    log.setLevel(before)


def test_the_terminal_of_the_demonstration_tells_of_failures_only(monkeypatch, log_of_requests):
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))

    runpy.run_path(str(TOOLS / "demo_server.py"))["on_starting"](None)

    assert not log_of_requests.isEnabledFor(logging.WARNING)  # of what is not found, or gone
    assert log_of_requests.isEnabledFor(logging.ERROR)


def test_a_server_whose_demonstration_ended_while_it_was_filled_opens_no_port(monkeypatch, log_of_requests):
    demo_server = runpy.run_path(str(TOOLS / "demo_server.py"))

    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    demo_server["on_starting"](None)

    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(SystemExit):
        demo_server["on_starting"](None)
