"""Each test of rules starts from the shipped parameters and leaves no snapshot behind."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command

from linli.base.rules.queries import forget


@pytest.fixture
def seeded(db: None) -> Iterator[None]:
    """The shipped parameters, read afresh."""
    call_command("seed_rules", verbosity=0)
    yield
    forget()
