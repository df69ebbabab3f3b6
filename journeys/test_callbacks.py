"""Residents are asked afterwards: a round is drawn, called by somebody who had no hand in it, and published with what its rates stand on."""

import re
from datetime import datetime, time, timedelta
from random import Random

from playwright.sync_api import Page, expect

from demo.cast import Cast
from demo.spec import HAIGANG
from journeys.conftest import Visit
from linli.affairs.callbacks import public as callbacks
from linli.affairs.callbacks.actions import Said, answer
from linli.affairs.callbacks.models import Answer, Call
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor

DAYS = 3
SYSTEM = Actor.system("journey")


def the_cast() -> Cast:
    """Everybody of the city, for what happened before and beside the journey."""
    return Cast(HAIGANG, Random(1), clock.local_date(clock.now()))


def opened(cast: Cast) -> str:
    """The number of a round over what was closed in the last three days, committed to when they began."""
    lead = cast.actor("callback-lead")
    last = clock.local_date(clock.now()) - timedelta(days=1)
    since = last - timedelta(days=DAYS - 1)
    assert lead.place_id
    with walls.acting(lead):
        new = callbacks.NewRound(lead.place_id, since, last)
        return callbacks.open_round(new=new, actor=lead, now=datetime.combine(since, time(9), clock.CHINA)).number


def ask_the_rest(cast: Cast, number: str) -> None:
    """The other calls of the round, made in the afternoon: of four residents one is not content."""
    caller = cast.actor("caller")
    now = datetime.combine(clock.local_date(clock.now()), time(15), clock.CHINA)
    with walls.acting(caller):
        for nth, call in enumerate(Call.objects.filter(round__number=number, state="waiting").order_by("number")):
            said = Said(responded=True, solved=nth % 4 > 0, grade=5 - nth % 4)
            answer(call_id=call.id, said=said, actor=caller, now=now)


def had_no_hand(cast: Cast, address: str) -> bool:
    """Whether neither the caller nor their post or body is among those who had a hand in the matter."""
    caller = cast.actor("caller")
    with walls.acting(SYSTEM):
        call = Call.objects.get(id=address.rstrip("/").rpartition("/")[2])
    return bool(call.handled_by) and not {caller.person_id, caller.post_id, caller.body_id} & set(call.handled_by)


def counted(number: str) -> dict[str, str]:
    """Each rate of the round as its raw answers make it: numerator and denominator."""
    with walls.acting(SYSTEM):
        said = list(Answer.objects.filter(call__round__number=number).values_list("responded", "solved", "grade"))
    return {
        "响应率": f"{sum(responded for responded, _, _ in said)} / {len(said)}",
        "解决率": f"{sum(solved for _, solved, _ in said)} / {len(said)}",
        "满意率": f"{sum(grade >= 4 for _, _, grade in said)} / {len(said)}",
    }


def shown(page: Page) -> dict[str, str]:
    """The same as the page shows it: what was said on the telephone stands first."""
    stats = page.locator(".rates").locator(".stat")
    labels = [label.strip() for label in stats.locator(".stat-label").all_text_contents()][:3]
    under = [" ".join(words.split()) for words in stats.locator(".stat-under").all_text_contents()][:3]
    return dict(zip(labels, under, strict=True))


def test_a_round_is_drawn_called_and_published_with_what_its_rates_stand_on(visit: Visit, behind: None) -> None:
    cast = the_cast()
    number = opened(cast)
    lead = visit("/desk/callbacks/rounds/", as_="callback-lead")
    row = lead.get_by_role("row").filter(has=lead.get_by_role("link", name=number, exact=True))
    expect(row).to_contain_text("已公布承诺值")
    row.get_by_role("button", name="抽取样本").click()
    expect(lead.get_by_text("样本已经抽取，名单的摘要已经公布。")).to_be_visible()
    expect(row).to_contain_text("没有回访完")

    caller = visit("/desk/callbacks/calls/", as_="caller")
    caller.locator("main table a").first.click()
    caller.wait_for_url(re.compile(r"/calls/[0-9a-f-]{36}/"))
    address = caller.url
    caller.get_by_role("button", name="显示号码").click()
    expect(caller.locator("main")).to_contain_text(re.compile(r"\b1\d{10}\b"))
    for name, value in (("responded", "yes"), ("solved", "yes"), ("grade", "5")):
        caller.locator(f"[name={name}][value='{value}']").check(force=True)
    caller.get_by_role("button", name="记下回答").click()
    caller.wait_for_url("**/desk/callbacks/calls/")
    caller.goto(address)
    expect(caller.locator("main")).to_contain_text("现在的回答")
    expect(caller.locator("main")).to_contain_text("非常满意")
    assert had_no_hand(cast, address)
    secretary = visit("/desk/", as_="secretary")
    refused = secretary.goto(address)
    assert refused
    assert refused.status == 403

    ask_the_rest(cast, number)
    lead.reload()
    row.get_by_role("button", name="公布结果").click()
    expect(lead.get_by_text("种子、名单和结果已经公布。")).to_be_visible()
    public = visit(f"/callbacks/{number}/", phone=True)
    expect(public.locator(".rates")).to_be_visible()
    assert shown(public) == counted(number)
