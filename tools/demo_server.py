"""gunicorn's settings for the demonstration: the application is loaded while the site is being filled."""

import logging
import sys


def on_starting(server):
    """Nothing listens before whoever started us sends a line: the site is ready. Without one, they ended."""
    if not sys.stdin.readline():
        sys.exit()
    # Whoever watches is not alarmed by ordinary answers, such as 404 and 410; what fails is still said.
    logging.getLogger("django.request").setLevel(logging.ERROR)
