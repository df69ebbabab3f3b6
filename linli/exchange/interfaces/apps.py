from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterfacesConfig(AppConfig):
    name = "linli.exchange.interfaces"
    label = "interfaces"

    def ready(self) -> None:
        """The acts here have names people understand."""
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- once apps are ready

        name_acts({"interfaces.key_issued": _("发放了接口密钥"), "interfaces.key_revoked": _("撤销了接口密钥")})
        name_subjects({"api_key": SubjectKind(_("一把接口密钥"))})
