"""One matter as its reporter sees it, whether signed in or holding its key: what is happening, and what they can do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.affairs.catalogue import public as catalogue
from linli.affairs.matters import actions, permissions, queries
from linli.affairs.matters.forms.resident import NoteForm, RateForm
from linli.affairs.matters.public import MOVES, OPEN, STATE_NAMES, StepShown
from linli.affairs.matters.views import staff_words
from linli.affairs.matters.views.results import said_answers
from linli.base.accounts.public import LinliRequest
from linli.base.files import public as files
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotFound, Refusal
from linli.base.ui.times import exact_time, said_time
from linli.registers.bodies import public as bodies
from linli.registers.places import public as places

_STAGES = (
    gettext_lazy("已收到"),
    gettext_lazy("已签收"),
    gettext_lazy("正在办"),
    gettext_lazy("已答复"),
    gettext_lazy("已办结"),
)
_STAGE_OF = {"filed": 1, "signed": 2, "started": 3, "waiting": 3, "merged": 3, "answered": 4, "closed": 5}
_TOLD: dict[str, str | Promise] = {
    "filed": gettext_lazy("已经收到，正等%(holder)s签收。"),
    "signed": gettext_lazy("%(holder)s已签收，会去了解情况并答复您。"),
    "started": gettext_lazy("%(holder)s正在办理。"),
    "waiting": gettext_lazy("办理暂停，等条件具备了%(holder)s会接着办。"),
    "asked": gettext_lazy("%(holder)s需要您补充一些情况，补充后接着办。"),
    "answered": gettext_lazy("%(holder)s已经答复，请看看问题解决了没有。"),
    "closed": gettext_lazy("这件事已经办结。"),
    "declined": gettext_lazy("这件事没有受理，原因写在下面。"),
    "withdrawn": gettext_lazy("您已经撤回这件事。"),
    "merged": gettext_lazy("同样的事已经有人在办，和您的合在一起办；办好了一样答复您。"),
}
"""Each state as a sentence to whoever asked; `asked` is waiting for their own words."""

_DONE: dict[str, str | Promise] = {
    "supply": gettext_lazy("补充的情况已经送到，接着办。"),
    "withdraw": gettext_lazy("已经撤回。"),
    "close": gettext_lazy("谢谢，这件事办结了，请给个评价。"),
    "rate": gettext_lazy("谢谢您的评价。"),
    "reopen": gettext_lazy("已经交回重办，时限从现在重新算。"),
    "urge": gettext_lazy("已经提醒承办人快办。"),
}
_ICONS = {
    "file": ("inbox", "action"),
    "file_and_close": ("circle-check", "good"),
    "sign": ("check", "action"),
    "start": ("player-play", "action"),
    "wait": ("player-pause", ""),
    "ask": ("help-circle", "amber"),
    "supply": ("message-plus", "action"),
    "resume": ("player-play", "action"),
    "escalate": ("arrow-up", "action"),
    "answer": ("message-2", "good"),
    "close": ("circle-check", "good"),
    "decline": ("ban", ""),
    "reopen": ("rotate-clockwise", "amber"),
    "withdraw": ("arrow-back-up", ""),
    "rate": ("star", "good"),
    "urge": ("bell-ringing", "amber"),
    "allow": ("calendar-check", "amber"),
    "follow": ("message-2", "good"),
}


@dataclass(frozen=True, slots=True)
class Where:
    """Under which addresses a matter is shown: its page, and its photos without their ids."""

    page: str
    photos: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline with its icon and tone."""

    step: StepShown
    icon: str
    tone: str
    rated: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo of the matter, as c-photos shows it."""

    url: str
    thumb: str
    alt: str


def page(
    request: LinliRequest,
    actor: Actor,
    matter_id: UUID,
    where: Where,
    *,
    refusal: Refusal | None = None,
    forms: Mapping[str, Form] | None = None,
) -> HttpResponse:
    """The page of one matter, kept by no cache."""
    context = {**_matter(actor, matter_id, where, request.now), **_blank_forms(), **(forms or {}), "refusal": refusal}
    is_wrong = any(form.errors for form in (forms or {}).values())
    status = refusal.status if refusal else 400 if is_wrong else 200
    response = render(request, "matters/resident/matter.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def move(request: LinliRequest, actor: Actor, matter_id: UUID, where: Where) -> HttpResponse:
    """Make one of the reporter's moves; a refusal is shown on the page with what was typed."""
    name = request.POST.get("move", "")
    if name not in _MOVES:
        raise NotFound
    form = _form(name, request)
    if not form.is_valid():
        return page(request, actor, matter_id, where, forms={f"{name}_form": form})
    try:
        with transaction.atomic():
            _MOVES[name](form.cleaned_data, {"matter_id": matter_id, "actor": actor, "now": request.now})
    except Refusal as refusal:
        return page(request, actor, matter_id, where, refusal=refusal, forms={f"{name}_form": form})
    messages.success(request, str(_DONE[name]))
    return redirect(where.page)


