"""`linli seed_matters`: the default routing rules and reply templates."""

import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from linli.affairs.matters.models import ReplyTemplate, Route
from linli.affairs.matters.states import MOVES
from linli.registers.bodies.public import LEVEL_DESK, ROLES

DATA = Path(__file__).resolve().parent.parent.parent / "data"
SINCE = date(2000, 1, 1)
# What stands behind every rule: the item's own handler, then whoever sits at the desk, from the bottom up.
FALLBACK = [{"role": "", "level": ""}, *({"role": role, "level": level.value} for level, role in LEVEL_DESK.items())]
FALLBACK_FROM = 9000
ROUTE_FIELDS = "item_code field_code urgency channel from_hour to_hour role level department valid_from basis".split()


class Command(BaseCommand):
    help = "Load the default routing rules and reply templates; rules a city added itself stay."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write by position and by code, so that a second run changes nothing."""
        routes = [_route(position, row) for position, row in enumerate(_rows("routes.toml", "route"), start=1)]
        routes += [Route(position=FALLBACK_FROM + n, valid_from=SINCE, **row) for n, row in enumerate(FALLBACK)]
        Route.objects.bulk_create(routes, update_conflicts=True, unique_fields=["position"], update_fields=ROUTE_FIELDS)
        templates = [_template(row) for row in _rows("reply_templates.toml", "template")]
        words = ["move", "title", "title_en", "text", "text_en"]
        ReplyTemplate.objects.bulk_create(templates, update_conflicts=True, unique_fields=["code"], update_fields=words)


def _rows(name: str, key: str) -> list[dict[str, Any]]:
    try:
        rows: list[dict[str, Any]] = tomllib.loads((DATA / name).read_text(encoding="utf-8"))[key]
    except tomllib.TOMLDecodeError as problem:
        raise CommandError(f"{name}: {problem}. Mend the line and run again; nothing was loaded.") from problem
    return rows


def _route(position: int, row: dict[str, Any]) -> Route:
    if row["role"] not in ROLES:
        raise CommandError(
            f"routes.toml, rule {position}: there is no role {row['role']!r}. Roles: {', '.join(ROLES)}."
        )
    return Route(
        position=position,
        item_code=row.get("item", ""),
        field_code=row.get("field", ""),
        urgency=row.get("urgency", ""),
        channel=row.get("channel", ""),
        from_hour=time.fromisoformat(row["from_hour"]) if "from_hour" in row else None,
        to_hour=time.fromisoformat(row["to_hour"]) if "to_hour" in row else None,
        role=row["role"],
        level=row["level"],
        department=row.get("department", ""),
        valid_from=SINCE,
        basis=row.get("basis", ""),
    )


def _template(row: dict[str, Any]) -> ReplyTemplate:
    if row["move"] not in MOVES:
        raise CommandError(
            f"reply_templates.toml, {row['code']}: there is no move {row['move']!r}. Moves: {', '.join(MOVES)}."
        )
    return ReplyTemplate(**row)
