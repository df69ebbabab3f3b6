"""Icons (Tabler, outline): which ones the house uses and how they are drawn into a page."""

import re
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

_HERE = Path(__file__).resolve().parent
FOLDER = _HERE / "static" / "vendor" / "icons"
_INSIDE = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_BACKGROUND = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'


@cache
def names() -> frozenset[str]:
    """The icons listed in data/icons.txt; set-up copies these and no others."""
    return frozenset((_HERE / "data" / "icons.txt").read_text(encoding="utf-8").split())


@cache
def drawing(name: str) -> SafeString:
    """What stands inside an icon's <svg>; KeyError for an icon that is not listed, FileNotFoundError when set-up has not run."""
    if name not in names():
        raise KeyError(f"{name!r} is not in data/icons.txt")
    found = _INSIDE.search((FOLDER / f"{name}.svg").read_text(encoding="utf-8"))
    inside = found.group(1) if found else ""
    # The files are pinned by the lock file's hash and the name is one of a fixed list: nothing here comes from a person.
    return mark_safe(re.sub(r"\s+", " ", inside.replace(_BACKGROUND, "")).strip())  # noqa: S308 -- files of ours, see above
