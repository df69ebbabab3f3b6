"""Search over everything, my grid, and what I have been told."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from linli.base.accounts.public import LinliRequest, staff
from linli.base.notices import public as notices
from linli.base.ui.asked import as_number
from linli.faces.workbench import queries


@staff()
def search(request: LinliRequest) -> HttpResponse:
    """One box; each kind of result in its own block."""
    text = (request.GET.get("q") or "").strip()[:80]
    answer = queries.search(request.actor, text, now=request.now) if text else None
    return render(request, "workbench/search.html", {"q": text, "answer": answer})


@staff("people")
def grid(request: LinliRequest) -> HttpResponse:
    """The acting place: what is open, who lives there, who answers, whom to go and see."""
    return render(request, "workbench/grid.html", {"grid": queries.grid_of(request.actor, now=request.now)})


@staff()
def told(request: LinliRequest) -> HttpResponse:
    """What this post has been told; reading is one press, so that a glance at the list loses nothing."""
    if request.method == "POST":
        notices.mark_read(actor=request.actor, now=request.now)
        return redirect("workbench:notices")
    page = as_number(request.GET.get("page"))
    rows, has_next = queries.told(request.actor, page, request.now)
    context = {"rows": rows, "page": page, "has_next": has_next, "has_new": any(row.is_new for row in rows)}
    return render(request, "workbench/notices.html", context)
