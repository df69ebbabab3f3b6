"""What residents see of the register: who looked at their data."""

from django.http import HttpResponse
from django.shortcuts import render

from linli.base.accounts.public import LinliRequest, signed_in
from linli.registers.people import queries


@signed_in
def my_looks(request: LinliRequest) -> HttpResponse:
    """Who looked at my data or changed it, when, and for what."""
    actor = request.actor
    own = queries.own_record(actor)
    context = {"own": own, "looks": queries.looks_at(actor, own.person_id) if own else [], "is_staff": actor.is_staff}
    return render(request, "people/my_looks.html", context)
