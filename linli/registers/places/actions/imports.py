"""Reading a code file into the tree: all of it or nothing, with every bad value named."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from linli.base.journal import public as journal
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.clock import local_date
from linli.base.kit.ids import new_id
from linli.registers.places import errors, permissions
from linli.registers.places.actions.tree import CHAIN, LEVELS, plant, refuse_future
from linli.registers.places.errors import BadRow, problem
from linli.registers.places.models import Place, PlaceCode

STATISTICAL = "nbs"
"""The statistical code (统计用区划代码): 省 2, 地 2, 县 2, 乡 3, 村 3 digits, then 3 for a grid."""
LENGTHS = {Level.PROVINCE: 2, Level.CITY: 4, Level.COUNTY: 6, Level.STREET: 9, Level.COMMUNITY: 12, Level.GRID: 15}
FULL = 12
MOST_ROWS = 50_000
COLUMNS = ("code", "name", "level")
# Lists call the levels differently; a tree may begin at any level down to the county.
ALIASES = {
    "town": Level.STREET,
    "township": Level.STREET,
    "village": Level.COMMUNITY,
    "area": Level.COUNTY,
    "district": Level.COUNTY,
}
ALIASES |= {
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "区县": Level.COUNTY,
    "街道": Level.STREET,
    "社区": Level.COMMUNITY,
    "网格": Level.GRID,
}
ROOTS = (Level.PROVINCE, Level.CITY, Level.COUNTY)


@dataclass(frozen=True, slots=True)
class Imported:
    """How many places a file added, and how many were there already."""

    added: int
    unchanged: int


@dataclass(slots=True)
class Row:
    """One line of the file; `number` is its line in the file, counted from 1."""

    number: int
    code: str
    name: str
    level: Level
    parent: str
    name_en: str
    kind: str


@transaction.atomic
def import_codes(*, content: bytes, system: str, date: date, actor: Actor, now: datetime) -> Imported:
    """Add the places of a CSV file (code, name, level, and where wanted parent, name_en, kind) as of a day.

    A place whose code is in force under the same name and level is left as it is. Raises `NotACodeFile`, `CodeFileTooLarge`
    or `BadRows` (one entry for each value that cannot be taken), and then nothing was changed.
    """
    permissions.require(actor, "import_codes")
    refuse_future(date, now_day=local_date(now))
    rows, bad = _read(content, system)
    known = _known(system, rows)
    bad += _unplaced(rows, known)
    places, outside = _planted(rows, known, date, actor) if not bad else ([], [])
    bad += outside
    if bad:
        raise errors.BadRows(sorted(bad, key=lambda row: (row.number, row.field)))
    Place.objects.bulk_create([place for place, _code in places], batch_size=5000)
    PlaceCode.objects.bulk_create(
        [PlaceCode(id=new_id(), place=place, system=system, code=code, valid_from=date) for place, code in places],
        batch_size=5000,
    )
    journal.record(actor, "place.imported", "place", actor.place_id, at=now, system=system, added=len(places))
    return Imported(added=len(places), unchanged=len(rows) - len(places))


def bad_rows_csv(rows: Iterable[BadRow]) -> str:
    """The report as a CSV file that a spreadsheet opens, to work through; formulas in it stay text."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow([_("行"), _("列"), _("内容"), _("问题"), _("怎么改")])
    for row in rows:
        value = f"'{row.value}" if row.value[:1] in {"=", "+", "-", "@"} else row.value
        writer.writerow([row.number, row.field, value, row.reason, row.cure])
    return out.getvalue()


def _read(content: bytes, system: str) -> tuple[list[Row], list[BadRow]]:
    """The rows whose own values are sound, and what is wrong with the others."""
    reader = csv.DictReader(io.StringIO(_decoded(content)), restkey="", restval="")
    if not set(COLUMNS) <= {(name or "").strip() for name in reader.fieldnames or ()}:
        raise errors.NotACodeFile
    rows: list[Row] = []
    bad: list[BadRow] = []
    first_seen: dict[str, int] = {}
    for line in reader:
        if len(rows) + len(bad) >= MOST_ROWS:
            raise errors.CodeFileTooLarge(most=MOST_ROWS)
        number = reader.line_num
        values = {
            (name or "").strip(): (value or "").strip() if isinstance(value, str) else ""
            for name, value in line.items()
        }
        if not any(values.values()):
            continue
        row, wrong = _row(number, values, system)
        bad += wrong
        if row is None:
            continue
        if row.code in first_seen:
            bad.append(_twice(row, first_seen[row.code]))
            continue
        first_seen[row.code] = number
        rows.append(row)
    if not rows and not bad:
        raise errors.NotACodeFile
    return rows, bad


def _decoded(content: bytes) -> str:
    # Chinese spreadsheets save CSV in GB 18030 unless told otherwise.
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise errors.NotACodeFile


