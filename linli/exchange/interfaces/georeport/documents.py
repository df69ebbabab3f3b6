"""The documents of GeoReport v2 in both its forms. A document is built once, as plain values, and written as XML or JSON.

XML wants a name for the entries of a list where JSON wants none: `Listed` carries both.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

from linli.base.kit import clock

CONTENT_TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
# XML 1.0 has no place for most control characters, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: each entry is called `entry` in XML and nothing in JSON."""

    entry: str
    values: Sequence[Any]


def moment(at: datetime | None) -> str:
    """A time as the standard's W3C profile has it, with China's own offset."""
    return "" if at is None else at.astimezone(clock.CHINA).isoformat(timespec="seconds")


def write(root: str, document: Mapping[str, Any] | Listed, form: str) -> bytes:
    """The document's bytes; `root` names the outermost element of XML, `form` is xml or json."""
    if form == "json":
        return json.dumps(_plain(document), ensure_ascii=False).encode()
    written: bytes = ET.tostring(_element(root, document), encoding="utf-8", xml_declaration=True)
    return written


def errors(code: int, description: str) -> Listed:
    """The standard's error document: one or more of a code and a description."""
    return Listed("error", [{"code": code, "description": description}])


def _plain(value: Any) -> Any:
    if isinstance(value, Listed):
        return [_plain(each) for each in value.values]
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return value


def _element(name: str, value: Any) -> ET.Element:
    element = ET.Element(name)
    if isinstance(value, Listed):
        element.extend(_element(value.entry, each) for each in value.values)
    elif isinstance(value, Mapping):
        element.extend(_element(key, each) for key, each in value.items())
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = _NOT_XML.sub("", str(value))
    return element
