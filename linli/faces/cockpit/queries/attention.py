"""What a leader should look at first, said in sentences: where it burns, where it lags, what is growing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from linli.affairs.catalogue import public as catalogue
from linli.affairs.matters.public import Figures, TopItem
from linli.faces.cockpit.queries.below import MEASURES, Measure, name_of
from linli.faces.cockpit.queries.links import Links
from linli.faces.cockpit.queries.periods import Period
from linli.registers.places.public import Place, PlaceLine

BURNING = 3
LAGGING_BY = 10.0
GROWN_BY, GROWN_LEAST = 1.5, 10
TOPICS = 8


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence with the place or topic it is about, and where it leads. kind: overdue, lag or growth."""

    kind: str
    name: str
    said: str
    url: str


@dataclass(frozen=True, slots=True)
class Topic:
    """An item asked for often. before: in as many days before; None: not comparable. share: 0 to 100 of the most frequent one."""

    name: str
    url: str
    filed: int
    before: int | None
    share: float

    @property
    def grown(self) -> int:
        """How many more than before; none where nothing was recorded before."""
        return 0 if self.before is None else self.filed - self.before

    @property
    def is_growing(self) -> bool:
        """Half as many again, and enough to be no accident."""
        return self.before is not None and self.filed >= max(GROWN_LEAST, self.before * GROWN_BY)


def topics_of(
    place: Place, found: Sequence[TopItem], period: Period, links: Links, *, is_comparable: bool
) -> list[Topic]:
    """The hot topics by name, most frequent first; one statement. Where too little was recorded before, nothing has grown."""
    names = catalogue.item_names([item.item_code for item in found])
    most = max((item.filed for item in found), default=1)
    span = {"filed_from": period.since.isoformat(), "filed_until": (period.last + timedelta(days=1)).isoformat()}
    return [
        Topic(
            name=names.get(item.item_code, item.item_code),
            url=links.desk(place.id, state="any", item=item.item_code, **span),
            filed=item.filed,
            before=item.before if is_comparable else None,
            share=100 * item.filed / most,
        )
        for item in found
    ]


def attention(
    whole: Figures, members: Iterable[PlaceLine], figures: dict[UUID, Figures], topics: Iterable[Topic], links: Links
) -> list[Point]:
    """At most seven sentences: the three most burning places, the two that lag most, the two topics that grew most."""
    known = [(place, figures[place.id]) for place in members if place.id in figures]
    burning = sorted((pair for pair in known if pair[1].overdue), key=lambda pair: -pair[1].overdue)[:BURNING]
    points = [
        Point(
            "overdue",
            name_of(place),
            _("%(n)s 件超时，未办结共 %(open)s 件") % {"n": f"{counts.overdue:,}", "open": f"{counts.open:,}"},
            links.desk(place.id, clock="overdue"),
        )
        for place, counts in burning
    ]
    for name, words in (
        ("on_time", _("按时办结 %(rate)s%%，整体是 %(whole)s%%")),
        ("satisfied", _("居民满意 %(rate)s%%，整体是 %(whole)s%%")),
    ):
        points += _lagging(MEASURES[name], words, whole, known, links)
    growing = sorted((topic for topic in topics if topic.is_growing), key=lambda topic: -topic.grown)[:2]
    points += [
        Point(
            "growth",
            topic.name,
            _("%(n)s 件，此前 %(before)s 件") % {"n": f"{topic.filed:,}", "before": f"{topic.before or 0:,}"},
            topic.url,
        )
        for topic in growing
    ]
    return points


def _lagging(
    measure: Measure, words: str, whole: Figures, known: Sequence[tuple[PlaceLine, Figures]], links: Links
) -> list[Point]:
    """The place furthest behind the whole, if it is ten points or more behind over enough to compare."""
    total = measure.value(whole)
    rates = [(value, place) for place, counts in known if (value := measure.value(counts)) is not None]
    if total is None or not rates:
        return []
    lowest, place = min(rates, key=lambda pair: pair[0])
    if total - lowest < LAGGING_BY:
        return []
    said = words % {"rate": f"{lowest:.0f}", "whole": f"{total:.0f}"}
    return [Point("lag", name_of(place), said, links.place(place.id, by=measure.name))]
