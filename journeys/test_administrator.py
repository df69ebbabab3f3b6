"""An administrator's day: posts, a file of codes with one bad row, a new version in the catalogue, and what the auditor reads of it."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from journeys.conftest import Visit

TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat()
NAME = "周明远"
CODES = "code,name,level\n130302001991,试点新村社区居委会,community\n13030200199x,错码社区居委会,community\n"


def _open_post(page: Page) -> str:
    """Go from the list of bodies to a post of a community's committee; returns what the post is called."""
    page.get_by_role("link", name="组织", exact=True).click()
    page.get_by_role("table").get_by_role("link", name=re.compile("河涧里")).first.click()
    page.get_by_role("table", name="组织").get_by_role("link", name=re.compile("居")).last.click()
    page.locator("main table a[href*='/posts/'], main li a[href*='/posts/']").last.click()
    return page.locator("h1").inner_text()


def _act(page: Page, name: str) -> None:
    page.locator("main summary", has_text=name).first.click()


def test_a_post_gets_a_holder_and_a_substitute(visit: Visit) -> None:
    admin = visit("/desk/", as_="admin")
    _open_post(admin)
    if admin.locator("main summary", has_text="办理离任").count():
        _act(admin, "办理离任")
        admin.get_by_label("从哪天起").fill(TODAY)
        admin.get_by_role("button", name="离任", exact=True).click()
    _act(admin, "任命")
    admin.get_by_label("姓名（公示用）").fill(NAME)
    admin.get_by_label("哪天起任职").fill(TODAY)
    admin.get_by_role("button", name="任命", exact=True).click()
    expect(admin.locator(".page-head")).to_contain_text(f"{NAME}在任")
    _act(admin, "指定替补")
    substitute = admin.get_by_label("由谁替补")
    substitute.select_option(index=1)
    admin.get_by_role("button", name="记下替补").click()
    expect(admin.locator("main dl")).not_to_contain_text("没有")


def test_a_file_with_one_bad_row_is_refused_whole_and_says_which(visit: Visit) -> None:
    admin = visit("/desk/", as_="admin")
    admin.get_by_role("link", name="地域", exact=True).click()
    admin.get_by_role("link", name="导入编码文件").click()
    admin.get_by_label("编码文件（CSV）").set_input_files(
        {"name": "codes.csv", "mimeType": "text/csv", "buffer": CODES.encode()}
    )
    admin.get_by_label("编码从哪天起有效").fill(TODAY)
    admin.get_by_role("button", name="检查并导入").click()
    report = admin.get_by_role("table")
    expect(report.locator("tbody tr")).to_have_count(1)
    expect(report.locator("tbody")).to_contain_text("13030200199x")
    with admin.expect_download() as taking:
        admin.get_by_role("link", name="下载这张清单").click()
    assert "13030200199x" in taking.value.path().read_text(encoding="utf-8-sig")
    admin.goto("/desk/places/?q=试点新村")
    expect(admin.locator("main")).not_to_contain_text("130302001991")


def test_a_new_version_is_published_and_stands_in_the_journal(visit: Visit) -> None:
    admin = visit("/desk/", as_="admin")
    admin.get_by_role("link", name="事项", exact=True).click()
    admin.get_by_role("link", name="垃圾没人清").click()
    admin.get_by_role("link", name=re.compile("起草新的一版|继续改草稿")).click()
    admin.get_by_label("怎么办（给居民看）").fill("打电话或者拍照片都行，当天有人来看。")
    admin.get_by_role("button", name="存成草稿").click()
    expect(admin.locator("ins", has_text="当天有人来看")).to_be_visible()
    admin.get_by_role("button", name="发布这一版").click()
    expect(admin.locator("main")).to_contain_text("这是居民现在看到的一版。")
    resident = visit("/open/items/env-rubbish/")
    expect(resident.locator("main")).to_contain_text("打电话或者拍照片都行，当天有人来看。")
    auditor = visit("/desk/journal/", as_="auditor")
    entry = auditor.get_by_role("table").locator("tbody tr").first
    expect(entry).to_contain_text("发布了事项")
    expect(entry).to_contain_text("垃圾没人清")
