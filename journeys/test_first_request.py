"""A request goes end to end in a real browser: asked without an account, signed, answered, closed, tracked, rated, reopened."""

import re

from playwright.sync_api import expect

from journeys.conftest import Visit
from journeys.deeds import TEXT, ask, open_at_desk, track


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
    expect(resident.get_by_role("list", name="办理经过")).to_contain_text("问题没有解决")
    resident.locator("details:has([name=move][value=reopen]) summary").click()
    resident.locator("form:has([name=move][value=reopen]) textarea").fill("今天又满了，还是没人收。")
    resident.get_by_role("button", name="申请重办").last.click()
    expect(resident.locator("main")).to_contain_text("重办")
    open_at_desk(worker, receipt.number)
    expect(worker.locator("main")).to_contain_text("今天又满了")
