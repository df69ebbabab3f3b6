"""A resident's ways in: in English and large type, without scripts on a phone with three photos, and back to Chinese."""

import re

from playwright.sync_api import expect

from journeys.conftest import Visit
from journeys.deeds import TEXT, a_photo, ask, track


def test_a_resident_without_scripts_sends_three_photos_from_a_phone(visit: Visit) -> None:
    resident = visit("/ask/?item=env-rubbish&where=1&q=红旗里", phone=True, scripts=False)
    resident.locator("main a[href*='place=']").first.click()
    resident.locator("[name=photos]").set_input_files([a_photo(f"{n}.jpg") for n in range(3)])
    for question in resident.locator("[role=radiogroup]").all():
        question.locator("input[type=radio]").first.check(force=True)
    resident.locator("[name=text]").fill(TEXT)
    if resident.locator("select[name=grid]").count():
        resident.locator("select[name=grid]").select_option(index=1)
    resident.get_by_role("button", name="送出，拿编号").click()
    expect(resident.get_by_role("status")).to_contain_text("已经收到")
    resident.get_by_role("link", name="看进度").click()
    expect(resident.locator("main img")).to_have_count(3)


def test_a_resident_reads_english_and_large_type_and_goes_back(visit: Visit) -> None:
    receipt = ask(visit("/ask/", phone=True, scripts=False))
    resident = visit("/", phone=True)
    if not resident.get_by_role("button", name="English").first.is_visible():
        resident.locator("header summary").first.click()
    resident.get_by_role("button", name="English").first.click()
    expect(resident.locator("html")).to_have_attribute("lang", "en")
    resident.goto("/track/")
    resident.get_by_label(re.compile("number", re.IGNORECASE)).fill(receipt.number)
    resident.get_by_label(re.compile("code", re.IGNORECASE)).fill(receipt.code)
    resident.locator("main form").get_by_role("button").click()
    expect(resident.get_by_role("heading", level=1)).to_have_text("Rubbish not collected")
    before = resident.locator("body").evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    larger = resident.get_by_role("button", name="Large type")
    if not larger.first.is_visible():
        resident.locator("header summary").first.click()
    larger.first.click()
    after = resident.locator("body").evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    assert after > before
    assert resident.evaluate("document.documentElement.scrollWidth <= innerWidth")
    back = resident.get_by_role("button", name="中文")
    if not back.first.is_visible():
        resident.locator("header summary").first.click()
    back.first.click()
    expect(resident.locator("html")).to_have_attribute("lang", re.compile("zh", re.IGNORECASE))
    track(resident, receipt)
    expect(resident.get_by_role("heading", level=1)).to_have_text("垃圾没人清")
