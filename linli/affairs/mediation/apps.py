from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediationConfig(AppConfig):
    name = "linli.affairs.mediation"
    label = "mediation"

    def ready(self) -> None:
        """Mediation tells its own people by its own jobs, and follows places that are reorganised."""
        from linli.affairs.mediation.events import DisputeMoved  # noqa: PLC0415 -- once apps are ready
        from linli.affairs.mediation.states import MOVES  # noqa: PLC0415 -- likewise
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- likewise
        from linli.base.kit.events import subscribe  # noqa: PLC0415 -- likewise
        from linli.base.notices.public import register_kinds  # noqa: PLC0415 -- likewise
        from linli.registers.places.events import PlacesReorganised  # noqa: PLC0415 -- likewise

        register_kinds(Path(__file__).parent / "data" / "notices.toml")
        subscribe(DisputeMoved, "mediation.announce")
        subscribe(PlacesReorganised, "mediation.rehouse")
        name_acts({f"dispute.{name}": move.said for name, move in MOVES.items()})
        name_acts({"dispute.party": _("登记当事人"), "dispute.revealed": _("查看当事人电话")})
        name_subjects({"dispute": SubjectKind(_("一件纠纷"), "mediation:dispute")})
