"""The agreement (调解协议) and its terms: 人民调解法 articles 28 to 33."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from linli.affairs.mediation.models.dispute import Dispute
from linli.affairs.mediation.models.people import Party
from linli.base.kit.ids import new_id

FORMS = ["written", "oral"]
HOWS = ["money", "act", "stop", "apology"]
OUTCOMES = ["", "done", "late", "breached", "waived"]


class Agreement(models.Model):
    """What the parties agreed. Drawn up, then in force once all have signed; void when a court held it so.

    code_digest: what is stored of the code printed on it, by which anyone shown the paper can check it.
    seal_body_id: the committee whose seal it bears.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="agreements")
    number = models.CharField(max_length=30, unique=True)
    form = models.CharField(max_length=8)
    facts = models.TextField()
    blame = models.TextField(default="")
    drawn_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True)
    void_at = models.DateTimeField(null=True)
    signed_party_ids = ArrayField(models.UUIDField(), default=list)
    seal_body_id = models.UUIDField(null=True)
    seal_body_name = models.CharField(max_length=120, default="")
    mediator_names = ArrayField(models.CharField(max_length=60), default=list)
    code_digest = models.BinaryField()
    court = models.CharField(max_length=80, default="")
    court_number = models.CharField(max_length=60, default="")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(form__in=FORMS), name="an_agreement_is_written_or_oral"),
            models.UniqueConstraint(
                fields=["dispute"], condition=Q(void_at__isnull=True), name="a_dispute_has_one_agreement_at_a_time"
            ),
        ]


class Term(models.Model):
    """One thing that was agreed: who does what, how, by which day; and whether it was done."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="terms")
    number = models.IntegerField()
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=8)
    text = models.CharField(max_length=400)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    due_on = models.DateField()
    outcome = models.CharField(max_length=8, default="")
    outcome_on = models.DateField(null=True)
    note = models.CharField(max_length=400, default="")
    is_reminded = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(how__in=HOWS), name="a_term_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="a_term_has_a_known_outcome"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0), name="an_amount_agreed_is_above_zero"
            ),
            models.UniqueConstraint(fields=["agreement", "number"], name="terms_are_numbered_without_gaps"),
        ]
        indexes = [models.Index(fields=["due_on"], name="terms_to_perform", condition=Q(outcome=""))]
