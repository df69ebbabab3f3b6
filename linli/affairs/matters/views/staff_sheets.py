"""Sheets of paper that still travel: the assignment (交办单), the reply (回复单), supervision (督办单)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from linli.affairs.matters.queries import StepShown
from linli.affairs.matters.views import staff_shown
from linli.base.accounts.public import LinliRequest, staff
from linli.base.kit.errors import NotFound

SHEETS = {
    "assign": "matters/staff/sheet_assign.html",
    "reply": "matters/staff/sheet_reply.html",
    "supervise": "matters/staff/sheet_supervise.html",
}
_HANDING = ("assign_down", "transfer", "escalate", "return", "file")
_REPLYING = ("answer", "close", "file_and_close", "decline")


@staff("matters")
@cache_control(no_store=True)
def sheet(request: LinliRequest, matter_id: UUID, kind: str) -> HttpResponse:
    """One sheet, as it will come out of the printer."""
    if kind not in SHEETS:
        raise NotFound
    context = staff_shown.shown(request, matter_id)
    steps = [entry.step for entry in context["entries"]]
    context |= {"handed": _last(steps, _HANDING), "replied": _last(steps, _REPLYING)}
    return render(request, SHEETS[kind], context)


def _last(steps: list[StepShown], moves: tuple[str, ...]) -> StepShown | None:
    return next((step for step in reversed(steps) if step.move in moves and (step.note or step.move == "file")), None)
