"""Pages about bodies: who they open to, what their forms do, and how many statements they take."""

from typing import Any

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.base.accounts.tests.factories import client_of
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level
from linli.registers.bodies import queries
from linli.registers.bodies.models import Body, Post
from linli.registers.bodies.tests import factories
from linli.registers.bodies.tests.factories import TODAY
from linli.registers.places.tests import factories as places

pytestmark = pytest.mark.django_db

DAY = TODAY.isoformat()
LISTS = ("list", "heads", "departments", "colleagues")


@pytest.fixture
def office() -> factories.Office:
    return factories.office()


def page(actor: Actor, view: str, /, *ids: object, query: str = "", **fields: Any) -> Any:
    """One page, by POST when there are fields; what is shown is valid HTML."""
    client, address = client_of(actor), reverse(f"bodies:{view}", args=ids) + query
    response = client.post(address, fields) if fields else client.get(address)
    if response.status_code in {200, 400, 409, 422}:
        html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response


def secretary(office: factories.Office) -> Actor:
    return factories.acting_as(office.secretary, office.town.community)


def clerk(office: factories.Office) -> Actor:
    return factories.acting_as(office.street_clerk, office.town.street)


def addresses(office: factories.Office) -> list[tuple[str, tuple[Any, ...]]]:
    return [
        *((name, ()) for name in LISTS),
        ("at", (office.town.community.id,)),
        ("body", (office.secretary.body_id,)),
        ("post", (office.secretary.id,)),
        ("plate", (office.town.community.id,)),
    ]


def test_every_page_opens_to_every_post_and_to_no_one_else(office: factories.Office) -> None:
    for actor in (secretary(office), clerk(office)):
        assert {page(actor, view, *ids).status_code for view, ids in addresses(office)} == {200}
    assert {page(Actor.intake(), view, *ids).status_code for view, ids in addresses(office)} == {302}


def test_forms_are_shown_to_who_may_and_refused_to_who_may_not(office: factories.Office) -> None:
    for actor, is_shown in ((secretary(office), True), (clerk(office), False)):
        for view, ids in addresses(office)[5:7]:
            assert ('name="act"' in page(actor, view, *ids).content.decode()) == is_shown
    far = factories.acting_as(office.far_secretary, office.town.far_community)
    assert 'name="act"' not in page(far, "post", office.secretary.id).content.decode()
    for actor in (clerk(office), far):
        page(actor, "post", office.secretary.id, act="end", until=DAY)
        assert queries.holder_of(office.secretary.id) is not None
    assert (
        page(clerk(office), "at", office.town.community.id, kind="committee", name="居委会", since=DAY).status_code
        == 403
    )
    assert page(far, "at", office.town.community.id, kind="committee", name="居委会", since=DAY).status_code == 404
    assert not Body.objects.filter(kind="committee").exists()


def test_the_list_marks_what_a_community_lacks(office: factories.Office) -> None:
    actor = factories.acting_as(office.county_desk, office.town.county)
    shown = page(actor, "list").content.decode()
    assert shown.count("缺居（村）民委员会") == 2
    factories.body(office.town.community, "committee")
    factories.body(office.town.community, "service_station")
    only_missing = page(actor, "list", query="?missing=1").content.decode()
    assert (only_missing.count("文化里社区居委会"), only_missing.count("海阳里社区居委会")) == (0, 1)
    assert (
        "海阳里社区居委会" not in page(actor, "list", query=f"?street={office.town.other_street.id}").content.decode()
    )


def test_uncovered_grids_are_listed_alone(office: factories.Office) -> None:
    shown = page(secretary(office), "heads", query="?uncovered=1").content.decode()
    assert ("第二片区" in shown, "第一片区" in shown) == (True, False)


def test_from_a_missing_body_to_somebody_in_office(office: factories.Office) -> None:
    actor = secretary(office)
    made = page(actor, "at", office.town.community.id, kind="service_station", name="文化里服务站", since=DAY)
    body = Body.objects.get(name="文化里服务站")
    assert made.headers["Location"] == reverse("bodies:body", args=[body.id])
    fields: dict[str, Any] = {
        "act": "open_post",
        "role": "community_clerk",
        "place": body.place_id,
        "title": "综合窗口",
        "since": DAY,
    }
    assert page(actor, "body", body.id, **fields).status_code == 302
    post = Post.objects.get(title="综合窗口")
    nameless = page(actor, "post", post.id, act="appoint", since=DAY)
    assert (nameless.status_code, "请写新来的人的姓名" in nameless.content.decode()) == (400, True)
    assert page(actor, "post", post.id, act="appoint", public_name="赵敏", since=DAY).status_code == 302
    holder = queries.holder_of(post.id)
    assert holder is not None
    assert holder.name == "赵敏"


def test_a_person_in_office_is_appointed_to_a_second_post(office: factories.Office) -> None:
    actor = secretary(office)
    person = office.secretary.tenures.get().person_id
    post = factories.post(office.secretary.body, "committee_member", office.town.community, "居委会主任")
    assert page(actor, "post", post.id, act="appoint", person=person, since=DAY).status_code == 302
    shown = page(actor, "post", post.id).content.decode()
    assert "兼 社区书记" in shown


def test_away_substitute_leaving_and_retiring_through_the_page(office: factories.Office) -> None:
    actor = factories.acting_as(
        factories.post(office.street_clerk.body, "street_leader", office.town.street), office.town.street
    )
    post = office.secretary
    assert page(actor, "post", post.id, act="substitute", substitute=office.street_clerk.id).status_code == 302
    assert page(actor, "post", post.id, act="away", away_from=DAY).status_code == 302
    holder = queries.holder_of(post.id)
    assert holder is not None
    assert holder.is_away
    assert page(actor, "post", post.id, act="end", until=DAY).status_code == 302
    refused = page(actor, "post", post.id, act="retire", until=DAY)
    assert (refused.status_code, "唯一接收事件的职务" in refused.content.decode()) == (409, True)


def test_the_plate_shows_names_posts_and_phones_and_leads_to_the_community(office: factories.Office) -> None:
    shown = page(secretary(office), "plate", office.town.grid.id).content.decode()
    assert "王秀英" in shown
    assert "0335-3010001" in shown
    assert f"/open/places/{office.town.community.id}/" in shown
    assert "<svg" in shown
    assert page(secretary(office), "plate", office.town.street.id).status_code == 404


def statements(actor: Actor, view: str) -> int:
    """The fewer of two calls: once a minute the frame asks for the area's name again."""
    client, taken = client_of(actor), []
    for _twice in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(f"bodies:{view}")).status_code == 200
        taken.append(len([each for each in captured if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]))
    return min(taken)


@pytest.mark.parametrize("view", LISTS)
def test_lists_take_as_many_statements_for_three_rows_as_for_one(office: factories.Office, view: str) -> None:
    actor = factories.acting_as(office.county_desk, office.town.county)
    one = statements(actor, view)
    for number in range(2):
        community = places.place(Level.COMMUNITY, office.town.street)
        places.place(Level.GRID, community)
        department = factories.body(office.town.county, "department", department=f"d{number}")
        factories.post(department, "department_clerk", office.town.county)
        factories.hold(factories.post(office.county_desk.body, "county_leader", office.town.county))
    assert statements(actor, view) == one
    # And one for the actor, whom a test brings along.
    assert one <= 7


def test_a_retired_post_says_so(office: factories.Office) -> None:
    with walls.acting(factories.SYSTEM):
        Post.objects.filter(id=office.worker.id).update(valid_until=TODAY)
    assert "这个职务已经撤销" in page(secretary(office), "post", office.worker.id).content.decode()
