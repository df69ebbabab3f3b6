"""What every frame shows: who acts, where, and the way to the other pages."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Template variables of the frames."""
    return {"actor": getattr(request, "actor", None), "now": getattr(request, "now", None)}
