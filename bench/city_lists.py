"""Worklists and cockpit of a whole city as it is loaded, a million matters in it: one level beside the next."""

from bench.lists import COCKPIT, COCKPIT_LIMIT, FLAT, LIST_LIMIT, LIST_STATEMENTS, LISTS, USERNAMES, Desk
from bench.result import Line

CITY = USERNAMES | {"city": "city"}


def measure() -> list[Line]:
    """The lists of five levels, from a grid to the city, each beside the grid's; and the cockpit of all of it."""
    desks = {level: Desk(username) for level, username in CITY.items()}
    lines = []
    for box, address in LISTS.items():
        pages = {level: desk.page(address) for level, desk in desks.items()}
        least = pages["grid"]
        for level, page in pages.items():
            is_flat = page.milliseconds < FLAT * least.milliseconds * max(1.0, page.rows / max(least.rows, 1))
            lines.append(
                Line(
                    f"worklist of a {level}, {box}",
                    f"{page.milliseconds:.1f} ms, {page.statements} statements, {page.rows} rows",
                    f"a grid's {least.milliseconds:.1f} ms, {least.rows} rows",
                    f"< {LIST_LIMIT:.0f} ms, ≤ {FLAT} ×, ≤ {LIST_STATEMENTS} statements",
                    page.milliseconds < LIST_LIMIT and is_flat and page.statements <= LIST_STATEMENTS,
                )
            )
    for level in ("county", "city"):
        cockpit = desks[level].page(COCKPIT)
        lines.append(
            Line(
                f"cockpit of the {level}",
                f"{cockpit.milliseconds:.1f} ms, {cockpit.statements} statements",
                "",
                f"< {COCKPIT_LIMIT:.0f} ms",
                cockpit.milliseconds < COCKPIT_LIMIT,
            )
        )
    return lines
