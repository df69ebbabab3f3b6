"""While a provider takes its time, no transaction of ours stays open: it would hold back everybody's cleaning up."""

from pathlib import Path

import psycopg
import pytest
from django.test import Client
from pytest_django import Settings

from linli.base.accounts import errors
from linli.base.accounts.tests import provider
from linli.base.accounts.tests.test_providers import came_back, configure, left_with
from tools import testing

OPEN = """
  SELECT count(*) FROM pg_stat_activity
   WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'"""


def test_no_transaction_is_open_while_a_provider_is_asked(
    committed_db: str, settings: Settings, tmp_path: Path
) -> None:
    found: list[int] = []

    def look() -> None:
        with psycopg.connect(testing.address(committed_db), autocommit=True) as connection:
            row = connection.execute(OPEN).fetchone()
            found.append(row[0] if row else -1)

    with provider.running() as liar:
        configure(settings, tmp_path, issuer=liar.address)
        liar.meanwhile = look
        assert came_back(Client(), liar) == 302
    assert len(found) >= 3
    assert set(found) == {0}


@pytest.mark.django_db
def test_a_provider_that_hangs_up_is_said_to_be_silent(settings: Settings, tmp_path: Path) -> None:
    with provider.running() as liar:
        configure(settings, tmp_path, issuer=liar.address)
        browser = Client()
        asked = left_with(browser)
        liar.hangs_up = True
        answer = browser.get("/accounts/with/city/back/", {"code": "c", "state": asked["state"]})
    assert (answer.status_code, "没有回应" in answer.content.decode()) == (errors.ProviderSilent.status, True)
