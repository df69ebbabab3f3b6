from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    name = "linli.civic.partners"
    label = "partners"

    def ready(self) -> None:
        """Partners hears where places went, and names its acts."""
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- once apps are ready
        from linli.base.kit.events import subscribe  # noqa: PLC0415 -- likewise
        from linli.registers.places.events import PlacesReorganised  # noqa: PLC0415 -- likewise

        subscribe(PlacesReorganised, "partners.rehouse")
        name_acts(
            {
                "partners.registered": _("登记服务商"),
                "partners.changed": _("修改服务商"),
                "partners.suspended": _("暂停给服务商派单"),
                "partners.resumed": _("恢复给服务商派单"),
                "partners.ended": _("服务商退出"),
                "partners.placed": _("派单给服务商"),
                "partners.accepted": _("服务商接单"),
                "partners.declined": _("服务商不接单"),
                "partners.finished": _("服务商完成服务"),
                "partners.cancelled": _("撤回派单"),
            }
        )
        name_subjects(
            {
                "provider": SubjectKind(_("一个服务商"), "partners:provider"),
                "provider_order": SubjectKind(_("一件服务派单"), "partners:order"),
            }
        )
