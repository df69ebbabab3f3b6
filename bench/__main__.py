"""`./dev bench`: measure, print the table, keep it in docs/benchmarks.md."""

import os
import platform
import sys
from datetime import UTC, datetime

from bench import ground
from bench.result import Line, table

PORT = 8761
HEAD = """# Benchmarks

Each figure stands beside its peer or its limit, measured in one run on one machine by `./dev bench`. Server time is that of the whole
request in the serving process (middleware, walls, view, template), the median of twenty.

"""


def main() -> int:
    """Run everything; the exit code says whether every limit was met."""
    print("benchmarks: a database of their own is made and filled; this takes some minutes", flush=True)
    ground.prepare()
    import django  # noqa: PLC0415 -- set up on the database just made

    django.setup()
    from bench import intake, lists, loading  # noqa: PLC0415 -- they import models
    from demo.spec import CITIES  # noqa: PLC0415 -- likewise

    lines: list[Line] = []
    for title, measured in (
        ("demo load", loading.measure),
        ("intake", lambda: intake.measure(PORT)),
        ("worklists and cockpit", lambda: lists.measure(lists.USERNAMES)),
    ):
        print(f"benchmarks: {title}", flush=True)
        found = measured()
        print(table(found), flush=True)
        lines += found
    text = table(lines)
    where = f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}, city {', '.join(CITIES)}."
    (ground.ROOT / "docs" / "benchmarks.md").write_text(f"{HEAD}{text}\n\n{where}\n", encoding="utf-8")
    ground.drop()
    return 0 if all(line.met is not False for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
