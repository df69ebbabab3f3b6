"""One matter at the desk: its page, and doing what can be done to it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control

from linli.affairs.matters import actions, queries
from linli.affairs.matters.forms.staff import MoveForm
from linli.affairs.matters.queries import Matter
from linli.affairs.matters.states import MOVES
from linli.affairs.matters.views import results, staff_shown, staff_words
from linli.base.accounts.public import LinliRequest, staff
from linli.base.files import public as files
from linli.base.kit.errors import NotFound, Refusal

VERBS: dict[str, Callable[..., Matter]] = {
    "sign": actions.sign,
    "return": actions.return_,
    "decline": actions.decline,
    "transfer": actions.transfer,
    "escalate": actions.escalate,
    "assign_down": actions.assign_down,
    "start": actions.start,
    "wait": actions.wait,
    "ask": actions.ask,
    "resume": actions.resume,
    "answer": actions.answer,
    "close": actions.close,
    "reopen": actions.reopen,
    "rate": actions.rate,
    "invite": actions.invite,
    "assist": actions.assist,
    "urge": actions.urge,
    "contact": actions.contact,
    "note": actions.note,
    "instruct": actions.instruct,
    "report": actions.report,
    "prolong": actions.prolong,
    "allow": actions.allow,
    "refuse": actions.refuse,
    "split": actions.split,
    "recall": actions.recall,
    "merge": actions.merge,
    "separate": actions.separate,
    "rule": actions.rule,
    "card": actions.card,
    "lift": actions.lift,
}
"""What staff may do to a matter by its page; the rest is the reporter's."""


@staff("matters")
@cache_control(no_store=True)
def matter(request: LinliRequest, matter_id: UUID) -> HttpResponse:
    """The whole page; for the pane beside a list, the body alone."""
    back = _list_behind(request)
    context = staff_shown.shown(request, matter_id, back=back)
    if not request.headers.get("HX-Request"):
        return render(request, "matters/staff/matter.html", context)
    response = render(request, "matters/staff/matter_body.html", {**context, "is_pane": True})
    if "first" not in request.GET:
        response["HX-Push-Url"] = opened_in(back, matter_id) if back else request.get_full_path()
    response["Vary"] = "HX-Request"
    return response


@staff("matters")
@cache_control(no_store=True)
def move(request: LinliRequest, matter_id: UUID, name: str) -> HttpResponse:
    """Do one thing to the matter; what is refused is said in place, and what was typed stays. Its form alone for a page that opens it."""
    if name not in VERBS:
        raise NotFound
    if request.method != "POST" and request.headers.get("HX-Request"):
        context = staff_shown.form_shown(request, matter_id, name, back=_list_behind(request))
        return render(request, "matters/staff/move_form.html", context)
    if request.method != "POST":
        return redirect(f"{reverse('matters:desk_matter', args=[matter_id])}?{urlencode({'do': name})}")
    form, back = MoveForm(request.POST), safe_back(request.POST.get("back", ""))
    tried = staff_shown.Tried(name, form)
    if form.is_valid():
        try:
            _do(request, matter_id, name, form)
        except Refusal as refusal:
            tried.refusal = refusal
        else:
            messages.success(request, str(staff_words.DONE[name]))
            return redirect(f"{_after(back, matter_id)}{urlencode({'moved': name})}")
    status = tried.refusal.status if tried.refusal else 400
    return render(
        request,
        "matters/staff/matter.html",
        staff_shown.shown(request, matter_id, back=back, tried=tried),
        status=status,
    )


def _do(request: LinliRequest, matter_id: UUID, name: str, form: MoveForm) -> None:
    """Call the verb with what it takes."""
    values = form.cleaned_data
    words: dict[str, Any] = {} if name in staff_shown.WORDLESS else {"note": values["note"]}
    for taken in MOVES[name].takes:
        words |= _TAKEN[taken](request, values, matter_id)
    VERBS[name](matter_id=matter_id, actor=request.actor, now=request.now, **words)


_TAKEN: dict[str, Callable[[LinliRequest, dict[str, Any], UUID], dict[str, Any]]] = {
    # Nothing chosen is a receiver that doesn't exist: the action says so.
    "receiver": lambda _request, said, matter_id: {"to_post_id": said["to_post"] or matter_id},
    "rating": lambda _request, said, _id: {"rating": said["rating"] or 0, "is_solved": said["is_solved"]},
    "photos": lambda request, _said, _id: {"photos": files.read_photos(request.FILES.getlist("photos"))},
    "contact": lambda _request, said, _id: {"way": said["way"], "is_reached": said["is_reached"]},
    "days": lambda _request, said, _id: {"days": said["days"] or 0},
    "main": lambda _request, said, _id: {"main": said["main_number"] or said["main"]},
    "colour": lambda _request, said, _id: {"colour": said["colour"]},
    "without": lambda _request, said, _id: {"without": said["without"]},
    "results": lambda request, _said, _id: {"results": results.results_in(request.POST)},
}
"""What the table says a move takes, out of the form, as the verb's arguments."""


def _after(back: str, matter_id: UUID) -> str:
    """Where a move leads: the list with the matter still beside it, or the matter's own page; ready for one more value."""
    if back:
        return f"{opened_in(back, matter_id)}&"
    return f"{reverse('matters:desk_matter', args=[matter_id])}?"


def opened_in(back: str, matter_id: UUID) -> str:
    """A list's address with the matter opened beside it."""
    parts = urlsplit(back)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in ("open", "do", "template", "moved")]
    return f"{parts.path}?{urlencode([*kept, ('open', str(matter_id))])}"


def _list_behind(request: LinliRequest) -> str:
    """The list a pane was opened from, as htmx tells it."""
    current = urlsplit(request.headers.get("HX-Current-URL", ""))
    return safe_back(f"{current.path}?{current.query}" if current.query else current.path)


def safe_back(address: str) -> str:
    """An address of the desk's list, or nothing: nobody is led away from here."""
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours and urlsplit(address).path == reverse("matters:list") else ""


@staff("matters")
def same_phone(request: LinliRequest, matter_id: UUID) -> HttpResponse:
    """What else was asked from the same phone."""
    found = queries.matter_for(request.actor, matter_id)
    rows = queries.same_phone(request.actor, found, now=request.now)
    template = (
        "matters/staff/same_phone_rows.html" if request.headers.get("HX-Request") else "matters/staff/same_phone.html"
    )
    return render(request, template, {"rows": rows, "matter": found})
