"""A request goes end to end in a real browser: asked without an account, signed, answered, closed, tracked, rated, reopened."""

import io
import re
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Page, expect

from journeys.conftest import Visit

TEXT = "三号楼东侧垃圾桶满了三天，没有人来清运。"


@dataclass(frozen=True)
class Receipt:
    """What a resident is given."""

    number: str
    code: str


def a_photo() -> bytes:
    """A photo as a phone takes it."""
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), (90, 120, 60)).save(out, "JPEG")
    return out.getvalue()


def ask(page: Page, text: str = TEXT, grid: str = "") -> Receipt:
    """File a request about rubbish in a grid of Hongqili (any, if none is named), one question a page."""
    page.fill("#ask-q", "垃圾没人收")
    page.click("form[role=search] button")
    page.locator("a[href*='item=env-']").first.click()
    page.fill("main input[type=search]", "红旗里")
    page.click("main form[role=search] button")
    places = page.locator("main a[href*='place=']")
    direct = places.filter(has_text=grid) if grid else places
    (direct if direct.count() else places).first.click()
    for question in page.locator("[role=radiogroup]").all():
        question.locator("input[type=radio]").first.check(force=True)
    page.set_input_files("[name=photos]", {"name": "bin.jpg", "mimeType": "image/jpeg", "buffer": a_photo()})
    page.fill("[name=text]", text)
    page.fill("[name=phone]", "19900001234")
    if page.locator("select[name=grid]").count():
        page.select_option("select[name=grid]", **({"label": grid} if grid else {"index": 1}))
    page.get_by_role("button", name="送出，拿编号").click()
    expect(page).to_have_url(re.compile("/receipt/"))
    words = page.locator("main").inner_text()
    number, code = re.search(r"\b(\d{14})\b", words), re.search(r"\b([A-Z2-7]{6})\b", words.replace(" ", ""))
    assert number, words
    assert code, words
    return Receipt(number[1], code[1])


def track(page: Page, receipt: Receipt) -> None:
    """Open the tracking page with number and code."""
    page.goto("/track/")
    page.fill("[name=number]", receipt.number)
    page.fill("[name=code]", receipt.code)
    page.get_by_role("button", name="查进度").click()


def open_at_desk(page: Page, number: str) -> None:
    """Find a matter by its number and open it whole."""
    page.goto(f"/desk/?box=area&state=any&q={number}")
    link = page.locator("a[href*='/desk/matters/']").first
    page.goto(link.get_attribute("href") or "")


def test_a_request_goes_in_and_comes_back(visit: Visit) -> None:
    resident = visit("/ask/", phone=True)
    receipt = ask(resident)
    secretary = visit("/desk/", as_="secretary")
    open_at_desk(secretary, receipt.number)
    expect(secretary.locator("main")).to_contain_text(TEXT)
    holder = secretary.locator("main").inner_text()
    assert "网格员" in holder


def test_the_grid_worker_settles_it_and_the_resident_rates_and_reopens_it(visit: Visit) -> None:
    worker = visit("/desk/", as_="grid")
    grid = worker.locator("header .brand span").inner_text()
    resident = visit("/ask/", phone=True, scripts=False)
    receipt = ask(resident, grid=grid)
    open_at_desk(worker, receipt.number)
    worker.get_by_role("button", name="签收").first.click()
    open_at_desk(worker, receipt.number)
    worker.locator("#do-answer > summary, [href='#do-answer']").first.click()
    worker.fill("#note-answer", "已联系保洁清运，现场干净了。")
    worker.locator("#do-answer").get_by_role("button", name="答复居民").click()
    expect(worker.locator("main")).to_contain_text("已答复")
    track(resident, receipt)
    expect(resident.locator("main")).to_contain_text("已联系保洁清运")
    resident.get_by_role("button", name=re.compile("办结|解决了|满意")).first.click()
    resident.locator("label:has(input[name=grade][value='2'])").click()
    resident.locator("label:has(input[name=solved])").last.click()
    resident.get_by_role("button", name="送出评价").click()
    expect(resident.locator("main")).to_contain_text("您已经评价过")
    resident.locator("details:has([name=move][value=reopen]) summary").click()
    resident.locator("form:has([name=move][value=reopen]) textarea").fill("今天又满了，还是没人收。")
    resident.get_by_role("button", name="申请重办").last.click()
    expect(resident.locator("main")).to_contain_text("重办")
    open_at_desk(worker, receipt.number)
    expect(worker.locator("main")).to_contain_text("今天又满了")
