"""Finds the Chromium that browser tests drive, and starts it alike everywhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tools import progress, project

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# Silence: no updates, no first-run page, no calls home. The sandbox cannot start in most containers, nor as root.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
]
MISSING = "no Chromium: browser tests are skipped. On Debian or Ubuntu: apt-get install chromium fonts-noto-cjk, or name one in LINLI_CHROMIUM"


def find_chromium() -> str | None:
    """Return the path of the browser, or nothing."""
    named = os.environ.get("LINLI_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def ensure() -> None:
    """Install Chromium where we may; elsewhere say loudly what will be missing."""
    if find_chromium():
        return
    if project.is_root() and shutil.which("apt-get"):
        script = "apt-get update && apt-get install -y --no-install-recommends chromium fonts-noto-cjk"
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        try:
            progress.run_step(
                "Chromium by apt-get", ["sh", "-c", script], log="apt.log", cure=MISSING, environment=environment
            )
        except project.SetupError as error:
            print(error)
    if not find_chromium():
        print(f"\n{'!' * 100}\n!  {MISSING}\n{'!' * 100}\n", flush=True)


@contextmanager
def launch() -> Iterator[Browser]:
    """Start a headless browser for a with-block."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- the demo runs without the packages for tests

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