def _row(number: int, values: dict[str, str], system: str) -> tuple[Row | None, list[BadRow]]:
    """One line's own values checked."""
    said, code, name = values["level"].lower(), values["code"], values["name"]
    level = ALIASES.get(said) or next((level for level in LEVELS if level.value == said), None)
    bad: list[BadRow] = []
    if level is None:
        levels = "、".join(level.value for level in LEVELS)
        bad.append(
            problem(
                number,
                "level",
                values["level"],
                _("没有这一级。"),
                _("请改为其中之一：%(levels)s。") % {"levels": levels},
            )
        )
    if not name or len(name) > 80:
        bad.append(problem(number, "name", name, _("名称为空或超过 80 个字。"), _("请填写地域的正式名称。")))
    for field, most in (("name_en", 120), ("kind", 20)):
        if len(values.get(field, "")) > most:
            reason = _("超过 %(most)s 个字符。") % {"most": most}
            bad.append(problem(number, field, values[field], reason, _("请缩短，或留空。")))
    if level is not None:
        code, wrong = _code(number, "code", code, level, system)
        bad += wrong
    if bad or level is None:
        return None, bad
    parent = values.get("parent", "") or _parent_code(code, level, system)
    if system == STATISTICAL and parent.isdigit():
        parent = _trimmed(parent, level)
    return Row(number, code, name, level, parent, values.get("name_en", ""), values.get("kind", "")), []


def _code(number: int, field: str, code: str, level: Level, system: str) -> tuple[str, list[BadRow]]:
    """A code in its own length; statistical codes of upper levels may come filled up with zeros."""
    if system != STATISTICAL:
        fits = 0 < len(code) <= 20
        return code, [] if fits else [problem(number, field, code, _("编码为空或超过 20 位。"), _("请填写编码。"))]
    length = LENGTHS.get(level)
    if length is None:
        return code, [
            problem(number, field, code, _("统计用区划代码不到这一级。"), _("片区以下请在社区页面逐个添加。"))
        ]
    if len(code) == FULL and code.isdigit() and not code[length:].strip("0"):
        code = code[:length]
    if len(code) != length or not code.isascii() or not code.isdigit():
        reason = _("这一级的编码应为 %(length)s 位数字，现在是 %(count)s 位。") % {"length": length, "count": len(code)}
        return code, [problem(number, field, code, reason, _("请核对编码；表格软件容易丢掉数字，请把这一列设为文本。"))]
    return code, []


def _parent_code(code: str, level: Level, system: str) -> str:
    """The code above, by the lengths of the statistical code; other systems name the parent in a column."""
    if system != STATISTICAL:
        return ""
    shorter = [length for length in LENGTHS.values() if length < LENGTHS[level]]
    return code[: max(shorter)] if shorter else ""


def _trimmed(parent: str, level: Level) -> str:
    """A parent's code without the zeros that fill it up."""
    if len(parent) == FULL:
        for length in sorted(LENGTHS.values()):
            if length < LENGTHS[level] and not parent[length:].strip("0"):
                return parent[:length]
    return parent


def _twice(row: Row, first: int) -> BadRow:
    reason = _("这个编码在第 %(first)s 行已经有了。") % {"first": first}
    return problem(row.number, "code", row.code, reason, _("请删去多出的一行，或改正其中一个编码。"))


def _known(system: str, rows: list[Row]) -> dict[str, Place]:
    """The places that the file's codes mean already, and the parents it names, in one statement."""
    wanted = {row.code for row in rows} | {row.parent for row in rows}
    found = PlaceCode.objects.filter(system=system, code__in=wanted, valid_until=None).select_related("place")
    return {line.code: line.place for line in found}


def _unplaced(rows: list[Row], known: dict[str, Place]) -> list[BadRow]:
    """Rows whose parent is nowhere or not above them, and codes that mean another place by now."""
    in_file = {row.code: row for row in rows}
    top = min((LEVELS.index(row.level) for row in rows), default=0)
    bad: list[BadRow] = []
    for row in rows:
        place = known.get(row.code)
        if place is not None:
            if (place.name, place.level) != (row.name, row.level.value):
                reason = _("这个编码现在属于“%(name)s”。") % {"name": place.name}
                bad.append(
                    problem(row.number, "name", row.name, reason, _("更名、合并请在地域页面办理；编码有误请改正。"))
                )
            continue
        above = in_file[row.parent].level if row.parent in in_file else None
        if above is None and row.parent in known:
            above = Level(known[row.parent].level)
        if above is None:
            if row.level in ROOTS and LEVELS.index(row.level) == top:
                continue
            reason = _("文件和系统里都没有上级 %(parent)s。") % {"parent": row.parent or "—"}
            bad.append(
                problem(row.number, "parent", row.parent, reason, _("请先导入上级，或在 parent 列写明上级编码。"))
            )
        elif LEVELS.index(above) >= LEVELS.index(row.level):
            bad.append(
                problem(row.number, "parent", row.parent, _("上级的级别不比它高。"), _("请改正级别或上级编码。"))
            )
    return bad


def _planted(
    rows: list[Row], known: dict[str, Place], on: date, actor: Actor
) -> tuple[list[tuple[Place, str]], list[BadRow]]:
    """The new places from the top down, each under its parent; rows outside the actor's own place are bad."""
    places = dict(known)
    new: list[tuple[Place, str]] = []
    bad: list[BadRow] = []
    for order, row in sorted(enumerate(rows), key=lambda pair: (LEVELS.index(pair[1].level), pair[0])):
        if row.code in places:
            continue
        place = plant(
            places.get(row.parent),
            level=row.level,
            name=row.name,
            on=on,
            order=order,
            name_en=row.name_en,
            kind=row.kind,
        )
        if actor.sight is not Sight.SYSTEM and actor.place_id not in {getattr(place, column) for column in CHAIN}:
            bad.append(problem(row.number, "code", row.code, _("不在您的辖区内。"), _("请删去这一行，或请上级导入。")))
        places[row.code] = place
        new.append((place, row.code))
    return new, bad
