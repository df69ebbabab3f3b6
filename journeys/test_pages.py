"""Every main screen as each reader: sound wide and on a phone, nothing for axe to find, whole in English too."""

import re

import pytest
from playwright.sync_api import Browser, Page, Request

from journeys.conftest import Site
from journeys.looks import AXE, FIND_WIDE, NARROW, PHONE, RUN_AXE, WHOLE, WIDE
from tools import screens
from tools.screens import SCREENS, Screen

# The same page in English as it comes from the server: its language, and the words of its ways, columns, labels and buttons.
IN_ENGLISH = """async () => {
  const answer = await fetch(location.href, { headers: { "Accept-Language": "en" } });
  const english = new DOMParser().parseFromString(await answer.text(), "text/html");
  const places = "nav.rail a, main th[scope=col], main label > span:first-child, main button, main legend, main .field-label";
  const words = [...english.querySelectorAll(places)].map((each) => each.textContent.trim());
  return { language: english.documentElement.lang, words };
}"""
CHINESE = re.compile(r"[\u4e00-\u9fff]")
READERS = list(dict.fromkeys(screen.as_ for screen in SCREENS))


class Reading:
    """One reader's window, through which every screen is opened once; collects what is wrong."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        self._said: list[str] = []
        page.on("console", lambda said: self._said.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: self._said.append(f"script: {error}"))
        page.on("requestfailed", self._note_failure)

    def _note_failure(self, request: Request) -> None:
        # A page left before its pictures came aborts them: that is our haste, not the page's fault.
        if request.failure != "net::ERR_ABORTED":
            self._said.append(f"not fetched: {request.url}")

    def see(self, screen: Screen) -> None:
        """Open a screen wide, make the window narrow, and ask for it once more in English."""
        address = screens.address_of(screen, lambda at: self.page.context.request.get(at).text())
        self._said.clear()
        self.page.set_viewport_size(WIDE)
        answer = self.page.goto(address, wait_until="domcontentloaded")
        found = [] if answer and answer.status == 200 else [f"answers {answer and answer.status}"]
        # The samples are samples: several headings, and Chinese unless the address asks for English.
        is_page = screen.name != "gallery"
        found += self._frame() if is_page else []
        self.page.evaluate(AXE.read_text(encoding="utf-8") + ";null")
        found += self.page.evaluate(RUN_AXE, WHOLE)
        self.page.set_viewport_size(PHONE)
        found += self.page.evaluate(FIND_WIDE)
        found += [f"narrow {fault}" for fault in self.page.evaluate(RUN_AXE, NARROW)]
        found += self._in_english() if is_page else []
        self.faults += [f"{screen.name} {address}: {fault}" for fault in [*found, *self._said]]

    def _frame(self) -> list[str]:
        page = self.page
        faults = [] if page.title().strip() else ["has no title"]
        headings = page.locator("h1").count()
        faults += [] if headings == 1 else [f"has {headings} main headings"]
        language = page.locator("html").get_attribute("lang")
        return faults + ([] if language == "zh-hans" else [f"says it is in {language}"])

    def _in_english(self) -> list[str]:
        english = self.page.evaluate(IN_ENGLISH)
        faults = [] if english["language"] == "en" else [f"in English says it is in {english['language']}"]
        return faults + [f"in English: {said}" for said in dict.fromkeys(english["words"]) if CHINESE.search(said)]


@pytest.mark.browser
@pytest.mark.parametrize("username", READERS, ids=[name or "visitor" for name in READERS])
def test_every_screen_is_sound(site: Site, chrome: Browser, username: str) -> None:
    context = chrome.new_context(
        viewport=WIDE, base_url=site.address, locale="zh-CN", reduced_motion="reduce", service_workers="block"
    )
    try:
        reading = Reading(context.new_page())
        if username:
            screens.sign_in(reading.page, username, site.password)
        for screen in SCREENS:
            if screen.as_ == username and not screen.needs_day:
                reading.see(screen)
    finally:
        context.close()
    assert not reading.faults, "\n" + "\n".join(reading.faults)
