"""Hot statements keep their plan at once, and everybody else's theirs when they come again."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from linli.base.kit import hot

pytestmark = pytest.mark.django_db


def kept(part: str) -> int:
    """How many plans of statements with that part the server keeps for this connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE position(%s in statement) > 0", [part])
        return int(cursor.fetchone()[0])


def test_a_hot_statement_is_kept_from_the_first_time() -> None:
    assert hot.execute("SELECT %(n)s::int AS hottest", {"n": 4}) == {"hottest": 4}
    assert kept("AS hottest") == 1


def test_an_ordinary_one_is_kept_when_it_comes_again_after_a_hot_one_too() -> None:
    """Planning behind the walls costs more than running: a connection that forgets to keep plans makes every page slow."""
    hot.execute("SELECT 1 AS one", {})
    for _ in range(5):
        assert list(ContentType.objects.filter(model="nothing", app_label="nowhere")) == []
    assert kept('"django_content_type"."model"') == 1
