"""Claims: for the unit, for those above it, for the resident; and the public list, which says nothing of a person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from linli.affairs.callbacks import permissions
from linli.affairs.callbacks.models import Answer, Call, Claim, ClaimStep
from linli.affairs.callbacks.states import (
    ANSWERED,
    CLAIM_MOVES,
    CLAIM_NAMES,
    DRAWN,
    LEFT_OUT,
    PUBLISHED,
    TAKEN_BACK,
    Move,
    Words,
)
from linli.affairs.catalogue import public as catalogue
from linli.base.files import public as files
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.find import one
from linli.registers.bodies import public as bodies

MOST = 100


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim in a list."""

    id: UUID
    number: str
    item: str
    unit: str
    state_said: Words
    at: datetime


@dataclass(frozen=True, slots=True)
class ClaimStepShown:
    """One step of a claim."""

    said: Words
    at: datetime
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """A claim with what its parties read, and the moves open to the reader. evidence: ids of its pictures."""

    claim: Claim
    row: ClaimRow
    answer: Answer | None
    steps: list[ClaimStepShown]
    evidence: list[UUID]
    moves: list[Move]


@dataclass(frozen=True, slots=True)
class PublicClaim:
    """One line of the public list."""

    round_number: str
    unit: str
    words: str
    basis: str
    published_at: datetime
    state_said: Words


@dataclass(frozen=True, slots=True)
class Claimable:
    """An answer the unit may claim against."""

    call_id: UUID
    number: str
    item: str
    grade: int
    solved: bool
    said: str


def claim_for(claim_id: UUID, *, lock: bool = False) -> Claim:
    """A claim within the actor's reach; raises `NotFound`."""
    claims = Claim.objects.select_for_update() if lock else Claim.objects
    return one(claims, id=claim_id)


def claims(actor: Actor) -> list[ClaimRow]:
    """The claims the actor's walls let them see, newest first."""
    return _rows(Claim.objects.order_by("-at", "id"))


def claim_sheet(actor: Actor, claim_id: UUID) -> ClaimSheet:
    """One claim with its steps and evidence."""
    claim = claim_for(claim_id)
    taken = ClaimStep.objects.filter(claim=claim).order_by("at", "id")
    steps = [ClaimStepShown(CLAIM_MOVES[each.move].said, each.at, each.label, each.note) for each in taken]
    with walls.acting(Actor.system("callbacks.claim")):
        answer = Answer.objects.filter(call_id=claim.call_id, corrected_by=None).first()
    evidence = [file.id for file in files.files_of([claim.id])]
    (row,) = _rows(Claim.objects.filter(id=claim.id))
    return ClaimSheet(claim, row, answer, steps, evidence, permissions.claim_moves_open_to(actor, claim))


def claimable(actor: Actor) -> list[Claimable]:
    """Bad answers about what the actor's body held, of rounds that aren't published, without a claim."""
    if actor.body_id is None:
        return []
    taken = Claim.objects.exclude(state=TAKEN_BACK).values("call_id")
    calls = Call.objects.filter(unit_id=actor.body_id, state=ANSWERED, round__state=DRAWN).exclude(id__in=taken)
    # Not as a subquery: the server would ask the walls of every answer there is.
    ids = list(calls.values_list("id", flat=True))
    bad = Answer.objects.filter(call_id__in=ids, corrected_by=None).exclude(solved=True, grade__gte=3)
    found = list(bad.select_related("call").order_by("-at")[:MOST])
    items = catalogue.item_names({answer.call.item_code for answer in found})
    return [
        Claimable(
            answer.call_id,
            answer.call.number,
            items.get(answer.call.item_code, answer.call.item_code),
            answer.grade,
            answer.solved,
            answer.note,
        )
        for answer in found
    ]


def own_claim_of_number(number: str) -> Claim | None:
    """The claim about the matter of that number as its resident may read and contest it, while it is published."""
    return Claim.objects.filter(number=number, state=PUBLISHED).order_by("-at").first()


def public_claims() -> list[PublicClaim]:
    """What was published, newest first: office, words written for everyone, basis; no number, no place, nothing of a person."""
    with walls.acting(Actor.system("callbacks.public")):
        published = Claim.objects.filter(published_at__isnull=False).select_related("call__round")
        found = list(published.order_by("-published_at")[:MOST])
        units = bodies.names_of({claim.unit_id for claim in found})
    return [
        PublicClaim(
            claim.call.round.number,
            units.get(claim.unit_id, ""),
            claim.public_words,
            claim.basis if claim.state in LEFT_OUT else "",
            claim.published_at,
            CLAIM_NAMES[claim.state],
        )
        for claim in found
        if claim.published_at
    ]


def _rows(found: QuerySet[Claim]) -> list[ClaimRow]:
    shown = list(found[:MOST])
    with walls.acting(Actor.system("callbacks.claims")):
        codes = dict(Call.objects.filter(id__in=[each.call_id for each in shown]).values_list("id", "item_code"))
    items, units = catalogue.item_names(set(codes.values())), bodies.names_of({each.unit_id for each in shown})
    return [
        ClaimRow(
            each.id,
            each.number,
            items.get(codes[each.call_id], codes[each.call_id]),
            units.get(each.unit_id, ""),
            CLAIM_NAMES[each.state],
            each.at,
        )
        for each in shown
    ]
