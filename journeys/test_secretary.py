"""A community secretary's day at the desk: someone phones, something is settled at once, something goes up, a handful is signed."""

import re
from time import monotonic

from playwright.sync_api import Page, Route, expect

from journeys.conftest import Visit
from journeys.deeds import due_times, work

MOST_SECONDS = 30
RUBBISH = "六号楼北边的垃圾桶满了两天，没有人来清运。"
BENCH = "建议在九号楼前加两把长椅，老人好歇脚。"
ACCOUNTS = "居务公开栏上的账目三个月没有更新，想看一看。"


def call(page: Page, words: str, phone: str) -> None:
    """Take down what a caller says, without touching the mouse; stops before sending."""
    page.keyboard.press("n")
    page.wait_for_url("**/desk/intake/")
    page.locator("#id_text").wait_for()
    _tab_to(page, "channel")
    while not page.get_by_label("电话", exact=True).first.is_checked():
        page.keyboard.press("ArrowRight")
    _tab_to(page, "text")
    page.keyboard.type(words)
    page.locator("#intake-items input[type=radio]").first.wait_for(state="attached")
    _tab_to(page, "item")
    page.keyboard.press("Space")
    _tab_to(page, "place_text")
    page.keyboard.type("红旗里")
    page.locator("#intake-places input[type=radio]").first.wait_for(state="attached")
    _tab_to(page, "place")
    page.keyboard.press("Space")
    _tab_to(page, "contact_phone")
    page.keyboard.type(phone)
    if page.locator("select[name=answer-kind]").count():
        _tab_to(page, "answer-kind")
        page.keyboard.press("ArrowDown")


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the field of that name has the focus, as one does who knows the form."""
    for _press in range(60):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {name}")


def test_a_call_is_taken_in_half_a_minute_and_the_second_about_it_is_seen_to_be_alike(visit: Visit) -> None:
    secretary = visit("/desk/", as_="secretary")
    began = monotonic()
    call(secretary, RUBBISH, "19900002345")
    _tab_to(secretary, "do")
    secretary.keyboard.press("Enter")
    receipt = secretary.get_by_role("status").filter(has_text="受理编号")
    again = secretary.get_by_text("同一地点最近有同样的事")
    expect(receipt.or_(again).first).to_be_visible()
    if again.is_visible():
        _tab_to(secretary, "do")
        secretary.keyboard.press("Enter")
    expect(receipt).to_contain_text(re.compile(r"\d{14}"))
    assert monotonic() - began < MOST_SECONDS

    call(secretary, "还是六号楼北边的垃圾，一直没人清。", "19900003456")
    expect(again).to_be_visible()
    expect(secretary.locator("#intake-beside")).to_contain_text(RUBBISH[:20])


def test_what_is_chosen_while_the_panel_beside_is_on_its_way_stays(visit: Visit) -> None:
    secretary = visit("/desk/", as_="secretary")
    call(secretary, RUBBISH, "19900007890")
    kind = secretary.locator("select[name=answer-kind]")
    secretary.wait_for_timeout(300)
    secretary.wait_for_function("document.querySelector('.htmx-request') === null")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    secretary.route("**/desk/intake/beside/**", hold)
    with secretary.expect_request("**/desk/intake/beside/**"):
        secretary.locator("#id_contact_name").fill("王女士")
        secretary.locator("#id_contact_name").blur()
    kind.evaluate("field => { field.selectedIndex = 1 }")
    chosen = kind.input_value()
    with secretary.expect_response("**/desk/intake/beside/**"):
        held[0].continue_()
    secretary.wait_for_function("document.querySelector('.htmx-request') === null")
    assert chosen
    expect(kind).to_have_value(chosen)


def test_what_is_settled_while_talking_is_closed_at_once_and_printed(visit: Visit) -> None:
    secretary = visit("/desk/", as_="secretary")
    call(secretary, "想问问医保怎么缴费，在哪里交。", "19900004567")
    secretary.locator("summary", has_text="当场办结").press("Enter")
    secretary.get_by_label("怎么办的").fill("已说明缴费渠道和截止日期，居民清楚了。")
    secretary.get_by_role("button", name="登记并当场办结").press("Enter")
    receipt = secretary.get_by_role("status").filter(has_text="受理编号")
    again = secretary.get_by_text("同一地点最近有同样的事")
    expect(receipt.or_(again).first).to_be_visible()
    if again.is_visible():
        secretary.get_by_role("button", name="登记并当场办结").press("Enter")
    expect(receipt).to_contain_text("已登记并当场办结")
    secretary.get_by_role("link", name="看这一件").click()
    expect(secretary.locator(".matter-head")).to_contain_text("已办结")
    secretary.locator(".matter summary", has_text="打印").click()
    secretary.get_by_role("link", name="回复单").click()
    expect(secretary.get_by_role("heading", level=1)).to_have_text("回复单")
    expect(secretary.locator("main")).to_contain_text("已说明缴费渠道和截止日期")
    expect(secretary.get_by_role("button", name="打印这一页")).to_be_visible()
    secretary.emulate_media(media="print")
    expect(secretary.locator("nav.rail")).to_be_hidden()


def test_a_handful_is_signed_together_and_one_goes_up_with_its_reason(visit: Visit) -> None:
    secretary = visit("/desk/", as_="secretary")
    for words, phone in ((BENCH, "19900005678"), (ACCOUNTS, "19900006789")):
        call(secretary, words, phone)
        _tab_to(secretary, "do")
        secretary.keyboard.press("Enter")
        expect(secretary.get_by_role("status").filter(has_text="受理编号")).to_be_visible()
    secretary.goto("/desk/?state=filed")
    due = due_times(secretary)
    assert len(due) > 1
    assert due == sorted(due)
    for words in (BENCH, ACCOUNTS):
        work(secretary, words).get_by_role("checkbox").check(force=True)
    secretary.get_by_role("group", name="批量办理").get_by_role("button", name="签收").click()
    expect(secretary.get_by_text("2 件都办成了。")).to_be_visible()
    secretary.goto("/desk/?state=signed")
    expect(work(secretary, ACCOUNTS)).to_have_count(1)
    link = work(secretary, BENCH).get_by_role("link").first
    secretary.goto(link.get_attribute("href") or "")
    expect(secretary.locator(".matter-head")).to_contain_text("已签收")
    secretary.keyboard.press("u")
    expect(secretary.locator("#do-escalate textarea")).to_be_focused()
    secretary.keyboard.type("本级没有权限，请街道协调。")
    secretary.locator("#do-escalate").get_by_role("button", name="上报").click()
    expect(secretary.get_by_role("list", name="办理经过")).to_contain_text("本级没有权限，请街道协调。")
    secretary.goto("/desk/")
    expect(work(secretary, ACCOUNTS)).to_have_count(1)
    expect(work(secretary, BENCH)).to_have_count(0)
