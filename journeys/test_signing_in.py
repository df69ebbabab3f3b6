"""Signing in as people do, on a server that asks for the second step in earnest and counts wrong tries.

By app, by security key, by phone, by a paper handed over in person; locked after wrong tries, and ended by idle time. Each page of
the way is looked at wide and on a phone.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import F
from playwright.sync_api import Browser, Page, expect

from demo.accounts import code_of, seed_of
from journeys.conftest import Site
from journeys.looks import PHONE, WIDE, look
from linli.base.accounts.models import Account, Limit, Session
from linli.base.kit import clock, totp, walls
from linli.base.kit.actor import Actor
from linli.registers.people.models import Person
from tools import serving

pytestmark = pytest.mark.browser
SIGN_IN, SECOND = re.compile(r"/accounts/sign-in/"), re.compile(r"/accounts/second/(\?|$)")
NEW = "搬了新家的红旗里 8 号"


@pytest.fixture(scope="module")
def earnest(city: dict[str, str], site: Site) -> Iterator[Site]:
    """The same city behind a server that prints no code and counts tries; by name, for keys don't work on bare addresses."""
    surroundings = {**city, "LINLI_SECOND_FACTOR": "required", "LINLI_LIMITS_OFF": "0"}
    with serving.served(surroundings, workers=1) as running:
        yield Site(running.address.replace("127.0.0.1", "localhost"), surroundings, site.password)


