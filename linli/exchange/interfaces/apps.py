from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterfacesConfig(AppConfig):
    name = "linli.exchange.interfaces"
    label = "interfaces"

    def ready(self) -> None:
        """The acts here have names people understand."""
        from linli.affairs.matters.events import MatterFiled, MatterMoved  # noqa: PLC0415 -- once apps are ready
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- likewise
        from linli.base.kit.events import subscribe  # noqa: PLC0415 -- likewise
        from linli.base.notices.public import register_kinds  # noqa: PLC0415 -- likewise

        # Stored only while somebody listens: see `hush`.
        subscribe(MatterFiled, "interfaces.matter_filed")
        subscribe(MatterMoved, "interfaces.matter_moved")
        register_kinds(Path(__file__).parent / "data" / "notices.toml")
        name_acts({"interfaces.key_issued": _("发放了接口密钥"), "interfaces.key_revoked": _("撤销了接口密钥")})
        name_acts(
            {
                "interfaces.webhook_added": _("新建了推送"),
                "interfaces.webhook_rotated": _("更换了推送的签名密钥"),
                "interfaces.webhook_moved": _("改变了推送的状态"),
                "interfaces.webhook_resent": _("重发了一次推送"),
            }
        )
        name_subjects({"api_key": SubjectKind(_("一把接口密钥")), "webhook": SubjectKind(_("一个推送"))})
