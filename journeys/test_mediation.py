"""One dispute from the stairs to its last visit: found, graded, taken on, talked through, agreed on paper, signed, followed up, closed.

Every form is worked by keyboard alone: nothing here is clicked.
"""

import re
from datetime import datetime, time, timedelta
from io import BytesIO

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from journeys.conftest import Visit
from linli.base.kit import clock

TITLE = "晾衣架滴水，楼下被褥打湿"
FACTS = "五楼晾衣架往下滴水，四楼晒的被褥湿了两回，两家在楼道里吵起来。"
TERMS = (("act", "把晾衣架往里收，加接水槽", ""), ("money", "赔四楼洗被褥的钱", "60"))


def fill_in(form: Page | Locator, **fields: str) -> None:
    """Fill fields by their names."""
    for name, value in fields.items():
        form.locator(f"[name='{name}']").fill(value)


def choose(form: Page | Locator, name: str, value: str) -> None:
    """Choose one of some radios as a keyboard does."""
    option = form.locator(f"[name='{name}'][value='{value}']")
    option.press("Space")
    expect(option).to_be_checked()


def tick(boxes: Locator) -> None:
    """Tick each by the space bar."""
    for box in boxes.all():
        box.press("Space")
        expect(box).to_be_checked()


def opened(page: Page, move: str) -> Locator:
    """The form of a move, opened by the enter key."""
    reveal = page.locator(f"#do-{move}")
    reveal.locator("summary").first.press("Enter")
    expect(reveal.get_by_role("button").last).to_be_visible()
    return reveal


def press(form: Page | Locator, name: str) -> None:
    """Press a button by the enter key."""
    form.get_by_role("button", name=name, exact=True).press("Enter")


def done(page: Page, said: str, stage: str) -> None:
    """What the page says once a move was made."""
    expect(page.get_by_text(f"已办：{said}。")).to_be_visible()
    expect(page.locator(".dispute header")).to_contain_text(stage)


def found(worker: Page) -> str:
    """Take the dispute down; returns its address."""
    fill_in(worker, title=TITLE, facts=FACTS, claims="四楼要求不再滴水、赔洗被褥的钱。")
    worker.locator("[name=kind]").select_option("neighbours")
    worker.locator("[name=place]").select_option(index=0)
    fill_in(worker, applicant_name="周桂芝", applicant_phone="19900020001")
    fill_in(worker, respondent_name="吴大勇", respondent_phone="19900020002")
    choose(worker, "risk", "low")
    press(worker.locator("main"), "登记纠纷")
    worker.wait_for_url(re.compile(r"/desk/mediation/[0-9a-f-]{36}/"))
    expect(worker.locator("main")).to_contain_text("待分级")
    return worker.url


def taken_on(head: Page, address: str) -> None:
    """The head of the committee, who sits in the residents' committee too, grades it and names who mediates."""
    other_post = head.get_by_role("button", name="以人民调解委员会主任办事")
    if other_post.count():
        other_post.press("Enter")
        head.wait_for_url("**/desk/**")
    head.goto(address)
    form = opened(head, "grade")
    fill_in(form, people_count="4")
    choose(form, "risk", "low")
    press(form, "分级")
    done(head, "分级", "待受理")
    form = opened(head, "accept")
    tick(form.get_by_label(re.compile("^人民调解员 ")))
    press(form, "受理并指定调解员")
    done(head, "受理并指定调解员", "已受理")


def talked(mediator: Page, address: str) -> None:
    """An appointment, and the talk."""
    mediator.goto(address)
    form = opened(mediator, "arrange")
    tomorrow = datetime.combine(clock.local_date(clock.now()) + timedelta(days=1), time(9, 30))
    fill_in(form, at=f"{tomorrow:%Y-%m-%dT%H:%M}", where="社区调解室")
    press(form, "约下次调解")
    done(mediator, "约下次调解", "已受理")
    expect(mediator.locator(".dispute-who")).to_contain_text("社区调解室")
    form = opened(mediator, "meet")
    fill_in(form, where="社区调解室", present="双方、调解员", minutes="五楼愿意收晾衣架、赔六十元，四楼同意。")
    press(form, "记一次约谈或调解")
    done(mediator, "记一次约谈或调解", "调解中")


def drawn_up(mediator: Page, address: str) -> None:
    """The agreement: one line stands open, the second is opened by keyboard too."""
    mediator.get_by_role("link", name="拟定调解协议", exact=True).press("Enter")
    mediator.wait_for_url("**/agreement/")
    today = f"{clock.local_date(clock.now()):%Y-%m-%d}"
    for number, (how, text, amount) in enumerate(TERMS):
        if number:
            mediator.locator("summary", has_text="再写一条").first.press("Enter")
        line = mediator.locator(".term-line").nth(number)
        line.get_by_label("谁", exact=True).select_option(label="吴大勇")
        line.get_by_label("怎么做").select_option(how)
        fill_in(line, **{f"terms-{number}-{name}": value for name, value in (("text", text), ("due_on", today))})
        if amount:
            fill_in(line, **{f"terms-{number}-amount": amount})
    press(mediator.locator("main"), "保存协议草稿")
    mediator.wait_for_url(address)
    expect(mediator.locator(".dispute-story")).to_contain_text("调解协议（已拟好，未签）")


def printed(mediator: Page) -> str:
    """The words of the paper behind the button, blanks left out."""
    link = mediator.get_by_role("link", name="打印协议（PDF）")
    answer = mediator.request.get(link.get_attribute("href") or "")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    pages = PdfReader(BytesIO(answer.body())).pages
    return re.sub(r"[\s\x00]", "", "".join(page.extract_text() for page in pages))


def test_a_dispute_goes_from_being_found_to_its_last_visit_by_keyboard(visit: Visit) -> None:
    address = found(visit("/desk/mediation/new/", as_="grid", phone=True))
    taken_on(visit("/accounts/posts/", as_="mediation-head"), address)
    mediator = visit("/desk/mediation/", as_="mediator")
    talked(mediator, address)
    drawn_up(mediator, address)
    said = printed(mediator)
    for words in ("人民调解协议书", "申请人周桂芝", "被申请人吴大勇", FACTS, *(text for _how, text, _yuan in TERMS)):
        assert words in said, words

    form = opened(mediator, "sign")
    tick(form.locator("[name=party_ids]"))
    tick(form.locator("[name=is_sealed]"))
    press(form, "协议签字生效")
    done(mediator, "协议签字生效", "已达成协议")
    expect(mediator.locator(".dispute-who")).to_contain_text("司法确认")

    form = opened(mediator, "follow")
    for each in form.locator("select[name^=term_]").all():
        each.select_option("done")
    fill_in(form, on=f"{clock.local_date(clock.now()):%Y-%m-%d}", note="看过现场，钱也给了。")
    press(form, "记一次回访")
    done(mediator, "记一次回访", "都办到了")
    form = opened(mediator, "close")
    press(form, "结案归档")
    done(mediator, "结案归档", "已结案")

    outsider = visit("/desk/", as_="street")
    refused = outsider.goto(address)
    assert refused
    assert refused.status in (403, 404)
