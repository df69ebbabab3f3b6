"""What the hotline's pages parse and check; nothing is saved here."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.affairs.hotline.models import DEFAULTS, ORDER_FIELDS, REPLY_FIELDS, Profile, Source

MOST_BYTES = 10_000_000
Pairs = Iterable[tuple[Any, str]]

COLUMN_NAMES = {
    "number": _("工单编号"),
    "received_at": _("受理时间"),
    "deadline": _("办理期限"),
    "name": _("来电人"),
    "phone": _("联系电话"),
    "address": _("事发地址"),
    "item_code": _("事项编码"),
    "item_name": _("事项名称"),
    "content": _("诉求内容"),
    "urgency": _("紧急程度"),
    "secret": _("是否保密"),
    "round": _("派单轮次"),
    "urged": _("催办次数"),
    "status": _("办理状态"),
    "at": _("更新时间"),
    "signed_at": _("签收时间"),
    "closed_at": _("办结时间"),
    "answer": _("答复内容"),
    "basis": _("退单依据"),
    "until": _("申请延期至"),
    "rating": _("满意度"),
    "handler": _("承办单位"),
    "verdict": _("回执"),
    "why": _("回执原因"),
}
_WORDS = {
    "urgencies": {"urgent": _("特急"), "soon": _("较急"), "ordinary": pgettext_lazy("urgency", "一般")},
    "statuses": {
        "signed": pgettext_lazy("reply", "签收"),
        "handling": pgettext_lazy("reply", "办理中"),
        "closed": pgettext_lazy("reply", "办结"),
        "returned": pgettext_lazy("reply", "退单"),
        "extension": pgettext_lazy("reply", "延期申请"),
    },
    "ratings": {
        "5": _("非常满意"),
        "4": pgettext_lazy("rating", "满意"),
        "3": _("基本满意"),
        "2": _("不满意"),
        "1": _("非常不满意"),
    },
    "verdicts": {"accepted": _("热线通过"), "rejected": _("热线驳回")},
}
_LISTS = {"secret": _("要求保密"), "open": _("不要求保密"), "first": _("首次派单"), "again": _("再次派单")}


class FileField(forms.FileField):
    """A file that is read whole, up to what we hold."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if found and found.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 10 兆，请按日期拆成几个。"))
        return found


class FileForm(forms.Form):
    """Which source a file is from, and the file."""

    source = forms.ChoiceField(label=_("来自哪个平台"))
    file = FileField(label=_("文件"), help_text=_("XLSX、CSV 或 JSON，各列的先后不限。"))

    def __init__(self, *args: Any, sources: Iterable[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [(str(each.id), each.name) for each in sources]  # type: ignore[attr-defined]  # -- a choice field


class ItemForm(forms.Form):
    """An item of the catalogue."""

    item = forms.ChoiceField(label=_("办什么事"))

    def __init__(self, *args: Any, items: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", _("请选择")), *items]  # type: ignore[attr-defined]  # -- a choice field


class PlaceForm(forms.Form):
    """A place that was found."""

    place = forms.UUIDField(label=_("在哪里"))


class ReturnForm(forms.Form):
    """Why an order goes back, and on what basis."""

    reason = forms.CharField(label=_("退单原因"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    basis = forms.CharField(label=_("书面依据"), max_length=300, help_text=_("文件名称、文号和条款。"))


class KeepForm(forms.Form):
    """Why an order does not go back."""

    note = forms.CharField(label=_("为什么不退"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ExportForm(forms.Form):
    """Whose replies, as what."""

    source = forms.UUIDField()
    form = forms.ChoiceField(choices=[("xlsx", "XLSX"), ("json", "JSON"), ("csv", "CSV")])


class SourceForm(forms.Form):
    """A platform, and how it writes. Names of one thing stand beside each other with 、 between; the first is what we write."""

    code = forms.SlugField(label=_("代码"), max_length=30, help_text=_("推送接口用它认出这个平台，例如 12345。"))
    name = forms.CharField(label=_("名称"), max_length=80)
    zone = forms.CharField(label=_("时区"), max_length=40, help_text=_("通常是 Asia/Shanghai。"))
    times = forms.CharField(
        label=_("时间写法"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一种，例如 %Y-%m-%d %H:%M:%S；第一种也是我们写给它的。"),
    )

    def __init__(self, data: Any = None, *, source: Source | None = None) -> None:
        profile = source.writes if source else Profile.of({})
        initial = {"zone": profile.zone.key, "times": "\n".join(profile.times)}
        initial |= {"code": source.code, "name": source.name} if source else {}
        super().__init__(data, initial=initial)
        if source:
            del self.fields["code"]
        for group, names in (("columns", ORDER_FIELDS), ("reply_columns", REPLY_FIELDS)):
            for name in names:
                self._add(f"{group}.{name}", COLUMN_NAMES[name], getattr(profile, group)[name])
        for group, words in _WORDS.items():
            for name, label in words.items():
                self._add(f"{group}.{name}", label, getattr(profile, group)[name])
        for name, label in _LISTS.items():
            self._add(name, label, getattr(profile, name))

    def _add(self, name: str, label: Any, words: Iterable[str]) -> None:
        self.fields[name] = forms.CharField(label=label, initial="、".join(words), max_length=300)

    def group(self, prefix: str) -> list[forms.BoundField]:
        """The fields of one group, in their order."""
        return [self[name] for name in self.fields if name.startswith(f"{prefix}.")]

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Every group with its title."""
        return [
            (_("工单各列叫什么"), self.group("columns")),
            (_("回复各列叫什么"), self.group("reply_columns")),
            (_("紧急程度怎么写"), self.group("urgencies")),
            (_("保密和轮次怎么写"), [self[name] for name in _LISTS]),
            (_("办理状态怎么写"), self.group("statuses")),
            (_("满意度怎么写"), self.group("ratings")),
            (_("回执怎么写"), self.group("verdicts")),
        ]

    def clean_zone(self) -> str:
        """A zone that is known."""
        zone: str = self.cleaned_data["zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("没有这个时区。"))
        return zone

    def clean_times(self) -> list[str]:
        """One way of writing a line."""
        return [line.strip() for line in self.cleaned_data["times"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        """No name means two columns."""
        values = super().clean() or {}
        for group in ("columns", "reply_columns"):
            seen: dict[str, str] = {}
            for name in [name for name in self.fields if name.startswith(f"{group}.")]:
                for word in _split(values.get(name, "")):
                    if word in seen:
                        self.add_error(name, _("“%(word)s”已经是另一列的名称。") % {"word": word})
                    seen[word] = name
        return values

    def profile(self) -> dict[str, Any]:
        """What was filled in, as a source keeps it."""
        found: dict[str, Any] = {"zone": self.cleaned_data["zone"], "times": self.cleaned_data["times"]}
        for name, text in self.cleaned_data.items():
            group, dot, key = name.partition(".")
            if dot:
                found.setdefault(group, {})[key] = _split(text)
            elif name in _LISTS:
                found[name] = _split(text)
        return {key: value for key, value in found.items() if value != DEFAULTS[key]}


def _split(text: str) -> list[str]:
    return [word for word in (part.strip() for part in text.replace("，", "、").split("、")) if word]
