from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MattersConfig(AppConfig):
    name = "linli.affairs.matters"
    label = "matters"

    def ready(self) -> None:
        """Matters tells its own people by its own jobs, as any other context would hear of it."""
        from linli.affairs.matters.events import MatterFiled, MatterMoved  # noqa: PLC0415 -- once apps are ready
        from linli.affairs.matters.states import MOVES  # noqa: PLC0415 -- likewise
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- likewise
        from linli.base.kit.events import subscribe  # noqa: PLC0415 -- likewise
        from linli.base.notices.public import register_kinds  # noqa: PLC0415 -- likewise
        from linli.registers.bodies.events import PostRetired, TenureEnded  # noqa: PLC0415 -- likewise
        from linli.registers.places.events import PlacesReorganised  # noqa: PLC0415 -- likewise

        register_kinds(Path(__file__).parent / "data" / "notices.toml")
        subscribe(PlacesReorganised, "matters.rehouse")
        subscribe(PostRetired, "matters.post_retired")
        subscribe(TenureEnded, "matters.tenure_ended")
        subscribe(MatterFiled, "matters.announce_filed")
        subscribe(MatterMoved, "matters.announce_moved")
        names = {f"matter.{name}": move.said for name, move in MOVES.items()}
        filed, closed = MOVES["file"].said, MOVES["file_and_close"].said
        name_acts(
            {**names, "matter.filed": filed, "matter.filed_and_closed": closed, "matter.routed": _("裁定成为派单规则")}
        )
        name_subjects({"matter": SubjectKind(_("一件事"), "matters:desk_matter")})
