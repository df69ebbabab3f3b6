"""A grid worker's day on a phone: what burns first, signed, started, answered with a photo, and a look at the grid."""

from playwright.sync_api import expect

from journeys.conftest import Visit
from journeys.deeds import a_photo, ask, due_times, work

TEXT = "五号楼门口的垃圾桶盖坏了，味儿一直往屋里飘。"


def test_a_grid_worker_settles_a_matter_on_the_phone_and_looks_at_the_grid(visit: Visit) -> None:
    worker = visit("/desk/grid/", as_="grid", phone=True)
    grid = worker.locator("h1").inner_text()
    ask(visit("/ask/", phone=True, scripts=False), TEXT, grid)

    worker.get_by_role("link", name="收件箱").click()
    expect(worker.get_by_role("heading", level=1)).to_have_text("收件箱")
    due = due_times(worker)
    assert len(due) > 1
    assert due == sorted(due)
    work(worker, TEXT).get_by_role("link", name=TEXT).click()
    expect(worker.get_by_role("heading", level=1)).to_have_text("垃圾没人清")
    worker.get_by_role("button", name="签收").click()
    worker.get_by_role("button", name="开始办理").click()
    expect(worker.locator(".matter-head")).to_contain_text("办理中")

    answer = worker.locator("#do-answer")
    if answer.get_attribute("open") is None:
        answer.locator("summary").first.click()
    answer.get_by_label("写给居民的话").fill("桶盖换好了，周围也冲洗过了。")
    answer.get_by_label("办好后的照片（可不填）").set_input_files(a_photo("after.jpg"))
    answer.get_by_role("button", name="答复居民").click()
    expect(worker.locator(".matter-head")).to_contain_text("已答复")
    expect(worker.get_by_role("list", name="办理经过")).to_contain_text("桶盖换好了，周围也冲洗过了。")
    expect(worker.locator(".matter img")).to_have_count(2)

    worker.get_by_role("link", name="我的网格").click()
    expect(worker.get_by_role("heading", level=1)).to_have_text(grid)
    expect(worker.get_by_role("heading", name="最急的事")).to_be_visible()
