"""Every main page on the demo city: server time and statements of each; the slowest are told."""

from bench import ground
from bench.lists import Desk
from bench.result import Line
from tools.screens import SCREENS, address_of

PAGE_LIMIT = 50.0
# Shown to developers only, and not served here.
LEFT_OUT = {"gallery"}
TOLD = 8


def measure() -> list[Line]:
    """How many pages keep the limit, then the slowest of them, each with its statements."""
    ground.play_day()
    screens = [screen for screen in SCREENS if screen.name not in LEFT_OUT]
    desks = {name: Desk(name) for name in {screen.as_ for screen in screens}}
    measured = []
    for screen in screens:
        desk = desks[screen.as_]
        page = desk.page(address_of(screen, desk.read))
        measured.append((page.milliseconds, page.statements, screen))
    measured.sort(key=lambda found: -found[0])
    within = sum(milliseconds < PAGE_LIMIT for milliseconds, _statements, _screen in measured)
    whole = Line(
        f"{len(measured)} main pages of the demo city",
        f"{within} within the limit",
        "",
        f"< {PAGE_LIMIT:.0f} ms each",
        within == len(measured),
    )
    return [
        whole,
        *(
            Line(
                f"page {screen.name}, as {screen.as_ or 'a visitor'}",
                f"{milliseconds:.1f} ms, {statements} statements",
                "",
                f"< {PAGE_LIMIT:.0f} ms",
                milliseconds < PAGE_LIMIT,
            )
            for milliseconds, statements, screen in measured[:TOLD]
        ),
    ]
