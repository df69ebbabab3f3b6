"""A new password and a new second factor, by a code handed over in person."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from linli.base.accounts import actions
from linli.base.accounts.forms import RecoverForm
from linli.base.accounts.views import browsers
from linli.base.accounts.views.signing import first_step_done
from linli.base.kit.errors import Refusal
from linli.base.kit.guards import LinliRequest


@never_cache
@sensitive_post_parameters("code", "new", "again")
def recover(request: LinliRequest) -> HttpResponse:
    """What stands on the paper; then on to setting up a second factor."""
    form = RecoverForm(request.POST or None)
    refusal: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            account = actions.recover(
                username=data["username"],
                code=data["code"],
                password=data["new"],
                caller=browsers.caller_of(request),
                now=request.now,
            )
        except Refusal as refused:
            refusal = refused
        else:
            return first_step_done(request, account)
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "accounts/recover.html", {"form": form, "refusal": refusal}, status=status)
