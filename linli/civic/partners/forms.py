"""Forms of providers and orders: they parse and name the field that is wrong; saving is the actions'."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from linli.civic.partners.actions import NewOffer, NewOrder, NewProvider
from linli.civic.partners.states import KINDS, Move

Choices = list[tuple[str, Any]]


def choose_from(field: forms.Field, choices: Choices) -> None:
    """Give a declared field its choices of this request."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared in the class; tells the type checker
    field.choices = choices


class ReachForm(forms.Form):
    """Which communities of the actor's own area a provider goes to, and to which its outlet is near."""

    serves = forms.MultipleChoiceField(label=_("去哪些社区服务"), required=False, widget=forms.CheckboxSelectMultiple)
    near = forms.MultipleChoiceField(
        label=_("步行十分钟能到网点的社区"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("按居民从家走到网点算；选了就算去那里服务。"),
    )

    def __init__(self, *args: Any, communities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("serves", "near"):
            choose_from(self.fields[name], communities)

    def reaches(self) -> dict[UUID, bool]:
        """Each community, and whether the outlet is near there."""
        near = set(self.cleaned_data["near"])
        return {UUID(id_): id_ in near for id_ in [*self.cleaned_data["serves"], *near]}


class ProviderForm(ReachForm):
    """A provider with its prices: a price and a reduction for each kind of service it offers."""

    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("与营业执照一致。"))
    name_en = forms.CharField(label=_("英文名称"), max_length=120, required=False)
    credit_code = forms.CharField(label=_("统一社会信用代码"), max_length=18)
    phone = forms.CharField(label=_("派单电话"), max_length=20)
    address = forms.CharField(label=_("网点地址"), max_length=160)
    hours = forms.CharField(label=_("营业时间"), max_length=80, help_text=_("例如：每天 8:00–20:00。"))
    about = forms.CharField(
        label=_("居民该知道的"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("name", "name_en", "credit_code", "phone", "address", "hours", "about", "serves", "near")

    def __init__(self, *args: Any, least: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in KINDS.values():
            self.fields[f"price_{kind.code}"] = forms.CharField(
                label=_("%(kind)s：价格") % {"kind": kind}, max_length=80, required=False
            )
            self.fields[f"relief_{kind.code}"] = forms.IntegerField(
                label=_("困难群体优惠（%）"), min_value=least, max_value=100, required=False, initial=least
            )

    @property
    def lines(self) -> list[tuple[BoundField, BoundField]]:
        """The fields of each kind of service, price and reduction."""
        return [(self[f"price_{code}"], self[f"relief_{code}"]) for code in KINDS]

    def new(self, place_id: UUID) -> NewProvider:
        """The provider the clean form describes."""
        given = self.cleaned_data
        offers = [
            NewOffer(code, given[f"price_{code}"], given[f"relief_{code}"] or 0)
            for code in KINDS
            if given[f"price_{code}"].strip()
        ]
        names = ("name", "name_en", "phone", "address", "hours", "about")
        return NewProvider(
            place_id=place_id,
            credit_code=given["credit_code"].strip().upper(),
            offers=offers,
            reaches=self.reaches(),
            **{name: given[name] for name in names},
        )


class OrderForm(forms.Form):
    """An order: with whom, what and when, and the paper that was shown where the register knows nothing."""

    provider = forms.UUIDField(widget=forms.HiddenInput)
    wish = forms.CharField(label=_("要做什么、什么时候方便"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    circumstance = forms.ChoiceField(label=_("居民出示了哪种证件"), required=False)

    def __init__(self, *args: Any, groups: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self.fields["circumstance"], [("", _("没有，或登记里已有")), *groups])

    def new(self, matter_id: UUID, kind: str) -> NewOrder:
        """The order the clean form describes."""
        given: Mapping[str, Any] = self.cleaned_data
        return NewOrder(matter_id, given["provider"], kind, given["wish"], given["circumstance"])


class MoveForm(forms.Form):
    """What a provider said or did: a note, and what was paid where the move asks for it."""

    note = forms.CharField(max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    fee = forms.DecimalField(label=_("居民付了多少（元）"), min_value=0, max_digits=9, decimal_places=2, required=False)

    def __init__(self, *args: Any, move: Move, **kwargs: Any) -> None:
        kwargs["prefix"] = move.name
        super().__init__(*args, **kwargs)
        self.fields["note"].label = str(move.words)
        self.fields["note"].required = move.needs_words
        if not move.takes_fee:
            del self.fields["fee"]


class TurnForm(forms.Form):
    """Why no orders go to a provider, for now or for good."""

    reason = forms.CharField(label=_("原因"), max_length=200, help_text=_("居民也看得到。"))
