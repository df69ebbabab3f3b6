"""Filing: one form makes one matter, with a holder, three clocks and a receipt."""

from typing import Any
from uuid import uuid4

import pytest

from linli.affairs.matters import errors
from linli.affairs.matters.actions import file, file_and_close
from linli.affairs.matters.models import Matter, Step, TallyDelta
from linli.affairs.matters.tests.factories import MORNING, a_filed, a_request, a_town, a_vacancy, an_item, stored
from linli.base.kit import walls
from linli.base.kit.actor import Actor

pytestmark = pytest.mark.django_db


def test_a_visitors_request_reaches_the_grid_worker_with_three_clocks() -> None:
    town = a_town()
    filed = a_filed(town, place="maple-1")
    matter = stored(filed.id)
    assert (matter.state, matter.holder_post_id) == ("filed", town.posts["maple-1", "grid_worker"].id)
    assert matter.filed_at < matter.sign_by <= matter.answer_by <= matter.close_by
    assert (matter.due_at, matter.step_count, matter.number) == (matter.sign_by, 1, filed.number)


def test_the_same_form_sent_twice_makes_one_matter_with_one_receipt() -> None:
    town = a_town()
    request = a_request(town)
    receipts = []
    for _ in range(2):
        with walls.acting(Actor.intake()):
            receipts.append(file(new=request, actor=Actor.intake(), now=MORNING))
    first, second = receipts
    assert (second.id, second.number, second.code) == (first.id, first.number, first.code)
    assert (first.is_new, second.is_new) == (True, False)
    with walls.acting(Actor.system("test")):
        assert (Matter.objects.count(), Step.objects.count(), TallyDelta.objects.count()) == (1, 1, 1)


def test_an_item_of_a_department_goes_to_the_department() -> None:
    town = a_town()
    assert stored(a_filed(town, item="t-repair").id).holder_post_id == town.posts["county", "department_clerk"].id


def test_a_vacant_grid_is_answered_by_the_community() -> None:
    town = a_town()
    a_vacancy(town.posts["maple-1", "grid_worker"])
    assert stored(a_filed(town).id).holder_post_id == town.posts["maple", "community_secretary"].id


def test_a_complaint_about_a_body_never_reaches_that_body() -> None:
    town = a_town()
    filed = a_filed(town, item="t-complaint", about_body_id=town.bodies["maple"].id)
    assert stored(filed.id).holder_post_id == town.posts["east", "street_clerk"].id


def test_a_town_with_nobody_at_any_desk_refuses_and_says_where_to_call() -> None:
    town = a_town()
    for post in town.posts.values():
        a_vacancy(post)
    with pytest.raises(errors.NobodyAnswers) as refused:
        a_filed(town)
    assert "96345" in refused.value.next_step


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"item": "no-such-item"}, errors.UnknownItem),
        ({"item": "t-certificate"}, errors.ItemBarred),
        ({"item": "t-visit"}, errors.ItemNotOpen),
        ({"text": "  "}, errors.TextMissing),
        ({"text": "长" * 100_000}, errors.TextTooLong),
    ],
)
def test_what_cannot_be_filed_is_refused_and_leaves_nothing(fields: dict[str, Any], refusal: type[Exception]) -> None:
    town = a_town()
    with pytest.raises(refusal):
        a_filed(town, **fields)
    with walls.acting(Actor.system("test")):
        assert (Matter.objects.count(), Step.objects.count()) == (0, 0)


def test_a_barred_item_says_where_to_go_instead() -> None:
    town = a_town()
    with pytest.raises(errors.ItemBarred) as refused:
        a_filed(town, item="t-certificate")
    assert refused.value.next_step == "请到户籍派出所办理。"


def test_a_place_outside_the_tree_is_refused() -> None:
    town = a_town()
    town.places["maple-1"].id = uuid4()
    with pytest.raises(errors.UnknownPlace):
        a_filed(town)


def test_staff_file_in_their_own_area_only() -> None:
    town = a_town()
    clerk = town.actor("willow", "community_clerk")
    with walls.acting(clerk):
        filed = file(new=a_request(town, place="willow-2", channel="phone"), actor=clerk, now=MORNING)
    assert stored(filed.id).filed_by_post_id == clerk.post_id
    with walls.acting(clerk), pytest.raises(errors.OutsideArea):
        file(new=a_request(town, place="maple-1", channel="phone"), actor=clerk, now=MORNING)


def test_what_is_settled_on_the_spot_is_filed_and_closed_in_one_step() -> None:
    town = a_town()
    clerk = town.actor("maple", "community_clerk")
    with walls.acting(clerk):
        filed = file_and_close(
            new=a_request(town, channel="counter"), note="当场告知清运时间。", actor=clerk, now=MORNING
        )
    matter = stored(filed.id)
    assert (matter.state, matter.closed_at, matter.due_at, matter.holder_post_id) == (
        "closed",
        MORNING,
        None,
        clerk.post_id,
    )


def test_a_required_field_left_empty_is_named() -> None:
    town = a_town()
    an_item("t-fields", fields=[{"name": "floor", "label_zh": "楼层", "kind": "number", "required": True}])
    with pytest.raises(errors.FieldMissing) as refused:
        a_filed(town, item="t-fields")
    assert refused.value.said == "“楼层”没有填，或填的不对。"


def test_filing_takes_two_statements(django_assert_num_queries: object) -> None:
    town = a_town()
    request = a_request(town)
    with walls.acting(Actor.intake()), django_assert_num_queries(2):  # type: ignore[operator]  # -- pytest-django's fixture has no type
        file(new=request, actor=Actor.intake(), now=MORNING)
