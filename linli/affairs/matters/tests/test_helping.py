"""Others help, the resident is contacted and urges, colleagues keep notes."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from linli.affairs.matters import actions, errors, queries
from linli.affairs.matters.models import Step
from linli.affairs.matters.queries import WorkFilter
from linli.affairs.matters.tests.factories import MORNING, Town, a_filed, a_matter, a_town, an_item, stored
from linli.base.files import public as files
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotFound

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def town() -> Town:
    return a_town()


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor("maple-1", "grid_worker")


def by(actor: Actor, verb: str, **given: Any) -> Any:
    """One move by somebody, in the morning unless said otherwise."""
    with walls.acting(actor):
        return getattr(actions, "return_" if verb == "return" else verb)(actor=actor, **{"now": MORNING, **given})


def steps_of(matter_id: UUID, move: str) -> list[Step]:
    """The steps of one kind, oldest first."""
    with walls.acting(Actor.system("test")):
        return list(Step.objects.filter(matter_id=matter_id, move=move).order_by("number"))


def in_box(actor: Actor, box: str) -> list[str]:
    with walls.acting(actor):
        return [row.number for row in queries.worklist(actor, WorkFilter(box=box), now=MORNING).rows]


def test_a_helper_sees_the_matter_reports_its_share_and_the_lead_answers(town: Town, worker: Actor) -> None:
    filed = a_filed(town)
    department = town.actor("county", "department_clerk")
    with walls.acting(department), pytest.raises(NotFound):
        queries.matter_for(department, filed.id)
    by(worker, "sign", matter_id=filed.id)
    by(worker, "invite", matter_id=filed.id, to_post_id=department.post_id, note="请查一查房屋权属。")
    assert (in_box(department, "assist"), in_box(department, "mine")) == ([filed.number], [])
    with pytest.raises(errors.HelpersOpen):
        by(worker, "answer", matter_id=filed.id, note="已清运。")
    by(department, "assist", matter_id=filed.id, note="权属清楚，是公房。", now=MORNING + HOUR)
    matter = by(worker, "answer", matter_id=filed.id, note="已清运。", now=MORNING + HOUR)
    assert (matter.assisting, in_box(department, "assist")) == ([], [])
    with walls.acting(worker):
        shown = queries.beside(matter, {"invite"}, MORNING)
        public = {step.move for step in queries.timeline(Actor.tracking(filed.id), matter)}
    assert [(each.text, each.outcome, each.reply) for each in shown.helpers] == [
        ("请查一查房屋权属。", "done", "权属清楚，是公房。")
    ]
    assert public == {"file", "sign", "answer"}


def test_a_lead_who_cannot_wait_says_why_and_it_stays_on_record(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    secretary = town.actor("maple", "community_secretary")
    by(secretary, "transfer", matter_id=matter_id, to_post_id=town.posts["maple", "community_clerk"].id, note="请办。")
    clerk = town.actor("maple", "community_clerk")
    by(clerk, "sign", matter_id=matter_id)
    by(clerk, "invite", matter_id=matter_id, to_post_id=worker.post_id, note="请到现场看看。")
    assert in_box(worker, "assist") != []
    with pytest.raises(errors.AlreadyHelping):
        by(clerk, "invite", matter_id=matter_id, to_post_id=worker.post_id, note="请到现场看看。")
    matter = by(clerk, "answer", matter_id=matter_id, note="已清运。", without="居民急着等答复。")
    assert steps_of(matter_id, "answer")[0].details == {"without": "居民急着等答复。"}
    with walls.acting(Actor.system("test")):
        actions.carry_along(matter_id=matter_id, move="answer", at=MORNING)
        assert queries.beside(matter, {"invite"}, MORNING).helpers[0].outcome == "dropped"
    with pytest.raises(errors.NotYours):
        by(worker, "assist", matter_id=matter_id, note="晚了。")


def test_a_resident_urges_once_a_working_day_and_a_superior_at_any_time(town: Town) -> None:
    matter_id = a_matter(town)
    visitor, street = Actor.tracking(matter_id), town.actor("east", "street_clerk")
    by(visitor, "urge", matter_id=matter_id)
    with pytest.raises(errors.UrgedAlready):
        by(visitor, "urge", matter_id=matter_id, now=MORNING + 5 * HOUR)
    by(street, "urge", matter_id=matter_id, note="居民又来电话了。", now=MORNING + HOUR)
    friday = MORNING + 3 * DAY
    by(visitor, "urge", matter_id=matter_id, now=friday)
    with pytest.raises(errors.UrgedAlready):
        by(visitor, "urge", matter_id=matter_id, now=friday + 2 * DAY)
    assert by(visitor, "urge", matter_id=matter_id, now=friday + 3 * DAY).urge_count == 4
    with pytest.raises(errors.NotYours):
        by(town.actor("maple-1", "grid_worker"), "urge", matter_id=matter_id)


def test_contacts_are_kept_with_way_and_result_and_visits_counted(town: Town, worker: Actor) -> None:
    matter_id = a_matter(town)
    by(worker, "contact", matter_id=matter_id, way="phone", is_reached=False)
    matter = by(worker, "contact", matter_id=matter_id, way="came", is_reached=True, note="带来了户口簿。")
    assert (matter.visit_count, matter.state) == (1, "filed")
    assert [step.details for step in steps_of(matter_id, "contact")] == [
        {"way": "phone", "reached": False},
        {"way": "came", "reached": True},
    ]
    with pytest.raises(errors.ContactUnclear):
        by(worker, "contact", matter_id=matter_id, way="pigeon", is_reached=True)


def a_photo() -> files.Photo:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    return files.read_photos([SimpleUploadedFile("photo.jpg", out.getvalue())])[0]


def test_an_item_may_ask_for_photos_from_before_and_after(
    town: Town, worker: Actor, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    an_item("t-ground", proof_required=True)
    matter_id = a_matter(town, item="t-ground")
    by(worker, "sign", matter_id=matter_id)
    with pytest.raises(errors.ProofMissing) as refused:
        by(worker, "answer", matter_id=matter_id, note="已覆绿。")
    assert refused.value.details["missing"] == "办理前、办理后"
    by(worker, "note", matter_id=matter_id, note="办理前。", photos=[a_photo()])
    with pytest.raises(errors.ProofMissing) as refused:
        by(worker, "answer", matter_id=matter_id, note="已覆绿。")
    assert refused.value.details["missing"] == "办理后"
    by(worker, "answer", matter_id=matter_id, note="已覆绿。", photos=[a_photo()], now=MORNING + HOUR)
    assert stored(matter_id).state == "answered"
