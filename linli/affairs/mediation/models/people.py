"""Who takes part: parties and those who speak for them, mediators, meetings."""

from django.db import models
from django.db.models import Q

from linli.affairs.mediation.models.dispute import Dispute
from linli.base.kit.ids import new_id

SIDES = ["applicant", "respondent", "third"]
PARTY_KINDS = ["resident", "stranger", "body"]
CAPACITIES = ["", "guardian", "agent", "relative", "head"]
MEETING_KINDS = ["interview", "visit", "meeting", "joint"]


class Party(models.Model):
    """A party to a dispute, or (with `represents`) somebody who speaks for one.

    kind: `resident` is linked to the register; `stranger` is known by name and phone; `body` is an organisation of the register, its
    name taken down as it was. Names, phones and addresses are sealed. is_willing: whether they agree to mediation (None: not asked).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="parties")
    side = models.CharField(max_length=10)
    kind = models.CharField(max_length=8)
    person_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    body_id = models.UUIDField(null=True)
    name_sealed = models.BinaryField()
    phone_sealed = models.BinaryField(null=True)
    address_sealed = models.BinaryField(null=True)
    is_minor = models.BooleanField(default=False)
    represents = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="representatives")
    capacity = models.CharField(max_length=8, default="")
    is_willing = models.BooleanField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(side__in=SIDES), name="a_party_stands_on_a_side"),
            models.CheckConstraint(condition=Q(kind__in=PARTY_KINDS), name="a_party_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(kind="resident", person_id__isnull=False)
                | Q(kind="body", body_id__isnull=False)
                | Q(kind="stranger", person_id__isnull=True, body_id__isnull=True),
                name="a_party_is_linked_as_its_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(represents__isnull=True, capacity="")
                | Q(represents__isnull=False, capacity__in=CAPACITIES[1:]),
                name="who_speaks_for_a_party_says_as_what",
            ),
            models.UniqueConstraint(
                fields=["dispute", "person_id"],
                condition=Q(person_id__isnull=False),
                name="a_person_is_a_party_once",
            ),
        ]


class Mediator(models.Model):
    """A post that mediates a dispute, from when until when; why it ended: avoided, objected to, or moved on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="mediators")
    post = models.ForeignKey("bodies.Post", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    is_leading = models.BooleanField(default=False)
    is_chosen = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended = models.CharField(max_length=10, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "post"], condition=Q(until__isnull=True), name="a_post_mediates_a_dispute_once"
            ),
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(until__isnull=True, is_leading=True),
                name="a_dispute_has_one_leading_mediator",
            ),
        ]


class Meeting(models.Model):
    """A talk that was held: with one side, on the spot, or with all. `confidential`: what one side said in trust."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="meetings")
    number = models.IntegerField()
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    where = models.CharField(max_length=120)
    present = models.CharField(max_length=400)
    minutes = models.TextField()
    confidential = models.TextField(default="")
    by_label = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MEETING_KINDS), name="a_meeting_is_of_a_known_kind"),
            models.UniqueConstraint(fields=["dispute", "number"], name="meetings_are_numbered_without_gaps"),
        ]
