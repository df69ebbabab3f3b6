"""Two at once: both sign the same matter; one changes post in another window; a cookie doesn't carry a post to another's eyes."""

import re

from playwright.sync_api import expect

from journeys.conftest import Visit
from journeys.deeds import ask, open_at_desk

TEXT = "二号楼楼道里的垃圾袋堆了一个星期，没人来收。"


def test_of_two_who_sign_at_once_the_later_is_told_clearly(visit: Visit) -> None:
    first = visit("/desk/grid/", as_="grid")
    receipt = ask(visit("/ask/", phone=True, scripts=False), TEXT, first.locator("h1").inner_text())
    second = visit("/desk/", as_="grid", phone=True)
    for window in (first, second):
        open_at_desk(window, receipt.number)
        expect(window.get_by_role("button", name="签收")).to_be_visible()
    first.get_by_role("button", name="签收").click()
    expect(first.locator(".matter-head")).to_contain_text("已签收")
    second.get_by_role("button", name="签收").click()
    expect(second.get_by_role("alert").or_(second.locator(".refusal"))).to_contain_text(re.compile("已签收|已经"))
    open_at_desk(second, receipt.number)
    expect(second.locator(".matter-head")).to_contain_text("已签收")
    expect(second.get_by_role("list", name="办理经过").get_by_text("签收", exact=True)).to_have_count(1)


def test_a_session_shows_only_what_its_post_may_see(visit: Visit) -> None:
    secretary = visit("/desk/", as_="secretary")
    own = secretary.locator("a[href*='/desk/matters/']").first.get_attribute("href") or ""
    other = visit("/desk/", as_="tuanjieli-secretary")
    answer = other.goto(own)
    assert answer
    assert answer.status == 404
    # Another's cookie in one's own window: one is them now, and nothing of one's former post is left on the page.
    other.context.clear_cookies()
    other.context.add_cookies(secretary.context.cookies())  # type: ignore[arg-type]  # what a browser gave, a browser takes
    other.goto(own)
    expect(other.locator("header .as")).to_have_text(secretary.locator("header .as").inner_text())
    expect(other.locator("body")).not_to_contain_text("团结里社区书记")
    # Signed out in one window, the cookie is worth nothing in the other.
    secretary.locator("header .as").click()
    secretary.get_by_role("button", name="退出").click()
    other.goto(own)
    expect(other).to_have_url(re.compile("/accounts/sign-in/"))


def test_the_language_is_one_persons_choice(visit: Visit) -> None:
    english, chinese = visit("/desk/", as_="street"), visit("/desk/", as_="secretary")
    english.locator("header .as").click()
    english.get_by_role("button", name="English").click()
    expect(english.get_by_role("heading", level=1)).to_have_text("Inbox")
    chinese.reload()
    expect(chinese.get_by_role("heading", level=1)).to_have_text("收件箱")
