"""A page with one form about one place: shown, or acted on and left. The forms look alike, so they share it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from linli.base.accounts.public import LinliRequest
from linli.base.kit.errors import Refusal
from linli.registers.places import queries


def one_form(
    request: LinliRequest,
    form: forms.Form,
    act: Callable[[], Any],
    words: dict[str, str],
    *,
    place_id: UUID,
    back: str = "places:place",
) -> HttpResponse:
    """Show the form, or act and go to the place's page `back`; `words`: title, lead, verb, done."""
    refusal: Refusal | None = None
    address = reverse(back, args=[place_id])
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, words["done"])
            return redirect(address)
    status = refusal.status if refusal else 400 if form.errors else 200
    context = {
        "form": form,
        "refusal": refusal,
        "words": words,
        "place": queries.place_for(place_id),
        "back": address,
    }
    return render(request, "places/form.html", context, status=status)
