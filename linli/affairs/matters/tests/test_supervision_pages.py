"""The pages of supervision and rulings, the moves by their forms, and who may not."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from linli.affairs.matters import queries
from linli.affairs.matters.models import Ruling
from linli.affairs.matters.tests.desk import read, send, statements, words
from linli.affairs.matters.tests.factories import (
    Town,
    a_filed,
    a_matter,
    a_request,
    a_town,
    left_in_chinese,
    stored,
)
from linli.affairs.matters.tests.test_helping import by
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.tests.factories import resident as themselves

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def town() -> Town:
    return a_town()


def page_of(matter_id: object) -> str:
    return reverse("matters:desk_matter", args=[matter_id])


def _ruled(town: Town) -> Ruling:
    """The ruling on a matter that two posts returned."""
    now = clock.now()
    filed = a_filed(town, now=now)
    by(town.actor("maple-1", "grid_worker"), "return", matter_id=filed.id, note="不归网格。", now=now)
    by(town.actor("maple", "community_secretary"), "return", matter_id=filed.id, note="不归社区。", now=now)
    department = town.posts["county", "department_clerk"]
    leader = town.actor("east", "street_leader")
    address = reverse("matters:move", args=[filed.id, "rule"])
    assert send(leader, address, note="房屋管理条例。", to_post=department.id).status_code == 302
    with walls.acting(Actor.system("test")):
        return Ruling.objects.get(matter_id=filed.id)


ADDRESSES = ["/desk/supervision/", "/desk/supervision/visits/rest/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_supervision_is_for_those_who_lead(town: Town, address: str) -> None:
    assert Client().get(address).status_code == 302
    assert read(themselves(None), address).status_code == 403
    assert read(town.actor("county", "department_clerk"), address).status_code == 403
    for place, role in (("maple", "community_secretary"), ("east", "street_leader"), ("county", "county_leader")):
        assert read(town.actor(place, role), address).status_code == 200
    assert read(town.actor("east", "street_leader"), "/desk/supervision/nothing/rest/").status_code == 404


def test_figures_show_numerator_and_denominator_and_open_to_their_rows(town: Town) -> None:
    now = clock.now()
    secretary, worker = town.actor("maple", "community_secretary"), town.actor("maple-1", "grid_worker")
    taken = by(secretary, "file", new=a_request(town, channel="counter"), now=now)
    other = a_filed(town, now=now)
    for each in (taken, other):
        by(worker, "sign", matter_id=each.id, now=now)
    by(worker, "contact", matter_id=taken.id, way="came", is_reached=True, now=now)
    for each in (taken, other):
        by(worker, "answer", matter_id=each.id, note="已清运。", now=now)
        by(worker, "close", matter_id=each.id, now=now)
    place = town.places["maple"].id
    with walls.acting(secretary):
        found = queries.conduct(place, Level.COMMUNITY, since=now - HOUR, until=now + HOUR)
        figures = {each.name: (each.kept, each.counted, each.amount) for each in found}
        rows = {
            (name, which): [
                row.number
                for row in queries.conduct_rows(
                    place, Level.COMMUNITY, name, which, since=now - HOUR, until=now + HOUR, now=now
                ).rows
            ]
            for name in ("visits", "contacted", "first_asked")
            for which in ("counted", "kept", "rest")
        }
    assert figures["first_asked"] == (1, 1, 0)
    assert figures["visits"] == (1, 2, 2)
    assert figures["contacted"] == (1, 2, 0)
    assert (rows["visits", "rest"], rows["visits", "kept"]) == ([taken.number], [other.number])
    assert sorted(rows["contacted", "counted"]) == sorted([taken.number, other.number])
    assert rows["first_asked", "counted"] == [taken.number]
    page = words(read(secretary, "/desk/supervision/"))
    assert "平均每件跑 1.00 次，目标不超过 1 次" in page


def test_supervision_costs_the_same_for_one_matter_and_three(town: Town) -> None:
    leader = town.actor("east", "street_leader")
    for address in (
        "/desk/supervision/",
        "/desk/supervision/undisputed/counted/",
        "/desk/?box=assist",
        "/desk/?box=asked",
    ):
        a_filed(town, now=clock.now())
        statements(leader, address)
        one = len(statements(leader, address))
        for _ in range(2):
            a_filed(town, now=clock.now())
        assert len(statements(leader, address)) == one <= 8, address


def test_a_ruling_is_previewed_against_the_last_month_before_it_becomes_a_rule(town: Town) -> None:
    ruling = _ruled(town)
    for place in ("maple-1", "willow-1", "cedar-1"):
        a_filed(town, now=clock.now(), place=place)
    leader, address = town.actor("east", "street_leader"), reverse("matters:ruling", args=[ruling.id])
    with walls.acting(leader):
        preview = queries.preview(leader, ruling.id, now=clock.now())
    assert (preview.total, preview.moved) == (3, 3)
    assert {change.after for change in preview.changes} == {"housing clerk"}
    assert "最近 30 天本辖区有 3 件，按这条规则会有 3 件换地方。" in words(read(leader, address))
    assert read(town.actor("west", "street_leader"), address).status_code == 404
    assert read(town.actor("east", "street_clerk"), address).status_code == 403
    assert Client().get(address).status_code == 302
    assert send(leader, address).status_code == 302
    assert stored(a_matter(town)).holder_post_id == town.posts["county", "department_clerk"].id
    assert "已经是规则" in words(read(leader, reverse("matters:rulings")))
    assert send(leader, address).status_code == 409


def test_each_move_beside_the_way_works_by_its_form_and_is_shown(town: Town) -> None:
    now = clock.now()
    filed, main = a_filed(town, now=now), a_filed(town, now=now)
    worker, leader = town.actor("maple-1", "grid_worker"), town.actor("east", "street_leader")
    secretary = town.actor("maple", "community_secretary")
    clerk = town.posts["maple", "community_clerk"]

    def do(actor: Actor, move: str, **fields: object) -> int:
        return int(send(actor, reverse("matters:move", args=[filed.id, move]), **fields).status_code)

    assert do(worker, "sign") == 302
    assert do(worker, "invite", note="请核实。", to_post=clerk.id) == 302
    assert do(worker, "contact", way="phone", is_reached="on") == 302
    assert do(worker, "contact", way="") == 400
    assert do(worker, "prolong", days="2", note="要等车。") == 302
    assert do(secretary, "allow") == 302
    assert do(leader, "instruct", note="请抓紧。") == 302
    assert do(leader, "card", note="三天没有动静。", colour="yellow") == 302
    assert do(worker, "split", note="请查违建。", to_post=town.posts["county", "department_clerk"].id) == 302
    assert do(worker, "merge", main_number=main.number) == 409
    page = words(read(worker, page_of(filed.id)))
    for said in ("领导批示", "黄牌督办", "请查违建。", "请核实。", "延期前", "报告批示办理情况"):
        assert said in page, said
    # Those the resident doesn't see are marked: asking for help, a contact, an extension asked for, an instruction, a card, a part.
    assert page.count("仅工作人员可见") == 6
    assert words(read(leader, f"{page_of(filed.id)}sheet/supervise/")).count("三天没有动静。") == 1
    english = read(worker, page_of(filed.id), headers={"accept-language": "en"})
    assert left_in_chinese(words(english).split("<main")[1]) <= {
        "三号楼东侧垃圾三天没有清运", "请核实", "要等车", "请抓紧", "三天没有动静", "请查违建", "中文"
    }  # fmt: skip
    forms = re.findall(r'hx-get="(/desk/matters/[^"]+)"', words(english))
    assert len(forms) > 8
    asked = {"accept-language": "en", "HX-Request": "true"}
    in_forms = set().union(*(left_in_chinese(words(read(worker, form, headers=asked))) for form in forms))
    assert in_forms == {"三号楼东侧垃圾三天没有清运"}
    assert do(worker, "report", note="已派车。") == 302
    assert do(leader, "lift", note="已整改。") == 302
