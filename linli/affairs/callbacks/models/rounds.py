"""A round of callbacks: a period of an area, a seed committed to before the period ends, and the list it is drawn from."""

from django.db import models
from django.db.models import F, Q

from linli.affairs.callbacks.states import COMMITTED, ROUND_NAMES
from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped

STANDINGS = ["listed", "same_resident"]


class Round(Scoped):
    """One round (一轮回访) over the matters closed in an area from `since` up to but not including `until`.

    rule: the parameters as they stood when the round was opened, by name, with value and basis; they never change afterwards.
    commitment: SHA-256 of the seed in hexadecimal, public from the first moment. seed: empty until the results are published.
    list_digest: SHA-256 over the list it was drawn from, public as soon as it is drawn. rehandled: closed in the period but taken
    up again before the draw, so not on the list (they come back, never left out, when they are closed again).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    level = models.CharField(max_length=10)
    since = models.DateTimeField()
    until = models.DateTimeField()
    state = models.CharField(max_length=10, default=COMMITTED)
    rule = models.JSONField()
    commitment = models.CharField(max_length=64)
    seed = models.CharField(max_length=64, default="")
    list_digest = models.CharField(max_length=64, default="")
    listed = models.IntegerField(default=0)
    drawn = models.IntegerField(default=0)
    rehandled = models.IntegerField(default=0)
    committed_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["county_id", "-since"], name="rounds_of_county")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(ROUND_NAMES)), name="a_round_has_a_known_state"),
            models.CheckConstraint(condition=Q(since__lt=F("until")), name="a_round_has_a_period"),
            models.CheckConstraint(condition=Q(committed_at__lt=F("until")), name="a_seed_is_committed_to_in_time"),
            models.UniqueConstraint(fields=["place_id", "since", "until"], name="a_period_has_one_round"),
        ]


class Secret(models.Model):
    """A round's seed, sealed until the results are published; read by the system alone."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, primary_key=True, related_name="+")
    seed_sealed = models.BinaryField()


class Candidate(models.Model):
    """One closed matter of a round's list, with what the draw went by. `group` and `stratum` are numbers that tell nothing.

    group: one for each community; stratum: one for each item and unit in it. always: never left out. standing: `listed`, or
    `same_resident` where another matter of the same resident stands for it. digest: SHA-256 of seed, colon, number.
    """

    id = models.BigAutoField(primary_key=True)
    # One statement writes the list out of the very rows it refers to, and neither can be deleted: a million times two checks by the
    # database of what can't be otherwise took a third of a draw.
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    matter = models.ForeignKey(
        "matters.Matter", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    number = models.CharField(max_length=20)
    group = models.IntegerField()
    stratum = models.IntegerField()
    always = models.BooleanField()
    standing = models.CharField(max_length=13)
    digest = models.BinaryField()
    is_drawn = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="a_matter_is_listed_once_a_round"),
            models.CheckConstraint(condition=Q(standing__in=STANDINGS), name="a_candidate_has_a_known_standing"),
        ]
