"""Reading the cockpit's pages in tests: valid HTML, what is left in Chinese, how many statements."""

import re
from typing import Any

import html5lib
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.base.accounts.tests.factories import client_of
from linli.base.kit.actor import Actor

CHINESE = re.compile(r"[\u3400-\u9fff]+")
ENGLISH = {"accept-language": "en"}
# The test's own transaction stands around the page's.
_OF_THE_TEST = ("SAVEPOINT", "RELEASE", "ROLLBACK")


def view(actor: Actor, address: str, **headers: str) -> Any:
    """A page with what it was made of, as the test client leaves it; one that a browser would have to mend fails."""
    response = client_of(actor).get(address, headers=headers)
    if response.status_code == 200:
        html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response


def statements(actor: Actor, address: str) -> int:
    """How much one reading asks of the database, once the minute's names are known."""
    client = client_of(actor)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return sum(not query["sql"].startswith(_OF_THE_TEST) for query in captured)


def left_in_chinese(text: str) -> set[str]:
    """What is not in English, but for the switch to Chinese itself."""
    return set(CHINESE.findall(text)) - {"中文"}
