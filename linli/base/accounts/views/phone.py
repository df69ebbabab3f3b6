"""Signing in by a code sent to a phone, for residents."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from linli.base.accounts import actions, queries
from linli.base.accounts.forms import PhoneCodeForm, PhoneForm
from linli.base.accounts.views import browsers
from linli.base.accounts.views.signing import first_step_done, to, wanted
from linli.base.kit.errors import Refusal
from linli.base.kit.guards import LinliRequest

CODE = "phone_code"


@never_cache
def phone(request: LinliRequest) -> HttpResponse:
    """Eleven digits; whatever they are, a code is sent and the next page asks for it."""
    form = PhoneForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            code_id = actions.send_code(
                phone=form.cleaned_data["phone"],
                words=_("【邻里】登录验证码 {code}，十分钟内有效。工作人员不会向您索要验证码。"),
                caller=browsers.caller_of(request),
                now=request.now,
            )
        except Refusal as refused:
            refusal = refused
        else:
            request.session[CODE] = str(code_id)
            return to("accounts:phone_code", request)
    context = {"form": form, "refusal": refusal, "next": wanted(request, "")}
    return render(request, "accounts/phone.html", context, status=_status(form, refusal))


@never_cache
def phone_code(request: LinliRequest) -> HttpResponse:
    """The six digits, in the browser that asked for them."""
    code_id = request.session.get(CODE)
    if code_id is None:
        return to("accounts:phone", request)
    form = PhoneCodeForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.pass_phone(code_id=UUID(code_id), code=form.cleaned_data["code"], now=request.now)
        except Refusal as refused:
            refusal = refused
        else:
            return first_step_done(request, account)
    context = {
        "form": form,
        "refusal": refusal,
        "next": wanted(request, ""),
        "is_written_down": queries.messages_are_written_down(),
    }
    return render(request, "accounts/phone_code.html", context, status=_status(form, refusal))


def _status(form: PhoneForm | PhoneCodeForm, refusal: Refusal | None) -> int:
    return refusal.status if refusal else 422 if form.errors else 200
