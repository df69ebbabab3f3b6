"""Webhooks over TLS to a real server: whom the certificate doesn't prove is told nothing."""

from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook as Reader

from linli.affairs.matters.tests.factories import Town, page_text
from linli.base.accounts.tests.factories import client_of
from linli.base.kit import walls
from linli.exchange.interfaces import actions
from linli.exchange.interfaces.models import Delivery
from linli.exchange.interfaces.tests.certificates import Authority, authority, server_with
from linli.exchange.interfaces.tests.factories import open_town
from linli.exchange.interfaces.tests.receiver import (
    JOB,
    a_hook,
    a_proven_hook,
    a_public_matter,
    listening,
    log,
    state_of,
)


@pytest.fixture
def town(db: None, settings: Any) -> Town:
    settings.LINLI_WEBHOOKS_LOOPBACK = True
    return open_town()


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that this machine trusts, as a city trusts its own: by OpenSSL's variable."""
    own = authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(own.file))
    return own


def test_a_server_whose_certificate_is_trusted_is_told(town: Town, trusted: Authority) -> None:
    with listening(server_with(trusted.vouch())) as receiver:
        assert receiver.url.startswith("https://")
        made = a_proven_hook(town, receiver)
        a_public_matter(town)
        assert actions.send_due() == 1
        headers, body = receiver.got.pop()
    Reader(made.secret).verify(body, headers)
    assert [(row.status, row.code, row.why) for row in log()] == [("sent", 204, "")]


@pytest.mark.parametrize("fault", ["nobody's", "another address", "run out"])
def test_a_server_whose_certificate_proves_nothing_is_told_nothing(
    town: Town, trusted: Authority, tmp_path_factory: pytest.TempPathFactory, fault: str
) -> None:
    strange = authority(tmp_path_factory.mktemp("strange"))
    shown = {
        "nobody's": strange.vouch(),
        "another address": trusted.vouch(name="127.0.0.2"),
        "run out": trusted.vouch(days=-1),
    }
    with listening(server_with(shown[fault])) as receiver:
        made = a_hook(town, receiver)
        assert actions.send_due() == 0
        assert receiver.got == []
    assert state_of(made) == "unproven"
    with walls.acting(JOB):
        ping = Delivery.objects.get(webhook_id=made.id)
    assert (ping.status, ping.code, ping.why) == ("waiting", None, "SSLCertVerificationError")
    page = client_of(town.actor("county", "administrator")).get(f"/desk/interfaces/webhooks/{made.id}/")
    assert "证书" in page_text(page)


def test_a_server_that_loses_its_certificate_is_told_nothing_more_until_it_has_another(
    town: Town, trusted: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    strange = authority(tmp_path_factory.mktemp("strange"))
    tls = server_with(trusted.vouch())
    with listening(tls) as receiver:
        a_proven_hook(town, receiver)
        a_public_matter(town)
        tls.load_cert_chain(strange.vouch())
        assert actions.send_due() == 0
        assert receiver.got == []
    assert [(row.status, row.attempts) for row in log()] == [("waiting", 1)]
