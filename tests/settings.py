"""The project's settings with what a test run needs: no secrets, no network, files in a temporary folder."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "tests-only-tests-only-tests-only-tests-only-tests-only")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("SITE_URL", "http://localhost:8000")
os.environ.setdefault("SECURITY_CONTACT", "mailto:security@example.org")

from pressoffice.settings import *  # noqa: F403
from pressoffice.settings import STORAGES

FILES = Path(tempfile.mkdtemp(prefix="press-office-tests-"))
atexit.register(shutil.rmtree, FILES, ignore_errors=True)
MEDIA_ROOT, STATIC_ROOT = FILES / "media", FILES / "static"
STATIC_ROOT.mkdir()
STORAGES["default"]["OPTIONS"]["location"] = MEDIA_ROOT
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
