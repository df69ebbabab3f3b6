from pathlib import Path

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CallbacksConfig(AppConfig):
    name = "linli.affairs.callbacks"
    label = "callbacks"

    def ready(self) -> None:
        """The acts here have names people understand; residents are invited to answer on the page of their matter."""
        from linli.affairs.callbacks.queries.residents import invitation  # noqa: PLC0415 -- once apps are ready
        from linli.affairs.callbacks.states import CLAIM_MOVES  # noqa: PLC0415 -- once apps are ready
        from linli.affairs.matters.public import invite_reporters  # noqa: PLC0415 -- likewise
        from linli.base.journal.public import SubjectKind, name_acts, name_subjects  # noqa: PLC0415 -- likewise
        from linli.base.notices.public import register_kinds  # noqa: PLC0415 -- likewise

        register_kinds(Path(__file__).parent / "data" / "notices.toml")
        invite_reporters(invitation)
        name_acts(
            {
                "round.open": _("开了一轮回访"),
                "round.draw": _("抽取了回访样本"),
                "round.reveal": _("公布了回访结果"),
                "call.phone_shown": _("查看了回访电话号码"),
                "call.attempt": _("打了一次回访电话"),
                "call.answer": _("记下了回访回答"),
                "call.answer_by_link": _("收到居民在网上的回答"),
                "call.correct": _("更正了回访回答"),
                "call.follow_up": _("处理了不满意的回访"),
                **{f"claim.{move.name}": move.said for move in CLAIM_MOVES.values()},
            }
        )
        name_subjects(
            {
                "callback_round": SubjectKind(_("一轮回访")),
                "call": SubjectKind(_("一次回访")),
                "claim": SubjectKind(_("一件不合理诉求认定")),
            }
        )
