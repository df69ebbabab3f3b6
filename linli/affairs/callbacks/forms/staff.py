"""What staff fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

_DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class RoundForm(forms.Form):
    """The days of a round, both included."""

    since = forms.DateField(label=_("从哪天起"), widget=_DAY)
    last = forms.DateField(
        label=_("到哪天止（含当天）"), widget=_DAY, help_text=_("要在今天或以后结束；到期才能抽取。")
    )
