"""The rows behind a figure, with its name and how many it was said to be."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from linli.affairs.matters import public as matters
from linli.affairs.matters.public import LISTED, CountedPage
from linli.base.kit.actor import Actor, Level
from linli.base.kit.errors import NotFound
from linli.faces.cockpit.queries.below import name_of
from linli.faces.cockpit.queries.links import Links
from linli.faces.cockpit.queries.periods import Period, total
from linli.faces.cockpit.queries.sheets import Crumb, place_in_reach, trail_of
from linli.registers.places.public import Place

NAMES: dict[str, str | Promise] = {
    "filed": pgettext_lazy("cockpit", "受理"),
    "closed": pgettext_lazy("cockpit", "办结"),
    "closed_in_time": pgettext_lazy("cockpit", "按时办结"),
    "closed_late": pgettext_lazy("cockpit", "未按时办结"),
    "signed": pgettext_lazy("cockpit", "签收"),
    "signed_in_time": pgettext_lazy("cockpit", "按时签收"),
    "signed_late": pgettext_lazy("cockpit", "未按时签收"),
    "reopened": pgettext_lazy("cockpit", "申请重办"),
    "asked": pgettext_lazy("cockpit", "收到的评价"),
    "solved": pgettext_lazy("cockpit", "居民说解决了"),
    "unsolved": pgettext_lazy("cockpit", "居民说没解决"),
    "rated": pgettext_lazy("cockpit", "居民自评"),
    "satisfied": pgettext_lazy("cockpit", "居民满意"),
    "dissatisfied": pgettext_lazy("cockpit", "居民评三分及以下"),
    "rated_by_staff": pgettext_lazy("cockpit", "工作人员代录的评价"),
    "satisfied_by_staff": pgettext_lazy("cockpit", "代录为满意"),
    "dissatisfied_by_staff": pgettext_lazy("cockpit", "代录为三分及以下"),
}
_PARTS: dict[str, tuple[str, str]] = {
    "closed_late": ("closed", "closed_in_time"),
    "signed_late": ("signed", "signed_in_time"),
    "dissatisfied": ("rated", "satisfied"),
    "dissatisfied_by_staff": ("rated_by_staff", "satisfied_by_staff"),
}


@dataclass(frozen=True, slots=True)
class Behind:
    """A page of rows. `counted`: how many the figure says."""

    place: Place
    name: str
    trail: list[Crumb]
    measure: str
    label: str
    page: CountedPage
    counted: int
    back: str


def behind(
    actor: Actor, place_id: UUID, measure: str, period: Period, links: Links, now: datetime, page: int
) -> Behind:
    """The rows a measure counts at a place; raises `NotFound` for a place out of reach or a measure nobody counts."""
    place = place_in_reach(actor, place_id)
    if measure not in LISTED or measure not in NAMES:
        raise NotFound
    level = Level(place.level)
    stretch = {"since": period.since, "until": period.until}
    found = matters.counted_rows(place.id, level, measure, now=now, page=page, **stretch)
    return Behind(
        place=place,
        name=name_of(place),
        trail=trail_of(actor, place, links),
        measure=measure,
        label=str(NAMES[measure]),
        page=found,
        counted=_counted(place, level, measure, period),
        back=links.place(place.id),
    )


def _counted(place: Place, level: Level, measure: str, period: Period) -> int:
    figures = total(matters.trend(place.id, level, since=period.since, until=period.until))
    if measure in _PARTS:
        whole, part = _PARTS[measure]
        return int(getattr(figures, whole) - getattr(figures, part))
    if measure in ("asked", "unsolved"):
        asked = figures.rated + figures.rated_by_staff
        return asked if measure == "asked" else asked - figures.solved
    return int(getattr(figures, measure))