def _matter(actor: Actor, matter_id: UUID, where: Where, now: datetime) -> dict[str, Any]:
    """Everything the page says of the matter."""
    matter = queries.matter_for(actor, matter_id)
    steps = queries.timeline(actor, matter)
    holder = matter.holder_post
    title = bodies.titles_of([holder.id]).get(holder.id, holder.title)
    paused = next((step.move for step in reversed(steps) if step.move in ("ask", "wait")), "")
    is_asked = matter.state == "waiting" and paused == "ask"
    shown = catalogue.shown(matter.item_version)
    moves = {one.name for one in permissions.moves_open_to(actor, matter)}
    return {
        "matter": matter,
        "item": shown.card.name,
        "answers": said_answers(matter.item_version.fields, matter.fields),
        "results": said_answers(matter.item_version.results, matter.results),
        "place": _place(matter.community_id, matter.place_id),
        "state_said": STATE_NAMES[matter.state],
        "told": _TOLD["asked" if is_asked else matter.state] % {"holder": title},
        "is_asked": is_asked,
        "question": next((step.note for step in reversed(steps) if step.move == "ask"), ""),
        "reply": next(
            (s for s in reversed(steps) if s.move in ("answer", "follow", "decline", "file_and_close")), None
        ),
        "stages": _STAGES if matter.state in _STAGE_OF else (),
        "stage": _STAGE_OF.get(matter.state, 0),
        "lines": [_line(step) for step in reversed(steps)],
        "promise": promise(matter.state, matter.sign_by, matter.answer_by, now),
        "holder_title": title,
        "holder_body": holder.body,
        "holder": bodies.holder_of(holder.id) if matter.state in OPEN else None,
        "photos": _photos(matter_id, where),
        "moves": moves - {"rate"} if matter.rated_at else moves,
        "page": where.page,
        "invitations": queries.invitations(actor, matter.id, matter.number),
    }


def _line(step: StepShown) -> Line:
    until = datetime.fromisoformat(step.details["until"]) if "until" in step.details else None
    return Line(step, *_ICONS.get(step.move, ("circle-dot", "")), staff_words.rated(step), until)


def _place(community_id: UUID | None, place_id: UUID) -> str:
    ids = [id_ for id_ in dict.fromkeys((community_id, place_id)) if id_]
    names = places.names_of(ids)
    return " · ".join(names[id_] for id_ in ids if id_ in names)


def promise(state: str, sign_by: datetime, answer_by: datetime, now: datetime) -> str:
    """By when something will happen, said plainly, also when it is late; empty where no promise runs."""
    if state == "filed" and now <= sign_by:
        return _("最晚 %(at)s 签收，%(answer)s 前答复您。") % {"at": _by(sign_by, now), "answer": _by(answer_by, now)}
    if state not in ("filed", "signed", "started"):
        return ""
    if now <= answer_by and state != "filed":
        return _("最晚 %(at)s 前答复您。") % {"at": _by(answer_by, now)}
    late = sign_by if state == "filed" else answer_by
    return _("已经超过答应的时间（%(at)s），上一级也看得到。") % {"at": _by(late, now)}


def _by(moment: datetime, now: datetime) -> str:
    """The day as people say it, always with the hour: a promise to the day would be no promise."""
    said = said_time(moment, now)
    return said if ":" in said else f"{said} {exact_time(moment)[-5:]}"


def _photos(matter_id: UUID, where: Where) -> list[Picture]:
    found = files.files_of([matter_id])
    return [
        Picture(f"{where.photos}{file.id}/", f"{where.photos}{file.id}/", _("照片 %(n)s") % {"n": number})
        for number, file in enumerate(found, start=1)
    ]


def _form(name: str, request: LinliRequest | None = None) -> Form:
    """The form of a move, empty or filled from a request."""
    given: dict[str, Any] = {"data": request.POST, "files": request.FILES} if request else {}
    if name == "rate":
        return RateForm(auto_id=f"{name}_%s", **given)
    labels = {
        "supply": _("补充什么情况"),
        "reopen": _("哪里没办好"),
        "withdraw": _("为什么撤回"),
        "close": _("还想说的话"),
        "urge": _("有什么新情况"),
    }
    return NoteForm(
        label=labels[name],
        is_required=MOVES[name].needs_note,
        has_photos=name == "supply",
        auto_id=f"{name}_%s",
        **given,
    )


def _blank_forms() -> dict[str, Form]:
    return {f"{name}_form": _form(name) for name in _MOVES}


def _supply(said: dict[str, Any], given: dict[str, Any]) -> None:
    actions.supply(note=said["note"], photos=files.read_photos(said["photos"]), **given)


def _rate(said: dict[str, Any], given: dict[str, Any]) -> None:
    actions.rate(rating=said["grade"], is_solved=said["solved"] == "yes", note=said["note"], **given)


_MOVES: dict[str, Callable[[dict[str, Any], dict[str, Any]], object]] = {
    "supply": _supply,
    "withdraw": lambda said, given: actions.withdraw(note=said["note"], **given),
    "close": lambda said, given: actions.close(note=said["note"], **given),
    "rate": _rate,
    "urge": lambda said, given: actions.urge(note=said["note"], **given),
    "reopen": lambda said, given: actions.reopen(note=said["note"], **given),
}
