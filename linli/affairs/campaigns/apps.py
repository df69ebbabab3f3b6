from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    name = "linli.affairs.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Campaigns hears where places went, and names its acts."""
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- once apps are ready
        from linli.base.kit.events import subscribe  # noqa: PLC0415 -- likewise
        from linli.registers.places.events import PlacesReorganised  # noqa: PLC0415 -- likewise

        subscribe(PlacesReorganised, "campaigns.rehouse")
        name_acts(
            {
                "campaigns.opened": _("发起专项行动"),
                "campaigns.assigned": _("确定包保单位"),
                "campaigns.released": _("撤销包保单位"),
                "campaigns.ended": _("结束专项行动"),
            }
        )
        name_subjects({"campaign": SubjectKind(_("一次专项行动"), "campaigns:campaign")})
