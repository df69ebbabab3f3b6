from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HotlineConfig(AppConfig):
    name = "linli.affairs.hotline"
    label = "hotline"

    def ready(self) -> None:
        """Hotline hears how the matters move that its orders became, and where places went."""
        from linli.affairs.hotline.events import OrdersReady  # noqa: PLC0415 -- once apps are ready
        from linli.affairs.matters.events import MatterMoved  # noqa: PLC0415 -- likewise
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- likewise
        from linli.base.kit.events import subscribe  # noqa: PLC0415 -- likewise
        from linli.registers.places.events import PlacesReorganised  # noqa: PLC0415 -- likewise

        subscribe(MatterMoved, "hotline.matter_moved")
        subscribe(OrdersReady, "hotline.send_out")
        subscribe(PlacesReorganised, "hotline.rehouse")
        name_acts(
            {
                "hotline.imported": _("导入热线工单"),
                "hotline.pushed": _("收到推送的热线工单"),
                "hotline.mapped": _("热线编码对应到事项"),
                "hotline.placed": _("给热线工单定地点"),
                "hotline.apart": _("认定热线工单不重复"),
                "hotline.joined": _("热线工单并入已有事项"),
                "hotline.returned": _("热线工单退单"),
                "hotline.kept": _("不同意热线工单退单"),
                "hotline.exported": _("导出热线回复"),
                "hotline.judged": _("导入热线回执"),
                "hotline.source": _("修改热线来源"),
            }
        )
        name_subjects({"hotline_order": SubjectKind(_("一件热线工单"), "hotline:order")})
