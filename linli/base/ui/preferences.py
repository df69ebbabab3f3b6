"""How a reader wants the pages: theme and elder mode, kept in cookies on their own device and nowhere else."""

from dataclasses import dataclass

from django.http import HttpRequest

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "linli_theme"
ELDER_COOKIE = "linli_elder"


@dataclass(frozen=True, slots=True)
class Preferences:
    """theme: auto (as the device says), light or dark; is_elder: large type, wider spacing, fewer choices."""

    theme: str = "auto"
    is_elder: bool = False

    @property
    def dark_media(self) -> str:
        """The media query under which the dark tokens apply; empty when they never do."""
        return {"auto": "screen and (prefers-color-scheme: dark)", "dark": "screen"}.get(self.theme, "")


def preferences_of(request: HttpRequest | None) -> Preferences:
    """Read the cookies; anything unknown in them counts as not set."""
    if request is None:
        return Preferences()
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return Preferences(theme if theme in THEMES else "auto", request.COOKIES.get(ELDER_COOKIE) == "on")
