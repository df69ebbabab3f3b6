"""A unit's claim that an answer should not count against it, and the steps it goes through."""

from django.db import models
from django.db.models import Q

from linli.affairs.callbacks.models.calls import Call
from linli.affairs.callbacks.states import CLAIM_NAMES, PROPOSED, TAKEN_BACK
from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped


class Claim(Scoped):
    """A claim (不合理诉求认定): proposed with evidence, decided above the unit, published, open to appeal.

    public_words: what the published list says, without anything personal. appeal_by: until when the side that lost may appeal;
    appealed once at most. decided_post_id and decided_person_id: who decided first, and may not decide again.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="claims")
    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    unit_id = models.UUIDField()
    unit_level = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=PROPOSED)
    reason = models.TextField()
    at = models.DateTimeField()
    decided_post_id = models.UUIDField(null=True)
    decided_person_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    basis = models.TextField(default="")
    public_words = models.CharField(max_length=300, default="")
    published_at = models.DateTimeField(null=True)
    appeal_by = models.DateTimeField(null=True)
    appealed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county_id", "-at"], name="claims_of_county")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(CLAIM_NAMES)), name="a_claim_has_a_known_state"),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "confirmed"]) | (Q(published_at__isnull=False) & ~Q(basis="")),
                name="what_is_left_out_was_decided_and_published",
            ),
            models.UniqueConstraint(
                fields=["call"],
                condition=~Q(state__in=[TAKEN_BACK]),
                name="an_answer_is_claimed_against_once",
            ),
        ]


class ClaimStep(models.Model):
    """One step of a claim, only ever added."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=12)
    to_state = models.CharField(max_length=10)
    note = models.TextField(default="")
    at = models.DateTimeField()
    post_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    label = models.CharField(max_length=120, default="")
