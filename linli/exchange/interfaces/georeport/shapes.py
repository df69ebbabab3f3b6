"""What the documents hold: discovery, services, definitions, requests, receipts, each with the standard's own fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.exchange.interfaces.georeport.documents import Listed, moment

# The standard's datatypes for our kinds of question.
DATATYPES = {
    "text": "string",
    "number": "number",
    "date": "datetime",
    "choice": "singlevaluelist",
    "yesno": "singlevaluelist",
}
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as the standard shows it, in the reader's words."""

    number: str
    is_open: bool
    state: str
    service_name: str
    service_code: str
    description: str
    agency: str
    filed_at: datetime
    changed_at: datetime
    expected_at: datetime
    address: str
    address_id: str


def discovery(
    *, endpoint: str, jurisdiction: str, changed_at: datetime, contact: str, key_service: str
) -> dict[str, Any]:
    """Where the interface is, in which forms, and whom to ask for a key."""
    return {
        "changeset": moment(changed_at),
        "contact": contact,
        "key_service": key_service,
        "jurisdiction_id": jurisdiction,
        "endpoints": Listed(
            "endpoint",
            [
                {
                    "specification": SPECIFICATION,
                    "url": endpoint,
                    "changeset": moment(changed_at),
                    "type": "production",
                    "formats": Listed("format", ["text/xml", "application/json"]),
                }
            ],
        ),
    }


def service(code: str, name: str, description: str, *, metadata: bool, keywords: str, group: str) -> dict[str, Any]:
    """One service; `metadata` says whether a definition asks more than the standard's own fields."""
    return {
        "service_code": code,
        "service_name": name,
        "description": description,
        "metadata": metadata,
        "type": "realtime",
        "keywords": keywords,
        "group": group,
    }


def definition(code: str, questions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The questions of a service; each has name, kind, is_required, label and choices (pairs of key and words)."""
    attributes = [
        {
            "variable": True,
            "code": question["name"],
            "datatype": DATATYPES[question["kind"]],
            "required": question["is_required"],
            "datatype_description": "",
            "order": order,
            "description": question["label"],
            "values": Listed("value", [{"key": key, "name": name} for key, name in question["choices"]]),
        }
        for order, question in enumerate(questions, start=1)
    ]
    return {"service_code": code, "attributes": Listed("attribute", attributes)}


def request(shown: Request) -> dict[str, Any]:
    """One request. Coordinates and picture are empty: places have no geometry here, and photos are never public."""
    return {
        "service_request_id": shown.number,
        "status": "open" if shown.is_open else "closed",
        "status_notes": shown.state,
        "service_name": shown.service_name,
        "service_code": shown.service_code,
        "description": shown.description,
        "agency_responsible": shown.agency,
        "service_notice": "",
        "requested_datetime": moment(shown.filed_at),
        "updated_datetime": moment(shown.changed_at),
        "expected_datetime": moment(shown.expected_at),
        "address": shown.address,
        "address_id": shown.address_id,
        "zipcode": "",
        "lat": None,
        "long": None,
        "media_url": "",
    }


def receipt(number: str, notice: str) -> dict[str, Any]:
    """The answer to a new request."""
    return {"service_request_id": number, "service_notice": notice, "account_id": ""}
