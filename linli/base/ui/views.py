"""How a reader wants the pages, staying signed in, and the gallery of components."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from linli.base.ui import gallery
from linli.base.ui.preferences import ELDER_COOKIE, THEME_COOKIE, THEMES, Preferences

YEAR = 365 * 24 * 3600


@require_POST
def preference(request: HttpRequest) -> HttpResponse:
    """Keep a choice of theme or elder mode on the reader's device and go back to the page they were on."""
    wanted = request.POST.get("next", "")
    answer = redirect(wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "/")
    secure = request.is_secure()
    if (theme := request.POST.get("theme", "")) in THEMES:
        answer.set_cookie(THEME_COOKIE, theme, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    if (elder := request.POST.get("elder", "")) in {"on", "off"}:
        answer.set_cookie(ELDER_COOKIE, elder, max_age=YEAR, secure=secure, httponly=True, samesite="Lax")
    return answer


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Someone is still there: touching the session starts its time anew."""
    if hasattr(request, "session"):
        request.session.modified = True
    return HttpResponse(status=204)


def show_gallery(request: HttpRequest) -> HttpResponse:
    """Every component in all its states; `?lang=en`, `?elder=1` and `?theme=dark` choose how."""
    if not (getattr(settings, "LINLI_DEMO", False) or settings.DEBUG):
        raise Http404
    language = "en" if request.GET.get("lang") == "en" else "zh-hans"
    theme = request.GET.get("theme", "")
    reader = Preferences(theme if theme in THEMES else "light", bool(request.GET.get("elder")))
    with translation.override(language):
        return render(request, "ui/gallery.html", {"ui_preferences": reader, **gallery.samples()})
