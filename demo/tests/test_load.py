"""A loaded city is what the screens themselves would have made of it."""

from collections import Counter
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.db import connections

from demo.__main__ import main
from demo.bodies import Personnel
from demo.casting import Stage
from demo.census import count_places, read_census
from demo.chance import Ids
from demo.copying import Copier
from demo.history import History
from demo.identity import REAL_PROVINCES
from demo.landmarks import name_landmarks
from demo.load import is_loaded
from demo.people import Issuers, Registrar
from demo.places import Gardener
from demo.spec import HAIGANG, SIZES
from demo.tests.conftest import NOW, Loaded
from demo.whoami import SEVEN, introduction
from linli.affairs.matters import public as matters
from linli.affairs.matters.actions import clocks
from linli.affairs.matters.models import Matter, Step, Tally
from linli.affairs.mediation.actions import clocks as dispute_clocks
from linli.affairs.mediation.models import Dispute, Term
from linli.affairs.mediation.models import Step as DisputeStep
from linli.base.journal.actions import seal
from linli.base.journal.queries import breaches
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.numbers import is_citizen_number
from linli.base.kit.sealed import digest, unseal
from linli.registers.people.models import Person, Resident
from linli.registers.places.models import OfficialCount, Place

SYSTEM = Actor.system("test")
pytestmark = pytest.mark.xdist_group("demo")


def test_the_report_counts_what_is_there(city: Loaded) -> None:
    report = city.report
    assert {table: report.by_table[table] for table in city.there} == city.there
    assert report.rows == sum(report.by_table.values())
    assert report.rows_per_second > 0


def test_official_counts_in_the_database_add_up_to_the_census(city: Loaded) -> None:
    with walls.acting(SYSTEM):
        counts = OfficialCount.objects.filter(measure="population", place__level="community").values_list(
            "value", flat=True
        )
        assert len(counts) == 388
        assert sum(counts) == 1_024_876


def test_everybody_is_synthetic_and_found_by_the_keyed_indexes(city: Loaded) -> None:
    with walls.acting(SYSTEM):
        people = list(
            Person.objects.values("is_synthetic", "number_sealed", "number_digest", "phone_sealed", "phone_digest")
        )
        resident = Resident.objects.select_related("person").exclude(phone_tail_digest=None).first()
    numbers = [unseal(person["number_sealed"] or b"") for person in people]
    assert {person["is_synthetic"] for person in people} == {True}
    assert all(map(is_citizen_number, numbers))
    assert {number[:2] for number in numbers} & REAL_PROVINCES == set()
    assert all(
        bytes(person["number_digest"] or b"") == digest("number", number)
        for person, number in zip(people, numbers, strict=True)
    )
    assert resident is not None
    number, phone = (unseal(sealed or b"") for sealed in (resident.person.number_sealed, resident.person.phone_sealed))
    assert bytes(resident.number_tail_digest or b"") == digest(f"number-tail:{resident.county_id}", number[-4:])
    assert bytes(resident.phone_tail_digest or b"") == digest(f"phone-tail:{resident.county_id}", phone[-4:])


def _timelines() -> dict[Any, list[Step]]:
    found: dict[Any, list[Step]] = {}
    for step in Step.objects.order_by("matter_id", "number"):
        found.setdefault(step.matter_id, []).append(step)
    return found


def test_every_timeline_keeps_to_the_table_of_moves(city: Loaded) -> None:
    with walls.acting(SYSTEM):
        timelines = _timelines()
        states = {matter.id: matter for matter in Matter.objects.all()}
    assert set(timelines) == set(states)
    for matter_id, steps in timelines.items():
        matter = states[matter_id]
        assert [step.number for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0].move in (("split",) if matter.part_of_id else ("file", "file_and_close"))
        for before, step in pairwise(steps):
            assert before.at < step.at
            assert step.from_state == before.to_state
            assert step.from_state in matters.MOVES[step.move].sources
            assert step.to_state == (matters.MOVES[step.move].to or step.from_state)
        assert steps[-1].at < NOW
        assert (matter.state, matter.step_count) == (steps[-1].to_state, len(steps))
        assert all(step.note for step in steps if matters.MOVES[step.move].needs_note)


def test_deadlines_are_those_the_actions_set(city: Loaded) -> None:
    with walls.acting(SYSTEM):
        straight = Matter.objects.select_related("item_version").exclude(
            steps__move__in=["transfer", "escalate", "assign_down", "reopen", "resume", "supply"]
        )
        checked = 0
        for matter in straight:
            version = matter.item_version
            wanted = clocks.start(
                matter.urgency, version.answer_days, version.close_days, clocks.area_ids_of(matter), matter.filed_at
            )
            assert (matter.sign_by, matter.answer_by, matter.close_by) == (
                wanted.sign_by,
                wanted.answer_by,
                wanted.close_by,
            )
            checked += 1
        assert checked > 1_000
        for matter in Matter.objects.filter(state__in=matters.OPEN):
            kept = (matter.due_at, matter.warn_at)
            clocks.reset(matter, matter.steps.order_by("-number")[0].at)
            assert (matter.due_at, matter.warn_at) == kept


