"""The administrator's log of messages, and sending one again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.base.kit.errors import Refusal
from linli.base.kit.guards import LinliRequest, staff
from linli.base.notices import actions, queries
from linli.base.notices.states import CHANNEL_NAMES, FAILED, OUTSIDE, SENT, STATUS_NAMES, STATUSES
from linli.base.ui.asked import as_number


@staff("notices")
def log(request: LinliRequest) -> HttpResponse:
    """What waits, what failed, what came back, and, on asking, what was sent."""
    return _page(request)


@staff("notices")
@require_POST
def resend(request: LinliRequest, message_id: UUID) -> HttpResponse:
    """Let one wait again."""
    is_confirmed = request.POST.get("confirmed") == "yes"
    try:
        actions.resend(message_id=message_id, is_confirmed=is_confirmed, actor=request.actor, now=request.now)
    except Refusal as refusal:
        return _page(request, refusal)
    messages.success(request, _("已放回发送队列，一分钟内再发。"))
    return redirect(f"{reverse('notices:log')}?{urlencode({'status': _status(request)})}")


def _status(request: LinliRequest) -> str:
    asked = request.GET.get("status", "")
    return asked if asked in STATUSES else FAILED


def _page(request: LinliRequest, refusal: Refusal | None = None) -> HttpResponse:
    status, page = _status(request), as_number(request.GET.get("page"))
    counted = queries.counts(request.actor)
    rows, has_next = queries.log(request.actor, status, page, request.now)
    lead = queries.channels()
    address = reverse("notices:log")
    context = {
        "rows": rows,
        "page": page,
        "has_next": has_next,
        "status": status,
        "tabs": [
            {
                "url": f"{address}?{urlencode({'status': each})}",
                "label": STATUS_NAMES[each],
                "active": each == status,
                "count": counted.get(each, ""),
            }
            for each in (*queries.TROUBLED, SENT)
        ],
        "off": [CHANNEL_NAMES[channel] for channel in OUTSIDE if not lead.has(channel)],
        "refusal": refusal,
    }
    return render(request, "notices/log.html", context, status=refusal.status if refusal else 200)
