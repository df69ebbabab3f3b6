"""One matter: itself, its timeline, whom it can go to, how to reach the reporter."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise

from linli.affairs.matters.models import Contact, Matter, ReplyTemplate, Step
from linli.affairs.matters.states import MOVES, STATE_NAMES
from linli.base.kit.actor import Actor, Level, Sight
from linli.base.kit.find import one
from linli.base.kit.sealed import mask_name, mask_phone, unseal
from linli.registers.bodies import public as bodies
from linli.registers.places import public as places

_BESIDE = ("transfer", "invite", "split", "rule")
_DOWN = ("assign_down", "invite", "split", "rule")
_ORDER = [Level.GRID, Level.COMMUNITY, Level.STREET, Level.COUNTY, Level.CITY]


@dataclass(frozen=True, slots=True)
class StepShown:
    """One line of a timeline as a reader sees it; `label` is empty where a resident must not see who."""

    number: int
    move: str
    said: str | Promise
    at: datetime
    label: str
    to_title: str
    note: str
    is_public: bool
    in_time: bool | None
    rating: int | None
    is_solved: bool | None
    to_state: str
    state_said: str | Promise
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ContactShown:
    """How to reach the reporter; masked, or empty where they asked to be hidden."""

    name: str
    phone: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Receiver:
    """A post a matter can be handed to."""

    post_id: UUID
    body_id: UUID
    title: str
    body_name: str
    place_name: str
    role: str


def matter_for(actor: Actor, matter_id: UUID, *, lock: bool = False) -> Matter:
    """A matter within the actor's reach, with its item and holder; `lock` holds it until the transaction ends."""
    matters = Matter.objects.select_related("item_version", "holder_post", "holder_post__body")
    if lock:
        matters = matters.select_for_update(of=("self",))
    return one(matters, id=matter_id)


def tracked(number: str, digest: bytes) -> UUID | None:
    """The id of the matter with that number whose code gives `digest`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT matters_tracked(%s, %s)", [number, digest])
        row = cursor.fetchone()
    return row[0] if row else None


def timeline(actor: Actor, matter: Matter) -> list[StepShown]:
    """The steps, oldest first. A reporter sees the public ones, with offices rather than names."""
    steps = Step.objects.filter(matter_id=matter.id).order_by("number")
    if not (actor.is_staff or actor.sight is Sight.SYSTEM):
        steps = steps.filter(is_public=True)
    rows = list(steps)
    titles = bodies.titles_of({post for row in rows for post in (row.post_id, row.to_post_id) if post})
    return [
        StepShown(
            number=row.number,
            move=row.move,
            said=MOVES[row.move].said,
            at=row.at,
            label=row.actor_label if actor.is_staff else titles.get(row.post_id, "") if row.post_id else "",
            to_title=titles.get(row.to_post_id, "") if row.to_post_id else "",
            note=row.note,
            is_public=row.is_public,
            in_time=row.in_time,
            rating=row.rating,
            is_solved=row.is_solved,
            to_state=row.to_state,
            state_said=STATE_NAMES[row.to_state],
            details=row.details,
        )
        for row in rows
    ]


def contact_of(actor: Actor, matter: Matter) -> ContactShown:
    """Name and phone: whole to the holder who must call back, masked to others; a hidden reporter is hidden from all."""
    contact = Contact.objects.filter(matter_id=matter.id).first()
    if contact is None:
        return ContactShown("", "", is_hidden=False)
    own = actor.sight in (Sight.SELF, Sight.TRACKING)
    if contact.is_hidden and not own:
        return ContactShown("", "", is_hidden=True)
    name = unseal(contact.name_sealed) if contact.name_sealed else ""
    phone = unseal(contact.phone_sealed) if contact.phone_sealed else ""
    if own or actor.post_id == matter.holder_post_id:
        return ContactShown(name, phone, contact.is_hidden)
    return ContactShown(mask_name(name), mask_phone(phone), contact.is_hidden)


def phone_of(matter_id: UUID) -> str:
    """The whole phone of a reporter who left one and isn't hidden, else empty.

    For a context that has walls, a purpose and a record of its own around it, and asks as the system.
    """
    contact = Contact.objects.filter(matter_id=matter_id, is_hidden=False).first()
    return unseal(contact.phone_sealed) if contact and contact.phone_sealed else ""


def receivers(actor: Actor, matter: Matter, move: str) -> list[Receiver]:
    """The posts a hand-over can go to, those in the body complained of left out.

    transfer: colleagues at the acting place, and the county's departments; assign_down: posts below on the way to the
    matter's place; invite, split and rule: any of these; a grid worker may ask their community too, and whoever rules may take it
    on; return and escalate: computed.
    """
    if actor.level is None or actor.place_id is None:
        return []
    place_ids = [actor.place_id] if move in _BESIDE else []
    if move in ("invite", "split") and actor.level is Level.GRID and matter.community_id:
        place_ids.append(matter.community_id)
    if move in _DOWN:
        below = _ORDER[: _ORDER.index(actor.level)] if actor.level in _ORDER else []
        place_ids += [place for level in reversed(below) if (place := getattr(matter, f"{level}_id"))]
    found = bodies.answering_posts(place_ids) if place_ids else []
    if move in _BESIDE and matter.county_id:
        found += bodies.department_posts(matter.county_id)
    names = places.names_of({post.place_id for post in found})
    passed_over = () if move == "rule" else (matter.holder_post_id, actor.post_id)
    return [
        Receiver(post.id, post.body_id, post.title, post.body.name, names.get(post.place_id, ""), post.role)
        for post in {post.id: post for post in found}.values()
        if post.id not in passed_over and post.body_id != matter.about_body_id
    ]


def reply_templates(move: str) -> list[ReplyTemplate]:
    """Words to begin from."""
    return list(ReplyTemplate.objects.filter(move=move).order_by("code"))
