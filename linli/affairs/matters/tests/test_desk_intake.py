"""Taking a request down: found by what is said, filed once, refused without losing a word."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.translation import override

from linli.affairs.matters.forms.staff import CHANNEL_NAMES
from linli.affairs.matters.models import CHANNELS, Matter
from linli.affairs.matters.tests.desk import read, send, words
from linli.affairs.matters.tests.factories import Town, a_filed, a_town, an_item, stored
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor
from linli.base.kit.scope import scope_of
from linli.base.kit.tests.factories import resident as themselves
from linli.registers.people.tests.factories import make_resident

pytestmark = pytest.mark.django_db
INTAKE = "/desk/intake/"


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def clerk(town: Town) -> Actor:
    return town.actor("maple", "community_clerk")


def asked(town: Town, **changes: Any) -> dict[str, Any]:
    """What a clerk fills in."""
    given = {
        "form_token": str(uuid4()),
        "text": "三号楼东侧垃圾没人清。",
        "item": "t-rubbish",
        "place": str(town.places["maple-1"].id),
        "channel": "phone",
        "contact_phone": "199 0000 1234",
        "contact_name": "李女士",
        "do": "file",
    }
    return given | changes


def filed(town: Town) -> list[Matter]:
    with walls.acting(Actor.system("test")):
        return list(Matter.objects.order_by("number"))


@pytest.mark.parametrize("rest", ["", "items/", "places/", "beside/"])
def test_only_posts_that_take_requests_see_the_form(town: Town, clerk: Actor, rest: str) -> None:
    assert Client().get(f"{INTAKE}{rest}").status_code == 302
    for actor in (themselves(None), town.actor("county", "department_clerk"), town.actor("county", "administrator")):
        assert read(actor, f"{INTAKE}{rest}").status_code == 403
    assert read(clerk, f"{INTAKE}{rest}").status_code == 200


def test_a_call_is_filed_and_number_and_code_are_read_aloud(town: Town, clerk: Actor) -> None:
    answer = send(clerk, INTAKE, **asked(town))
    [matter] = filed(town)
    assert answer.status_code == 200
    assert matter.number in words(answer)
    assert answer.context["filed"].code in words(answer)
    assert (matter.channel, matter.filed_by_post_id, matter.account_id) == ("phone", clerk.post_id, None)
    assert matter.place_id == town.places["maple-1"].id


def test_the_same_form_sent_twice_makes_one_matter(town: Town, clerk: Actor) -> None:
    form = asked(town)
    first, second = send(clerk, INTAKE, **form), send(clerk, INTAKE, **form)
    assert len(filed(town)) == 1
    assert first.context["filed"].code == second.context["filed"].code
    assert "没有重复登记" in words(second)


def test_nothing_chosen_offers_what_fits_and_keeps_the_words(town: Town, clerk: Actor) -> None:
    an_item("t-lamp", name="楼道灯坏了", keywords=["楼道灯"])
    answer = send(clerk, INTAKE, **asked(town, item="", text="我们楼道灯坏了好几天。"))
    assert answer.status_code == 400
    assert 'value="t-lamp"' in words(answer)
    assert "我们楼道灯坏了好几天。" in words(answer)
    assert filed(town) == []


def test_a_place_is_taken_by_its_name_and_asked_for_when_several_fit(town: Town, clerk: Actor) -> None:
    send(clerk, INTAKE, **asked(town, place="", place_text="maple-2"))
    assert [matter.place_id for matter in filed(town)] == [town.places["maple-2"].id]
    several = send(clerk, INTAKE, **asked(town, place="", place_text="maple-"))
    assert several.status_code == 400
    assert str(town.places["maple-1"].id) in words(several)
    send(clerk, INTAKE, **asked(town, place="", place_text=""))
    assert filed(town)[-1].place_id == town.places["maple"].id


def test_another_areas_place_is_refused_and_nothing_typed_is_lost(town: Town, clerk: Actor) -> None:
    answer = send(clerk, INTAKE, **asked(town, place=str(town.places["cedar-1"].id)))
    assert answer.status_code == 403
    assert "这个地点不在您的辖区内。" in words(answer)
    assert ("三号楼东侧垃圾没人清。" in words(answer), "李女士" in words(answer)) == (True, True)


def test_what_is_known_already_is_shown_before_it_is_filed_again(town: Town, clerk: Actor) -> None:
    a_filed(town, now=clock.now(), text="上午已经有人报过。")
    first = send(clerk, INTAKE, **asked(town))
    assert "上午已经有人报过。" in words(first)
    assert len(filed(town)) == 1
    send(clerk, INTAKE, **asked(town, is_alike_seen="1"))
    assert len(filed(town)) == 2


def test_settled_on_the_spot_needs_words_and_ends_closed(town: Town, clerk: Actor) -> None:
    refused = send(clerk, INTAKE, **asked(town, do="close"))
    assert (refused.status_code, filed(town)) == (400, [])
    answer = send(clerk, INTAKE, **asked(town, do="close", note="当场查了，明天恢复。"))
    [matter] = filed(town)
    assert (answer.status_code, stored(matter.id).state) == (200, "closed")
    assert stored(matter.id).holder_post_id == clerk.post_id


def test_a_complaint_about_ones_own_body_leads_past_it(town: Town, clerk: Actor) -> None:
    answer = send(clerk, INTAKE, **asked(town, item="t-complaint", about_body=str(clerk.body_id)))
    [matter] = filed(town)
    assert stored(matter.id).holder_post_id == town.posts["east", "street_clerk"].id
    assert f"/desk/matters/{matter.id}/" not in words(answer)


def test_a_barred_item_says_where_to_go_instead(town: Town, clerk: Actor) -> None:
    answer = send(clerk, INTAKE, **asked(town, item="t-certificate"))
    assert (answer.status_code, "请到户籍派出所办理。" in words(answer)) == (409, True)


def test_the_items_own_questions_are_asked(town: Town, clerk: Actor) -> None:
    question = {"name": "floor", "label_zh": "哪一层", "label_en": "Which floor", "kind": "text", "required": True}
    an_item("t-lift", name="电梯坏了", fields=[question])
    refused = send(clerk, INTAKE, **asked(town, item="t-lift"))
    assert (refused.status_code, 'name="answer-floor"' in words(refused)) == (400, True)
    send(clerk, INTAKE, **asked(town, item="t-lift", **{"answer-floor": "三层"}))
    [matter] = filed(town)
    assert matter.fields == {"floor": "三层"}
    assert "三层" in words(read(clerk, f"/desk/matters/{matter.id}/"))


def test_a_resident_is_recognised_by_phone_and_only_by_a_phone_they_have(town: Town, clerk: Actor) -> None:
    known = make_resident(scope_of(town.places["maple-1"]), "王秀英", phone="19900001234")
    beside = read(clerk, f"{INTAKE}beside/?contact_phone=19900001234&item=t-rubbish")
    assert str(known.person_id) in words(beside)
    send(clerk, INTAKE, **asked(town, person=str(known.person_id)))
    send(clerk, INTAKE, **asked(town, person=str(known.person_id), contact_phone="19900009999", is_alike_seen="1"))
    assert [matter.person_id for matter in filed(town)] == [known.person_id, None]


def test_typing_finds_items_and_places(town: Town, clerk: Actor) -> None:
    an_item("t-lamp", name="楼道灯坏了", keywords=["楼道灯"])
    assert 'value="t-lamp"' in words(read(clerk, f"{INTAKE}items/?text=楼道灯不亮"))
    assert str(town.places["maple-1"].id) in words(read(clerk, f"{INTAKE}places/?place_text=maple-1"))
    a_filed(town, now=clock.now(), text="已经在办的一件。")
    query = f"item=t-rubbish&place={town.places['maple-1'].id}"
    assert "已经在办的一件。" in words(read(clerk, f"{INTAKE}beside/?{query}"))


def test_a_crooked_phone_is_said_at_its_field(town: Town, clerk: Actor) -> None:
    answer = send(clerk, INTAKE, **asked(town, contact_phone="不知道"))
    assert (answer.status_code, filed(town)) == (400, [])
    assert "电话号码只写数字" in words(answer)


@pytest.mark.parametrize("channel", [channel for channel in CHANNELS if channel not in ("portal", "open")])
def test_each_channel_of_the_list_is_offered_and_kept(town: Town, clerk: Actor, channel: str) -> None:
    assert f'value="{channel}"' in words(read(clerk, INTAKE))
    assert send(clerk, INTAKE, **asked(town, channel=channel)).status_code == 200
    assert [matter.channel for matter in filed(town)] == [channel]


def test_every_channel_has_a_name_in_both_languages() -> None:
    assert set(CHANNEL_NAMES) == set(CHANNELS)
    with override("en"):
        assert [name for name in CHANNEL_NAMES.values() if not str(name).isascii()] == []
