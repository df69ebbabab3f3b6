"""The desk's lists: disputes to work on, the joint desk of three forces, a new dispute."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from linli.affairs.matters import public as matters
from linli.affairs.mediation import actions, queries
from linli.affairs.mediation.forms.papers import DisputeForm, a_token
from linli.affairs.mediation.queries import DESKS, GROUPS, WHICH, ListFilter
from linli.affairs.mediation.states import GRADES, kinds
from linli.affairs.mediation.states.words import DESK_NAMES, NEXT
from linli.affairs.mediation.views.organisations import organisations
from linli.base.accounts.public import LinliRequest, staff
from linli.base.files import public as files
from linli.base.kit.errors import Refusal
from linli.base.ui.asked import as_id, as_midnight, as_number
from linli.registers.places import public as places

CAST = ("mediation", "take_disputes", "screen", "supervise")


@staff(*CAST)
@cache_control(no_store=True)
def disputes(request: LinliRequest) -> HttpResponse:
    """What is mine and what is open around here."""
    wanted, counts = _filter(request), queries.counts(request.actor)
    page = queries.disputes(request.actor, wanted, as_number(request.GET.get("page")))
    context = {
        "page": page,
        "wanted": wanted,
        "tabs": area_tabs("area" if wanted.box == "area" else "mine", counts),
        "saved": _saved(request, wanted),
        "kinds": [("", _("全部类型")), *((kind.code, kind.name) for kind in kinds().values())],
        "grades": [("", _("全部难度")), *((code, str(name)) for code, name in GRADES.items())],
        "place": places.names_of([wanted.place_id]).get(wanted.place_id, "") if wanted.place_id else "",
        "which": wanted.which,
        "next": NEXT,
        "may_find": request.actor.can("screen"),
    }
    return render(request, "mediation/staff/disputes.html", context)


@staff("mediation", "take_disputes")
@cache_control(no_store=True)
def joint(request: LinliRequest) -> HttpResponse:
    """Police, justice and mediation at one desk: who owns what, what is next, what burns (HZ-36)."""
    desk = request.GET.get("desk", "")
    wanted = ListFilter(box="area", group="open", desk=desk if desk in DESKS else "")
    page = queries.disputes(request.actor, wanted, as_number(request.GET.get("page")))
    here = reverse("mediation:joint")
    desks = [("", _("三家一起看")), *((code, str(name)) for code, name in DESK_NAMES.items())]
    context = {
        "page": page,
        "tabs": area_tabs("joint", queries.counts(request.actor)),
        "saved": [
            {
                "url": f"{here}?{urlencode({'desk': code})}" if code else here,
                "label": said,
                "active": code == wanted.desk,
            }
            for code, said in desks
        ],
        "lines": [(row, NEXT.get(row.state, "")) for row in page.rows],
    }
    return render(request, "mediation/staff/joint.html", context)


@staff("screen")
def new(request: LinliRequest) -> HttpResponse:
    """Take a dispute down, from a round, from a party, or from a matter."""
    here, known = queries.place_choices(request.actor), organisations(request.actor)
    form = DisputeForm(request.POST or None, initial=_initial(request), places_here=here, bodies_here=known)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            photos = files.read_photos(request.FILES.getlist("photos"))
            made = actions.find(new=form.new(photos), actor=request.actor, now=request.now)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("已登记，编号 %(number)s。") % {"number": made.number})
            return redirect("mediation:dispute", made.id)
    status = refusal.status if refusal else 400 if request.method == "POST" else 200
    return render(request, "mediation/staff/new.html", {"form": form, "refusal": refusal}, status=status)


def _initial(request: LinliRequest) -> dict[str, object]:
    """A fresh token; grown from a matter, what it says and where it lies."""
    initial: dict[str, object] = {"form_token": a_token(), "source": "screening"}
    matter_id = as_id(request.GET.get("matter"))
    if matter_id and request.actor.can("matters"):
        matter = matters.matter_for(request.actor, matter_id)
        initial |= {
            "matter_id": matter.id,
            "title": matter.text[:60],
            "facts": matter.text,
            "spot": matter.spot,
            "place": str(matter.place_id),
        }
    return initial


def _filter(request: LinliRequest) -> ListFilter:
    """What the address asks for; what it asks wrongly narrows nothing."""
    asked = request.GET
    box = asked.get("box", "area")
    return ListFilter(
        box=box if box in ("mine", "area") else "area",
        group=asked.get("group", "open") if asked.get("group") in GROUPS else "open",
        kind=asked.get("kind", "") if asked.get("kind") in kinds() else "",
        grade=asked.get("grade", "") if asked.get("grade") in GRADES else "",
        which=asked.get("which", "") if asked.get("which") in WHICH else "",
        place_id=as_id(asked.get("place")),
        since=as_midnight(asked.get("since")),
        until=as_midnight(asked.get("until")),
    )


def area_tabs(active: str, counts: dict[str, int]) -> list[dict[str, object]]:
    """The pages of mediation."""
    here = reverse("mediation:list")
    pages = [
        ("area", here, _("辖区的"), counts["area"]),
        ("mine", f"{here}?box=mine", _("我经手的"), counts["mine"]),
        ("joint", reverse("mediation:joint"), _("联合调处台"), ""),
        ("figures", reverse("mediation:figures"), _("统计"), ""),
    ]
    return [{"url": url, "label": label, "count": count, "active": key == active} for key, url, label, count in pages]


def _saved(request: LinliRequest, wanted: ListFilter) -> list[dict[str, object]]:
    """The stages one usually looks at."""
    said = [
        ("open", _("没办完的")),
        ("new", _("待受理")),
        ("underway", _("在调解")),
        ("settled", _("已达成协议，在跟")),
        ("ended", _("已结束")),
    ]
    box = {"box": wanted.box} if wanted.box != "area" else {}
    here = reverse("mediation:list")
    return [
        {
            "url": f"{here}?{urlencode({**box, 'group': code})}",
            "label": label,
            "active": code == wanted.group and not wanted.which,
        }
        for code, label in said
    ]
