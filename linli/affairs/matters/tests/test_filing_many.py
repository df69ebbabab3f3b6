"""Filing many at once: what each would have become singly, in the same two statements for three or three hundred."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.affairs.matters import errors
from linli.affairs.matters.actions import Filed, NewMatter, announce_filed, file, file_many
from linli.affairs.matters.models import Matter
from linli.affairs.matters.tests.factories import (
    MORNING,
    Town,
    a_filed,
    a_request,
    a_town,
    a_vacancy,
    an_item,
    stored,
    stored_contact,
)
from linli.affairs.matters.tests.test_helping import a_photo
from linli.base.files import public as files
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import Refusal
from linli.base.kit.tests.together import at_once

SYSTEM = Actor.system("test")
# Everything that belongs to one filing, by the matter's id. Left out is what has to differ: ids, numbers, tokens, salts and what is
# sealed or digested over them; those are looked at apart.
ROWS = {
    "matter": "SELECT to_jsonb(m) - '{id,number,form_token,code_digest}'::text[] FROM matters_matter m WHERE id = %s",
    "contact": "SELECT to_jsonb(c) - '{matter_id,name_sealed,phone_sealed}'::text[] FROM matters_contact c WHERE matter_id = %s",
    "steps": "SELECT to_jsonb(s) - '{id,matter_id}'::text[] FROM matters_step s WHERE matter_id = %s",
    "entry": "SELECT to_jsonb(e) - '{id,subject_id,digest,transaction}'::text[] FROM journal_entry e WHERE subject_id = %s",
    "payload": "SELECT what FROM journal_payload p JOIN journal_entry e ON e.id = p.entry_id WHERE e.subject_id = %s",
    "jobs": "SELECT to_jsonb(j) #- '{id}' #- '{args,matter_id}' FROM procrastinate_jobs j WHERE args->>'matter_id' = %s::text ORDER BY id",
}


def requests(town: Town) -> list[NewMatter]:
    """One of each kind: two grids, a department's item, a complaint, what is urgent, an order from outside, a caller who is hidden."""
    outside: dict[str, Any] = {
        "channel": "hotline",
        "external_number": "QH001",
        "external_deadline": MORNING + timedelta(hours=3),
    }
    answers: dict[str, Any] = {"floor": "6", "seen": ["早上", "晚上"]}
    return [
        a_request(town),
        a_request(town, place="cedar-2", contact_phone="", spot=" 二号楼 "),
        a_request(town, item="t-repair", urgency="soon", contact_name="王秀英"),
        a_request(town, item="t-complaint", about_body_id=town.bodies["maple"].id),
        a_request(town, item="t-burst", is_hidden=True),
        a_request(town, place="maple-2", **outside),
        a_request(
            town, place="willow-1", fields=answers, **{**outside, "external_deadline": MORNING + timedelta(days=40)}
        ),
        a_request(town, place="willow-2", person_id=uuid4(), channel="phone"),
    ]


def written(matter_id: UUID) -> dict[str, list[Any]]:
    """Every row of one filing, as the database has it."""
    found = {}
    with walls.acting(SYSTEM), connection.cursor() as cursor:
        for name, statement in ROWS.items():
            cursor.execute(statement, [matter_id])
            found[name] = [value for (value,) in cursor.fetchall()]
    return found


