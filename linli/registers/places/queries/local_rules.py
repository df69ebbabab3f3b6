"""Which rules hold in a place on a day, and where each was set: the nearest area that set one wins."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.base.rules import public as rules
from linli.registers.places.models import Place
from linli.registers.places.queries.tree import ancestors_of, area_ids

SUBJECTS: dict[str, str | Promise] = {
    "clock": _("办事时限"),
    "hours": _("工作时间"),
    "calendar": _("工作时间"),
    "community": _("社区规模"),
}
OTHERS = _("其他规定")


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One parameter as it holds here; `set_in` is empty where it holds everywhere, `planned` are later values of this place."""

    name: str
    label: str
    value: rules.ParameterValue | None
    set_in: str
    is_own: bool
    planned: list[rules.ParameterValue]


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The rules of one subject."""

    title: str
    lines: list[RuleLine]


def local_rules(place: Place, day: date) -> list[RuleGroup]:
    """Every declared parameter as it holds in a place on a day, by subject."""
    areas = area_ids(place)
    names = {above.id: above.short_name for above in [*ancestors_of(place), place]}
    own = rules.parameters_of(place.id)
    groups: dict[str, RuleGroup] = {}
    for name, declaration in rules.declarations().items():
        title = str(SUBJECTS.get(name.split(".")[0], OTHERS))
        value = _in_force(name, areas, day)
        line = RuleLine(
            name=name,
            label=declaration.label,
            value=value,
            set_in=names.get(value.area_id, "") if value and value.area_id else "",
            is_own=value is not None and value.area_id == place.id,
            planned=[later for later in own if later.name == name and later.valid_from > day],
        )
        groups.setdefault(title, RuleGroup(title, [])).lines.append(line)
    return list(groups.values())


def _in_force(name: str, areas: list[UUID], day: date) -> rules.ParameterValue | None:
    try:
        return rules.parameter(name, areas, day)
    except rules.ParameterMissing:
        return None
