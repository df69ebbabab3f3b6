"""One call and what came of it: attempts, looks at the phone, answers, what was done about a bad one."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from linli.affairs.callbacks.models.rounds import Round
from linli.affairs.callbacks.states import CALL_NAMES, OUTCOMES, WAITING
from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped

WAYS = ["call", "link"]
FOLLOW_UPS = ["reopened", "superior"]


class Call(Scoped):
    """A drawn matter that a resident is asked about. What it is counted under is kept as it stood when it was drawn.

    unit_id: the body that held it. handled_by: every body that was party to it, took it in or is complained of, every post that took a
    step, and every person who held such a post: none of them may call. entered: the grade staff had entered, `own` the grade the
    resident had given, before the draw. rated_after: minutes from closing to that grade. close_by: the deadline it was closed
    under. reached_by: `call` or `link`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="calls", db_index=False)
    matter = models.ForeignKey("matters.Matter", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    item_code = models.CharField(max_length=60)
    unit_id = models.UUIDField()
    holder_post_id = models.UUIDField()
    handled_by = ArrayField(models.UUIDField())
    closed_at = models.DateTimeField()
    close_by = models.DateTimeField(null=True)
    always = models.BooleanField()
    has_phone = models.BooleanField()
    entered = models.SmallIntegerField(null=True)
    own = models.SmallIntegerField(null=True)
    rated_after = models.IntegerField(null=True)
    state = models.CharField(max_length=10, default=WAITING)
    attempts_made = models.SmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    is_left_out = models.BooleanField(default=False)

    class Meta:
        indexes = [
            *(
                models.Index(fields=["round", f"{level}_id"], name=f"calls_of_round_and_{level}")
                for level in ("community", "street")
            ),
            models.Index(fields=["county_id", "next_at", "id"], name="calls_to_make", condition=Q(state=WAITING)),
            GinIndex(fields=["handled_by"], name="calls_by_handler"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "matter"], name="a_matter_is_called_about_once_a_round"),
            models.CheckConstraint(condition=Q(state__in=list(CALL_NAMES)), name="a_call_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(state=WAITING, ended_at__isnull=True) | Q(~Q(state=WAITING), ended_at__isnull=False),
                name="a_call_waits_or_has_an_end",
            ),
        ]


class Attempt(models.Model):
    """One try to reach the resident; only ever added."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="attempts")
    number = models.SmallIntegerField()
    outcome = models.CharField(max_length=12)
    at = models.DateTimeField()
    post_id = models.UUIDField()
    label = models.CharField(max_length=120)
    note = models.TextField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="attempts_are_numbered"),
            models.CheckConstraint(condition=Q(outcome__in=list(OUTCOMES)), name="an_attempt_has_a_known_outcome"),
        ]


class Look(models.Model):
    """A minute's look at the phone number, for the purpose stated."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="looks")
    post_id = models.UUIDField()
    purpose = models.CharField(max_length=200)
    at = models.DateTimeField()
    until = models.DateTimeField()


class Answer(models.Model):
    """What a resident said; only ever added. A correction is a row of its own that names the one it stands instead of.

    responded: somebody got in touch and said what would be done; solved; grade: 5 (very satisfied) to 1. way: by `call` or by the
    `link` of the tracking page, counted apart. script: the version of the words it was asked in.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="answers", db_index=False)
    way = models.CharField(max_length=4)
    responded = models.BooleanField()
    solved = models.BooleanField()
    grade = models.SmallIntegerField()
    note = models.TextField(default="")
    script = models.CharField(max_length=20)
    at = models.DateTimeField()
    post_id = models.UUIDField(null=True)
    label = models.CharField(max_length=120, default="")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    reason = models.TextField(default="")

    class Meta:
        indexes = [models.Index(fields=["call", "at"], name="answers_of_call")]
        constraints = [
            models.CheckConstraint(condition=Q(way__in=WAYS), name="an_answer_has_a_known_way"),
            models.CheckConstraint(condition=Q(grade__range=(1, 5)), name="an_answer_has_one_of_five_grades"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""), name="a_correction_has_a_reason"
            ),
            models.UniqueConstraint(
                fields=["call"], condition=Q(corrects__isnull=True), name="a_call_is_answered_once"
            ),
        ]


class FollowUp(models.Model):
    """What a bad answer led to: the matter was taken up again, or the level above was asked to look into it and report."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="follow_up")
    kind = models.CharField(max_length=8)
    post_id = models.UUIDField(null=True)
    body_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    report = models.TextField(default="")
    label = models.CharField(max_length=120, default="")

    class Meta:
        indexes = [
            models.Index(fields=["post_id", "due_at"], name="follow_ups_to_report", condition=Q(reported_at=None))
        ]
        constraints = [models.CheckConstraint(condition=Q(kind__in=FOLLOW_UPS), name="a_follow_up_is_of_a_known_kind")]
