"""What everyone may read of matters, asked below Django as the application's role: never more than the item's version opens."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from linli.affairs.matters import queries
from linli.affairs.matters.actions import escalate, file, sign, split
from linli.affairs.matters.queries import PublicFilter
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_request, a_town, an_item
from linli.base.kit import walls
from linli.base.kit.actor import Actor

ALL = "SELECT number, words, spot FROM matters_public(%s, 'city', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 100)"


@pytest.fixture
def town(db: None) -> Town:
    made = a_town()
    an_item("t-lamp", publication="text")
    an_item("t-heat", publication="facts")
    return made


def _public(town: Town, **narrowed: Any) -> list[queries.PublicMatter]:
    with walls.acting(Actor.intake()):
        return queries.public_matters(
            PublicFilter(area_id=town.places["city"].id, area_level="city", **narrowed), most=100
        )


def test_only_what_the_items_version_opens_is_public(town: Town) -> None:
    lamp = a_filed(town, item="t-lamp", text="路灯不亮", spot="3号楼东侧")
    heat = a_filed(town, MORNING - timedelta(hours=1), item="t-heat", text="家里有病人", spot="501")
    a_filed(town, item="t-rubbish")
    rows = _public(town)
    assert [(row.number, row.words, row.spot) for row in rows] == [
        (lamp.number, "路灯不亮", "3号楼东侧"),
        (heat.number, "", ""),
    ]


def test_who_asked_to_be_hidden_and_complaints_about_bodies_are_never_public(town: Town) -> None:
    a_filed(town, item="t-lamp", is_hidden=True)
    a_filed(town, item="t-lamp", about_body_id=town.bodies["maple"].id)
    assert _public(town) == []


def test_the_parts_of_a_split_matter_stay_inside(town: Town) -> None:
    whole = a_filed(town, item="t-lamp", text="灯不亮")
    holder = town.actor("maple-1", "grid_worker")
    with walls.acting(holder):
        sign(matter_id=whole.id, actor=holder, now=MORNING)
        escalate(matter_id=whole.id, note="请社区办", actor=holder, now=MORNING)
    above = town.actor("maple", "community_secretary")
    with walls.acting(above):
        sign(matter_id=whole.id, actor=above, now=MORNING)
        split(
            matter_id=whole.id,
            to_post_id=town.posts["county", "department_clerk"].id,
            note="王大爷家门口的先修",
            actor=above,
            now=MORNING,
        )
    assert [(row.number, row.words) for row in _public(town)] == [(whole.number, "灯不亮")]


def test_words_are_public_only_where_their_writer_was_told(town: Town) -> None:
    phoned = replace(a_request(town, item="t-lamp", text="老王说的", spot="西门"), channel="phone")
    actor = town.actor("maple", "community_secretary")
    from_app = replace(a_request(town, item="t-lamp", text="灯杆倒了"), channel="open")
    with walls.acting(actor):
        file(new=phoned, actor=actor, now=MORNING)
    with walls.acting(Actor.intake()):
        file(new=from_app, actor=Actor.intake(), now=MORNING - timedelta(minutes=1))
    assert [row.words for row in _public(town)] == ["", "灯杆倒了"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("请打13800001234找我", "请打***找我"),
        ("电话 0335-3010001。", "电话 ***。"),
        ("身份证13030219800101123X丢了", "身份证***丢了"),
        ("邮箱wang.li@example.com", "邮箱***"),
        ("3号楼2单元501室门口", "3号楼******门口"),
        ("三号楼东侧垃圾三天没有清运。", "三号楼东侧垃圾三天没有清运。"),
    ],
)
def test_numbers_that_lead_to_a_person_are_hidden(town: Town, written: str, shown: str) -> None:
    a_filed(town, item="t-lamp", text=written)
    assert [row.words for row in _public(town)] == [shown]


def test_the_list_is_narrowed_and_walked_in_pieces(town: Town) -> None:
    filed = [a_filed(town, MORNING - timedelta(hours=hour), item="t-lamp") for hour in range(5)]
    a_filed(town, item="t-lamp", place="cedar-1")
    within = PublicFilter(area_id=town.places["maple"].id, area_level="community")
    chunks = []
    with walls.acting(Actor.intake()):
        while chunk := queries.public_matters(within, most=2):
            chunks.append(chunk)
            within = replace(within, after=(chunk[-1].filed_at, chunk[-1].id))
    assert [[row.number for row in chunk] for chunk in chunks] == [
        [each.number for each in filed[start : start + 2]] for start in (0, 2, 4)
    ]
    assert len(_public(town, since=MORNING - timedelta(hours=2), until=MORNING)) == 2
    assert [row.number for row in _public(town, numbers=[filed[3].number])] == [filed[3].number]
    assert _public(town, items=["t-heat"]) == []
    assert _public(town, is_open=False) == []


def test_the_applications_role_gets_that_and_no_row_of_the_table(
    committed_db: str, app_sql: psycopg.Connection[Any]
) -> None:
    town = a_town()
    an_item("t-lamp", publication="text")
    open_to_all = a_filed(town, item="t-lamp", text="灯不亮，电话13800001234")
    a_filed(town, item="t-rubbish", text="只有办理人该看到")
    a_filed(town, item="t-lamp", text="只有办理人该看到", is_hidden=True)
    rows = app_sql.execute(ALL, [town.places["city"].id]).fetchall()
    assert rows == [(open_to_all.number, "灯不亮，电话***", "")]
    assert app_sql.execute("SELECT count(*) FROM matters_matter").fetchone() == (0,)


def test_the_number_of_a_token_is_told_to_whoever_made_it(town: Town) -> None:
    new = a_request(town)
    with walls.acting(Actor.intake()):
        filed = file(new=new, actor=Actor.intake(), now=MORNING)
        assert queries.number_of_token(new.form_token) == filed.number
        assert queries.number_of_token(filed.id) is None
