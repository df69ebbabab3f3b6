"""A street clerk's day: what came up is signed and assigned down to another desk; the week's workbook says what the page says."""

from pathlib import Path

from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from journeys.conftest import Visit
from journeys.deeds import ask, open_at_desk

TEXT = "七号楼后身的垃圾堆在两个社区交界的地方，谁都不管。"


def test_what_came_up_is_signed_and_given_down_to_another_desk(visit: Visit) -> None:
    worker = visit("/desk/grid/", as_="grid")
    receipt = ask(visit("/ask/", phone=True, scripts=False), TEXT, worker.locator("h1").inner_text())
    _send_up(worker, receipt.number, "不归我一个片区管。")
    _send_up(visit("/desk/", as_="secretary"), receipt.number, "两个社区交界，请街道指定。")

    clerk = visit("/desk/", as_="street")
    open_at_desk(clerk, receipt.number)
    expect(clerk.get_by_role("list", name="办理经过")).to_contain_text("两个社区交界，请街道指定。")
    clerk.keyboard.press("s")
    expect(clerk.locator(".matter-head")).to_contain_text("已签收")
    clerk.keyboard.press("d")
    below = clerk.locator("#do-assign_down")
    chosen = below.get_by_label("交给谁").locator("option", has_text="居委会副主任").first
    chosen.wait_for(state="attached")
    title = (chosen.text_content() or "").split("·")[0].strip()
    below.get_by_label("交给谁").select_option(value=chosen.get_attribute("value"))
    below.get_by_label("写明原因或要求").fill("由居委会清运，三天内回复。")
    below.get_by_role("button", name="交办").click()
    open_at_desk(clerk, receipt.number)
    expect(clerk.locator(".matter-who")).to_contain_text(title)
    expect(clerk.locator(".matter-head")).to_contain_text("待签收")


def _send_up(page: Page, number: str, why: str) -> None:
    """Escalate a matter one level by the keyboard."""
    open_at_desk(page, number)
    page.keyboard.press("u")
    expect(page.locator("#do-escalate textarea")).to_be_focused()
    page.keyboard.type(why)
    page.locator("#do-escalate").get_by_role("button", name="上报").click()
    expect(page.get_by_role("list", name="办理经过")).to_contain_text(why)


def test_the_week_is_taken_along_as_a_workbook_with_the_rows_of_the_page(visit: Visit, tmp_path: Path) -> None:
    clerk = visit("/desk/", as_="street")
    clerk.get_by_role("link", name="报表").click()
    clerk.get_by_role("group", name="周").get_by_role("link").nth(1).click()
    shown = clerk.get_by_role("table").first.locator("tbody tr")
    names = [name.strip() for name in shown.locator("th").all_text_contents()]
    filed = [int(row.locator("td").first.inner_text().replace(",", "")) for row in shown.all()]
    with clerk.expect_download() as taking:
        clerk.get_by_role("link", name="下载 XLSX").click()
    path = tmp_path / taking.value.suggested_filename
    taking.value.save_as(path)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[3:]
    assert path.suffix == ".xlsx"
    assert len(names) > 2
    assert [str(row[0]) for row in rows] == [*names[:-1], "合计 Total"]
    assert [int(str(row[1]).split(".")[0]) for row in rows] == filed
