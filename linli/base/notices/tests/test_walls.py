"""The walls of the outbox, attacked below Django: messages, wordings, how people are reached, what bounced."""

from typing import Any

import psycopg
import pytest

from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.ids import new_id
from linli.base.kit.tests.attack import AppSql, tell
from linli.base.kit.tests.factories import Area, post, resident
from linli.base.notices.models import Address
from linli.base.notices.tests.factories import JOB, MORNING, a_reach, told

TABLES = ("notices_message", "notices_reach", "notices_address")


def seen(app_sql: AppSql, table: str) -> int:
    """How many rows whoever it is sees."""
    row = app_sql.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 -- one of our own tables
    return row[0] if row else -1


def test_a_message_is_its_receiver_s_and_its_administrators_to_see(
    committed_db: str, app_sql: AppSql, settings: Any, tmp_path: Any
) -> None:
    settings.LINLI_SMS, settings.VAR_DIR = "file", tmp_path
    here, there, own = Area(), Area(), resident(new_id())
    told(area_ids=[here.community, here.county], account_id=own.account_id)
    told("19900005678", area_ids=[there.county])
    a_reach(own.account_id or new_id())
    with walls.acting(JOB):
        Address.objects.create(digest=b"x", bounces=1, bounced_at=MORNING)
    found = {}
    for name, actor in {
        "system": JOB,
        "administrator": post(here, Level.COUNTY, "notices"),
        "administrator elsewhere": post(here.beside(Level.COUNTY), Level.COUNTY, "notices"),
        "a post without the capability": post(here, Level.COUNTY, "matters people accounts rules"),
        "the receiver": own,
        "another resident": resident(new_id()),
        "visitor": Actor.intake(),
        "tracker": Actor.tracking(new_id()),
    }.items():
        tell(app_sql, actor)
        found[name] = tuple(seen(app_sql, table) for table in TABLES)
        app_sql.rollback()
    assert found == {
        "system": (2, 1, 1),
        "administrator": (1, 0, 0),
        "administrator elsewhere": (0, 0, 0),
        "a post without the capability": (0, 0, 0),
        "the receiver": (1, 1, 0),
        "another resident": (0, 0, 0),
        "visitor": (0, 0, 0),
        "tracker": (0, 0, 0),
    }
    assert tuple(seen(app_sql, table) for table in TABLES) == (0, 0, 0)


def test_nobody_deletes_messages_and_only_jobs_write_them(committed_db: str, app_sql: AppSql) -> None:
    area = Area()
    admin = post(area, Level.COUNTY, "notices")
    refused = (psycopg.errors.InsufficientPrivilege,)
    insert = (
        "INSERT INTO notices_message (id, key, kind, audience, channel, subject_kind, area_ids, address_masked, language, values,"
        " is_urgent, status, attempts, at, not_before, why) VALUES (gen_random_uuid(), 'k', 'k', 'resident', 'sms', '', %s, '', 'en',"
        " '{}', false, 'waiting', 0, now(), now(), '')"
    )
    wording = (
        "INSERT INTO notices_wording (id, kind, channel, area_id, valid_from, subject_zh, subject_en, body_zh, body_en, set_at, set_by)"
        " VALUES (gen_random_uuid(), 'k', 'sms', %s, now(), '', '', 'a', 'b', now(), '')"
    )
    for statement, values in (
        (insert, [[area.county]]),
        (wording, [new_id()]),
        (wording, [None]),
        ("DELETE FROM notices_message", []),
        ("UPDATE notices_wording SET body_zh = 'x'", []),
    ):
        tell(app_sql, admin)
        with pytest.raises(refused):
            app_sql.execute(statement, values)
        app_sql.rollback()
    tell(app_sql, admin)
    app_sql.execute(wording, [area.county])
    app_sql.rollback()
    tell(app_sql, post(area, Level.COUNTY, "rules"))
    with pytest.raises(refused):
        app_sql.execute(wording, [area.county])
