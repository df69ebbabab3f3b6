"""A version is drafted, published in place of the former, withdrawn; what was published never changes."""

from typing import Any

import pytest
from django.db import connection

from linli.affairs.catalogue import actions, errors, queries
from linli.affairs.catalogue.models import ItemVersion
from linli.affairs.catalogue.tests.factories import an_item
from linli.base.kit import clock, walls
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotAllowed
from linli.base.kit.tests.factories import Area, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Actor:
    return post(Area(), Level.COUNTY, "catalogue")


def a_draft(editor: Actor, code: str = "t-lamp", field: str = "", **values: Any) -> ItemVersion:
    with walls.acting(editor):
        return actions.draft_version(code=code, values=values, actor=editor, now=clock.now(), field_code=field)


def published(editor: Actor, version: ItemVersion) -> ItemVersion:
    with walls.acting(editor):
        return actions.publish(version_id=version.id, actor=editor, now=clock.now())


def statuses(code: str = "t-lamp") -> list[tuple[int, str, str]]:
    return [(version.number, version.status, version.name) for version in queries.versions_of(code)]


def test_a_draft_takes_over_what_it_does_not_change(editor: Actor) -> None:
    an_item("t-lamp", name="路灯", keywords=["灯坏了"], answer_days=2)
    draft = a_draft(editor, name="路灯不亮")
    assert (draft.number, draft.status, draft.keywords, draft.answer_days) == (2, "draft", ["灯坏了"], 2)
    assert queries.published("t-lamp").name == "路灯"


def test_a_second_draft_is_the_first_one_changed(editor: Actor) -> None:
    an_item("t-lamp", name="路灯")
    a_draft(editor, name="甲")
    a_draft(editor, name="乙")
    assert statuses() == [(2, "draft", "乙"), (1, "published", "路灯")]


def test_publishing_withdraws_the_former_version_and_is_on_record(editor: Actor) -> None:
    an_item("t-lamp", name="路灯")
    published(editor, a_draft(editor, name="路灯不亮"))
    assert statuses() == [(2, "published", "路灯不亮"), (1, "withdrawn", "路灯")]
    with walls.acting(Actor.system("test")), connection.cursor() as cursor:
        cursor.execute("SELECT act FROM journal_entry WHERE act LIKE 'catalogue.%' ORDER BY id")
        assert cursor.fetchall() == [("catalogue.drafted",), ("catalogue.published",)]


def test_a_withdrawn_item_is_offered_no_more_until_a_new_version_is_published(editor: Actor) -> None:
    version = an_item("t-lamp")
    with walls.acting(editor):
        actions.withdraw(version_id=version.id, actor=editor, now=clock.now())
    with pytest.raises(errors.NoSuchItem):
        queries.published("t-lamp")
    published(editor, a_draft(editor, name="路灯又能报了"))
    assert queries.published("t-lamp").name == "路灯又能报了"


def test_a_new_item_begins_as_a_draft(editor: Actor) -> None:
    an_item("t-other")
    values = {"name": "新的", "name_en": "New", "standing": "must", "basis": "b", "handler_role": "grid_worker"}
    a_draft(editor, "t-new", "t-field", **values)
    assert statuses("t-new") == [(1, "draft", "新的")]
    with pytest.raises(errors.CodeTaken):
        a_draft(editor, "t-new", "t-field", **values)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"standing": "barred", "go_instead": " "}, errors.NoInstead),
        ({"handler_role": "department_clerk", "department": ""}, errors.NoHandler),
        ({"answer_days": 5, "close_days": 2}, errors.PromiseOutOfOrder),
    ],
)
def test_what_would_leave_somebody_stuck_is_refused(
    editor: Actor, values: dict[str, Any], refusal: type[Exception]
) -> None:
    an_item("t-lamp")
    with pytest.raises(refusal):
        a_draft(editor, **values)


def test_only_a_draft_is_published_and_only_what_is_published_is_withdrawn(editor: Actor) -> None:
    version = an_item("t-lamp")
    with pytest.raises(errors.NotADraft):
        published(editor, version)
    draft = a_draft(editor)
    with walls.acting(editor), pytest.raises(errors.NotPublished):
        actions.withdraw(version_id=draft.id, actor=editor, now=clock.now())


def test_without_the_capability_nothing_changes() -> None:
    version = an_item("t-lamp")
    clerk = post(Area(), Level.STREET, "matters intake")
    with pytest.raises(NotAllowed):
        a_draft(clerk)
    for verb in (actions.publish, actions.withdraw):
        with walls.acting(clerk), pytest.raises(NotAllowed):
            verb(version_id=version.id, actor=clerk, now=clock.now())
    assert statuses() == [(1, "published", "t-lamp")]


def test_the_comparison_lists_what_differs_and_nothing_else(editor: Actor) -> None:
    former = an_item("t-lamp", name="路灯", answer_days=3)
    draft = a_draft(editor, name="路灯不亮", answer_days=2)
    shown = [(str(change.label), change.before, change.after) for change in queries.changes(former, draft)]
    assert shown == [("名称", "路灯", "路灯不亮"), ("几个工作日内答复", "3", "2")]
