"""The words of messages: what each kind says by each channel, looked at with made-up values, set anew from a day on."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from linli.base.kit.clock import local_date
from linli.base.kit.errors import NotFound, Refusal
from linli.base.kit.guards import LinliRequest, staff
from linli.base.notices import actions, queries
from linli.base.notices.forms import WordingForm
from linli.base.notices.queries import Kind, Words
from linli.base.notices.states import AUDIENCES, CHANNEL_NAMES, EMAIL, RESIDENT


@dataclass(frozen=True, slots=True)
class Way:
    """One channel of a kind; is_own: the area has words of its own."""

    channel: str
    name: str
    is_own: bool


@staff("notices")
def wordings(request: LinliRequest) -> HttpResponse:
    """Every kind with its channels, residents' first."""
    in_force = queries.wordings_on(local_date(request.now))
    areas = [request.actor.place_id] if request.actor.place_id else []
    language = get_language() or ""
    groups = []
    for audience in reversed(AUDIENCES):
        rows = [
            (in_force.said(kind.name, areas, language), kind, _ways(kind, in_force, request))
            for kind in queries.kinds().values()
            if kind.audience == audience
        ]
        groups.append((_("给居民的") if audience == RESIDENT else _("给工作人员的"), rows))
    return render(request, "notices/wordings.html", {"groups": groups})


def _ways(kind: Kind, in_force: queries.Wordings, request: LinliRequest) -> list[Way]:
    return [
        Way(channel, str(CHANNEL_NAMES[channel]), (kind.name, channel, request.actor.place_id) in in_force.rows)
        for channel in kind.texts
    ]


@staff("notices")
def wording(request: LinliRequest, kind: str, channel: str) -> HttpResponse:
    """The words of one kind by one channel; a POST looks at them, or has them hold."""
    known = queries.kinds().get(kind)
    if known is None or channel not in known.texts:
        raise NotFound
    if request.method != "POST":
        return _page(request, known, channel, _filled(request, known, channel))
    form = WordingForm(request.POST, today=local_date(request.now), has_subject=channel == EMAIL)
    if not form.is_valid():
        return _page(request, known, channel, form)
    try:
        for words in form.both():
            actions.check_words(known, channel, words)
        if request.POST.get("do") == "look":
            return _page(request, known, channel, form)
        chinese, english = form.both()
        actions.set_wording(
            kind=kind,
            channel=channel,
            chinese=chinese,
            english=english,
            valid_from=form.cleaned_data["valid_from"],
            actor=request.actor,
            now=request.now,
        )
    except Refusal as refusal:
        return _page(request, known, channel, form, refusal)
    messages.success(request, _("新用语已保存，到日子就用。"))
    return redirect("notices:wording", kind, channel)


def _filled(request: LinliRequest, known: Kind, channel: str) -> WordingForm:
    """The form with the words that hold now, or those the system ships with."""
    today = local_date(request.now)
    areas = [request.actor.place_id] if request.actor.place_id else []
    in_force = queries.wordings_on(today, [known.name])
    found = {
        own: known.texts[channel][own]
        if "shipped" in request.GET
        else in_force.words(known.name, channel, areas, own) or known.texts[channel][own]
        for own in ("zh", "en")
    }
    initial = {f"{part}_{own}": getattr(words, part) for own, words in found.items() for part in ("subject", "body")}
    return WordingForm(initial={**initial, "valid_from": today}, today=today, has_subject=channel == EMAIL)


def _page(
    request: LinliRequest, known: Kind, channel: str, form: WordingForm, refusal: Refusal | None = None
) -> HttpResponse:
    looks: list[tuple[str, Words]] = []
    if refusal is None and not form.errors:
        looks = [
            (name, queries.filled(words, queries.sample(known, own), own))
            for name, own, words in zip((_("中文"), _("英文")), ("zh-hans", "en"), form.both(), strict=True)
        ]
    context = {
        "kind": known,
        "said": known.said,
        "channel": CHANNEL_NAMES[channel],
        "form": form,
        "blanks": [(f"{{{name}}}", queries.BLANK_NAMES.get(name, name)) for name in sorted(known.blanks)],
        "looks": looks,
        "versions": queries.versions(known.name, channel, request.actor),
        "today": local_date(request.now),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 400 if form.errors else 200
    return render(request, "notices/wording.html", context, status=status)
