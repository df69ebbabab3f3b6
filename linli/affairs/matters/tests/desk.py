"""What the tests of the desk's pages share: reading a page as a browser would, and counting its statements."""

from typing import Any

import html5lib
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.base.accounts.tests.factories import client_of
from linli.base.kit.actor import Actor

_OF_THE_TEST = ("SAVEPOINT", "RELEASE", "ROLLBACK")


def read(actor: Actor, address: str, **headers: Any) -> Any:
    """The page at an address; a whole page is held to be valid HTML."""
    response = client_of(actor).get(address, **headers)
    if response.status_code < 300 and "text/html" in response["Content-Type"]:
        text = response.content.decode()
        if text.lstrip().lower().startswith("<!doctype"):
            html5lib.HTMLParser(strict=True).parse(text)
        else:
            html5lib.HTMLParser(strict=True).parseFragment(text)
    return response


def send(actor: Actor, address: str, **fields: Any) -> Any:
    """One form, sent."""
    return client_of(actor).post(address, fields)


def statements(actor: Actor, address: str) -> list[str]:
    """What one reading asks of the database.

    The settings given back to the test's own transaction stand in for the question who is signed in.
    """
    client = client_of(actor)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured if not query["sql"].startswith(_OF_THE_TEST)]


def words(response: Any) -> str:
    """The page's text as sent."""
    text: str = response.content.decode()
    return text
