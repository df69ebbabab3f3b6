"""What is measured when a matter is answered: asked for by the item, kept in one way of writing, shown, summed by place."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from linli.affairs.catalogue.tests.factories import an_item
from linli.affairs.matters import errors, queries
from linli.affairs.matters.actions.results import measured
from linli.affairs.matters.models import Matter
from linli.affairs.matters.tests.desk import read, send, words
from linli.affairs.matters.tests.factories import MORNING, Town, a_matter, a_town, stored
from linli.affairs.matters.tests.test_helping import a_photo, by
from linli.base.kit import walls
from linli.base.kit.actor import Actor, Level

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def asked(name: str, kind: str, *, required: bool = True, **more: Any) -> dict[str, Any]:
    return {"name": name, "label_zh": name, "label_en": name, "kind": kind, "required": required, **more}


AREAS = [asked("bare", "number"), asked("green", "number"), asked("owner", "text", required=False)]


@pytest.fixture
def town() -> Town:
    found = a_town()
    an_item("t-ground", results=AREAS)
    return found


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor("maple-1", "grid_worker")


def signed(town: Town, place: str = "maple-1") -> UUID:
    matter_id = a_matter(town, item="t-ground", place=place)
    by(town.actor(place, "grid_worker"), "sign", matter_id=matter_id)
    return matter_id


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        ("number", " 1,200.50 ", "1200.5"),
        ("number", "0", "0"),
        ("number", "100", "100"),
        ("number", "1e2", "100"),
        ("number", "-1", None),
        ("number", "nan", None),
        ("number", "1e999999", None),
        ("number", "很大", None),
        ("date", "2026-02-28", "2026-02-28"),
        ("date", "2026-02-30", None),
        ("yesno", "yes", "yes"),
        ("yesno", "maybe", None),
        ("text", "长" * 400, "长" * 400),
        ("text", "长" * 401, None),
    ],
)
def test_a_result_is_kept_in_one_way_of_writing_or_refused(kind: str, said: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(errors.FieldMissing):
            measured([asked("x", kind, required=False)], {"x": said})
    else:
        assert measured([asked("x", kind)], {"x": said, "unasked": "1"}) == {"x": kept}


def test_an_answer_brings_what_the_item_wants_measured_and_taking_it_up_again_forgets_it(
    town: Town, worker: Actor
) -> None:
    matter_id = signed(town)
    with pytest.raises(errors.FieldMissing) as refused:
        by(worker, "answer", matter_id=matter_id, note="已种草。", results={"bare": "80"})
    assert refused.value.details["label"] == "green"
    assert stored(matter_id).results == {}
    by(worker, "answer", matter_id=matter_id, note="已种草。", results={"bare": "80", "green": "60"})
    assert stored(matter_id).results == {"bare": "80", "green": "60"}
    by(Actor.tracking(matter_id), "reopen", matter_id=matter_id, note="草没活。", now=MORNING + HOUR)
    assert stored(matter_id).results == {}


def test_a_part_leaves_the_measuring_to_its_matter(town: Town, worker: Actor) -> None:
    matter_id = signed(town)
    department = town.actor("county", "department_clerk")
    by(worker, "split", matter_id=matter_id, note="请覆盖。", to_post_id=department.post_id)
    with walls.acting(Actor.system("test")):
        part = Matter.objects.get(part_of_id=matter_id)
    by(department, "sign", matter_id=part.id)
    assert by(department, "answer", matter_id=part.id, note="已覆盖。").results == {}


def test_the_form_asks_for_results_keeps_what_was_typed_and_the_page_shows_them_with_both_pictures(
    town: Town, worker: Actor, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    matter_id = signed(town)
    by(worker, "note", matter_id=matter_id, note="办理前。", photos=[a_photo()])
    address, page_of = (
        reverse("matters:move", args=[matter_id, "answer"]),
        reverse("matters:desk_matter", args=[matter_id]),
    )
    assert 'name="result-green"' in words(read(worker, f"{page_of}?do=answer"))
    refused = send(worker, address, note="已种草。", **{"result-bare": "80"})
    assert refused.status_code == 400
    assert "“green”没有填" in words(refused)
    assert 'name="result-bare" value="80"' in " ".join(words(refused).split())
    results = {"bare": "80", "green": "60.5"}
    by(worker, "answer", matter_id=matter_id, note="已种草。", results=results, photos=[a_photo()], now=MORNING + HOUR)
    page = words(read(worker, page_of))
    assert (
        page.index("办理结果")
        < page.index("60.5")
        < page.index("办理前</figcaption>")
        < page.index("办理后</figcaption>")
    )


def test_sums_are_those_of_the_places_below_and_nobody_elses(town: Town) -> None:
    for place, green in (("maple-1", "60.5"), ("willow-1", "40"), ("cedar-1", "7")):
        matter_id = signed(town, place)
        results = {"bare": "100", "green": green}
        by(town.actor(place, "grid_worker"), "answer", matter_id=matter_id, note="已种草。", results=results)
    clerk = town.actor("east", "street_clerk")
    assert clerk.place_id is not None
    with walls.acting(clerk):
        found = queries.achieved(
            clerk.place_id, Level.STREET, [Level.COMMUNITY], since=MORNING - HOUR, until=MORNING + HOUR
        )
        none = queries.achieved(clerk.place_id, Level.STREET, since=MORNING + HOUR, until=MORNING + 2 * HOUR)
    sums = {(one.place_id, one.name): (one.matters, one.total) for one in found}
    assert sums[clerk.place_id, "green"] == (2, Decimal("100.5"))
    assert sums[clerk.place_id, "bare"] == (2, Decimal(200))
    assert sorted(total for (_place, name), (_count, total) in sums.items() if name == "green") == [
        Decimal(40),
        Decimal("60.5"),
        Decimal("100.5"),
    ]
    assert none == []
