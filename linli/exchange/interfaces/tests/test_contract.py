"""The interface against its own OpenAPI document, by schemathesis, and against somebody else's Open311 client, over HTTP."""

from typing import Any

import pytest
import requests
import schemathesis
from georeport import GeoReport
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from linli.affairs.matters.tests.factories import a_filed
from linli.base.kit import clock
from linli.exchange.interfaces.tests.factories import CODES, a_key, open_town

HELD = [
    schemathesis.checks.not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]


def test_every_answer_is_as_the_document_says(served: str, settings: Any) -> None:
    settings.LINLI_LIMITS_OFF = True
    a_filed(open_town(), clock.now(), item="t-lamp")
    described: Any = schemathesis.openapi.from_url(f"{served}/open311/v2/openapi.json")
    operations = [each.ok() for each in described.get_all_operations()]
    assert len(operations) == 7
    for operation in operations:
        _hold(operation)


def _hold(operation: Any) -> None:
    """Twenty questions put to one operation, the same ones each time."""

    @settings(max_examples=20, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def hold(case: Any) -> None:
        case.call_and_validate(checks=HELD)

    hold()


@pytest.mark.parametrize("form", ["json", "xml"])
def test_an_open311_client_reads_and_files(served: str, form: str) -> None:
    town = open_town()
    first = a_filed(town, clock.now(), item="t-lamp", text="灯不亮")
    client = GeoReport(
        f"{served}/open311/v2", jurisdiction=CODES["county"], api_key=a_key(town).key, output_format=form
    )
    assert {"t-lamp", "t-heat"} <= {each["service_code"] for each in client.get_service_list()}
    assert client.get_service_definition("t-asked")["service_code"] == "t-asked"
    found = client.get_service_requests(service_code="t-lamp", status="open")
    shown = found if isinstance(found, dict) else found[0]
    assert (shown["service_request_id"], shown["description"]) == (first.number, "灯不亮")
    given = {"service_code": "t-lamp", "address_id": CODES["maple"], "description": "又一盏", "api_key": client.api_key}
    answer = requests.post(f"{served}/open311/v2/requests.json", data=given, timeout=10)
    assert answer.status_code == 201
    number = answer.json()[0]["service_request_id"]
    assert client.get_service_request(number)["description"] == "又一盏"
