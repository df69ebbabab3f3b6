"""Settings for the suite: quick password hashes, plain static files, no pool (each test holds one connection)."""

from linli.config.settings import *  # noqa: F403 -- the suite runs on the real settings but for the lines below

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405 -- imported above
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
