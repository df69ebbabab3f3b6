"""What the auditors' list is narrowed to."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.base.journal.queries import ActFilters
from linli.base.kit.clock import midnight

DAYS = 7


class ActsForm(forms.Form):
    """Act, subject, first and last day; what is missing or wrong falls back to the last seven days."""

    act = forms.CharField(label=_("做了什么"), max_length=60, required=False)
    subject = forms.UUIDField(label=_("对象编号"), required=False)
    since = forms.DateField(label=_("从"), required=False)
    until = forms.DateField(label=_("到"), required=False)
    before = forms.DateTimeField(required=False)
    before_id = forms.UUIDField(required=False)

    def get(self, name: str) -> Any:
        """A clean value, None where it is missing or wrong."""
        self.is_valid()
        return self.cleaned_data.get(name)

    def filters(self, today: date) -> ActFilters:
        """The filters, whole days in China's time."""
        until = self.get("until") or today
        since = self.get("since") or until - timedelta(days=DAYS - 1)
        return ActFilters(
            since=midnight(since),
            until=midnight(until + timedelta(days=1)),
            act=self.get("act") or "",
            subject_id=self.get("subject"),
        )
