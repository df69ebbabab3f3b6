"""The door for WSGI servers."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
application = get_wsgi_application()

# What is loaded by now stays as long as the worker: it is left out of collections, and they come more seldom than a script needs.
# A tenth of a page's time was spent looking for garbage that a request's end frees without it.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
