"""Files as rows of text, whatever they come as: XLSX (and old XLS), CSV in UTF-8 or GB 18030, JSON. Nothing is understood here."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from linli.affairs.hotline import errors

FORMS = ("xlsx", "csv", "json")
MOST_BYTES = 10_000_000
MOST_ROWS = 20_000
MOST_UNPACKED = 200_000_000
_READ = MOST_ROWS + 1000  # the header, empty rows, and enough to know that there are too many
_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# A spreadsheet would run a cell of a CSV file that begins like a formula; one apostrophe keeps it text, and is taken off again.
_FORMULA = re.compile(r"'*[=+\-@]")
_KEPT_TEXT = re.compile(r"'+[=+\-@]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as text: its column names, its rows (each as long as the header), and how it was written."""

    form: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str = "utf-8-sig"


def read_sheet(content: bytes) -> Sheet:
    """A file's rows; raises `NotAnOrderFile` or `FileTooLarge`. Empty rows are left out, cells are trimmed."""
    if len(content) > MOST_BYTES:
        raise errors.FileTooLarge(rows=MOST_ROWS, megabytes=MOST_BYTES // 1_000_000)
    if content.startswith((_WORKBOOK, _OLD_WORKBOOK)):
        return _whole("xlsx", _cells(content))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        if text.lstrip()[:1] in ("[", "{"):
            return _from_json(text)
        return _whole("csv", _values(text), encoding)
    raise errors.NotAnOrderFile(why=_("不是 XLSX、CSV 或 JSON 文件。"))


def _values(text: str) -> list[list[str]]:
    """The rows of a CSV file."""
    try:
        return [[_freed(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    except csv.Error as problem:
        raise errors.NotAnOrderFile(why=_("有一格太长或者引号没有成对。")) from problem


def _cells(content: bytes) -> list[list[str]]:
    """The first sheet of a workbook that doesn't unpack to more than we hold."""
    try:
        if content.startswith(_WORKBOOK):
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                    raise errors.FileTooLarge(rows=MOST_ROWS, megabytes=MOST_BYTES // 1_000_000)
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(nrows=_READ)
    except (CalamineError, zipfile.BadZipFile, IndexError, ValueError) as problem:
        raise errors.NotAnOrderFile(why=_("工作簿打不开，请用表格软件另存一次。")) from problem
    return [[_text(cell) for cell in row] for row in rows]


def _text(value: Any) -> str:
    """A cell as somebody would read it aloud."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _freed(cell: str) -> str:
    return cell[1:] if _KEPT_TEXT.match(cell) else cell


def _from_json(text: str) -> Sheet:
    """A list of objects, or an object with one such list in it; the columns are all names in their order."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise errors.NotAnOrderFile(why=_("JSON 写得不对。")) from problem
    return sheet_of(given)


def sheet_of(given: Any) -> Sheet:
    """What a JSON document says, as a sheet."""
    if isinstance(given, dict):
        lists = [value for value in given.values() if isinstance(value, list)]
        given = lists[0] if len(lists) == 1 else [given]
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise errors.NotAnOrderFile(why=_("JSON 应是工单的列表。"))
    header = tuple(dict.fromkeys(str(name) for each in given for name in each))
    table = [[_text(each.get(name)) for name in header] for each in given]
    return _whole("json", [list(header), *table])


def _whole(form: str, table: list[list[str]], encoding: str = "utf-8-sig") -> Sheet:
    """Header and rows of one length; anything above the header that names no columns isn't expected."""
    kept = [[cell.strip() for cell in row] for row in table]
    kept = [row for row in kept if any(row)]
    if not kept:
        raise errors.NotAnOrderFile(why=_("文件是空的。"))
    if len(kept) - 1 > MOST_ROWS:
        raise errors.FileTooLarge(rows=MOST_ROWS, megabytes=MOST_BYTES // 1_000_000)
    width = len(kept[0])
    rows = tuple(tuple([*row, *[""] * width][:width]) for row in kept[1:])
    return Sheet(form, tuple(kept[0]), rows, encoding)


def write_sheet(sheet: Sheet) -> bytes:
    """The file of a sheet; read again, it gives the same rows."""
    if sheet.form == "xlsx":
        return _workbook(sheet)
    if sheet.form == "json":
        rows = [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows]
        return json.dumps(rows, ensure_ascii=False, indent=1).encode()
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in (sheet.header, *sheet.rows):
        writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row])
    return out.getvalue().encode(sheet.encoding)


def _workbook(sheet: Sheet) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet()
        head = book.add_format({"bold": True, "bg_color": "#e8eef7", "border": 1})
        page.freeze_panes(1, 0)
        for column, name in enumerate(sheet.header):
            widest = max((len(row[column]) for row in sheet.rows[:200]), default=0)
            page.set_column(column, column, min(max(2 * len(name) + 2, widest * 2), 60))
            page.write_string(0, column, name, head)
        for number, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                page.write_string(number, column, cell)
    return out.getvalue()


def columns_of(header: Iterable[str], known: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Which column holds which of our fields, by the names a platform uses, in any order."""
    places = {_plain(name): number for number, name in reversed(list(enumerate(header)))}
    found = {}
    for field, names in known.items():
        column = next((places[_plain(name)] for name in names if _plain(name) in places), None)
        if column is not None:
            found[field] = column
    return found


def _plain(name: str) -> str:
    """A column's name without what people add to it: spaces, stars, brackets with remarks."""
    return re.sub(r"[\s*＊:：]|[(（].*?[)）]", "", name).casefold()
