"""GeoReport v2 as we keep it, in OpenAPI 3.1: tools read it, and the suite holds every answer against it."""

from datetime import UTC, datetime
from typing import Any

from linli.exchange.interfaces.georeport import shapes

CHANGED_AT = datetime(2026, 11, 22, tzinfo=UTC)
"""When this interface last changed: the changeset of discovery. Move it with the document below."""

_TEXT = {"type": "string"}
_TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+]08:00$"}
_NULLABLE = {"type": ["number", "null"]}
_REQUEST_TEXTS = (
    "service_request_id", "status_notes", "service_name", "service_code", "description", "agency_responsible",
    "service_notice", "address", "address_id", "zipcode", "media_url",
)  # fmt: skip
_REQUEST = {
    **dict.fromkeys(_REQUEST_TEXTS, _TEXT),
    "status": {"enum": ["open", "closed"]},
    "requested_datetime": _TIME,
    "updated_datetime": _TIME,
    "expected_datetime": _TIME,
    "lat": _NULLABLE,
    "long": _NULLABLE,
}
_SERVICE = {
    **dict.fromkeys(("service_code", "service_name", "description", "keywords", "group"), _TEXT),
    "metadata": {"type": "boolean"},
    "type": {"enum": ["realtime", "batch", "blackbox"]},
}
_ATTRIBUTE = {
    **dict.fromkeys(("code", "datatype_description", "description"), _TEXT),
    "variable": {"type": "boolean"},
    "required": {"type": "boolean"},
    "order": {"type": "integer"},
    "datatype": {"enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]},
}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(entry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": entry}


_PAIR = _object({"key": _TEXT, "name": _TEXT})
_ENDPOINT = _object({**dict.fromkeys(("specification", "url", "changeset", "type"), _TEXT), "formats": _list(_TEXT)})
_SCHEMAS = {
    "Errors": _list(_object({"code": {"type": "integer"}, "description": _TEXT})),
    "Discovery": _object(
        {
            **dict.fromkeys(("changeset", "contact", "key_service", "jurisdiction_id"), _TEXT),
            "endpoints": _list(_ENDPOINT),
        }
    ),
    "Services": _list(_object(_SERVICE)),
    "Definition": _object(
        {"service_code": _TEXT, "attributes": _list(_object({**_ATTRIBUTE, "values": _list(_PAIR)}))}
    ),
    "Requests": _list(_object(_REQUEST)),
    "Receipt": _list(_object(dict.fromkeys(shapes.receipt("", ""), _TEXT))),
    "Token": _list(_object({"service_request_id": _TEXT, "token": _TEXT})),
}


def document(endpoint: str) -> dict[str, Any]:
    """The whole document; `endpoint` is the interface's own address. XML answers have the same fields."""
    wanted = [_query(name) for name in ("service_request_id", "service_code", "start_date", "end_date", "status")]
    paths = {
        "/discovery.json": {"get": _get("discovery", "Discovery", [])},
        "/services.json": {"get": _get("services", "Services", [_query("jurisdiction_id")])},
        "/services/{service_code}.json": {
            "get": _get("definition", "Definition", [_part("service_code"), _query("jurisdiction_id")])
        },
        "/requests.json": {
            "get": _get("requests", "Requests", [_query("jurisdiction_id"), *wanted]),
            "post": _post(),
        },
        "/requests/{service_request_id}.json": {
            "get": _get("request", "Requests", [_part("service_request_id"), _query("jurisdiction_id")])
        },
        "/tokens/{token}.json": {"get": _get("token", "Token", [_part("token")])},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Open311 GeoReport v2", "version": CHANGED_AT.date().isoformat()},
        "servers": [{"url": endpoint}],
        "paths": paths,
        "components": {"schemas": _SCHEMAS},
    }


def _query(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": _TEXT}


def _part(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"}}


def _answers(schema: str, *statuses: str) -> dict[str, Any]:
    def answer(name: str) -> dict[str, Any]:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
        return {"description": name, "content": content}

    refusals = ("400", "403", "404", "409", "429")
    return {**{status: answer(schema) for status in statuses}, **{status: answer("Errors") for status in refusals}}


def _get(operation: str, schema: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {"operationId": operation, "parameters": parameters, "responses": _answers(schema, "200")}


def _post() -> dict[str, Any]:
    names = (
        "api_key jurisdiction_id service_code description address_string address_id lat long first_name last_name phone "
        "email device_id account_id media_url"
    ).split()
    form = {"type": "object", "properties": dict.fromkeys(names, _TEXT), "required": ["api_key", "service_code"]}
    return {
        "operationId": "file",
        "requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": form}}},
        "responses": _answers("Receipt", "200", "201"),
    }
