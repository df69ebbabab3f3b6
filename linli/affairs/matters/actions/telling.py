"""Who is told what about a matter: posts and accounts in the app; the resident outside it is `informing`'s."""

from datetime import datetime
from uuid import UUID

from linli.affairs.matters.actions import clocks
from linli.affairs.matters.actions.informing import inform
from linli.affairs.matters.actions.steps import desks_above
from linli.affairs.matters.models import Matter
from linli.affairs.matters.states import MOVES, OPEN
from linli.base.kit.actor import Level
from linli.base.notices import public as notices
from linli.registers.bodies import public as bodies

# What the reporter hears of, beside what they can always see on the tracking page.
_FOR_REPORTER = {"sign", "ask", "answer", "close", "decline", "escalate", "allow", "follow"}
# What the post that holds the matter hears of, beside every hand-over.
_FOR_HOLDER = {"supply", "withdraw", "rate", "urge", "assist", "instruct", "allow", "refuse", "card", "lift", "recall"}
# What the post hears of that the step is directed to.
_FOR_OTHER = {"invite", "report", "prolong", "overdue"}


def announce_filed(*, matter_id: UUID, at: datetime) -> None:
    """Tell the first holder, and the resident that it was received; or, settled on the spot, that it is closed."""
    matter = Matter.objects.select_related("item_version").get(id=matter_id)
    _tell_post(matter, matter.holder_post_id, "matter.filed", at)
    inform(matter, "file_and_close" if matter.closed_at == at else "file", at)


def announce_moved(*, matter_id: UUID, move: str, at: datetime) -> None:
    """Tell the new holder of a hand-over, the reporter of what concerns them, whoever is asked, and the level above."""
    matter = Matter.objects.select_related("item_version", "holder_post", "part_of").get(id=matter_id)
    is_new_part = move == "split" and matter.part_of_id is not None
    if MOVES[move].hands_over or move in _FOR_HOLDER or is_new_part:
        _tell_post(matter, matter.holder_post_id, f"matter.{move}", at)
    if move in _FOR_OTHER:
        step = matter.steps.filter(move=move, at=at).order_by("-number").first()
        if step and step.to_post_id:
            _tell_post(matter, step.to_post_id, f"matter.{move}", at)
    if move in ("answer", "decline") and matter.part_of:
        _tell_post(matter, matter.part_of.holder_post_id, "matter.part_done", at)
    if move == "reopen" and matter.street_id:
        desk = bodies.desk_at(matter.street_id, bodies.LEVEL_DESK[Level.STREET], avoided=matter.about_body_id)
        if desk and desk.id != matter.holder_post_id:
            _tell_post(matter, desk.id, "matter.reopen", at)
    if move in _FOR_REPORTER and matter.account_id:
        # A duplicate's reporter reads the main matter's answer as an answer of their own.
        notices.tell(
            kind="matter.answer" if move == "follow" else f"matter.{move}",
            subject_kind="matter",
            subject_id=matter.id,
            at=at,
            account_id=matter.account_id,
            area_ids=clocks.area_ids_of(matter),
            number=matter.number,
            item=matter.item_version.name,
            item_en=matter.item_version.name_en,
        )
    inform(matter, move, at)


def announce_vacant(*, post_id: UUID, at: datetime) -> int:
    """A post that nobody answers for any more still holds matters: tell the desk above; returns how many matters those are."""
    if bodies.answering_post(post_id, avoided=None):
        return 0
    held = Matter.objects.filter(holder_post_id=post_id, state__in=OPEN).select_related("item_version", "holder_post")
    count = 0
    for matter in held:
        above = desks_above(matter)
        if above:
            _tell_post(matter, above[0].post_id, "matter.vacant", at)
        count += 1
    return count


def warn(*, now: datetime, most: int = 50) -> int:
    """Warn each holder once for each clock that runs low, so many at a time, for they are locked; returns how many warnings went out."""
    low = list(
        Matter.objects.select_related("item_version")
        .filter(warn_at__lte=now, is_warned=False)
        .select_for_update(of=("self",), skip_locked=True)[:most]
    )
    for matter in low:
        _tell_post(matter, matter.holder_post_id, "matter.warn", matter.warn_at or now)
    Matter.objects.filter(id__in=[matter.id for matter in low]).update(is_warned=True)
    return len(low)


def _tell_post(matter: Matter, post_id: UUID, kind: str, at: datetime) -> None:
    notices.tell(
        kind=kind,
        subject_kind="matter",
        subject_id=matter.id,
        at=at,
        post_id=post_id,
        area_ids=clocks.area_ids_of(matter),
        number=matter.number,
        item=matter.item_version.name,
        item_en=matter.item_version.name_en,
        urgency=matter.urgency,
    )
