"""What people of several journeys do: ask, look up what became of it, find a matter at the desk."""

import io
import re
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, expect

TEXT = "三号楼东侧垃圾桶满了三天，没有人来清运。"


@dataclass(frozen=True)
class Receipt:
    """What a resident is given."""

    number: str
    code: str


def a_photo(name: str = "bin.jpg") -> FilePayload:
    """A photo as a phone takes it."""
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), (90, 120, 60)).save(out, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


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
    # A click doesn't wait for the next page, and `all` takes what is there: on the page before that is nothing.
    expect(page.locator("[name=text]")).to_be_visible()
    for question in page.locator("[role=radiogroup]").all():
        question.locator("input[type=radio]").first.check(force=True)
    page.set_input_files("[name=photos]", a_photo())
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


def work(page: Page, text: str) -> Locator:
    """The row of a matter in the list one is looking at."""
    return page.locator(".work").filter(has_text=text)


def due_times(page: Page) -> list[str]:
    """When what the list shows is due, from above to below; of those whose clock runs."""
    titles = [clock.get_attribute("title") or "" for clock in page.locator(".work .clock").all()]
    return [found[0] for title in titles if (found := re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d", title))]
