"""The auditors' page: their own subtree, newest first, page by page, in the same few statements; and the proof."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import cast

import html5lib
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.base.journal import views
from linli.base.journal.actions import record
from linli.base.journal.forms import ActsForm
from linli.base.journal.queries import PAGE, ActFilters, acts
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.guards import LinliRequest, Rule
from linli.base.kit.ids import new_id
from linli.base.kit.tests.factories import Area, post

pytestmark = pytest.mark.django_db
SPAN = ActFilters(since=datetime(2026, 11, 1, tzinfo=UTC), until=datetime(2026, 12, 1, tzinfo=UTC))
START = datetime(2026, 11, 10, tzinfo=UTC)


def act(actor: Actor, at: datetime, name: str = "test.done") -> None:
    """One act on record."""
    with walls.acting(actor):
        record(actor, name, "thing", new_id(), at=at, note="写明的话")


def test_pages_follow_each_other_newest_first() -> None:
    area = Area()
    worker = post(area, Level.GRID)
    # Two of each moment, so that a page may end between equals.
    moments = [START + timedelta(minutes=each // 2) for each in range(PAGE + 7)]
    for at in moments:
        act(worker, at)
    seen, before = [], None
    with walls.acting(post(area, Level.STREET, "journal")) as auditor:
        while True:
            rows, before = acts(auditor, SPAN, before)
            seen += rows
            if before is None:
                break
    assert [row.at for row in seen] == sorted(moments, reverse=True)
    assert len({row.id for row in seen}) == PAGE + 7


def test_acts_are_narrowed_by_kind_subject_and_time() -> None:
    area = Area()
    for day in (1, 2, 3):
        act(post(area, Level.GRID), datetime(2026, 11, day, tzinfo=UTC), f"test.{day}")
    with walls.acting(post(area, Level.STREET, "journal")) as auditor:

        def found(**narrowed: object) -> list[str]:
            return [row.act for row in acts(auditor, replace(SPAN, **narrowed))[0]]  # type: ignore[arg-type]  # -- spread

        assert found() == ["test.3", "test.2", "test.1"]
        assert found(act="test.2") == ["test.2"]
        assert found(since=datetime(2026, 11, 2, tzinfo=UTC), until=datetime(2026, 11, 3, tzinfo=UTC)) == ["test.2"]
        subject = acts(auditor, replace(SPAN, act="test.1"))[0][0].subject_id
        assert found(subject_id=subject) == ["test.1"]


def test_days_are_chinas_and_nonsense_falls_back_to_a_week() -> None:
    today = date(2026, 11, 20)
    asked = ActsForm({"since": "2026-11-19", "until": "2026-11-19"}).filters(today)
    assert (asked.since, asked.until) == (
        datetime(2026, 11, 18, 16, tzinfo=UTC),
        datetime(2026, 11, 19, 16, tzinfo=UTC),
    )
    for nonsense in ({}, {"since": "yesterday", "subject": "x", "before": "x"}):
        filters = ActsForm(nonsense).filters(today)
        assert filters.until - filters.since == timedelta(days=7)
        assert filters.subject_id is None


def ask(actor: Actor, view: str, query: str = "") -> HttpResponse:
    """A page as the middleware would have it shown, as valid HTML."""
    sent = RequestFactory().post if view == "verify" else RequestFactory().get
    request = cast("LinliRequest", sent(reverse(f"journal:{view}") + query))
    request.actor, request.now = actor, clock.now()
    shown = getattr(views, "verify" if view == "verify" else "acts")
    with walls.acting(actor):
        response: HttpResponse = shown(request)
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response


def test_the_page_shows_acts_and_proves_the_chain() -> None:
    area = Area()
    auditor = post(area, Level.STREET, "journal")
    assert "这几天没有记录" in ask(auditor, "list").content.decode()
    act(post(area, Level.GRID), clock.now(), "account.opened")
    act(post(area.beside(Level.STREET), Level.GRID), clock.now(), "account.signed_in")
    shown = ask(auditor, "list").content.decode()
    assert "<td>开立账号" in shown.replace(' data-label="做了什么"', "")
    assert "写明的话" in shown
    assert "<td>登录了系统" not in shown.replace(' data-label="做了什么"', "")
    assert "这几天没有记录" in ask(auditor, "list", "?act=account.signed_in").content.decode()
    assert "记录完整" in ask(auditor, "verify").content.decode()


def test_the_page_is_for_posts_with_the_capability() -> None:
    for view in (views.acts, views.verify):
        rule: Rule = view.rule  # type: ignore[attr-defined]  # -- set by its decorators
        assert (rule.needs_post, rule.capabilities) == (True, ("journal",))


def test_the_statements_are_as_many_for_one_row_as_for_three() -> None:
    area = Area()
    auditor = post(area, Level.STREET, "journal")

    def statements() -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            ask(auditor, "list")
        return [each["sql"] for each in captured if "SAVEPOINT" not in each["sql"]]

    act(post(area, Level.GRID), clock.now())
    statements()
    one = statements()
    act(post(area, Level.GRID), clock.now())
    act(post(area, Level.GRID), clock.now())
    three = statements()
    assert len(one) == len(three)
    # The settings given back to the test's own transaction are one of them; session and actor would be two more.
    assert len(three) + 1 <= 8, "\n".join(three)
