"""Forms of campaigns: they parse and name the field that is wrong; saving is the actions'."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.affairs.campaigns.actions import NewCampaign

Choices = list[tuple[str, Any]]


class DateInput(forms.DateInput):
    """A day, by the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CampaignForm(forms.Form):
    """A new campaign."""

    name = forms.CharField(label=_("名称"), max_length=80, help_text=_("例如：裸土地面整治。"))
    item_code = forms.ChoiceField(label=_("按哪个事项登记"))
    goal = forms.CharField(
        label=_("要做到什么"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}), help_text=_("居民也看得到。")
    )
    basis = forms.CharField(label=_("依据的文件"), max_length=200)
    since = forms.DateField(label=_("从哪天起"), widget=DateInput())
    until = forms.DateField(label=_("到哪天止"), widget=DateInput())

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["item_code"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 -- declared above; tells the type checker
        chosen.choices = items

    def new(self) -> NewCampaign:
        """The campaign the clean form describes."""
        return NewCampaign(**self.cleaned_data)


class AssignForm(forms.Form):
    """A unit and the courtyards it is responsible for."""

    unit = forms.ChoiceField(label=_("包保单位"))
    courtyards = forms.MultipleChoiceField(label=_("包保哪些庭院"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, units: Choices, courtyards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("unit", units), ("courtyards", courtyards)):
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 -- declared above; tells the type checker
            chosen.choices = choices

    @property
    def place_ids(self) -> list[UUID]:
        """The courtyards that were ticked."""
        return [UUID(each) for each in self.cleaned_data["courtyards"]]
