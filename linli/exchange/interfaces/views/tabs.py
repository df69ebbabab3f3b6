"""The two desk pages of interfaces, as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(active: str) -> list[dict[str, Any]]:
    """The tabs of the desk pages; `active` is keys or webhooks."""
    labels = {"keys": _("应用密钥"), "webhooks": _("推送")}
    return [
        {"url": reverse(f"interfaces:{name}"), "label": label, "active": name == active}
        for name, label in labels.items()
    ]
