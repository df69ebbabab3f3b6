"""Orders of other hotlines over HTTP: pushed in, replies fetched, verdicts pushed. A key speaks for one source."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from linli.affairs.hotline import public as hotline
from linli.base.accounts.public import LinliRequest, blind
from linli.base.kit import clock
from linli.base.kit.errors import Refusal
from linli.exchange.interfaces import actions, errors
from linli.exchange.interfaces.views import orders_described

Answer = tuple[Any, int]
MOST_BYTES = 1_000_000
MOST_TOKEN = 200


def _door(*methods: str) -> Callable[[Callable[[LinliRequest, actions.Used], Answer]], Callable[..., JsonResponse]]:
    """A view of this interface: no session, no cookie, a key in X-Api-Key, JSON in and out, refusals as JSON."""

    def mark(answer: Callable[[LinliRequest, actions.Used], Answer]) -> Callable[..., JsonResponse]:
        @csrf_exempt
        @blind
        @wraps(answer)
        def view(request: LinliRequest) -> JsonResponse:
            if request.method not in methods:
                refused = _refused(405, _("这个地址只接受 %(methods)s。") % {"methods": ", ".join(methods)})
                refused["Allow"] = ", ".join(methods)
                return refused
            try:
                used = actions.use_key(key=request.headers.get("X-Api-Key", ""), scope="orders", now=request.now)
                document, status = answer(request, used)
            except Refusal as refusal:
                return _refused(refusal.status, str(refusal))
            return _written(document, status)

        return view

    return mark


def _written(document: Any, status: int) -> JsonResponse:
    response = JsonResponse(document, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response


def _refused(status: int, said: str) -> JsonResponse:
    return _written({"errors": [{"code": status, "description": said}]}, status)


def _document(request: LinliRequest) -> Any:
    """The JSON that was sent; raises `BadQuestion`."""
    if len(request.body) > MOST_BYTES:
        raise errors.BadQuestion(name="body", why=_("超过 1 兆，请分几次推送。"))
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError) as problem:
        raise errors.BadQuestion(name="body", why=_("不是 JSON。")) from problem
    if not isinstance(found, list | dict):
        raise errors.BadQuestion(name="body", why=_("应是一件工单，或者工单的列表。"))
    return found


@_door("POST")
def orders(request: LinliRequest, used: actions.Used) -> Answer:
    """Orders pushed, each answered with what became of it; the same Idempotency-Key gives the same answer."""
    token = request.headers.get("Idempotency-Key", "").strip()
    if len(token) > MOST_TOKEN:
        raise errors.BadQuestion(name="Idempotency-Key", why=_("太长。"))
    pushed = hotline.push(
        source_code=used.subject,
        county_id=used.county_id,
        document=_document(request),
        label=used.name,
        now=request.now,
        token=token,
    )
    shown = [
        {
            "number": each.number,
            "result": each.result,
            "state": each.state,
            "matter": each.matter,
            "problem": each.problem,
        }
        for each in pushed
    ]
    return {"orders": shown}, 200 if all(each.result != "bad" for each in pushed) else 207


@_door("GET", "HEAD")
def replies(request: LinliRequest, used: actions.Used) -> Answer:
    """What changed after `since`, in the platform's own words; `until` is the next question's `since`."""
    fetched = hotline.fetch(
        source_code=used.subject, county_id=used.county_id, since=_moment(request.GET.get("since", ""))
    )
    return {
        "replies": fetched.replies,
        "until": fetched.until.astimezone(clock.CHINA).isoformat(),
        "has_more": fetched.has_more,
    }, 200


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        # A plus sign that wasn't encoded arrives as a space.
        found = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
    except ValueError as problem:
        raise errors.BadQuestion(name="since", why=_("请写成 2026-03-05T14:30:00+08:00。")) from problem
    if not 2000 <= found.year <= 2999:
        raise errors.BadQuestion(name="since", why=_("请写成 2026-03-05T14:30:00+08:00。"))
    return found if found.tzinfo else found.replace(tzinfo=clock.CHINA)


@_door("POST")
def verdicts(request: LinliRequest, used: actions.Used) -> Answer:
    """Verdicts on replies: our replies sent back with two columns filled in."""
    judged = hotline.push_verdicts(
        source_code=used.subject,
        county_id=used.county_id,
        document=_document(request),
        label=used.name,
        now=request.now,
    )
    return {
        "accepted": judged.accepted,
        "rejected": judged.rejected,
        "unknown": list(judged.unknown),
        "bad": [{"row": row, "problem": why} for row, why in judged.bad],
    }, 200


@blind
def description(request: LinliRequest) -> JsonResponse:
    """The interface as OpenAPI 3.1."""
    return JsonResponse(orders_described.document(request.build_absolute_uri(reverse("interfaces:orders")).rstrip("/")))
