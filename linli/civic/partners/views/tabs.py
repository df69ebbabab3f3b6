"""The sister pages of the desk, as far as the actor may open them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.base.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class Tab:
    """One page, for `<c-tabs>`."""

    url: str
    label: str | Promise
    active: bool
    count: None = None


_PAGES: tuple[tuple[str, str | Promise, str], ...] = (
    ("partners:orders", _("派单"), "refer"),
    ("partners:providers", _("服务商名录"), ""),
    ("partners:near", _("十分钟服务"), "cockpit"),
)


def tabs(actor: Actor, here: str) -> list[Tab]:
    """The pages this actor may open, `here` marked."""
    return [Tab(reverse(name), said, name == here) for name, said, needs in _PAGES if not needs or actor.can(needs)]
