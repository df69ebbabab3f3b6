from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "linli.registers.people"
    label = "people"

    def ready(self) -> None:
        """When places change, the register follows; and its acts have names people understand."""
        from linli.base.accounts.public import register_person_finder  # noqa: PLC0415 -- likewise
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- once apps are ready
        from linli.base.kit.events import subscribe  # noqa: PLC0415 -- likewise
        from linli.registers.people import queries  # noqa: PLC0415 -- models can't be imported before apps are ready
        from linli.registers.places.events import PlacesReorganised  # noqa: PLC0415 -- likewise

        register_person_finder(queries.person_of_number)
        subscribe(PlacesReorganised, "people.rehouse")
        name_acts(
            {
                "household.enrolled": _("登记了一户"),
                "household.placed": _("把一户划入了网格"),
                "household.visited": _("走访了一户"),
                "resident.enrolled": _("登记了居民"),
                "resident.moved_out": _("办理了迁出"),
                "person.corrected": _("更正了登记信息"),
                "person.number_shown": _("查看了完整身份证号"),
                "person.phone_shown": _("查看了完整电话号码"),
                "person.entered_as_worker": _("登记了工作人员"),
                "circumstance.added": _("登记了一种情形"),
                "circumstance.ended": _("结束了一种情形"),
            }
        )
        name_subjects(
            {
                "household": SubjectKind(_("住户"), "people:household"),
                "resident": SubjectKind(_("一位居民"), "people:resident"),
                "person": SubjectKind(_("一位居民")),
            }
        )
