"""One file; what differs between installations comes from the environment (see docs/deploy.md)."""

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SITE_URL = env.str("SITE_URL").rstrip("/")
WEBSUB_HUB = env.str("WEBSUB_HUB", default="")
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")


def is_loopback(host: str | None) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("SECRET_KEY is too short: give it 50 random characters.")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS names the hosts of this site; * is not a host.")
if (DEMO or DEBUG) and not is_loopback(urlsplit(SITE_URL).hostname):
    raise ImproperlyConfigured("DEMO and DEBUG run on a loopback address only: set SITE_URL or unset them.")

SECURE = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "pressoffice.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "taggit",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "news",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pressoffice.middleware.HeadMiddleware",
    "pressoffice.middleware.PolicyMiddleware",
    "pressoffice.middleware.NoCookiesMiddleware",
    "pressoffice.middleware.NoNullsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "pressoffice.middleware.OfficeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "pressoffice.urls"
WSGI_APPLICATION = "pressoffice.wsgi.application"
ASGI_APPLICATION = "pressoffice.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
DATABASE = DATABASES["default"]
if DATABASE["ENGINE"].endswith("sqlite3"):
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-20000; PRAGMA journal_size_limit=27103364"
        ),
    }
else:
    DATABASE["CONN_MAX_AGE"] = 60
    DATABASE["CONN_HEALTH_CHECKS"] = True
    DATABASE.setdefault("OPTIONS", {})["options"] = " ".join(
        [
            "-c statement_timeout=30s -c lock_timeout=10s",
            # Indexes, not whole tables: what search reads stands beside the rows, which is not reckoned.
            "-c random_page_cost=1.1 -c max_parallel_workers_per_gather=0 -c jit=off",
        ]
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / "media")))
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATIC_URL = "/static/"
STATIC_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def folder(place: Path) -> dict:
    options = {"location": place, "base_url": None, "file_permissions_mode": 0o640}
    return {"BACKEND": "news.storage.DurableStorage", "OPTIONS": options}


def bucket(name: str, endpoint: str = "", region: str = "") -> dict:
    """An object store that speaks S3, with the extra `s3`. Its keys are in the environment by AWS's names."""
    options = {
        "bucket_name": name,
        "endpoint_url": endpoint or None,
        "region_name": region or None,
        "default_acl": None,
        "file_overwrite": True,
        "max_memory_size": 8 * 1024 * 1024,
    }
    return {"BACKEND": "news.object_storage.BucketStorage", "OPTIONS": options}


S3_BUCKET = env.str("S3_BUCKET", default="")
STORAGES = {
    "default": bucket(S3_BUCKET, env.str("S3_ENDPOINT", default=""), env.str("S3_REGION", default=""))
    if S3_BUCKET
    else folder(MEDIA_ROOT),
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}
# Where nginx has MEDIA_ROOT as an internal location, such as /kept/: it sends the files then.
X_ACCEL_REDIRECT = env.str("X_ACCEL_REDIRECT", default="")
WHITENOISE_MANIFEST_STRICT = False

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 200

AUTH_USER_MODEL = "news.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский")]  # of the desk; what the office writes in is its own choice
LANGUAGE_COOKIE_PATH = "/desk/"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "news" / "locale"]
FORMAT_MODULE_PATH = "pressoffice.formats"  # English dates as the world writes them
TIME_ZONE = "UTC"
USE_TZ = True

environ.Env.EMAIL_SCHEMES["folder"] = "pressoffice.mail.FolderBackend"
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 30  # a worker's lease on a message is longer
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="press@localhost")

TAGGIT_CASE_INSENSITIVE = True

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
# The rich-text editor injects one style sheet of its own; its hash changes with the editor's version.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
SECURE_CSP_DESK = SECURE_CSP | {
    "style-src": ["'self'", EDITOR_STYLE],
    "img-src": ["'self'", "data:", "blob:"],
}

SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "news.views.errors.not_from_here"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"

TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "propagate": True}, "news": {"level": "INFO"}},
}
