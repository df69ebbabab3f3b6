"""Orders as a platform writes them: a sheet understood by its profile, and written the same way."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from linli.affairs.hotline import errors
from linli.affairs.hotline.actions.formats.sheets import Sheet, columns_of
from linli.affairs.hotline.models import NEEDED, ORDER_FIELDS, Profile, ours

MOST = {"number": 60, "address": 200, "item_code": 60, "item_name": 120, "name": 60, "phone": 40, "content": 4000}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class SentOrder:
    """One order as its source means it. `urgency` is ours or empty; `urged`: how often the source says it has pressed."""

    number: str
    received_at: datetime
    content: str
    deadline: datetime | None = None
    name: str = ""
    phone: str = ""
    address: str = ""
    item_code: str = ""
    item_name: str = ""
    urgency: str = ""
    is_secret: bool = False
    is_again: bool = False
    urged: int = 0
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the order, or what is wrong with it. `index` counts the sheet's rows from 0."""

    index: int
    order: SentOrder | None
    problems: tuple[str, ...] = ()


def read_orders(sheet: Sheet, profile: Profile) -> list[Line]:
    """Every row as an order or with its problems; raises `NotAnOrderFile` when a needed column is missing."""
    columns = columns_of(sheet.header, profile.columns)
    missing = [profile.columns[name][0] for name in NEEDED if name not in columns]
    if missing:
        raise errors.NotAnOrderFile(why=_("缺少这些列：%(names)s。") % {"names": "、".join(missing)})
    others = {name: number for number, name in enumerate(sheet.header) if number not in columns.values() and name}
    seen: dict[str, int] = {}
    lines = []
    for index, row in enumerate(sheet.rows):
        values = {name: row[column] for name, column in columns.items()}
        extra = {name: row[number] for name, number in others.items() if row[number]}
        line = _Reader(profile, values).line(index, extra)
        if line.order and line.order.number in seen:
            said = _("工单编号和第 %(row)s 行重复。") % {"row": seen[line.order.number] + 2}
            line = Line(index, None, (said,))
        elif line.order:
            seen[line.order.number] = index
        lines.append(line)
    return lines


class _Reader:
    """Reads one row and collects what is wrong with it."""

    def __init__(self, profile: Profile, values: Mapping[str, str]) -> None:
        self._profile, self._values = profile, values
        self._problems: list[str] = []

    def line(self, index: int, extra: Mapping[str, str]) -> Line:
        values = {name: self._values.get(name, "") for name in ORDER_FIELDS}
        for name in NEEDED:
            if not values[name]:
                self._wrong(name, _("没有填。"))
        for name, most in MOST.items():
            if len(values[name]) > most:
                self._wrong(name, _("超过 %(most)s 个字。") % {"most": most})
        received_at, deadline = self._moment("received_at"), self._moment("deadline")
        if received_at and deadline and deadline <= received_at:
            self._wrong("deadline", _("不晚于受理时间。"))
        urgency = self._urgency(values["urgency"])
        is_secret = self._either("secret", self._profile.secret, self._profile.open)
        is_again = self._either("round", self._profile.again, self._profile.first)
        urged = values["urged"] or "0"
        if not (urged.isascii() and urged.isdigit() and len(urged) < 5):
            self._wrong("urged", _("应是一个数。"))
        if self._problems or received_at is None:
            return Line(index, None, tuple(self._problems))
        texts = {name: values[name] for name in MOST}
        order = SentOrder(
            **texts,
            received_at=received_at,
            deadline=deadline,
            urgency=urgency,
            is_secret=is_secret,
            is_again=is_again,
            urged=int(urged),
            extra=extra,
        )
        return Line(index, order)

    def _wrong(self, name: str, said: str) -> None:
        self._problems.append(f"{self._profile.columns[name][0]}：{said}")

    def _moment(self, name: str) -> datetime | None:
        text = self._values.get(name, "")
        if not text:
            return None
        found = read_moment(text, self._profile)
        if found is None:
            written = datetime(2026, 3, 5, 14, 30).strftime(self._profile.times[0])  # noqa: DTZ001 -- only an example
            self._wrong(name, _("时间看不懂，请写成 %(like)s。") % {"like": written})
        return found

    def _urgency(self, text: str) -> str:
        found = ours(self._profile.urgencies, text) if text else ""
        if found is None:
            known = "、".join(word for words in self._profile.urgencies.values() for word in words)
            self._wrong("urgency", _("没有这一种，应是：%(known)s。") % {"known": known})
        return found or ""

    def _either(self, name: str, yes: tuple[str, ...], no: tuple[str, ...]) -> bool:
        text = self._values.get(name, "")
        if text and text not in yes and text not in no:
            self._wrong(name, _("没有这一种，应是：%(known)s。") % {"known": "、".join((*yes, *no))})
        return text in yes


def read_moment(text: str, profile: Profile) -> datetime | None:
    """A time as the platform writes it, or as ISO 8601; without a zone it is the platform's. None when it is no time."""
    for form in profile.times:
        try:
            return datetime.strptime(text, form).replace(tzinfo=profile.zone)
        except ValueError:
            continue
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if _DAY.fullmatch(text):
        found = found.replace(hour=23, minute=59, second=59)
    return found if found.tzinfo else found.replace(tzinfo=profile.zone)


def write_moment(moment: datetime | None, profile: Profile) -> str:
    """A time as the platform writes it."""
    return moment.astimezone(profile.zone).strftime(profile.times[0]) if moment else ""


def orders_sheet(orders: Iterable[SentOrder], profile: Profile, form: str, encoding: str = "utf-8-sig") -> Sheet:
    """Orders as the platform itself would export them: what samples and the demo city are made of."""
    taken = list(orders)
    extra = tuple(dict.fromkeys(name for order in taken for name in order.extra))
    header = (*(profile.columns[name][0] for name in ORDER_FIELDS), *extra)
    rows = tuple((*_row(order, profile), *(order.extra.get(name, "") for name in extra)) for order in taken)
    return Sheet(form, header, rows, encoding)


def _row(order: SentOrder, profile: Profile) -> tuple[str, ...]:
    written = {
        "received_at": write_moment(order.received_at, profile),
        "deadline": write_moment(order.deadline, profile),
        "urgency": profile.urgencies[order.urgency][0] if order.urgency else "",
        "secret": (profile.secret if order.is_secret else profile.open)[0],
        "round": (profile.again if order.is_again else profile.first)[0],
        "urged": str(order.urged),
    }
    return tuple(written[name] if name in written else str(getattr(order, name)) for name in ORDER_FIELDS)


def bad_rows(sheet: Sheet, lines: Iterable[Line]) -> Sheet:
    """The rows that can't be taken, as they came, with what is wrong beside each."""
    column = _("问题（改好后可以直接上传）")
    header = tuple(name for name in sheet.header if name != column)
    kept = [number for number, name in enumerate(sheet.header) if name != column]
    rows = tuple(
        (*(sheet.rows[line.index][number] for number in kept), " ".join(line.problems))
        for line in lines
        if line.problems
    )
    return Sheet(sheet.form, (*header, column), rows, sheet.encoding)
