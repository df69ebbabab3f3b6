"""What the administrator fills in for a key."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.affairs.hotline import public as hotline
from linli.base.kit import clock
from linli.exchange.interfaces.queries import EVENT_KINDS


class KeyForm(forms.Form):
    """Whose app it is, how often it may ask, and until when."""

    name = forms.CharField(max_length=60, label=_("应用名称"))
    owner = forms.CharField(max_length=120, label=_("使用单位"), help_text=_("哪个单位在用，出了问题找谁。"))
    contact = forms.CharField(max_length=120, label=_("联系方式"), required=False)
    source = forms.ChoiceField(
        label=_("做什么用"), required=False, help_text=_("热线平台的密钥只能推送、读取自己的工单。")
    )
    per_minute = forms.IntegerField(
        min_value=1, max_value=6000, initial=60, label=_("每分钟最多几次"), widget=forms.NumberInput(attrs={"min": 1})
    )
    until = forms.DateField(
        label=_("有效期到"),
        help_text=_("最长一年，当天结束时失效。"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, now: datetime, sources: Iterable[hotline.Source] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        orders = [(each.code, _("推送热线工单：%(name)s") % {"name": each.name}) for each in sources]
        self.fields["source"].choices = [("", _("代居民提交事项（Open311）")), *orders]  # type: ignore[attr-defined]  # -- a choice field
        self._today = clock.local_date(now)
        self.initial.setdefault("until", self._today + timedelta(days=180))

    def clean_until(self) -> datetime:
        """The end of that day in China."""
        until = self.cleaned_data["until"]
        if until < self._today:
            raise forms.ValidationError(_("请选今天或以后的日期。"))
        return clock.midnight(until + timedelta(days=1))


class RevokeForm(forms.Form):
    """Why a key ends."""

    why = forms.CharField(max_length=200, label=_("为什么撤销"))


class WebhookForm(forms.Form):
    """Who is told, where, and of what."""

    name = forms.CharField(max_length=60, label=_("推送名称"))
    owner = forms.CharField(max_length=120, label=_("使用单位"), help_text=_("哪个单位在用，出了问题找谁。"))
    url = forms.CharField(
        max_length=500,
        label=_("接收网址"),
        help_text=_("公网上的 https 网址，端口 443 或 8443。"),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("推送什么"), choices=list(EVENT_KINDS.items()), widget=forms.CheckboxSelectMultiple
    )
