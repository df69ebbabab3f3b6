"""The moves by which a dispute changes hands or other forces help: hand over and take, pull up, call in and report."""

from django.utils.translation import gettext_lazy as _

from linli.affairs.mediation.states.move import Move
from linli.affairs.mediation.states.stages import BEFORE, OPEN, SAME, UNDERWAY

_UNSETTLED = (*BEFORE, *UNDERWAY)

HANDING: tuple[Move, ...] = (
    Move(
        "hand_over",
        _("移交给"),
        _UNSETTLED,
        SAME,
        ("owner",),
        needs_note=True,
        takes=("receiver",),
        unless="offered_post_id",
        icon="arrow-forward-up",
        is_public=False,
        is_beside=True,
        explains=_("交给上一级、下一级，或者派出所、司法所。对方接收之前，仍由您负责。"),
    ),
    Move(
        "take",
        _("接收"),
        _UNSETTLED,
        SAME,
        ("receiver",),
        when="offered_post_id",
        icon="check",
        explains=_("接收之后由您负责。"),
    ),
    Move(
        "give_back",
        _("不接收"),
        _UNSETTLED,
        SAME,
        ("receiver",),
        needs_note=True,
        when="offered_post_id",
        is_public=False,
        icon="arrow-back-up",
        explains=_("写明为什么，仍由移交的一方负责。"),
    ),
    Move(
        "pull_up",
        _("提级主办"),
        _UNSETTLED,
        SAME,
        ("superior",),
        needs_note=True,
        icon="arrow-bar-up",
        is_beside=True,
        explains=_("下一级办不了、不便办的，由您接过来主办；写明原因；原来的主办继续协助。"),
    ),
    Move(
        "call_in",
        _("请人协助"),
        _UNSETTLED,
        SAME,
        ("owner", "mediator"),
        needs_note=True,
        takes=("helper",),
        icon="users-group",
        is_public=False,
        is_beside=True,
        explains=_("请派出所、司法所或上级调解员来帮忙；您仍是主办，对方看得到这件纠纷。"),
    ),
    Move(
        "report",
        _("报告协助情况"),
        tuple(OPEN),
        SAME,
        ("assistant",),
        needs_note=True,
        is_public=False,
        icon="circle-check",
    ),
)