def deltas() -> list[Any]:
    """What was added to the counts, in the order in which it was filed."""
    with walls.acting(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(d) - 'id' FROM matters_tallydelta d ORDER BY id")
        return [value for (value,) in cursor.fetchall()]


def many(news: list[NewMatter], actor: Actor = SYSTEM) -> list[Filed | Refusal]:
    """File them together."""
    with walls.acting(actor):
        return file_many(news=news, actor=actor, now=MORNING)


def receipts(outcomes: list[Filed | Refusal]) -> list[Filed]:
    """The receipts, where nothing was refused."""
    return [outcome for outcome in outcomes if isinstance(outcome, Filed)]


@pytest.mark.django_db
@pytest.mark.parametrize("vacant", [False, True])
def test_what_is_filed_together_equals_what_is_filed_singly_in_every_row(vacant: bool) -> None:
    town = a_town()
    if vacant:
        a_vacancy(town.posts["maple-2", "grid_worker"])
    news = requests(town)
    with walls.acting(SYSTEM):
        single = [file(new=new, actor=SYSTEM, now=MORNING) for new in news]
    together = receipts(many([replace(new, form_token=uuid4()) for new in news]))
    assert [written(filed.id) for filed in together] == [written(filed.id) for filed in single]
    assert [stored_contact(filed.id) for filed in together] == [stored_contact(filed.id) for filed in single]
    counted = deltas()
    assert counted[len(news) :] == counted[: len(news)]
    assert all(rows for filed in together for rows in written(filed.id).values())
    assert len({filed.number for filed in [*single, *together]}) == 2 * len(news)


@pytest.mark.django_db
def test_receipts_open_their_matters_and_entries_prove_what_they_say() -> None:
    town = a_town()
    (filed,) = receipts(many([a_request(town)]))
    with connection.cursor() as cursor, walls.acting(SYSTEM):
        cursor.execute("SELECT matters_tracked(number, code_digest) FROM matters_matter")
        assert cursor.fetchall() == [(filed.id,)]
        cursor.execute(
            "SELECT e.digest, p.salt, p.what FROM journal_entry e JOIN journal_payload p ON p.entry_id = e.id WHERE act = 'matter.filed'"
        )
        ((digest, salt, what),) = cursor.fetchall()
    assert hashlib.sha256(bytes(salt) + what.encode()).digest() == bytes(digest)


@pytest.mark.django_db
def test_one_that_cannot_be_filed_says_why_and_keeps_nobody_else_back() -> None:
    town = a_town()
    an_item("t-fields", fields=[{"name": "floor", "label_zh": "楼层", "kind": "number", "required": True}])
    bad = [
        a_request(town, text=" "),
        a_request(town, item="no-such-item"),
        a_request(town, item="t-certificate"),
        a_request(town, item="t-fields"),
        replace(a_request(town), place_id=uuid4()),
        a_request(town, text="长" * 4001),
    ]
    sound = requests(town)
    outcomes = many([*bad[:3], *sound, *bad[3:]])
    refused = [type(outcome) for outcome in outcomes if isinstance(outcome, Refusal)]
    assert refused == [
        errors.TextMissing,
        errors.UnknownItem,
        errors.ItemBarred,
        errors.FieldMissing,
        errors.UnknownPlace,
        errors.TextTooLong,
    ]
    assert [stored(filed.id).form_token for filed in receipts(outcomes)] == [new.form_token for new in sound]
    with walls.acting(SYSTEM):
        assert Matter.objects.count() == len(sound)


@pytest.mark.django_db
def test_a_form_sent_before_or_twice_in_one_set_is_one_matter() -> None:
    town = a_town()
    former = a_filed(town)
    known, new = replace(a_request(town), form_token=stored(former.id).form_token), a_request(town)
    first, again, twice = receipts(many([known, new, new]))
    assert (first.id, first.number, first.code, first.is_new) == (former.id, former.number, former.code, False)
    assert again.is_new
    assert twice == replace(again, is_new=False)
    with walls.acting(SYSTEM):
        assert Matter.objects.count() == 2


@pytest.mark.django_db
def test_staff_file_many_in_their_own_area_only() -> None:
    town = a_town()
    clerk = town.actor("willow", "community_clerk")
    here, elsewhere = (a_request(town, place=place, channel="phone") for place in ("willow-2", "maple-1"))
    filed, refused = many([here, elsewhere], clerk)
    assert isinstance(filed, Filed)
    assert isinstance(refused, errors.OutsideArea)


@pytest.mark.django_db
def test_each_holder_is_told_by_the_same_job() -> None:
    town = a_town()
    (filed,) = receipts(many([a_request(town)]))
    with walls.acting(SYSTEM), connection.cursor() as cursor:
        announce_filed(matter_id=filed.id, at=MORNING)
        cursor.execute("SELECT post_id FROM notices_notice")
        assert cursor.fetchall() == [(town.posts["maple-1", "grid_worker"].id,)]


@pytest.mark.django_db
def test_three_hundred_take_the_two_statements_of_three() -> None:
    town = a_town()
    counts = []
    for size in (3, 300):
        news = [a_request(town, place="maple-1" if number % 2 else "cedar-2") for number in range(size)]
        with walls.acting(SYSTEM), CaptureQueriesContext(connection) as captured:
            assert len(receipts(file_many(news=news, actor=SYSTEM, now=MORNING))) == size
        counts.append(len(captured))
    assert counts == [2, 2]


@pytest.mark.django_db
def test_photos_hang_on_their_own_matters(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    town = a_town()
    plain, shown = receipts(many([a_request(town), a_request(town, photos=[a_photo()])]))
    with walls.acting(SYSTEM):
        found = [file.subject_id for file in files.files_of([plain.id, shown.id])]
    assert found == [shown.id]


@pytest.mark.django_db
def test_nothing_to_file_asks_nothing() -> None:
    with walls.acting(SYSTEM), CaptureQueriesContext(connection) as captured:
        assert file_many(news=[], actor=SYSTEM, now=MORNING) == []
    assert len(captured) == 0


def test_two_sets_with_the_same_forms_in_opposite_order_make_each_matter_once(committed_db: str) -> None:
    news = requests(a_town())
    first, second = at_once([partial(many, news), partial(many, news[::-1])])
    assert isinstance(first, list)
    assert isinstance(second, list)
    assert [filed.id for filed in receipts(first)] == [filed.id for filed in receipts(second)][::-1]
    assert {filed.is_new for filed in receipts(first)} | {filed.is_new for filed in receipts(second)} == {True, False}
    with walls.acting(SYSTEM):
        assert Matter.objects.count() == len(news)
