"""Signed-in residents: what they filed, what they were told, and each matter with its moves."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.affairs.matters import queries
from linli.affairs.matters.queries import Row
from linli.affairs.matters.views import progress
from linli.affairs.matters.views.progress import Where
from linli.base.accounts.public import LinliRequest, limited, signed_in
from linli.base.kit.clock import local_date
from linli.base.notices import public as notices
from linli.base.ui.links import row_url
from linli.base.ui.templatetags.ui import chip, people_time
from linli.base.ui.work import WorkRow

NEWEST = 8
_OWN_PAGES = {"matter": "matters:my_matter", "dispute": "mediation:my_dispute"}
"""The page of what a notice is about; contexts above are met by address."""


@signed_in
def my(request: LinliRequest) -> HttpResponse:
    """My matters, newest first, and what I have not read yet. A post is asked to switch to itself first."""
    if request.actor.is_staff:
        return render(request, "matters/resident/my_as_staff.html")
    told = list(notices.notices_of(request.actor)[:NEWEST])
    context = {
        "rows": [_my_row(row, request.now) for row in queries.my_matters(request.actor, now=request.now)],
        "news": _news(told, request),
        "unread": sum(notice.read_at is None for notice in told),
    }
    return render(request, "matters/resident/my.html", context)


def _my_row(row: Row, now: datetime) -> WorkRow:
    wants_rating = row.state == "closed" and not row.rating
    return WorkRow(
        url=row_url("matters:my_matter", row.id),
        title=row.item,
        meta=[people_time(row.filed_at, now), row.community, row.number],
        side=[
            chip(row.state_said, row.state),
            *([chip(_("等您评价"), tone="amber", drawn="star")] if wants_rating else []),
        ],
    )


def _news(told: list[notices.Notice], request: LinliRequest) -> list[tuple[notices.Notice, str, str]]:
    """The notices with what they say and the page they lead to; a statement more where there are any."""
    if not told:
        return []
    wordings = notices.wordings_on(local_date(request.now))
    # A notice is named after the move; what a resident reads of it is a kind of its own.
    kinds = [notice.kind.replace("matter.", "resident.", 1) for notice in told]
    said = [
        wordings.said(kind, notice.area_ids, request.LANGUAGE_CODE) for kind, notice in zip(kinds, told, strict=True)
    ]
    return [
        (notice, words, row_url(_OWN_PAGES[notice.subject_kind], notice.subject_id))
        for notice, words in zip(told, said, strict=True)
        if words and notice.subject_kind in _OWN_PAGES
    ]


@require_POST
@signed_in
def read_notices(request: LinliRequest) -> HttpResponse:
    """Mark everything I was told as read."""
    notices.mark_read(actor=request.actor, now=request.now)
    return redirect("matters:my")


@signed_in
@limited("move", most=60, minutes=60)
def my_matter(request: LinliRequest, matter_id: UUID) -> HttpResponse:
    """One of my matters; somebody else's is not found. A POST is one of my moves."""
    where = Where(reverse("matters:my_matter", args=[matter_id]), "/files/")
    if request.method == "POST":
        return progress.move(request, request.actor, matter_id, where)
    return progress.page(request, request.actor, matter_id, where)
