"""Providers of paid services for households (服务商), what they offer, where they go, and the orders placed with them (NT-94)."""

from django.db import models
from django.db.models import Q

from linli.base.kit.ids import new_id
from linli.base.kit.scope import Scoped
from linli.civic.partners.states import KINDS, OPEN, PROVIDER_STATES, STATES


class Provider(Scoped):
    """A firm or craftsman on the list of the place that registered it. `reason`: why it is suspended or gone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, default="")
    credit_code = models.CharField(max_length=18, unique=True)
    phone = models.CharField(max_length=20)
    address = models.CharField(max_length=160)
    hours = models.CharField(max_length=80)
    about = models.CharField(max_length=300, default="")
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=200, default="")
    since = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "name"], name="providers_of_county"),
            models.Index(fields=["street_id", "name"], name="providers_of_street"),
            models.Index(fields=["community_id", "name"], name="providers_of_community"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PROVIDER_STATES), name="a_provider_has_a_known_state")
        ]

    def __str__(self) -> str:
        return self.name


class Offer(models.Model):
    """One kind of service at a posted price. `relief`: per cent off for special groups (NT-22). An old price stays, with its end."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=20)
    price = models.CharField(max_length=80)
    relief = models.SmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "kind"], condition=Q(until__isnull=True), name="a_kind_has_one_price_at_a_time"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="an_offer_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(relief__gte=0, relief__lte=100), name="a_relief_is_a_per_cent"),
        ]


class Reach(Scoped):
    """A community a provider goes to. `is_near`: its outlet is within ten minutes on foot there (NT-95)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="reaches")
    is_near = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["place_id"], name="reaches_of_community")]
        constraints = [models.UniqueConstraint(fields=["provider", "place_id"], name="a_provider_reaches_a_place_once")]


class Order(Scoped):
    """One order with a provider, for a matter of a resident; it lies where the matter lies.

    circumstance: of the special group the resident belongs to, empty for others; such an order comes first and `relief` per
    cent are taken off. is_from_register: that the register says so, not a paper that was shown. answer_by: when the
    provider should have said yes or no. fee: what the resident paid, in yuan.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    matter_id = models.UUIDField()
    matter_number = models.CharField(max_length=20)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=20)
    price = models.CharField(max_length=80)
    wish = models.CharField(max_length=300)
    state = models.CharField(max_length=10)
    circumstance = models.CharField(max_length=30, default="")
    is_from_register = models.BooleanField(default=False)
    is_priority = models.BooleanField(default=False)
    relief = models.SmallIntegerField(default=0)
    placed_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    fee = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    step_count = models.IntegerField(default=0)

    class Meta:
        indexes = [
            *(
                models.Index(
                    fields=[f"{level}_id", "-is_priority", "answer_by", "id"],
                    name=f"open_provider_orders_{level}",
                    condition=Q(state__in=OPEN),
                )
                for level in ("community", "street", "county")
            ),
            *(
                models.Index(fields=[f"{level}_id", "-placed_at", "id"], name=f"provider_orders_{level}")
                for level in ("community", "street", "county")
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="a_provider_order_has_a_known_state"),
            models.UniqueConstraint(
                fields=["matter_id", "kind"], condition=Q(state__in=OPEN), name="a_matter_has_one_open_order_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OrderStep(models.Model):
    """One entry in the history of an order, only ever added."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="steps", db_index=False)
    number = models.IntegerField()
    move = models.CharField(max_length=10)
    at = models.DateTimeField()
    post_id = models.UUIDField(null=True)
    label = models.CharField(max_length=120)
    note = models.CharField(max_length=300, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="steps_of_an_order_are_numbered")]
