"""The desk's lists: the inbox by clock, its presets, and one move over several matters."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from linli.affairs.catalogue import public as catalogue
from linli.affairs.matters import queries
from linli.affairs.matters.forms.staff import CHANNEL_NAMES, BulkForm, work_filter
from linli.affairs.matters.queries import Row, WorkFilter
from linli.affairs.matters.states import MOVES, STATE_NAMES
from linli.affairs.matters.views import staff_matter, staff_shown, staff_words
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.actor import Actor, Sight
from linli.base.kit.errors import NotFound, Refusal
from linli.base.ui.asked import as_id, as_number
from linli.base.ui.links import row_url
from linli.base.ui.templatetags.ui import chip, clock_chip, people_time
from linli.base.ui.work import WorkRow
from linli.registers.places import public as places

MOST_PICKED = 50


@dataclass(frozen=True, slots=True)
class Way:
    """A tab or a saved filter: an address with its words."""

    url: str
    label: str
    active: bool
    count: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one picked matter."""

    matter_id: UUID
    number: str
    title: str
    is_done: bool
    refusal: Refusal | None = None


@staff()
@cache_control(no_store=True)
def inbox(request: LinliRequest) -> HttpResponse:
    """What waits for this post, by what burns; on a wide screen the chosen matter beside it.

    It is where the desk begins: a post that handles no matters is led on to its disputes, or to the search.
    """
    if not request.actor.can("matters"):
        settles = request.actor.can("mediation") or request.actor.can("take_disputes")
        return redirect("mediation:list" if settles else "workbench:search")
    place, place_text = _place(request.actor, request.GET.get("place", ""))
    chosen = as_id(request.GET.get("open"))
    item, item_text = _item(request.GET.get("item", ""))
    wanted = work_filter(request.GET, place_id=place, item=item)
    page = queries.worklist(request.actor, wanted, now=request.now, page=as_number(request.GET.get("page")))
    context = {
        "wanted": wanted,
        "place_text": place_text,
        "is_unplaced": bool(place_text and place is None),
        "item_text": item_text,
        "is_no_item": bool(item_text and not item),
        "lines": _lines(page.rows, chosen, with_holder=wanted.box != "mine", now=request.now),
        "page": page,
        "lead": staff_words.inbox_lead(page.rows) if wanted.state in ("", "filed", "signed", "started") else "",
        "tabs": _tabs(request.actor, wanted),
        "saved": _presets(wanted),
        "is_narrowed": wanted != WorkFilter(box=wanted.box),
        "has_more": bool(wanted.clock or item_text or wanted.urgency or wanted.channel or place_text),
        "choices": _choices(),
        "may_file": request.actor.can("intake"),
        **_opened(request, chosen),
    }
    return render(request, "matters/staff/inbox.html", context)


def _lines(rows: list[Row], chosen: UUID | None, *, with_holder: bool, now: datetime) -> list[WorkRow]:
    """The rows as they are shown."""
    return [
        WorkRow(
            key=str(row.id),
            url=row_url("matters:desk_matter", row.id),
            title=_shortened(row.text, 80),
            subject=row.item,
            meta=[
                _where(row),
                people_time(row.filed_at, now),
                str(CHANNEL_NAMES[row.channel]),
                *([row.holder] if with_holder else []),
            ],
            side=_side(row, now),
            is_current=row.id == chosen,
        )
        for row in rows
    ]


def _where(row: Row) -> str:
    place, spot = row.place or row.community, _shortened(row.spot, 20)
    return f"{place} · {spot}" if spot else place


def _side(row: Row, now: datetime) -> list[SafeString]:
    """The clock, if one burns, and what else should be seen at once."""
    clock = staff_words.clock_of(row, now)
    looks = staff_words.looks_of(row, has_clock=clock is not None)
    chips = [chip(look.words, look.stage, look.tone, look.icon) for look in looks]
    return [clock_chip(clock.due, clock.burn, clock.text, clock.label), *chips] if clock else chips


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _opened(request: LinliRequest, chosen: UUID | None) -> dict[str, Any]:
    """The matter that stands beside the list, if the address names one that can be seen."""
    if chosen is None:
        return {}
    try:
        return {"is_pane": True, **staff_shown.shown(request, chosen, back=request.get_full_path())}
    except NotFound:
        return {}


def _place(actor: Actor, asked: str) -> tuple[UUID | None, str]:
    """The place an address names by id, or by what people call it; with the words to show again."""
    asked = asked.strip()[:80]
    if not asked:
        return None, ""
    if place_id := as_id(asked):
        return place_id, places.names_of([place_id]).get(place_id, "")
    found = places.find_places(asked, county_id=actor.chain[3], limit=1)
    return (found[0].place_id, found[0].name) if found else (None, asked)


def _item(asked: str) -> tuple[str, str]:
    """The code of the item an address names by code or by what people call it; with the words to show again."""
    asked = asked.strip()[:80]
    if not asked:
        return "", ""
    if named := catalogue.item_names([asked]):
        return asked, named[asked]
    found = catalogue.search_items(asked, audience="staff", limit=1)
    return (found[0].code, found[0].name) if found else ("", asked)


