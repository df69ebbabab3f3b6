"""What staff send in: filters of a list, a move with its words, a request taken at the counter or on the phone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.affairs.catalogue.public import URGENCY_NAMES
from linli.affairs.matters.models import CHANNELS
from linli.affairs.matters.queries import FLAGS, WorkFilter
from linli.affairs.matters.states import STATES
from linli.base.kit.ids import new_id
from linli.base.ui.asked import as_midnight, as_number

MOST_CHARACTERS = 4000
CHANNEL_NAMES: dict[str, str | Promise] = {
    "portal": _("网上"),
    "counter": _("窗口"),
    "phone": _("电话"),
    "visit": _("走访"),
    "chat": _("微信群"),
    "patrol": _("巡查"),
    "hotline": _("热线"),
    "open": _("开放接口"),
    "email": _("电子邮件"),
    "television": _("有线电视"),
}
BOXES = ("mine", "assist", "asked", "body", "area")
CLOCKS = ("overdue", "soon")


def one_of(value: str | None, allowed: Any) -> str:
    """The value if it is one of those allowed, else empty: an address somebody changed by hand narrows nothing."""
    return value if value and value in allowed else ""


def work_filter(values: Mapping[str, str], *, place_id: UUID | None = None, item: str = "") -> WorkFilter:
    """The list somebody asked for by its address. A number or phone is looked for in the whole area unless a box is named."""
    text = (values.get("q") or "").strip()[:60]
    rating = values.get("rating_below") or ""
    return WorkFilter(
        box=one_of(values.get("box"), BOXES) or ("area" if text else "mine"),
        state=one_of(values.get("state"), [*STATES, "any"]),
        clock=one_of(values.get("clock"), CLOCKS),
        urgency=one_of(values.get("urgency"), URGENCY_NAMES),
        item=item,
        channel=one_of(values.get("channel"), CHANNELS),
        place_id=place_id,
        text=text,
        filed_from=as_midnight(values.get("filed_from")),
        filed_until=as_midnight(values.get("filed_until")),
        flag=one_of(values.get("flag"), FLAGS),
        rating_below=as_number(rating, default=3, most=5) if rating else None,
    )


class MoveForm(forms.Form):
    """The words of a move, and whatever else it takes. What a move needs is for the action to say."""

    note = forms.CharField(required=False, max_length=MOST_CHARACTERS, widget=forms.Textarea)
    to_post = forms.UUIDField(required=False, error_messages={"invalid": _("请选择接办的职务。")})
    rating = forms.IntegerField(required=False, min_value=1, max_value=5)
    is_solved = forms.BooleanField(required=False)
    way = forms.CharField(required=False, max_length=10)
    is_reached = forms.BooleanField(required=False)
    days = forms.IntegerField(required=False, min_value=1, max_value=366)
    main = forms.CharField(required=False, max_length=20)
    main_number = forms.CharField(required=False, max_length=20)
    colour = forms.CharField(required=False, max_length=6)
    without = forms.CharField(required=False, max_length=400)

    def clean_note(self) -> str:
        """The note; a template with blanks in it goes to nobody."""
        note: str = self.cleaned_data["note"].strip()
        if "【" in note and "】" in note:
            raise forms.ValidationError(_("还有【】里的内容没有填，请补上再发出。"))
        return note


class BulkForm(forms.Form):
    """One move over several matters."""

    move = forms.ChoiceField(choices=[(name, name) for name in ("sign", "start", "transfer")])
    note = forms.CharField(required=False, max_length=MOST_CHARACTERS)
    to_post = forms.UUIDField(required=False)


class IntakeForm(forms.Form):
    """What somebody asked for by phone, at the counter or in a chat group, written down by staff."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    text = forms.CharField(
        label=_("居民怎么说"),
        help_text=_("照原话写：哪里、什么情况、希望怎么办。"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea,
        error_messages={"required": _("还没有写要办什么事。")},
    )
    item = forms.CharField(label=_("什么事项"), required=False, max_length=60)
    item_other = forms.CharField(required=False, max_length=60)
    place = forms.UUIDField(required=False)
    place_text = forms.CharField(label=_("小区、道路或社区"), required=False, max_length=80)
    spot = forms.CharField(label=_("具体位置"), required=False, max_length=160)
    channel = forms.ChoiceField(label=_("怎么来的"), widget=forms.RadioSelect)
    urgency = forms.ChoiceField(label=_("急不急"), required=False, widget=forms.RadioSelect)
    contact_phone = forms.RegexField(
        label=_("电话"),
        required=False,
        regex=r"^[0-9][0-9 -]{5,18}$",
        error_messages={"invalid": _("电话号码只写数字，例如 13900001234。")},
    )
    person = forms.UUIDField(required=False)
    contact_name = forms.CharField(label=_("怎么称呼"), required=False, max_length=40)
    is_hidden = forms.BooleanField(label=_("居民要求不公开身份，办理的人也看不到姓名和电话"), required=False)
    about_body = forms.ChoiceField(label=_("反映的是哪个单位"), required=False)
    external_number = forms.CharField(label=_("外部工单号"), required=False, max_length=60)
    note = forms.CharField(required=False, max_length=MOST_CHARACTERS, widget=forms.Textarea)
    is_alike_seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels = [(name, said) for name, said in CHANNEL_NAMES.items() if name not in ("portal", "open")]
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]  # a ChoiceField, which Field doesn't show
        urgencies = [("", _("按事项")), *URGENCY_NAMES.items()]
        self.fields["urgency"].choices = urgencies  # type: ignore[attr-defined]  # a ChoiceField, as above
        self.fields["about_body"].choices = [("", _("不涉及单位")), *bodies]  # type: ignore[attr-defined]  # as above

    def clean_contact_phone(self) -> str:
        """Digits only, as they are looked up."""
        return "".join(filter(str.isdigit, self.cleaned_data["contact_phone"]))
