"""Forms for signing in and for what one signs in with."""

import json
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(label=_("用户名"), max_length=60)
    password = forms.CharField(label=_("密码"), max_length=200, strip=False, widget=forms.PasswordInput)


class _KeyAnswer(forms.CharField):
    """What a security key answered, as the script puts it into the form: JSON."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> dict[str, Any] | None:
        """The answer as a dictionary; None when no key was used."""
        if not value:
            return None
        try:
            answer = json.loads(value)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise forms.ValidationError(_("没有收到安全密钥的回答，请重试。"))
        return answer


class SecondForm(forms.Form):
    """A code, or a key's answer."""

    code = forms.CharField(label=_("验证码"), max_length=20, required=False)
    key = _KeyAnswer(required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two is there."""
        data = super().clean() or {}
        if not data.get("code") and not data.get("key") and not self.errors:
            self.add_error("code", _("请输入验证码。"))
        return data


class NewFactorForm(SecondForm):
    """What is added is called something, so that its owner tells it from the others."""

    name = forms.CharField(label=_("名称"), max_length=40, initial=_("我的手机"))


class _NewPassword(forms.Form):
    """A new password, twice."""

    new = forms.CharField(label=_("新密码"), max_length=200, strip=False, widget=forms.PasswordInput)
    again = forms.CharField(label=_("再输一遍新密码"), max_length=200, strip=False, widget=forms.PasswordInput)

    def clean(self) -> dict[str, Any]:
        """Both new ones are the same."""
        data = super().clean() or {}
        if data.get("new") != data.get("again"):
            self.add_error("again", _("两次输入的新密码不一样。"))
        return data


class PasswordForm(_NewPassword):
    """The old password, and the new one."""

    old = forms.CharField(label=_("原密码"), max_length=200, strip=False, widget=forms.PasswordInput)


class RecoverForm(_NewPassword):
    """What stands on the paper that was handed over, and a new password."""

    username = forms.CharField(label=_("用户名"), max_length=60)
    code = forms.CharField(label=_("一次性码"), max_length=30)


class BindForm(forms.Form):
    """What stands on the paper that was handed over at the counter."""

    code = forms.CharField(label=_("绑定码"), max_length=30)


class PhoneForm(forms.Form):
    """A mobile phone of the mainland: eleven digits, written however people write them."""

    phone = forms.CharField(label=_("手机号"), max_length=20)

    def clean_phone(self) -> str:
        """The eleven digits, without +86, blanks and dashes."""
        digits = re.sub(r"[\s-]", "", self.cleaned_data["phone"]).removeprefix("+86")
        if not re.fullmatch(r"1[3-9][0-9]{9}", digits):
            raise forms.ValidationError(_("请输入 11 位手机号。"))
        return digits


class PhoneCodeForm(forms.Form):
    """The digits that were sent."""

    code = forms.RegexField(r"^[0-9]{6}$", label=_("短信验证码"), max_length=6, strip=True)
