"""While no webhook listens, matters store no jobs for any; the moment somebody keeps one, they do again."""

from typing import Any

import pytest
from django.db import connection

from linli.affairs.matters.tests.factories import Town, a_filed
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.exchange.interfaces import actions
from linli.exchange.interfaces.models import Webhook
from linli.exchange.interfaces.tests.factories import open_town


@pytest.fixture
def town(db: None, settings: Any) -> Town:
    settings.LINLI_WEBHOOKS_LOOPBACK = True
    return open_town()


def hushed() -> None:
    """What the job does every minute."""
    with walls.acting(Actor.system("test")):
        actions.hush()


def stored(town: Town) -> int:
    """How many jobs for webhooks one more matter stores."""
    a_filed(town, clock.now(), item="t-lamp")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'interfaces.matter_filed'")
        return int(cursor.rowcount)


def test_matters_store_jobs_for_webhooks_only_while_one_listens(town: Town) -> None:
    administrator = town.actor("county", "administrator")
    given: dict[str, Any] = {"actor": administrator, "now": clock.now()}
    hushed()
    assert stored(town) == 0
    with walls.acting(administrator):
        made = actions.add_webhook(
            name="城市大脑", owner="数据局", url="http://127.0.0.1:9/hook", kinds=["matter.filed"], **given
        )
    assert stored(town) == 1
    hushed()
    assert stored(town) == 1
    with walls.acting(administrator):
        actions.end_webhook(webhook_id=made.id, **given)
    assert stored(town) == 1
    hushed()
    assert stored(town) == 0


def test_a_resumed_webhook_is_heeded_at_once(town: Town) -> None:
    administrator = town.actor("county", "administrator")
    given: dict[str, Any] = {"actor": administrator, "now": clock.now()}
    with walls.acting(administrator):
        made = actions.add_webhook(
            name="城市大脑", owner="数据局", url="http://127.0.0.1:9/hook", kinds=["matter.filed"], **given
        )
    with walls.acting(Actor.system("test")):
        Webhook.objects.filter(id=made.id).update(state="paused")
    hushed()
    assert stored(town) == 0
    with walls.acting(administrator):
        actions.resume_webhook(webhook_id=made.id, **given)
    assert stored(town) == 1
