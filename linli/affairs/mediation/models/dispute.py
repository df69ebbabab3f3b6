"""The dispute (纠纷): one case with one owner. What is said in it lies in other tables, behind a wall of their own."""

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from linli.affairs.mediation.states import GRADES, OPEN, RISKS, SOURCES, STATES
from linli.base.kit import clock
from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped


class Dispute(Scoped):
    """One dispute, with nothing in it that tells who they are: whoever supervises may count it.

    owner: the one post that answers for it. offered: to whom it is being handed, until they take it. mediator, assisting: who works on it;
    avoiding: who was replaced and must not see it any more. `due_at`: the clock that burns now; `confirm_by`: until when the parties
    may jointly ask the court to confirm the agreement (人民调解法第三十三条). tried: how often mediation was taken up.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    form_token = models.UUIDField(unique=True)
    kind = models.CharField(max_length=30)
    source = models.CharField(max_length=10)
    matter_id = models.UUIDField(null=True)
    people_count = models.IntegerField()
    risk = models.CharField(max_length=6)
    grade = models.CharField(max_length=8, default="")
    state = models.CharField(max_length=10)
    owner_post = models.ForeignKey("bodies.Post", on_delete=models.PROTECT, related_name="+", db_index=False)
    owner_body_id = models.UUIDField()
    offered_post_id = models.UUIDField(null=True)
    offered_body_id = models.UUIDField(null=True)
    mediator_post_ids = ArrayField(models.UUIDField(), default=list)
    assisting_post_ids = ArrayField(models.UUIDField(), default=list)
    assisting_body_ids = ArrayField(models.UUIDField(), default=list)
    avoiding_post_ids = ArrayField(models.UUIDField(), default=list)
    party_person_ids = ArrayField(models.UUIDField(), default=list)
    party_account_ids = ArrayField(models.UUIDField(), default=list)
    found_by_post_id = models.UUIDField(null=True)
    moved_by_post_id = models.UUIDField(null=True)
    found_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    performed_at = models.DateTimeField(null=True)
    breached_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    conclude_by = models.DateTimeField(null=True)
    confirm_by = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    is_warned = models.BooleanField(default=False)
    meeting_at = models.DateTimeField(null=True)
    meeting_place = models.CharField(max_length=120, default="")
    ground = models.CharField(max_length=20, default="")
    has_draft = models.BooleanField(default=False)
    tried = models.SmallIntegerField(default=0)
    step_count = models.IntegerField(default=0)

    class Meta:
        indexes = [
            *(
                models.Index(fields=[f"{level}_id", "-found_at", "id"], name=f"disputes_of_{level}")
                for level in ("community", "street", "county", "city")
            ),
            models.Index(
                fields=["owner_post", "due_at", "id"], name="open_disputes_of_post", condition=Q(state__in=OPEN)
            ),
            models.Index(
                fields=["owner_body_id", "due_at", "id"], name="disputes_of_body", condition=Q(state__in=OPEN)
            ),
            models.Index(
                fields=["warn_at"], name="disputes_to_warn", condition=Q(warn_at__isnull=False, is_warned=False)
            ),
            models.Index(fields=["matter_id"], name="disputes_of_matter", condition=Q(matter_id__isnull=False)),
            GinIndex(fields=["party_person_ids"], name="disputes_of_person"),
            GinIndex(fields=["party_account_ids"], name="disputes_of_account"),
            GinIndex(
                fields=["assisting_body_ids"], name="disputes_helped_by_body", condition=~Q(assisting_body_ids=[])
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="a_dispute_has_a_known_state"),
            models.CheckConstraint(condition=Q(source__in=list(SOURCES)), name="a_dispute_has_a_known_source"),
            models.CheckConstraint(condition=Q(risk__in=list(RISKS)), name="a_dispute_has_a_known_risk"),
            models.CheckConstraint(condition=Q(grade__in=["", *GRADES]), name="a_dispute_has_a_known_grade"),
            models.CheckConstraint(condition=Q(people_count__gte=2), name="a_dispute_is_between_two_at_least"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at__isnull=True) | Q(~Q(state__in=OPEN), ended_at__isnull=False),
                name="a_dispute_is_open_or_has_an_end",
            ),
            models.UniqueConstraint(
                fields=["matter_id"],
                condition=Q(matter_id__isnull=False, state__in=OPEN),
                name="a_matter_grows_one_open_dispute",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def may_apply(self) -> bool:
        """Whether the agreement in force can still be brought to the court: not yet applied for, and the time is counted."""
        return self.confirm_by is not None and self.applied_at is None

    @property
    def last_day_to_apply(self) -> date | None:
        """The last day on which the court can be asked; `confirm_by` is the midnight that ends it."""
        return clock.local_date(self.confirm_by - timedelta(seconds=1)) if self.confirm_by else None

    @property
    def has_applied(self) -> bool:
        """Whether the parties asked the court to confirm the agreement."""
        return self.applied_at is not None


class Particulars(models.Model):
    """What a dispute is about, in words: for those who settle it alone."""

    dispute = models.OneToOneField(Dispute, on_delete=models.PROTECT, primary_key=True, related_name="particulars")
    title = models.CharField(max_length=120)
    facts = models.TextField()
    claims = models.TextField(default="")
    spot = models.CharField(max_length=160, default="")


class Step(models.Model):
    """One entry of a dispute's history, only ever added."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="steps")
    number = models.IntegerField()
    move = models.CharField(max_length=12)
    from_state = models.CharField(max_length=10, default="")
    to_state = models.CharField(max_length=10)
    at = models.DateTimeField()
    actor_label = models.CharField(max_length=120)
    post_id = models.UUIDField(null=True)
    to_post_id = models.UUIDField(null=True)
    note = models.TextField(default="")
    is_public = models.BooleanField(default=False)
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dispute", "number"], name="dispute_steps_are_numbered_without_gaps")
        ]
