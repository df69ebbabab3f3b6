"""The matter (事): anything to be done for someone. One table, one timeline, one clock; a matter is its history."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, Value

from linli.affairs.matters.states import FOLLOWING, OPEN, STATES
from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped

CHANNELS = ["portal", "counter", "phone", "visit", "chat", "patrol", "hotline", "open", "email", "television"]
COLOURS = ["yellow", "red"]

_LEVELS = ("grid", "community", "street", "county", "city")
_LIVE = [*OPEN, *FOLLOWING]
_NONE = Value([], output_field=ArrayField(models.UUIDField()))


class Matter(Scoped):
    """One thing to be done. `due_at` is the clock that burns now (sign-by, answer-by or close-by; none while it waits).

    part_of: the matter it was split from, whose holder answers the resident. merged_into: the matter it is a duplicate of.
    instruct_by: until when a leader's instruction wants a report. prolong_until: the deadline asked for and not decided on;
    promised_by: the answer-by before it was prolonged. is_disputed: returned so often that a ruling is due; is_ruled: it lies
    where a ruling put it. overdue_level: how many levels up have been told. card: the colour of the last card not lifted.
    results: what was measured when it was answered, by the names of the version's `results`.
    visit_count: how often the resident had to come, the filing at the counter apart (ZJ-53).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    code_digest = models.BinaryField()
    item_version = models.ForeignKey(
        "catalogue.ItemVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    item_code = models.CharField(max_length=60)
    channel = models.CharField(max_length=10)
    urgency = models.CharField(max_length=10)
    text = models.TextField()
    spot = models.CharField(max_length=160, default="")
    fields = models.JSONField(default=dict)
    results = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))
    state = models.CharField(max_length=12)
    holder_post = models.ForeignKey("bodies.Post", on_delete=models.PROTECT, related_name="+", db_index=False)
    holder_body_id = models.UUIDField()
    party_body_ids = ArrayField(models.UUIDField(), default=list)
    about_body_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    filed_by_post_id = models.UUIDField(null=True)
    external_number = models.CharField(max_length=60, default="")
    external_deadline = models.DateTimeField(null=True)
    form_token = models.UUIDField(unique=True)
    filed_at = models.DateTimeField()
    sign_by = models.DateTimeField()
    answer_by = models.DateTimeField()
    close_by = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    is_warned = models.BooleanField(default=False)
    signed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    waited_minutes = models.IntegerField(default=0)
    step_count = models.IntegerField(default=0)
    return_count = models.IntegerField(default=0)
    reopen_count = models.IntegerField(default=0)
    rating = models.SmallIntegerField(null=True)
    is_solved = models.BooleanField(null=True)
    rated_at = models.DateTimeField(null=True)
    rated_by = models.CharField(max_length=8, default="")
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts", db_index=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged", db_index=False)
    # Posts asked to help that are not done yet, and the bodies of departments among them: their clerks hold together.
    assisting = ArrayField(models.UUIDField(), default=list, db_default=_NONE)
    instruct_by = models.DateTimeField(null=True)
    prolong_until = models.DateTimeField(null=True)
    promised_by = models.DateTimeField(null=True)
    is_disputed = models.BooleanField(default=False, db_default=False)
    is_ruled = models.BooleanField(default=False, db_default=False)
    urge_count = models.IntegerField(default=0, db_default=0)
    visit_count = models.IntegerField(default=0, db_default=0)
    overdue_level = models.SmallIntegerField(default=0, db_default=0)
    card = models.CharField(max_length=6, default="", db_default="")

    class Meta:
        indexes = [
            *(
                # With what lies below, so that the open ones are counted without a look at the rows themselves.
                models.Index(
                    fields=[f"{level}_id", "due_at", "id"],
                    include=[*(f"{below}_id" for below in _LEVELS[:at][::-1]), "part_of", "about_body_id"],
                    name=f"open_matters_of_{level}",
                    condition=Q(state__in=OPEN),
                )
                for at, level in enumerate(_LEVELS)
            ),
            *(models.Index(fields=[f"{level}_id", "-filed_at", "id"], name=f"matters_of_{level}") for level in _LEVELS),
            models.Index(
                fields=["holder_post", "due_at", "id"], name="open_matters_of_post", condition=Q(state__in=OPEN)
            ),
            models.Index(
                fields=["holder_body_id", "due_at", "id"], name="open_matters_of_body", condition=Q(state__in=OPEN)
            ),
            models.Index(
                fields=["account_id", "-filed_at"], name="matters_of_account", condition=Q(account_id__isnull=False)
            ),
            models.Index(
                fields=["person_id", "-filed_at"], name="matters_of_person", condition=Q(person_id__isnull=False)
            ),
            models.Index(fields=["place_id", "item_code", "-filed_at"], name="matters_same_place_same_item"),
            GinIndex(fields=["party_body_ids"], name="matters_by_party"),
            # Few are assisted at a time. An index over the array itself is of no use behind the walls: && is not leakproof.
            models.Index(fields=["due_at", "id"], name="matters_assisted", condition=~Q(assisting=[])),
            models.Index(fields=["part_of"], name="parts_of_matter", condition=Q(part_of__isnull=False)),
            models.Index(fields=["merged_into"], name="merged_into_matter", condition=Q(merged_into__isnull=False)),
            models.Index(
                fields=["filed_by_post_id", "-filed_at"],
                name="matters_first_asked",
                condition=Q(filed_by_post_id__isnull=False),
            ),
            models.Index(fields=["answered_at"], name="matters_answered", condition=Q(answered_at__isnull=False)),
            models.Index(fields=["answered_at"], name="matters_with_results", condition=~Q(results={})),
            models.Index(fields=["closed_at"], name="matters_ended", condition=Q(closed_at__isnull=False)),
            models.Index(
                fields=["about_body_id"], name="matters_about_a_body", condition=Q(about_body_id__isnull=False)
            ),
            models.Index(
                fields=["warn_at"], name="matters_to_warn", condition=Q(warn_at__isnull=False, is_warned=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="a_matter_has_a_known_state"),
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="a_matter_has_a_known_channel"),
            models.CheckConstraint(
                condition=Q(urgency__in=["urgent", "soon", "ordinary"]), name="a_matter_has_a_known_urgency"
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 5)), name="a_rating_is_one_of_five"
            ),
            models.CheckConstraint(
                condition=Q(state__in=_LIVE, closed_at__isnull=True) | Q(~Q(state__in=_LIVE), closed_at__isnull=False),
                name="a_matter_is_open_or_has_an_end",
            ),
            models.CheckConstraint(condition=Q(card__in=["", *COLOURS]), name="a_card_is_yellow_or_red"),
            models.CheckConstraint(
                condition=~Q(state__in=FOLLOWING) | Q(merged_into__isnull=False),
                name="what_is_merged_has_a_main_matter",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Contact(models.Model):
    """How to reach whoever asked; apart from the matter, sealed, and hidden from handlers when they ask for that."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="contact")
    name_sealed = models.BinaryField(null=True)
    phone_sealed = models.BinaryField(null=True)
    phone_digest = models.BinaryField(null=True)
    is_hidden = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["phone_digest"], name="contacts_by_phone")]


class Step(models.Model):
    """One entry of a matter's timeline, only ever added. `in_time`: whether a signature or an ending kept its clock.

    details: what a move took besides words: `way` and `reached` of a contact, `colour` of a card, `until` of an extension.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="steps")
    number = models.IntegerField()
    move = models.CharField(max_length=16)
    from_state = models.CharField(max_length=12, default="")
    to_state = models.CharField(max_length=12)
    at = models.DateTimeField()
    actor_label = models.CharField(max_length=120)
    post_id = models.UUIDField(null=True)
    from_post_id = models.UUIDField(null=True)
    to_post_id = models.UUIDField(null=True)
    note = models.TextField(default="")
    is_public = models.BooleanField(default=True)
    in_time = models.BooleanField(null=True)
    rating = models.SmallIntegerField(null=True)
    is_solved = models.BooleanField(null=True)
    details = models.JSONField(default=dict, db_default=Value({}, output_field=models.JSONField()))

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="steps_newest_first"),
            models.Index(fields=["matter"], name="contacts_of_matter", condition=Q(move="contact")),
        ]
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="steps_are_numbered_without_gaps")]
