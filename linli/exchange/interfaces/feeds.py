"""Public matters as CSV and GeoJSON, written piece by piece: memory stays flat whatever their number."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.exchange.interfaces.georeport.documents import moment
from linli.exchange.interfaces.georeport.shapes import Request

COLUMNS: dict[str, str | Promise] = {
    "service_request_id": _("编号"),
    "service_code": _("事项代码"),
    "service_name": _("事项名称"),
    "status": _("open 办理中，closed 已结束"),
    "status_notes": _("现在的状态"),
    "community_code": _("社区的统计用区划代码"),
    "community": _("社区"),
    "requested_datetime": _("受理时间（北京时间）"),
    "updated_datetime": _("最近一次变动"),
    "expected_datetime": _("应当办结的时间"),
    "address": _("社区和位置；位置只在公开描述的事项里有"),
    "description": _("描述，隐去号码；只在公开描述的事项里有"),
}
"""The columns of both feeds, and what they mean."""

Chunks = Iterable[Sequence[Request]]
Writer = Callable[[Chunks], Iterator[bytes]]
# A spreadsheet would run what begins with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def values_of(row: Request) -> dict[str, str]:
    """One matter by column."""
    return {
        "service_request_id": row.number,
        "service_code": row.service_code,
        "service_name": row.service_name,
        "status": "open" if row.is_open else "closed",
        "status_notes": row.state,
        "community_code": row.address_id,
        "community": row.agency,
        "requested_datetime": moment(row.filed_at),
        "updated_datetime": moment(row.changed_at),
        "expected_datetime": moment(row.expected_at),
        "address": row.address,
        "description": row.description,
    }


def as_csv(chunks: Chunks) -> Iterator[bytes]:
    """Lines with a heading; UTF-8 with a mark, for Excel reads Chinese no other way."""
    yield b"\xef\xbb\xbf" + _lines([list(COLUMNS)])
    for chunk in chunks:
        yield _lines([[_cell(value) for value in values_of(row).values()] for row in chunk])


def as_geojson(chunks: Chunks) -> Iterator[bytes]:
    """A FeatureCollection. Geometry is null (RFC 7946 3.2) while places have none; the community's code joins to any map."""
    yield b'{"type":"FeatureCollection","features":['
    comma = ""
    for chunk in chunks:
        features = (
            {"type": "Feature", "id": row.number, "geometry": None, "properties": values_of(row)} for row in chunk
        )
        yield (comma + ",".join(json.dumps(each, ensure_ascii=False) for each in features)).encode()
        comma = ","
    yield b"]}"


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    return written.getvalue().encode()


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
