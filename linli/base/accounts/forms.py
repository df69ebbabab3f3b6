"""Sign-in form."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(label=_("用户名"), max_length=60)
    password = forms.CharField(label=_("密码"), max_length=200, strip=False, widget=forms.PasswordInput)
