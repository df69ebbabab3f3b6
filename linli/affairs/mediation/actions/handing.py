"""One case, one owner: a dispute changes hands when the receiver takes it; other forces help without owning it (HZ-36)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.affairs.mediation import errors, permissions, queries
from linli.affairs.mediation.actions.steps import begin, finish
from linli.affairs.mediation.models import Dispute, Mediator
from linli.affairs.mediation.states import UNDERWAY
from linli.base.kit.actor import Actor
from linli.registers.bodies import public as bodies

_CHANGED = (
    *("owner_post", "owner_body_id", "offered_post_id", "offered_body_id"),
    *("assisting_post_ids", "assisting_body_ids", "mediator_post_ids"),
)
"""The columns that change with the owner."""


@transaction.atomic
def hand_over(*, dispute_id: UUID, to_post_id: UUID, note: str, actor: Actor, now: datetime) -> Dispute:
    """Offer it to another post, of another level or force; until they take it, it stays where it is."""
    dispute, to, note = begin(dispute_id, "hand_over", actor, note)
    receiver = _receiver(actor, dispute, to_post_id)
    dispute.offered_post_id, dispute.offered_body_id = receiver.post_id, receiver.body_id
    return finish(
        dispute,
        "hand_over",
        to,
        actor,
        now,
        note=note,
        towards=receiver.post_id,
        changed=("offered_post_id", "offered_body_id"),
    )


@transaction.atomic
def take(*, dispute_id: UUID, actor: Actor, now: datetime) -> Dispute:
    """Take over what was offered. Who owned it helps on; a dispute under mediation gets the new owner as a mediator."""
    dispute, to, _note = begin(dispute_id, "take", actor)
    if dispute.offered_post_id is None:
        raise errors.NotOffered
    former = _change_owner(dispute, bodies.post_for(dispute.offered_post_id), now)
    return finish(dispute, "take", to, actor, now, towards=former.id, changed=_CHANGED)


@transaction.atomic
def pull_up(*, dispute_id: UUID, note: str, actor: Actor, now: datetime) -> Dispute:
    """Take it over from a level below (提级), with the reason; nobody is asked, and whoever it was offered to is offered it no more.

    Who owned it helps on and is told; a dispute under mediation gets the new owner as a mediator beside those it has.
    """
    dispute, to, note = begin(dispute_id, "pull_up", actor, note)
    if actor.post_id is None:
        raise errors.NoReceiver
    former = _change_owner(dispute, bodies.post_for(actor.post_id), now)
    return finish(dispute, "pull_up", to, actor, now, note=note, towards=former.id, changed=_CHANGED)


@transaction.atomic
def give_back(*, dispute_id: UUID, note: str, actor: Actor, now: datetime) -> Dispute:
    """Not take it; it stays with its owner, who reads why."""
    dispute, to, note = begin(dispute_id, "give_back", actor, note)
    dispute.offered_post_id = dispute.offered_body_id = None
    return finish(
        dispute,
        "give_back",
        to,
        actor,
        now,
        note=note,
        towards=dispute.owner_post_id,
        changed=("offered_post_id", "offered_body_id"),
    )


@transaction.atomic
def call_in(*, dispute_id: UUID, to_post_id: UUID, note: str, actor: Actor, now: datetime) -> Dispute:
    """Ask another force for its share; the owner stays the owner."""
    dispute, to, note = begin(dispute_id, "call_in", actor, note)
    helper = _receiver(actor, dispute, to_post_id)
    dispute.assisting_post_ids = list(dict.fromkeys([*dispute.assisting_post_ids, helper.post_id]))
    if helper.role in queries.DESK_ROLES:
        dispute.assisting_body_ids = list(dict.fromkeys([*dispute.assisting_body_ids, helper.body_id]))
    return finish(
        dispute,
        "call_in",
        to,
        actor,
        now,
        note=note,
        towards=helper.post_id,
        changed=("assisting_post_ids", "assisting_body_ids"),
    )


@transaction.atomic
def report(*, dispute_id: UUID, note: str, actor: Actor, now: datetime) -> Dispute:
    """Report one's share; who helps goes on seeing the dispute until it ends."""
    dispute, to, note = begin(dispute_id, "report", actor, note)
    return finish(dispute, "report", to, actor, now, note=note, towards=dispute.owner_post_id)


def _change_owner(dispute: Dispute, post: bodies.Post, now: datetime) -> bodies.Post:
    """Give it to its new owner, whom the former one assists; returns the former one."""
    former = dispute.owner_post
    dispute.assisting_post_ids = [
        each for each in dict.fromkeys((*dispute.assisting_post_ids, former.id)) if each != post.id
    ]
    dispute.assisting_body_ids = [
        each for each in dict.fromkeys((*dispute.assisting_body_ids, former.body_id)) if each != post.body_id
    ]
    dispute.owner_post, dispute.owner_body_id = post, post.body_id
    dispute.offered_post_id = dispute.offered_body_id = None
    if dispute.state in UNDERWAY and post.role in permissions.MEDIATING_ROLES:
        _mediates(dispute, post, now)
    return former


def _receiver(actor: Actor, dispute: Dispute, post_id: UUID) -> queries.Choice:
    found = {choice.post_id: choice for choice in queries.receivers(actor, dispute)}
    if post_id not in found:
        raise errors.NoReceiver
    return found[post_id]


def _mediates(dispute: Dispute, post: bodies.Post, now: datetime) -> None:
    """The new owner mediates too, beside who did so far."""
    if post.id in dispute.mediator_post_ids:
        return
    holder = bodies.holder_of(post.id)
    Mediator.objects.bulk_create(
        [Mediator(dispute_id=dispute.id, post_id=post.id, name=holder.name if holder else post.title, since=now)]
    )
    dispute.mediator_post_ids = [*dispute.mediator_post_ids, post.id]
