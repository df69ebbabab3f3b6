"""The hotline's supervisor: a file with one bad row is looked at, mended, taken; its order is answered at the community and goes back."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import xlsxwriter
from playwright.sync_api import FilePayload, Page, expect
from python_calamine import CalamineWorkbook

from journeys.conftest import Visit
from journeys.deeds import open_at_desk, work
from linli.affairs.hotline import public as hotline
from linli.affairs.hotline.models import Order
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADER = ("工单编号", "受理时间", "办理期限", "来电人", "联系电话", "事发地址", "事项编码", "事项名称", "诉求内容")
WORDS = "来电建议居委会门前加一处非机动车停车位，现在堵着消防通道。"
ANSWER = "已和物业划好停车位，当天把通道清开。"


def a_file(rows: list[tuple[str, ...]]) -> FilePayload:
    """A workbook as the platform exports it."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADER, *rows]):
            sheet.write_row(number, 0, row)
    return {"name": "12345-today.xlsx", "mimeType": XLSX, "buffer": out.getvalue()}


def an_order(number: str, deadline: datetime, content: str = WORDS, phone: str = "13900001234") -> tuple[str, ...]:
    """One row; the address is a community's, so that its own desk gets the matter."""
    received_at = clock.now().astimezone(clock.CHINA) - timedelta(minutes=20)
    times = (received_at.strftime("%Y-%m-%d %H:%M"), deadline.strftime("%Y-%m-%d %H:%M"))
    return (number, *times, "王秀英", phone, "红旗里社区居委会", "J01", "社区治理/意见建议", content)


def downloaded(page: Page, name: str, folder: Path) -> list[list[str]]:
    """The rows of the workbook behind a link or button, its header first."""
    with page.expect_download() as taking:
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()
    path = folder / taking.value.suggested_filename
    taking.value.save_as(path)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [[str(cell) for cell in row] for row in rows]


def register(desk: Page) -> None:
    """Tell of the platform that sends the files; how it writes is what we expect anyway."""
    desk.goto("/desk/hotline/sources/new/")
    desk.fill("[name=code]", "12345")
    desk.fill("[name=name]", "市 12345 热线")
    desk.get_by_role("button", name="保存这个来源").click()


def say_what_the_code_means(desk: Page) -> None:
    """The platform's code is new here: map it, and what waited for it goes out."""
    desk.goto("/desk/hotline/codes/")
    desk.get_by_role("row").filter(has_text="J01").get_by_role("link").click()
    desk.select_option("select[name=item]", value="gov-suggestion")
    desk.get_by_role("button", name="这样对应").click()


def give_down(street: Page, number: str) -> None:
    """What a hotline sends is the street's to sign, and to hand down."""
    open_at_desk(street, number)
    street.keyboard.press("s")
    expect(street.locator(".matter-head")).to_contain_text("已签收")
    street.keyboard.press("d")
    below = street.locator("#do-assign_down")
    chosen = below.get_by_label("交给谁").locator("option", has_text="社区书记").first
    chosen.wait_for(state="attached")
    below.get_by_label("交给谁").select_option(value=chosen.get_attribute("value"))
    below.get_by_label("写明原因或要求").fill("请社区现场看一看，按期回复。")
    below.get_by_role("button", name="交办").click()
    expect(street.locator(".matter-head")).to_contain_text("待签收")


def answer(secretary: Page) -> None:
    """Sign, answer and close what is open on the page."""
    secretary.keyboard.press("s")
    expect(secretary.locator(".matter-head")).to_contain_text("已签收")
    secretary.keyboard.press("a")
    words = secretary.locator("#do-answer textarea")
    words.fill(ANSWER)
    secretary.locator("#do-answer").get_by_role("button", name="答复").click()
    expect(secretary.locator(".matter-head")).to_contain_text("已答复")


def hotline_hears() -> None:
    """What the worker does once matters moved."""
    with walls.acting(Actor.system("journey")):
        moved = [order.matter_id for order in Order.objects.all() if order.matter_id]
    hotline.follow(matter_ids=moved, now=clock.now())


def test_a_file_with_a_bad_row_goes_in_and_its_answer_comes_out(visit: Visit, behind: None, tmp_path: Path) -> None:
    desk = visit("/desk/hotline/", as_="hotline")
    register(desk)
    deadline = clock.now().astimezone(clock.CHINA) + timedelta(hours=30)
    bad = an_order("J0002", deadline, content="", phone="13900005678")
    desk.goto("/desk/hotline/import/")
    desk.set_input_files("[name=file]", a_file([an_order("J0001", deadline), bad]))
    desk.get_by_role("button", name="检查这个文件").click()
    main = desk.locator("main")
    expect(main).to_contain_text("检查过了，还没有导入：导入以后会是这样。")
    expect(main).to_contain_text("有 1 行读不了")
    (header, row) = downloaded(desk, "下载要改的行", tmp_path)
    assert (row[0], header[-1], row[-1]) == ("J0002", "问题（改好后可以直接上传）", "诉求内容：没有填。")
    desk.get_by_role("button", name="先导入没有问题的 1 件").click()
    expect(main).to_contain_text("导入了 1 件新工单。")
    say_what_the_code_means(desk)

    give_down(visit("/desk/", as_="street"), "J0001")
    secretary = visit("/desk/", as_="secretary")
    expect(work(secretary, WORDS[:20])).to_have_count(1)
    open_at_desk(secretary, "J0001")
    limits = secretary.locator(".matter-who")
    expect(limits).to_contain_text("外部工单号 J0001")
    expect(limits).to_contain_text(re.compile(r"办结\s+20\d\d-\d\d-\d\d \d\d:\d\d"))
    expect(limits).to_contain_text(f"外部期限 {deadline:%Y-%m-%d %H:%M}")
    answer(secretary)
    hotline_hears()
    desk.goto("/desk/hotline/replies/")
    expect(main).to_contain_text("市 12345 热线：1 件")
    (header, row) = downloaded(desk, "导出 XLSX", tmp_path)
    told = dict(zip(header, row, strict=True))
    assert (told["工单编号"], told["办理状态"], told["答复内容"]) == ("J0001", "办理中", ANSWER)
