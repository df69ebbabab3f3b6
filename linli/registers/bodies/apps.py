from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BodiesConfig(AppConfig):
    name = "linli.registers.bodies"
    label = "bodies"

    def ready(self) -> None:
        """Posts are what people sign in as: accounts learns of them here. And when places change, bodies follow."""
        from linli.base.accounts.public import register_sources  # noqa: PLC0415 -- the registry is filled once apps are ready
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- likewise
        from linli.base.kit.events import subscribe  # noqa: PLC0415 -- likewise
        from linli.base.notices.public import register_holders  # noqa: PLC0415 -- likewise
        from linli.registers.bodies import queries  # noqa: PLC0415 -- models can't be imported before apps are ready
        from linli.registers.places.events import PlacesReorganised  # noqa: PLC0415 -- likewise

        register_sources(queries.actor_source, queries.post_choices)
        register_holders(queries.holdings)
        subscribe(PlacesReorganised, "bodies.rehouse")
        name_acts(
            {
                "body.opened": _("设立了组织"),
                "body.closed": _("撤销了组织"),
                "post.opened": _("设了职务"),
                "post.retired": _("撤销了职务"),
                "post.appointed": _("任命了职务"),
                "post.tenure_ended": _("办理了离任"),
                "post.substitute_set": _("指定了替补"),
                "post.marked_away": _("登记了不在或回来"),
            }
        )
        name_subjects(
            {"body": SubjectKind(_("一个组织"), "bodies:body"), "post": SubjectKind(_("一个职务"), "bodies:post")}
        )
