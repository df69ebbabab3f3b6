"""Tracking by number and code, the receipt, and the pages that the key opens."""

import io
from uuid import UUID

import segno
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from linli.affairs.matters import actions, errors, queries
from linli.affairs.matters.forms.resident import TrackForm
from linli.affairs.matters.views import progress, receipts
from linli.affairs.matters.views.progress import Where
from linli.affairs.matters.views.receipts import Key
from linli.base.accounts.public import LinliRequest, limited
from linli.base.files import public as files
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.base.kit.errors import NotFound
from linli.registers.bodies import public as bodies


@limited("track", most=20, minutes=15)
def track(request: LinliRequest) -> HttpResponse:
    """Ask for number and code; the right pair opens the matter for an hour."""
    refusal = None
    form = TrackForm(request.POST or None, initial={"number": request.GET.get("number", "")[:20]})
    if request.method == "POST" and form.is_valid():
        number, code = form.cleaned_data["number"], form.cleaned_data["code"]
        matter_id = queries.tracked(number, actions.code_digest(number, code))
        if matter_id is not None:
            answer = redirect("matters:tracked", number)
            receipts.hand_over(request, answer, Key(matter_id, number, code))
            return answer
        refusal = errors.WrongCode()
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "matters/resident/track.html", {"form": form, "refusal": refusal}, status=status)


@limited("move", most=60, minutes=60)
def tracked(request: LinliRequest, number: str) -> HttpResponse:
    """The matter that the key opens; a POST is one of the reporter's moves."""
    key = receipts.key_of(request, number)
    if key is None:
        return _ask_for_code(number)
    base = reverse("matters:tracked", args=[number])
    where = Where(base, f"{base}photos/")
    with walls.acting(Actor.tracking(key.matter_id)) as actor:
        if request.method == "POST":
            return progress.move(request, actor, key.matter_id, where)
        return progress.page(request, actor, key.matter_id, where)


def photo(request: LinliRequest, number: str, file_id: UUID) -> FileResponse:
    """A photo of the matter that the key opens."""
    key = receipts.key_of(request, number)
    if key is None:
        raise NotFound
    with walls.acting(Actor.tracking(key.matter_id)):
        file = files.file_for(file_id)
    response = FileResponse(default_storage.open(file.path), content_type=file.media_type)
    response["Cache-Control"] = "private, max-age=3600"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def receipt(request: LinliRequest, number: str) -> HttpResponse:
    """Number, code and what happens next, to keep or to print; the same for a form that was sent twice."""
    key = receipts.key_of(request, number)
    if key is None:
        return _ask_for_code(number)
    with walls.acting(Actor.tracking(key.matter_id)) as actor:
        matter = queries.matter_for(actor, key.matter_id)
        address = request.build_absolute_uri(f"{reverse('matters:track')}?{urlencode({'number': number})}")
        holder = bodies.titles_of([matter.holder_post_id]).get(matter.holder_post_id, "")
        context = {
            "matter": matter,
            "key": key,
            "holder": holder,
            "promise": progress.promise(matter.state, matter.sign_by, matter.answer_by, request.now),
            "qr": _qr(address),
        }
        response = render(request, "matters/resident/receipt.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _ask_for_code(number: str) -> HttpResponse:
    return redirect(f"{reverse('matters:track')}?{urlencode({'number': number})}")


def _qr(address: str) -> SafeString:
    """The tracking address, number filled in and code left out, as an SVG drawing."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, dark="#000", light="#fff")
    return mark_safe(out.getvalue().decode())  # noqa: S308 -- drawn by the library from an address of our own
