"""What everyone may read: the rounds, how each was drawn, and the list to draw it again from."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from linli.affairs.callbacks import queries
from linli.affairs.callbacks.queries import COLUMNS
from linli.affairs.callbacks.states import REVEALED
from linli.affairs.callbacks.views import results, words
from linli.base.accounts.public import LinliRequest
from linli.base.kit import walls
from linli.base.kit.actor import Actor
from linli.registers.places import public as places


class _Echo:
    """Gives back what the csv module writes."""

    def write(self, line: str) -> str:
        return line


@require_safe
def overview(request: LinliRequest) -> HttpResponse:
    """All rounds, newest first."""
    return render(request, "callbacks/public/rounds.html", {"rounds": queries.rounds_within(None, now=request.now)})


@require_safe
def one(request: LinliRequest, number: str) -> HttpResponse:
    """One round: its rule, its commitment, and after the end its seed, list and results."""
    shown = queries.round_of_number(number)
    by = request.GET.get("by", "street")
    by = by if by in results.BY_SAID else "street"
    is_revealed = shown.state == REVEALED
    lines = queries.figures(shown, by) if is_revealed else []
    total = queries.total(lines)
    context = {
        "total": total,
        "groups": results.groups(total) if is_revealed else [],
        "lines": queries.public_lines(shown, lines, now=request.now),
        "by_said": results.BY_SAID[by],
        "ways": [words.Way(f"?{urlencode({'by': name})}", said, name == by) for name, said in results.BY_SAID.items()],
        "round": shown,
        "place": places.names_of([shown.place_id]).get(shown.place_id, ""),
        "state_said": queries.state_said(shown),
        "rule": words.rule_lines(shown.rule),
        "is_revealed": is_revealed,
    }
    return render(request, "callbacks/public/round.html", context)


@require_safe
def not_counted(request: LinliRequest) -> HttpResponse:
    """What was published as not counting."""
    return render(request, "callbacks/public/claims.html", {"rows": queries.public_claims()})


@require_safe
def list_csv(request: LinliRequest, number: str) -> StreamingHttpResponse:
    """The list a published round was drawn from; nothing in it is personal."""
    shown = queries.round_of_number(number)
    next(queries.list_lines(shown), None)
    response = StreamingHttpResponse(_lines(shown), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="linli-callbacks-{shown.number}.csv"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _lines(shown: queries.Round) -> Iterator[str]:
    """The view's own transaction has ended by now: reading opens one."""
    writer: Any = csv.writer(_Echo(), lineterminator="\n")
    yield writer.writerow(COLUMNS)
    with walls.acting(Actor.intake()):
        for line in queries.list_lines(shown):
            yield writer.writerow(line)
