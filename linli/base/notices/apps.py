from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "linli.base.notices"
    label = "notices"

    def ready(self) -> None:
        """What the house itself says, what the journal calls our acts, and a gateway for the codes that accounts sends."""
        from linli.base.accounts.public import register_sender  # noqa: PLC0415 -- once apps are ready
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- likewise
        from linli.base.notices.actions import text_phone  # noqa: PLC0415 -- likewise
        from linli.base.notices.queries.channels import channels  # noqa: PLC0415 -- likewise
        from linli.base.notices.queries.kinds import register_kinds  # noqa: PLC0415 -- likewise

        register_kinds(Path(__file__).parent / "data" / "kinds.toml")
        if channels().gateway:
            register_sender(text_phone)
        name_acts(
            {
                "notices.address_confirmed": _("启用了接收通知的邮箱"),
                "notices.resent": _("把没送到的消息再发一次"),
                "notices.wording_set": _("改了消息用语"),
            }
        )
        name_subjects({"message": SubjectKind(_("一条消息")), "wording": SubjectKind(_("消息用语"))})
