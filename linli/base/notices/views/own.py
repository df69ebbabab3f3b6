"""How one wants to be told outside the app: one's own page, for residents and staff."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.base.kit.errors import Refusal
from linli.base.kit.guards import LinliRequest, limited, signed_in
from linli.base.notices import actions, queries
from linli.base.notices.forms import AddressForm, CodeForm, WishesForm


@never_cache
@signed_in
def reach(request: LinliRequest) -> HttpResponse:
    """One's address, its confirmation, and one's wishes."""
    if request.method == "POST":
        return _save(request)
    return _page(request)


def _page(
    request: LinliRequest,
    *,
    address: AddressForm | None = None,
    code: CodeForm | None = None,
    wishes: WishesForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    own = queries.own_reach(request.actor, request.now)
    forms = (address, code, wishes)
    context = {
        "own": own,
        "address_form": address or AddressForm(auto_id="address_%s"),
        "code_form": code or CodeForm(auto_id="code_%s"),
        "wishes_form": wishes or _wishes(request, own),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 400 if any(form and form.errors for form in forms) else 200
    return render(request, "notices/reach.html", context, status=status)


def _wishes(request: LinliRequest, own: queries.OwnReach, *, is_sent: bool = False) -> WishesForm:
    is_staff = request.actor.is_staff
    mail = "each" if own.mail == "digest" and not is_staff else own.mail
    initial = {
        "mail": mail,
        "digest_hour": "" if own.digest_hour is None else own.digest_hour,
        "is_texted": own.is_texted,
        "language": own.language,
    }
    data = request.POST if is_sent else None
    return WishesForm(data, initial=initial, is_staff=is_staff, usual_hour=own.usual_hour, auto_id="wishes_%s")


def _save(request: LinliRequest) -> HttpResponse:
    """One's wishes; what the form of one's kind doesn't ask stays."""
    own = queries.own_reach(request.actor, request.now)
    form = _wishes(request, own, is_sent=True)
    if not form.is_valid():
        return _page(request, wishes=form)
    said = form.cleaned_data
    actions.set_wishes(
        mail=said["mail"],
        digest_hour=said.get("digest_hour", own.digest_hour),
        is_texted=said.get("is_texted", own.is_texted),
        language=said["language"],
        actor=request.actor,
        now=request.now,
    )
    messages.success(request, _("已保存，从下一条消息起照此办理。"))
    return redirect("notices:reach")


@never_cache
@signed_in
@require_POST
@limited("address", most=20, minutes=60)
def address(request: LinliRequest) -> HttpResponse:
    """Send a code to an address; or take the address out."""
    if "forget" in request.POST:
        actions.forget_address(actor=request.actor)
        messages.success(request, _("邮箱已删除，不再发邮件。"))
        return redirect("notices:reach")
    form = AddressForm(request.POST, auto_id="address_%s")
    if not form.is_valid():
        return _page(request, address=form)
    try:
        actions.send_code(
            address=form.cleaned_data["email"], actor=request.actor, now=request.now, language=request.LANGUAGE_CODE
        )
    except Refusal as refusal:
        return _page(request, address=form, refusal=refusal)
    messages.success(request, _("验证码已发出，一两分钟内到。"))
    return redirect("notices:reach")


@never_cache
@signed_in
@require_POST
@limited("address", most=20, minutes=60)
def confirm(request: LinliRequest) -> HttpResponse:
    """The code that came back."""
    form = CodeForm(request.POST, auto_id="code_%s")
    if not form.is_valid():
        return _page(request, code=form)
    try:
        actions.confirm(code=form.cleaned_data["code"], actor=request.actor, now=request.now)
    except Refusal as refusal:
        return _page(request, code=form, refusal=refusal)
    messages.success(request, _("邮箱已启用。"))
    return redirect("notices:reach")
