"""The interface for orders in OpenAPI 3.1: tools read it, and the suite holds every answer against it."""

from typing import Any

VERSION = "2026-11-23"
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_ROWS = {"type": "array", "items": {"type": "object", "additionalProperties": _TEXT}, "maxItems": 100}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _list(entry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": entry}


_SCHEMAS = {
    "Errors": _object({"errors": _list(_object({"code": {"type": "integer"}, "description": _TEXT}))}),
    "Pushed": _object(
        {
            "orders": _list(
                _object(
                    {
                        "number": _TEXT,
                        "result": {"enum": ["new", "urged", "changed", "again", "unchanged", "bad"]},
                        "state": {
                            "enum": ["", "item", "place", "twin", "ready", "sent", "back", "returned", "done"],
                        },
                        "matter": _TEXT,
                        "problem": _TEXT,
                    }
                )
            )
        }
    ),
    "Fetched": _object(
        {
            "replies": _list({"type": "object", "additionalProperties": _TEXT}),
            "until": {"type": "string", "format": "date-time"},
            "has_more": {"type": "boolean"},
        }
    ),
    "Judged": _object(
        {
            "accepted": _COUNT,
            "rejected": _COUNT,
            "unknown": _list(_TEXT),
            "bad": _list(_object({"row": _COUNT, "problem": _TEXT})),
        }
    ),
}


def document(endpoint: str) -> dict[str, Any]:
    """The whole document; `endpoint` is the interface's own address. Column names are those of the source's profile."""
    token = {"name": "Idempotency-Key", "in": "header", "required": False, "schema": {**_TEXT, "maxLength": 200}}
    since = {"name": "since", "in": "query", "required": False, "schema": {"type": "string", "format": "date-time"}}
    paths = {
        "/": {"post": _operation("push", "Pushed", ("200", "207"), [token], is_sent=True)},
        "/replies/": {"get": _operation("fetch", "Fetched", ("200",), [since], is_sent=False)},
        "/verdicts/": {"post": _operation("judge", "Judged", ("200",), [], is_sent=True)},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Orders of hotlines", "version": VERSION},
        "servers": [{"url": endpoint}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": _SCHEMAS,
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Api-Key"}},
        },
    }


def _operation(
    name: str, schema: str, statuses: tuple[str, ...], parameters: list[dict[str, Any]], *, is_sent: bool
) -> dict[str, Any]:
    def answer(wanted: str) -> dict[str, Any]:
        return {
            "description": wanted,
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{wanted}"}}},
        }

    responses = {status: answer(schema) for status in statuses}
    responses |= {status: answer("Errors") for status in ("400", "403", "404", "413", "422", "429")}
    found: dict[str, Any] = {"operationId": name, "parameters": parameters, "responses": responses}
    if is_sent:
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": _ROWS}}}
    return found
