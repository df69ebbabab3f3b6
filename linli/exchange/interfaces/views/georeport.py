"""The addresses of GeoReport v2: parse, one query or action, write as XML or JSON. Refusals become the standard's error document."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt

from linli.affairs.matters import public as matters
from linli.base.accounts.public import LinliRequest, blind, hit
from linli.base.files import public as files
from linli.base.kit.errors import Refusal
from linli.base.kit.ids import new_id
from linli.exchange.interfaces import actions, errors, queries
from linli.exchange.interfaces.georeport import documents, openapi, reading, shapes
from linli.exchange.interfaces.georeport.documents import Listed

Answer = tuple[str, Mapping[str, Any] | Listed, int]
READS_A_MINUTE = 300


def _written(form: str, root: str, document: Mapping[str, Any] | Listed, status: int = 200) -> HttpResponse:
    response = HttpResponse(
        documents.write(root, document, form), content_type=documents.CONTENT_TYPES[form], status=status
    )
    # Public reading from any web page; nothing here rests on a cookie.
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _door(*methods: str) -> Callable[[Callable[..., Answer]], Callable[..., HttpResponse]]:
    """A view of the standard: no session, no cookie, its own errors, and at most so many readings a minute from one address."""

    def mark(answer: Callable[..., Answer]) -> Callable[..., HttpResponse]:
        @csrf_exempt
        @blind
        @wraps(answer)
        def view(request: LinliRequest, form: str, **parts: str) -> HttpResponse:
            if request.method not in methods:
                said = _("这个地址只接受 %(methods)s。") % {"methods": ", ".join(methods)}
                refused = _written(form, "errors", documents.errors(405, said), 405)
                refused["Allow"] = ", ".join(methods)
                return refused
            try:
                if request.method != "POST":
                    who = request.META.get("REMOTE_ADDR", "")
                    hit(what="open311", who=who, most=READS_A_MINUTE, within=timedelta(minutes=1), now=request.now)
                root, document, status = answer(request, **parts)
            except Refusal as refusal:
                return _written(form, "errors", documents.errors(refusal.status, str(refusal)), refusal.status)
            return _written(form, root, document, status)

        return view

    return mark


@_door("GET", "HEAD")
def discovery(request: LinliRequest) -> Answer:
    """Where the interface is."""
    area = queries.jurisdiction("")
    document = shapes.discovery(
        endpoint=request.build_absolute_uri(reverse("interfaces:root")).rstrip("/"),
        jurisdiction=queries.code_of(area),
        changed_at=openapi.CHANGED_AT,
        contact=request.build_absolute_uri(reverse("interfaces:about")),
        key_service=request.build_absolute_uri(reverse("interfaces:about") + "#keys"),
    )
    return "discovery", document, 200


@_door("GET", "HEAD")
def services(request: LinliRequest) -> Answer:
    """What can be asked for."""
    queries.jurisdiction(reading.text(request.GET, "jurisdiction_id"))
    entries = [
        shapes.service(
            item.code,
            item.name,
            item.summary,
            metadata=item.has_questions,
            keywords=",".join(item.keywords),
            group=item.field_name,
        )
        for item in queries.services()
    ]
    return "services", Listed("service", entries), 200


@_door("GET", "HEAD")
def definition(request: LinliRequest, code: str) -> Answer:
    """What one service asks."""
    queries.jurisdiction(reading.text(request.GET, "jurisdiction_id"))
    asked = [
        {
            "name": question.name,
            "kind": question.kind,
            "is_required": question.is_required,
            "label": question.label,
            "choices": question.choices,
        }
        for question in queries.service(code).questions
    ]
    return "service_definition", shapes.definition(code, asked), 200


@_door("GET", "HEAD", "POST")
def requests(request: LinliRequest) -> Answer:
    """The public requests; or, posted, a new one."""
    if request.method == "POST":
        return _filed(request)
    area = queries.jurisdiction(reading.text(request.GET, "jurisdiction_id"))
    found = queries.requests(reading.asked(request.GET, request.now), area)
    return "service_requests", Listed("request", [shapes.request(each) for each in found]), 200


@_door("GET", "HEAD")
def request_of_number(request: LinliRequest, number: str) -> Answer:
    """One public request; several numbers between commas give those that are public."""
    area = queries.jurisdiction(reading.text(request.GET, "jurisdiction_id"))
    numbers = tuple(each for each in number.split(",") if each)[: reading.MOST_ROWS]
    asked = reading.Asked(numbers=numbers, services=None, since=None, until=None, is_open=None)
    found = queries.requests(asked, area)
    if not found:
        raise errors.NoSuchRequest
    return "service_requests", Listed("request", [shapes.request(each) for each in found]), 200


@_door("GET", "HEAD")
def token(request: LinliRequest, given: str) -> Answer:
    """The number of a request whose answer was lost, by the id its app had sent along as Idempotency-Key."""
    wanted = reading.token(given)
    number = matters.number_of_token(wanted) if wanted else None
    if number is None:
        raise errors.NoSuchRequest
    return "service_requests", Listed("request", [{"service_request_id": number, "token": given}]), 200


def _filed(request: LinliRequest) -> Answer:
    sent = reading.sent(request.POST)
    key_name = actions.use_key(key=sent.api_key, scope="requests", now=request.now).name
    area = queries.jurisdiction(reading.text(request.POST, "jurisdiction_id"))
    item = queries.service(sent.service_code)
    unknown = set(sent.attributes) - {question.name for question in item.questions}
    if unknown:
        raise errors.BadQuestion(name=f"attribute[{min(unknown)}]", why=_("这项服务没有这个问题。"))
    given = request.headers.get("Idempotency-Key", "").strip()
    form_token = reading.token(given) if given else new_id()
    if form_token is None:
        raise errors.BadQuestion(name="Idempotency-Key", why=_("请用 UUID。"))
    filed = actions.file_from_app(
        new=matters.NewMatter(
            form_token=form_token,
            item_code=item.card.code,
            place_id=queries.place_of(sent, area),
            text=sent.description,
            channel="open",
            spot=sent.address_string,
            fields={name: value for name, value in sent.attributes.items() if value},
            contact_name=sent.name,
            contact_phone=sent.phone,
            photos=files.read_photos(request.FILES.getlist("media")),
        ),
        key_name=key_name,
        now=request.now,
    )
    notice = pgettext("open311", "查询码 %(code)s；凭编号和查询码在 %(address)s 查看进度、补充和评价。") % {
        "code": filed.code,
        "address": request.build_absolute_uri(reverse("matters:track")),
    }
    entries = [shapes.receipt(filed.number, notice)]
    return "service_requests", Listed("request", entries), 201 if filed.is_new else 200


@blind
def description(request: LinliRequest) -> JsonResponse:
    """The interface as OpenAPI 3.1."""
    response = JsonResponse(openapi.document(request.build_absolute_uri(reverse("interfaces:root")).rstrip("/")))
    response["Access-Control-Allow-Origin"] = "*"
    return response
