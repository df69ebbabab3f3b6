from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgersConfig(AppConfig):
    name = "linli.affairs.ledgers"
    label = "ledgers"

    def ready(self) -> None:
        """Ledgers hears where places went, and names its acts."""
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- once apps are ready
        from linli.base.kit.events import subscribe  # noqa: PLC0415 -- likewise
        from linli.registers.places.events import PlacesReorganised  # noqa: PLC0415 -- likewise

        subscribe(PlacesReorganised, "ledgers.rehouse")
        name_acts(
            {
                "ledgers.added": _("登记台账条目"),
                "ledgers.corrected": _("更正台账条目"),
                "ledgers.ended": _("终止台账条目"),
            }
        )
        name_subjects({"ledger_entry": SubjectKind(_("一条台账"), "ledgers:entry")})
