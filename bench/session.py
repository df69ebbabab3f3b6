"""`python -m bench.session NAME`: sign one of the demo's people in, in the surroundings' own city, and print the session's cookie."""

import sys

from django.conf import settings

import linli.config.wsgi  # noqa: F401 -- sets Django up before anything below is imported
from bench.lists import Desk

cookies = Desk(sys.argv[1]).client.cookies
sys.stdout.write(f"{settings.SESSION_COOKIE_NAME}={cookies[settings.SESSION_COOKIE_NAME].value}")
