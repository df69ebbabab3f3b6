"""Settings for the suite: a server of its own, quick password hashes, plain static files, no pool (a test holds one connection)."""

import atexit
import os
import tempfile
from pathlib import Path

from tools.testing import environment

for _name, _value in environment().items():
    os.environ.setdefault(_name, _value)

from linli.config.settings import *  # noqa: E402, F403 -- the real settings but for the lines below; they read the environment

# What tests upload goes with the process that uploaded it, unless it was given a folder of its own (as a served city is).
if "LINLI_VAR" not in os.environ:
    _media = tempfile.TemporaryDirectory(prefix="linli-media-")
    atexit.register(_media.cleanup)
    MEDIA_ROOT = Path(_media.name)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405 -- imported above
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files are looked up where they lie: nothing has been collected when the suite runs.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
