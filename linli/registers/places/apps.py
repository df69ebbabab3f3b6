from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "linli.registers.places"
    label = "places"

    def ready(self) -> None:
        """The acts of places have names people understand."""
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- once apps are ready

        name_acts(
            {
                "place.imported": _("导入了编码文件"),
                "place.added": _("设立了片区或楼栋组"),
                "place.renamed": _("给地域更名"),
                "place.level_named": _("改了网格的叫法"),
                "place.landmark_added": _("加了居民叫得出的名字"),
                "place.landmark_removed": _("去掉了居民叫得出的名字"),
                "place.counted": _("录入了官方数字"),
                "place.rule_set": _("改了本地规定"),
                "place.day_set": _("调整了工作日"),
                "place.merge": _("合并了地域"),
                "place.split": _("拆分了地域"),
                "place.move": _("划转了地域"),
            }
        )
        name_subjects({"place": SubjectKind(_("一个地域"), "places:place")})
