"""What people fill in about messages."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.base.notices.queries import Words

MAIL_STAFF = [("digest", _("每天汇总一封（急事马上发）")), ("each", _("每条一封")), ("none", _("不发邮件"))]
MAIL_RESIDENT = [("each", _("发邮件")), ("none", _("不发邮件"))]
LANGUAGES = [("zh-hans", _("中文")), ("en", _("英文"))]


class AddressForm(forms.Form):
    """Where mail goes."""

    email = forms.EmailField(
        max_length=200,
        label=_("邮箱"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("会往这里发一个验证码，填回来才启用。"),
    )


class CodeForm(forms.Form):
    """The code that came back."""

    code = forms.RegexField(
        r"^\s*\d{6}\s*$",
        label=_("验证码"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 6}),
        help_text=_("邮件里的六位数字，半小时内有效。"),
        error_messages={"invalid": _("请填六位数字。")},
    )


class WishesForm(forms.Form):
    """How often, when, in which language."""

    mail = forms.ChoiceField(label=_("邮件怎么发"), widget=forms.RadioSelect)
    digest_hour = forms.TypedChoiceField(
        label=_("汇总几点发"), required=False, coerce=int, empty_value=None, choices=[]
    )
    is_texted = forms.BooleanField(label=_("有进展时给我的手机发短信"), required=False)
    language = forms.ChoiceField(label=_("用什么语言"), choices=LANGUAGES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, is_staff: bool, usual_hour: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = _("按本地规定（%(hour)s 点）") % {"hour": usual_hour}
        choices = {
            "mail": MAIL_STAFF if is_staff else MAIL_RESIDENT,
            "digest_hour": [("", usual), *((str(each), f"{each:02d}:00") for each in range(24))],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # -- both are fields of choices
        # Staff are texted by nobody; residents get no digest.
        del self.fields["is_texted" if is_staff else "digest_hour"]


class WordingForm(forms.Form):
    """Words in both languages, and from when they hold."""

    subject_zh = forms.CharField(max_length=120, label=_("标题（中文）"))
    body_zh = forms.CharField(max_length=2000, label=_("正文（中文）"), widget=forms.Textarea(attrs={"rows": 7}))
    subject_en = forms.CharField(max_length=200, label=_("标题（英文）"))
    body_en = forms.CharField(max_length=2000, label=_("正文（英文）"), widget=forms.Textarea(attrs={"rows": 7}))
    valid_from = forms.DateField(
        label=_("从哪天起用"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, today: date, has_subject: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].widget.attrs["min"] = today.isoformat()
        if not has_subject:
            del self.fields["subject_zh"], self.fields["subject_en"]

    def both(self) -> tuple[Words, Words]:
        """The Chinese and the English words, as typed or as the form was begun with."""
        given = self.cleaned_data if self.is_bound else self.initial
        chinese, english = (
            Words(given.get(f"subject_{own}", "").strip(), given[f"body_{own}"].replace("\r\n", "\n").strip())
            for own in ("zh", "en")
        )
        return chinese, english
