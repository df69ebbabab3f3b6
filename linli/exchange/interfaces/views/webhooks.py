"""The desk pages of webhooks: make one (its secret is shown once), change its secret, pause, resume, end, test; the log."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.errors import Refusal
from linli.exchange.interfaces import actions, queries
from linli.exchange.interfaces.forms import WebhookForm
from linli.exchange.interfaces.views.tabs import tabs

STATES: dict[str, tuple[str, str | Promise]] = {
    "unproven": ("amber", _("等待验证")),
    "active": ("good", _("推送中")),
    "paused": ("amber", _("已暂停")),
    "ended": ("soft", _("已终止")),
}
STATUSES: dict[str, tuple[str, str | Promise]] = {
    "waiting": ("amber", _("待送")),
    "sent": ("good", _("已送到")),
    "failed": ("danger", _("没送到")),
    "dropped": ("soft", _("不再送")),
}
WHY: dict[str, str | Promise] = {
    "paused_by_hand": _("由管理员暂停。"),
    "ended_by_hand": _("由管理员终止。"),
    "failing": _("连续五天没有一次送到，系统自动暂停；请联系接收单位，修好后恢复。"),
    "gone": _("接收方答复 410，表示不再接收。"),
}
TROUBLES: dict[str, str | Promise] = {
    "timeout": _("超过 10 秒没有答复"),
    "name not found": _("域名找不到"),
    "refused: inside": _("网址指向内部网络，没有连接"),
    "refused: scheme": _("不是 https，没有连接"),
    "refused: port": _("端口不允许，没有连接"),
    "SSLCertVerificationError": _("证书不对"),
    "ConnectionRefusedError": _("对方拒绝连接"),
    "ended": _("推送已终止"),
}
VERBS: dict[str, tuple[Callable[..., Any], str | Promise]] = {
    "pause": (actions.pause_webhook, _("已暂停，不再推送。")),
    "resume": (actions.resume_webhook, _("已恢复，等着的马上再送。")),
    "end": (actions.end_webhook, _("推送已终止。")),
    "test": (actions.send_test, _("已安排发送测试，一分钟内送出。")),
}


@staff("interfaces")
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: LinliRequest) -> HttpResponse:
    """Every webhook of the area; posted to, a new one."""
    if request.method != "POST":
        return _list(request, WebhookForm())
    form = WebhookForm(request.POST)
    if not form.is_valid():
        return _list(request, form, status=400)
    try:
        made = actions.add_webhook(**form.cleaned_data, actor=request.actor, now=request.now)
    except Refusal as refusal:
        return _list(request, form, refusal=refusal, status=refusal.status)
    return _one(request, made.id, made=made)


@staff("interfaces")
@require_safe
def webhook(request: LinliRequest, webhook_id: UUID) -> HttpResponse:
    """One webhook and its last deliveries."""
    return _one(request, webhook_id)


@staff("interfaces")
@require_POST
def change(request: LinliRequest, webhook_id: UUID, verb: str) -> HttpResponse:
    """Pause, resume, end, test; or a new secret, on the only page that ever shows it."""
    given: dict[str, Any] = {"webhook_id": webhook_id, "actor": request.actor, "now": request.now}
    try:
        if verb == "rotate":
            return _one(request, webhook_id, made=actions.rotate_secret(**given))
        if verb not in VERBS:
            raise Http404
        act, said = VERBS[verb]
        act(**given)
    except Refusal as refusal:
        return _one(request, webhook_id, refusal=refusal)
    messages.success(request, str(said))
    return redirect("interfaces:webhook", webhook_id)


@staff("interfaces")
@require_POST
def again(request: LinliRequest, delivery_id: UUID) -> HttpResponse:
    """Send one delivery again."""
    sent = actions.send_again(delivery_id=delivery_id, actor=request.actor, now=request.now)
    messages.success(request, _("已安排重发，一分钟内送出。"))
    return redirect("interfaces:webhook", sent.webhook_id)


def _list(
    request: LinliRequest, form: WebhookForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    lines = [(each, *STATES[each.state]) for each in queries.webhook_lines(request.actor)]
    context = {"form": form, "refusal": refusal, "lines": lines, "tabs": tabs("webhooks")}
    return render(request, "interfaces/webhooks.html", context, status=status)


def _one(
    request: LinliRequest,
    webhook_id: UUID,
    *,
    made: actions.Made | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    found = queries.webhook(request.actor, webhook_id)
    tone, said = STATES[found.state]
    context = {
        "webhook": found,
        "tone": tone,
        "state": said,
        "why": WHY.get(found.why, ""),
        "hears": [queries.EVENT_KINDS[kind] for kind in found.kinds],
        "is_changing": found.former_until is not None and found.former_until > request.now,
        "log": [
            (
                each,
                queries.EVENT_KINDS.get(each.kind, _("测试")),
                *STATUSES[each.status],
                TROUBLES.get(each.why, each.why),
            )
            for each in queries.deliveries(found)
        ],
        "made": made,
        "refusal": refusal,
        "tabs": tabs("webhooks"),
    }
    response = render(request, "interfaces/webhook.html", context, status=refusal.status if refusal else 200)
    if made:
        response["Cache-Control"] = "no-store"
    return response
