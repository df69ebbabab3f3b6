from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "linli.base.accounts"
    label = "accounts"

    def ready(self) -> None:
        """What the journal calls our acts."""
        from linli.base.journal.public import name_acts  # noqa: PLC0415 -- the registry is filled once apps are ready

        name_acts(
            {
                "account.password_changed": _("更换了密码"),
                "account.factor_added": _("添加了验证方式"),
                "account.factor_removed": _("删除了验证方式"),
                "account.spare_codes_made": _("换了一组备用码"),
                "account.recovery_issued": _("签发了一次性恢复码"),
                "account.binding_issued": _("签发了绑定码"),
                "account.recovered": _("用一次性码重新设置了账号"),
                "account.bound": _("把账号和本人绑定"),
                "account.linked": _("连接了外部身份"),
                "account.locked": _("停用了账号"),
                "account.unlocked": _("恢复了账号"),
                "account.factors_withdrawn": _("收回了密码和验证方式"),
                "account.session_ended": _("结束了自己的一个登录"),
                "account.sessions_ended": _("结束了账号的全部登录"),
            }
        )
