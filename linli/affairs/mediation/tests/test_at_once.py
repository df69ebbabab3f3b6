"""A form sent twice at the same moment makes one dispute."""

from typing import cast
from uuid import uuid4

from linli.affairs.mediation.models import Dispute
from linli.affairs.mediation.tests.factories import a_dispute, a_mediation_town
from linli.base.kit.tests.together import at_once


def test_a_form_sent_twice_at_the_same_moment_makes_one_dispute(committed_db: str) -> None:
    town, token = a_mediation_town(), uuid4()
    first, second = at_once([lambda: a_dispute(town, form_token=token)] * 2)
    assert cast("Dispute", first).id == cast("Dispute", second).id
