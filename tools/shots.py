"""Takes pictures of the main screens of the served demo city: two widths, two languages; or the three of the README."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext

from tools import browser, demo, progress, project, screens, serving
from tools.dev import environment
from tools.project import ROOT, SetupError
from tools.screens import SCREENS, Screen

SHOTS = project.VAR / "shots"
PICTURES = ROOT / "docs" / "pictures"
WIDE, PHONE = 1440, 390
HEIGHTS = {WIDE: 900, PHONE: 844}
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
# What the README shows: screen, its file, width.
README = {"desk": ("desk.png", WIDE), "ask-form": ("ask.png", PHONE), "cockpit": ("cockpit.png", WIDE)}
MOST_BYTES = 200_000


def main(arguments: Sequence[str]) -> None:
    """Serve the demo city on a free port, take the pictures, stop serving."""
    parser = argparse.ArgumentParser(prog="./dev shots")
    parser.add_argument("--readme", action="store_true", help="only the three pictures of the README, to docs/pictures")
    parser.add_argument("--only", nargs="*", default=[], metavar="SCREEN", help="only these screens")
    options = parser.parse_args(arguments)
    wanted = tuple(screen for screen in SCREENS if not options.only or screen.name in options.only)
    if not browser.find_chromium():
        raise SetupError(browser.MISSING)
    with _served() as address, browser.launch() as chrome:
        if options.readme:
            _take_readme(chrome, address)
        else:
            _take_all(chrome, address, wanted)


@contextmanager
def _served() -> Iterator[str]:
    """Serve what is loaded; yields the address."""
    env = environment() | {
        "LINLI_DEMO": "1",
        "LINLI_SECOND_FACTOR": "demo",
        "LINLI_SMS": "file",
        "LINLI_LIMITS_OFF": "1",
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
    }
    demo.collect(env)
    with serving.served(env) as running:
        yield running.address


@contextmanager
def _reader(chrome: Browser, address: str, width: int, language: str, username: str) -> Iterator[BrowserContext]:
    """A browser window of one width and language, of somebody signed in, or of nobody."""
    size = {"width": width, "height": HEIGHTS[width]}
    context = chrome.new_context(
        viewport=size,  # type: ignore[arg-type]  # a literal of two sizes
        locale=LANGUAGES[language],
        base_url=address,
        reduced_motion="reduce",
    )
    try:
        if username:
            password = project.VAR / "demo-password"
            if not password.exists():
                raise SetupError("There is no demo city yet: run ./dev demo --no-serve.")
            page = context.new_page()
            screens.sign_in(page, username, password.read_text(encoding="utf-8").strip())
            page.close()
        yield context
    finally:
        context.close()


def _take_all(chrome: Browser, address: str, wanted: Sequence[Screen]) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    for username in dict.fromkeys(screen.as_ for screen in wanted):
        mine = [screen for screen in wanted if screen.as_ == username]
        for width in HEIGHTS:
            for language in LANGUAGES:
                with _reader(chrome, address, width, language, username) as context:
                    for screen in mine:
                        path = SHOTS / f"{screen.name}-{width}-{language}.png"
                        path.write_bytes(_shot(context, screen, is_whole=True))
        progress.say(f"{username or 'visitor'}: {len(mine)} screens")
    progress.say(f"pictures are in {SHOTS.relative_to(ROOT)}")


def _take_readme(chrome: Browser, address: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for screen in SCREENS:
        if screen.name in README:
            name, width = README[screen.name]
            with _reader(chrome, address, width, "zh", screen.as_) as context:
                _keep(PICTURES / name, _shot(context, screen, is_whole=False))


def _shot(context: BrowserContext, screen: Screen, *, is_whole: bool) -> bytes:
    page = context.new_page()
    page.goto(screens.address_of(screen, lambda address: context.request.get(address).text()), wait_until="networkidle")
    taken = page.screenshot(full_page=is_whole)
    page.close()
    return taken


def _keep(path: Path, taken: bytes) -> None:
    """Write a picture with few enough colours to stay small in the repository; refuse one that is not."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(taken)) as image:
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    size = len(out.getvalue())
    if size > MOST_BYTES:
        raise SetupError(f"{path.name} has {size:,} bytes, over {MOST_BYTES:,}: show less, or use fewer colours.")
    path.write_bytes(out.getvalue())
    progress.say(f"{path.relative_to(ROOT)}: {size:,} bytes")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (SetupError, screens.NoWayError) as error:
        project.fail(str(error))