def _address(**values: str | int) -> str:
    given = {name: value for name, value in values.items() if value != ""}
    return f"{reverse('matters:list')}?{urlencode(given)}" if given else reverse("matters:list")


def _tabs(actor: Actor, wanted: WorkFilter) -> list[Way]:
    """My post's, my body's, my area's; a department has no area."""
    boxes = [("mine", pgettext("box", "我的")), ("assist", _("协办")), ("body", _("本单位"))]
    if actor.sight is not Sight.HELD:
        boxes.append(("area", _("全辖区")))
    if actor.can("intake"):
        boxes.append(("asked", _("我首问的")))
    count = queries.assist_count(actor)
    return [
        Way(
            _address(box="" if box == "mine" else box),
            said,
            wanted.box == box,
            str(count) if box == "assist" and count else "",
        )
        for box, said in boxes
    ]


def _presets(wanted: WorkFilter) -> list[Way]:
    """The filters everybody needs, as addresses that can be kept."""
    box = "" if wanted.box == "mine" else wanted.box
    plain = WorkFilter(box=wanted.box)
    presets: list[tuple[str, dict[str, Any]]] = [
        (_("全部未办结"), {}),
        (_("超时"), {"clock": "overdue"}),
        (_("快到期"), {"clock": "soon"}),
        (_("待签收"), {"state": "filed"}),
        (_("等待居民"), {"state": "waiting"}),
        (_("有批示"), {"flag": "instructed"}),
        (_("有督办牌"), {"flag": "carded"}),
        (_("不满意"), {"state": "any", "rating_below": 3}),
    ]
    return [Way(_address(box=box, **values), said, wanted == replace(plain, **values)) for said, values in presets]


def _choices() -> dict[str, list[tuple[str, str | Promise]]]:
    states: list[tuple[str, str | Promise]] = [("", _("未办结")), ("any", _("全部")), *STATE_NAMES.items()]
    return {
        "state": states,
        "clock": [("", _("不限")), ("overdue", _("超时")), ("soon", _("快到期"))],
        "urgency": [("", _("不限")), *catalogue.URGENCY_NAMES.items()],
        "channel": [("", _("不限")), *CHANNEL_NAMES.items()],
    }


@staff("matters")
def suggest_items(request: LinliRequest) -> HttpResponse:
    """Items that answer to what is being typed into a list's filter."""
    found = catalogue.search_items(request.GET.get("q", ""), audience="staff", limit=8)
    fills = [(json.dumps({"item": card.name}, ensure_ascii=False), card) for card in found]
    return render(request, "matters/staff/item_fills.html", {"fills": fills})


@staff("matters")
@require_POST
def bulk(request: LinliRequest) -> HttpResponse:
    """One move over the picked matters, each by itself: what was done, what was refused and why; nothing is lost."""
    picked = [chosen for value in request.POST.getlist("picked")[:MOST_PICKED] if (chosen := as_id(value))]
    form = BulkForm(request.POST)
    if not picked or not form.is_valid():
        return redirect(_back(request))
    move = form.cleaned_data["move"]
    wants_receiver = MOVES[move].hands_over and not form.cleaned_data["to_post"]
    if wants_receiver or (MOVES[move].needs_note and not form.cleaned_data["note"].strip()):
        return _ask_receiver(request, picked, form, is_sent="to_post" in request.POST)
    outcomes = [_outcome(request, matter_id, move, form) for matter_id in picked]
    context = {
        "outcomes": outcomes,
        "done": sum(outcome.is_done for outcome in outcomes),
        "refused": [outcome for outcome in outcomes if not outcome.is_done],
        "move": MOVES[move],
        "form": form,
        "back": _back(request),
    }
    return render(request, "matters/staff/bulk_done.html", context)


def _ask_receiver(request: LinliRequest, picked: list[UUID], form: BulkForm, *, is_sent: bool) -> HttpResponse:
    """Whom to hand over to, and with which words."""
    matters = [queries.matter_for(request.actor, matter_id) for matter_id in picked]
    context = {
        "matters": matters,
        "form": form,
        "move": MOVES[form.cleaned_data["move"]],
        "receivers": queries.receivers(request.actor, matters[0], form.cleaned_data["move"]),
        "is_sent": is_sent,
        "back": _back(request),
    }
    return render(request, "matters/staff/bulk_ask.html", context, status=400 if is_sent else 200)


def _outcome(request: LinliRequest, matter_id: UUID, move: str, form: BulkForm) -> Outcome:
    words = {"note": form.cleaned_data["note"], "to_post_id": form.cleaned_data["to_post"]}
    number = title = ""
    try:
        matter = queries.matter_for(request.actor, matter_id)
        number, title = matter.number, matter.text[:60]
        staff_matter.VERBS[move](
            matter_id=matter_id, actor=request.actor, now=request.now, **(words if MOVES[move].hands_over else {})
        )
    except Refusal as refusal:
        return Outcome(matter_id, number, title, is_done=False, refusal=refusal)
    return Outcome(matter_id, number, title, is_done=True)


def _back(request: LinliRequest) -> str:
    """The list somebody came from."""
    return staff_matter.safe_back(request.POST.get("back", "")) or reverse("matters:list")
