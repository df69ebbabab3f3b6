from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "linli.affairs.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """The acts of the catalogue have names people understand."""
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- once apps are ready

        name_acts(
            {
                "catalogue.drafted": _("起草了事项"),
                "catalogue.published": _("发布了事项"),
                "catalogue.withdrawn": _("停用了事项"),
            }
        )
        name_subjects({"item": SubjectKind(_("一个事项"))})
