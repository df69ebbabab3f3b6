"""A town whose lamps are public, an app's key, and questions put to the interface."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client

from linli.affairs.catalogue.tests.factories import an_item
from linli.affairs.matters.tests.factories import Town, a_town
from linli.base.kit import clock, walls
from linli.exchange.interfaces import actions
from linli.registers.places.tests.factories import a_code

CODES = {"city": "1399", "county": "139901", "maple": "139901001001", "willow": "139901001002", "cedar": "139901002001"}
QUESTIONS = [
    {"name": "post_number", "label_zh": "灯杆编号", "label_en": "Number", "kind": "text", "required": False},
    {
        "name": "how",
        "label_zh": "怎么坏的",
        "label_en": "How",
        "kind": "choice",
        "required": True,
        "choices": [{"value": "dark", "label_zh": "不亮", "label_en": "Dark"}],
    },
]


def open_town() -> Town:
    """The town of matters' tests, with official codes, an item of each publication, and one with questions."""
    town = a_town()
    an_item("t-lamp", publication="text", name="路灯", name_en="Lamp", keywords=["灯", "路灯"])
    an_item("t-asked", publication="text", fields=QUESTIONS)
    an_item("t-heat", publication="facts")
    for name, code in CODES.items():
        a_code(town.places[name], code)
    return town


def a_key(town: Town, **given: Any) -> actions.Issued:
    """A key of the county's administrator."""
    actor, now = town.actor("county", "administrator"), clock.now()
    values: dict[str, Any] = {"name": "app", "owner": "owner", "contact": "", "per_minute": 60}
    values |= {"expires_at": now + timedelta(days=30), **given}
    with walls.acting(actor):
        return actions.issue_key(**values, actor=actor, now=now)


def ask(path: str, **headers: Any) -> Any:
    """The JSON answer of an address below /open311/v2/, with its status."""
    response = Client().get(f"/open311/v2/{path}", headers=headers)
    return response.status_code, json.loads(response.content)


def send(key: str = "", token: UUID | None = None, /, **fields: Any) -> Any:
    """The JSON answer to a new request, with its status."""
    given = {"api_key": key, "service_code": "t-lamp", "address_id": CODES["maple"], "description": "灯不亮", **fields}
    headers = {"Idempotency-Key": str(token)} if token else {}
    response = Client().post("/open311/v2/requests.json", given, headers=headers)
    return response.status_code, json.loads(response.content)