@pytest.fixture
def page(earnest: Site, chrome: Browser) -> Iterator[Page]:
    """A window in which nobody has been before."""
    context = chrome.new_context(viewport=WIDE, base_url=earnest.address, locale="zh-CN", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def _password(page: Page, username: str, password: str) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def _code(page: Page, code: str) -> None:
    page.get_by_label("验证码").fill(code)
    page.get_by_role("button", name="验证并登录").click()


def _sign_in(page: Page, username: str, password: str) -> None:
    """Both steps of somebody who has an app."""
    page.goto("/accounts/sign-in/")
    _password(page, username, password)
    expect(page).to_have_url(SECOND)
    _code(page, code_of(username, clock.now()))
    expect(page).to_have_url(re.compile("/desk/"))


def test_staff_show_an_app_s_code_beside_the_password(earnest: Site, page: Page) -> None:
    page.goto("/desk/people/")
    expect(page).to_have_url(SIGN_IN)
    look(page, "sign-in")
    _password(page, "renminli-secretary", earnest.password)
    expect(page).to_have_url(SECOND)
    expect(page.get_by_label("验证码")).to_have_value("")
    look(page, "second")
    page.goto("/desk/people/")
    expect(page).to_have_url(SIGN_IN)
    _password(page, "renminli-secretary", earnest.password)
    right = code_of("renminli-secretary", clock.now())
    _code(page, f"{(int(right) + 500_000) % 10**6:06d}")
    expect(page.locator("main")).to_contain_text("验证码不对，或者已经用过。")
    look(page, "second-refused")
    _code(page, code_of("renminli-secretary", clock.now()))
    expect(page).to_have_url(re.compile("/desk/people/$"))


def test_after_eight_wrong_passwords_one_is_told_when_to_come_back(earnest: Site, page: Page, behind: None) -> None:
    page.goto("/accounts/sign-in/")
    for _ in range(8):
        _password(page, "resident2", "wrong horse")
        expect(page.locator("main")).to_contain_text("用户名或密码不对。")
    look(page, "wrong-password")
    _password(page, "resident2", earnest.password)
    expect(page.locator("main")).to_contain_text("操作太频繁了。")
    expect(page.locator("main")).to_contain_text(re.compile(r"请过 1[45] 分钟再试"))
    look(page, "too-many")
    with walls.acting(Actor.system("journey")):
        Limit.objects.update(window_at=F("window_at") - timedelta(minutes=15))
    _password(page, "resident2", earnest.password)
    expect(page).to_have_url(re.compile("/my/$"))


def _name_of(username: str) -> str:
    with walls.acting(Actor.system("journey")):
        (person_id,) = Account.objects.filter(username=username).values_list("person_id", flat=True)
        assert person_id
        return Person.objects.get(id=person_id).name


def _paper(page: Page, username: str) -> str:
    """The administrator has seen the person and prints a code; returns it."""
    page.goto("/desk/bodies/sign-ins/")
    page.get_by_label("姓名或职务").fill(_name_of(username))
    page.get_by_role("button", name="查找").click()
    page.get_by_role("row").filter(has_text=username).get_by_role("link").first.click()
    look(page, "sign-in-of")
    page.get_by_role("button", name="打印一次性恢复码").click()
    expect(page.locator("h1")).to_have_text("一次性码")
    look(page, "paper")
    return page.locator("main code").inner_text()


def test_who_lost_password_and_phone_comes_back_by_a_paper(
    earnest: Site, page: Page, chrome: Browser, behind: None
) -> None:
    username = "renminli-grid1"
    office = chrome.new_context(viewport=WIDE, base_url=earnest.address, locale="zh-CN", reduced_motion="reduce")
    try:
        admin = office.new_page()
        _sign_in(admin, "admin", earnest.password)
        code = _paper(admin, username)
    finally:
        office.close()
    page.goto("/accounts/sign-in/")
    page.get_by_role("link", name="我有一次性码").click()
    look(page, "recover")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("一次性码").fill(code)
    page.get_by_label("新密码", exact=True).fill(NEW)
    page.get_by_label("再输一遍新密码").fill(NEW)
    page.get_by_role("button", name=re.compile("设置新密码")).click()
    expect(page).to_have_url(re.compile("/accounts/second/set-up/"))
    look(page, "set-up")
    seed = page.locator("main code").first.inner_text().replace(" ", "")
    assert seed != seed_of(username)
    page.get_by_label("三、输入应用里显示的六位数字").fill(totp.code_at(seed, clock.now()))
    page.get_by_role("button", name="核对并启用").click()
    expect(page.locator("h1")).to_have_text("备用码")
    look(page, "spare-codes")
    spare = page.locator("main code").first.inner_text()
    page.get_by_role("link", name="已经收好，继续").click()
    expect(page).to_have_url(re.compile("/desk/"))
    # What the desk still fetches would bring the former cookies back.
    page.goto("about:blank")
    page.context.clear_cookies()
    page.goto("/accounts/sign-in/")
    _password(page, username, earnest.password)
    expect(page.locator("main")).to_contain_text("用户名或密码不对。")
    _password(page, username, NEW)
    _code(page, spare)
    expect(page).to_have_url(re.compile("/desk/"))


def test_a_resident_signs_in_by_a_code_sent_to_the_phone(earnest: Site, page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/accounts/sign-in/")
    page.get_by_role("link", name="居民用手机号登录").click()
    look(page, "phone")
    page.locator("[name=phone]").fill("199 0000 7788")
    page.get_by_role("button", name="获取短信验证码").click()
    expect(page).to_have_url(re.compile("/accounts/phone/code/"))
    look(page, "phone-code")
    sent = (Path(earnest.environment["LINLI_VAR"]) / "sms.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert sent.startswith("19900007788 ")
    (code,) = re.findall(r"\b\d{6}\b", sent)
    page.locator("[name=code]").fill(code)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).to_have_url(re.compile("/my/$"))
    look(page, "my-by-phone")
    page.goto("/accounts/own/")
    expect(page.locator("main")).to_contain_text("199****7788")


def test_a_security_key_is_added_and_opens_the_next_session(earnest: Site, page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    key = devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    _sign_in(page, "renminli-grid2", earnest.password)
    page.goto("/accounts/own/")
    page.get_by_role("link", name="添加验证方式").click()
    page.get_by_label("名称").fill("办公室的钥匙")
    page.get_by_role("button", name="登记安全密钥").click()
    page.get_by_role("link", name="已经收好，继续").click()
    expect(page).to_have_url(re.compile("/accounts/own/$"))
    expect(page.locator("main")).to_contain_text("办公室的钥匙")
    look(page, "own")
    held = devices.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    assert [each["rpId"] for each in held] == ["localhost"]
    page.goto("about:blank")
    page.context.clear_cookies()
    page.goto("/accounts/sign-in/")
    _password(page, "renminli-grid2", earnest.password)
    expect(page).to_have_url(SECOND)
    look(page, "second-with-key")
    page.get_by_role("button", name="使用安全密钥").click()
    expect(page).to_have_url(re.compile("/desk/"))


def test_a_session_left_alone_is_ended_by_the_server(earnest: Site, page: Page, behind: None) -> None:
    page.goto("/my/looks/")
    _password(page, "resident", earnest.password)
    expect(page).to_have_url(re.compile("/my/looks/$"))
    with walls.acting(Actor.system("journey")):
        account = Account.objects.get(username="resident")
        Session.objects.filter(account_id=account.id).update(seen_at=clock.now() - timedelta(minutes=31))
    page.reload()
    expect(page).to_have_url(re.compile(r"/accounts/sign-in/\?next=%2Fmy%2Flooks%2F"))
    expect(page.locator("main")).to_contain_text("登录已经结束")
    look(page, "after-idle")
    _password(page, "resident", earnest.password)
    expect(page).to_have_url(re.compile("/my/looks/$"))
