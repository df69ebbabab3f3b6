"""Settings: the only reader of the environment. Everything that differs between cities is data, not a setting."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("LINLI_VAR", BASE_DIR / "var"))


def _need(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Start with ./dev, which makes var/env, or set it in the environment."
        )
    return value


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes"}


def _database(name: str) -> dict[str, Any]:
    """A Django database from a postgresql:// address; `?host=` names a socket directory.

    Several servers may be named, separated by commas; with `target_session_attrs=read-write` the one that takes writes is found.
    """
    url = urlsplit(_need(name))
    said = parse_qs(url.query)
    host = said.get("host", [url.hostname or ""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": host,
        "PORT": str(url.port or ""),
        "OPTIONS": {key: said[key][0] for key in ("target_session_attrs",) if key in said},
    }


DEBUG = False
LINLI_DEMO = _flag("LINLI_DEMO")
SECRET_KEY = _need("LINLI_SECRET_KEY")
LINLI_SEAL_KEY = _need("LINLI_SEAL_KEY")
LINLI_SEAL_CIPHER = os.environ.get("LINLI_SEAL_CIPHER", "aes")
# Where webhooks may go: https to these ports. The switch lets a developer's own machine be told, over http too.
LINLI_WEBHOOKS_PORTS = tuple(int(each) for each in os.environ.get("LINLI_WEBHOOKS_PORTS", "443,8443").split(","))
LINLI_WEBHOOKS_LOOPBACK = _flag("LINLI_WEBHOOKS_LOOPBACK")
ALLOWED_HOSTS = os.environ.get("LINLI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

DATABASES = {"default": _database("DATABASE_URL"), "owner": _database("OWNER_DATABASE_URL")}
if "REPLICA_DATABASE_URL" in os.environ:
    # A streaming copy, for pages that only read and may be a moment behind. Tests of it run against the one database.
    DATABASES["replica"] = _database("REPLICA_DATABASE_URL") | {
        "TEST": {"MIRROR": "default"},
        "CONN_HEALTH_CHECKS": True,
    }
# The walls make planning a statement dearer than running it: the server keeps the plans of what comes again.
for _alias in DATABASES.keys() - {"owner"}:
    DATABASES[_alias]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}
    if not _flag("LINLI_NO_POOL"):
        DATABASES[_alias]["OPTIONS"]["pool"] = {
            "min_size": 2,
            "max_size": 8,
            "timeout": 10 if _alias == "default" else 2,
        }

CONTEXTS = [
    "linli.base.kit",
    "linli.base.ui",
    "linli.base.rules",
    "linli.base.journal",
    "linli.base.accounts",
    "linli.base.files",
    "linli.base.notices",
    "linli.registers.places",
    "linli.registers.people",
    "linli.registers.bodies",
    "linli.affairs.catalogue",
    "linli.affairs.matters",
    "linli.affairs.ledgers",
    "linli.affairs.campaigns",
    "linli.affairs.mediation",
    "linli.affairs.hotline",
    "linli.affairs.callbacks",
    "linli.civic.partners",
    "linli.exchange.interfaces",
    "linli.faces.portal",
    "linli.faces.workbench",
    "linli.faces.cockpit",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    *CONTEXTS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "linli.base.ui.security.SecurityHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Last, for it runs the view itself, in one transaction that knows the actor.
    "linli.base.accounts.middleware.ActorMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "linli.base.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "linli.config.navigation.frame",
            ],
        },
    }
]
ROOT_URLCONF = "linli.config.urls"
WSGI_APPLICATION = "linli.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "linli.base.accounts.actions.sessions"
SESSION_COOKIE_NAME = "linli_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# A session ends at the latest so long after it was opened, however busy it is; and earlier when nothing is done in it.
SESSION_COOKIE_AGE = int(os.environ.get("LINLI_SESSION_SECONDS", str(8 * 3600)))
LINLI_IDLE_SECONDS = int(os.environ.get("LINLI_IDLE_SECONDS", str(30 * 60)))
CSRF_COOKIE_SAMESITE = "Lax"
# A city serves over HTTPS; a laptop's demo does not.
SECURE_COOKIES = _flag("LINLI_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE_COOKIES
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
# A proxy that sets X-Forwarded-Proto and adds the caller's address to X-Forwarded-For, and lets nobody else write them.
LINLI_BEHIND_PROXY = _flag("LINLI_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if LINLI_BEHIND_PROXY else None
# `demo` prints the second factor beside the field where it is asked for. It takes a demo on the same machine.
LINLI_SECOND_FACTOR = os.environ.get("LINLI_SECOND_FACTOR", "required")
_IS_LOCAL_DEMO = LINLI_DEMO and not SECURE_COOKIES and set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}
if LINLI_SECOND_FACTOR != "required" and not (LINLI_SECOND_FACTOR == "demo" and _IS_LOCAL_DEMO):
    raise ImproperlyConfigured(
        "LINLI_SECOND_FACTOR may be `required`; or `demo`, with LINLI_DEMO=1, without LINLI_HTTPS, and with no other "
        "LINLI_HOSTS than localhost. Elsewhere unset it: `python -m demo code NAME` gives the code of a demo account."
    )
# `file` writes messages to var/sms.txt instead of sending them; whoever reads it signs in as anyone.
LINLI_SMS = os.environ.get("LINLI_SMS", "")
if LINLI_SMS and not (LINLI_SMS == "file" and _IS_LOCAL_DEMO):
    raise ImproperlyConfigured(
        "LINLI_SMS may be `file`, in a demo on this machine only (as LINLI_SECOND_FACTOR=demo). Elsewhere a gateway sends them."
    )
# Channels that lead outside (mail, short messages, robots of group chats): a TOML file, see docs/how-to/send-messages.md.
LINLI_CHANNELS = os.environ.get("LINLI_CHANNELS", "")
# How links in messages begin.
LINLI_ADDRESS = os.environ.get("LINLI_ADDRESS", f"{'https' if SECURE_COOKIES else 'http'}://{ALLOWED_HOSTS[0]}").rstrip(
    "/"
)
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# Identity providers to sign in with: a TOML file, see docs/how-to/sign-in-with.md. None without it.
LINLI_PROVIDERS = os.environ.get("LINLI_PROVIDERS", "")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("中文")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "linli_language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
# Where pg_dump and pg_restore are, if not on the path.
LINLI_PG_BIN = os.environ.get("LINLI_PG_BIN", "")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 6_000_000

# Only where the people are made up: a city that anyone lives in keeps its limits, whatever its environment says.
LINLI_LIMITS_OFF = LINLI_DEMO and _flag("LINLI_LIMITS_OFF")
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
