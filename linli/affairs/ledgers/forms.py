"""The form of an entry follows the ledger's definition; saving is the actions'."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.affairs.ledgers.states import Field, Ledger

PREFIX = "f_"
Choices = list[tuple[str, Any]]


class DateInput(forms.DateInput):
    """A day, by the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _field(field: Field) -> forms.Field:
    said: dict[str, Any] = {"label": field.name, "required": field.required}
    if field.kind == "choice":
        return forms.ChoiceField(choices=[("", _("请选择")), *((each, each) for each in field.choices)], **said)
    if field.kind == "date":
        return forms.CharField(widget=forms.TextInput(attrs={"type": "date"}), **said)
    if field.kind == "whole":
        return forms.IntegerField(min_value=0, max_value=999_999_999, **said)
    if field.kind == "money":
        return forms.DecimalField(min_value=0, max_digits=14, decimal_places=2, **said)
    return forms.CharField(max_length=200, **said)


class ValuesForm(forms.Form):
    """What an entry says, field by field."""

    def __init__(self, *args: Any, ledger: Ledger, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ledger.fields:
            self.fields[PREFIX + field.code] = _field(field)

    def typed(self) -> dict[str, str]:
        """What was typed for each field of the ledger."""
        return {
            name.removeprefix(PREFIX): "" if value is None else str(value)
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }


class EntryForm(ValuesForm):
    """A new entry: where, since when, from what source, and what it says."""

    place = forms.ChoiceField(label=_("哪个社区"))
    since = forms.DateField(label=_("从哪天起"), widget=DateInput())
    source = forms.CharField(label=_("来源"), max_length=120, help_text=_("例如：单位报送、走访了解、文件名称。"))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.fields["place"]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 -- declared above; tells the type checker
        chosen.choices = places


class EndForm(forms.Form):
    """From which day an entry isn't so any more."""

    on = forms.DateField(label=_("到哪天止"), widget=DateInput())