def test_each_community_in_full_has_open_matters_of_every_kind(city: Loaded) -> None:
    with walls.acting(SYSTEM):
        open_ = Matter.objects.filter(state__in=matters.OPEN)
        full = Place.objects.filter(codes__code__in=HAIGANG.full).values_list("id", flat=True)
        by_community = Counter(open_.filter(community_id__in=list(full)).values_list("community_id", flat=True))
        states = set(open_.values_list("state", flat=True))
        holders = set(open_.values_list("holder_post__role", flat=True))
        overdue, returned, reopened = (
            open_.filter(due_at__lt=NOW).count(),
            open_.filter(return_count__gt=0).count(),
            open_.filter(reopen_count__gt=0).count(),
        )
    assert len(by_community) == 3
    assert min(by_community.values()) >= 15
    assert states == {"filed", "signed", "started", "waiting", "answered"}
    assert {"grid_worker", "community_clerk", "community_secretary", "street_clerk", "department_clerk"} <= holders
    assert min(overdue, returned, reopened) > 0


def test_counts_equal_a_recount(city: Loaded) -> None:
    with walls.acting(SYSTEM):
        before = _tallies()
        matters.recount()
        assert _tallies() == before


def _tallies() -> dict[tuple[Any, ...], tuple[int, ...]]:
    names = (
        "filed",
        "closed",
        "closed_in_time",
        "signed",
        "signed_in_time",
        "reopened",
        "rated",
        "satisfied",
        "solved",
    )
    return {row[:3]: row[3:] for row in Tally.objects.values_list("place_id", "day", "item_code", *names)}


def test_the_journal_of_the_past_proves_whole(city: Loaded) -> None:
    with walls.acting(SYSTEM):
        seal()
        assert breaches() == []


def test_a_second_load_changes_nothing(city: Loaded, capsys: Any) -> None:
    assert is_loaded(HAIGANG)
    assert main(["load", "--size", "small"]) == 0
    assert "loaded already" in capsys.readouterr().out
    assert main(["load", "--city", "atlantis"]) == 2
    assert "There is no demo city 'atlantis'. There is: haigang, harbin." in capsys.readouterr().err


def test_seven_people_are_introduced_with_the_password(city: Loaded) -> None:
    said = introduction("http://localhost:8000")
    assert all(f"  {role.username} " in said for role in SEVEN)
    assert "http://localhost:8000/cockpit/" in said


def test_the_same_stories_are_told_again_from_the_same_seed(city: Loaded) -> None:
    with walls.acting(SYSTEM):
        first, second = _told(), _told()
    assert len(first) > 2_000
    assert first == second


def _told() -> list[tuple[Any, ...]]:
    """Every story of a city grown anew in memory; nothing is written."""
    rng, size = Random(HAIGANG.seed), SIZES["small"]
    ids = Ids(1_795_000_000_000, rng)
    census = read_census(HAIGANG.county_codes[0])
    tree = Gardener(HAIGANG, size, rng, ids).grow("130302")
    counts = count_places(tree, census, rng)
    landmarks = name_landmarks(tree, rng, ids)
    registrar = Registrar(Issuers.of(HAIGANG), size, census, rng, ids, NOW.date())
    staff = Personnel(HAIGANG, registrar, rng, ids, NOW.date()).fill(tree, landmarks.estates)
    registrar.enrol(tree, landmarks.estates)
    stage = Stage(tree, counts, staff, landmarks, registrar.register.reporters)
    connections["owner"].ensure_connection()
    copier = Copier(connections["owner"].connection, lambda _line: None)
    history = History(copier, stage, size, rng, NOW)
    return [(story.text, story.state, *((step.move, step.at) for step in story.steps)) for story in history.stories([])]


def test_disputes_stand_as_their_verbs_would_have_left_them(city: Loaded) -> None:
    with walls.acting(SYSTEM):
        # The day brings one more with the next number, where another test has played it on this city.
        told = [dispute for dispute in Dispute.objects.order_by("number") if int(dispute.number[-4:]) <= 60]
        steps = Counter(DisputeStep.objects.values_list("dispute_id", flat=True))
        assert len(told) == 60
        assert {dispute.step_count - steps[dispute.id] for dispute in told} == {0}
        assert {dispute.found_at <= NOW for dispute in told} == {True}
        for dispute in told:
            terms = list(Term.objects.filter(agreement__dispute_id=dispute.id, outcome=""))
            open_terms = terms if dispute.agreed_at else []
            assert dispute.due_at == dispute_clocks.burning(dispute, open_terms, NOW).due_at, dispute.number
        assert len({dispute.state for dispute in told}) >= 8
