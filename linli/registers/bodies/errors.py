"""Refusals a person can cause here, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class WrongLevel(Refusal):
    """A body or post of this kind doesn't belong at a place of this level."""

    message = _("“%(what)s”不能设在“%(place)s”这一级。")
    cure = _("请换一个地域，或换一种组织、岗位。")


class BodyExists(Refusal):
    """A place has this body already, and can only have one."""

    message = _("“%(place)s”已经有%(kind)s：%(name)s。")
    cure = _("请直接使用它；确需重设的，先撤销原来的。")


class WrongRank(Refusal):
    """A party organisation's rank doesn't fit under the one above it."""

    message = _("%(rank)s不能设在“%(parent)s”下面。")
    cure = _("党组织逐级设置：党委、党总支、党支部、党小组。请改选级别或上级。")


class PostsHeld(Refusal):
    """The body still has people in office."""

    message = _("“%(body)s”还有 %(count)s 人在任。")
    cure = _("请先到这些职务的页面办理离任，或把人调到别的组织，再撤销。")


class BodyClosed(Refusal):
    """The body is no longer there."""

    message = _("“%(body)s”已于 %(day)s 撤销。")
    cure = _("请选择现在的组织。")


class PostRetired(Refusal):
    """The post is no longer there."""

    message = _("职务“%(post)s”已于 %(day)s 撤销。")
    cure = _("请选择同一单位现在的职务；名单在“组织”页面。")


class PostHeld(Refusal):
    """Somebody is in office in that time."""

    message = _("“%(post)s”在这段时间由%(holder)s担任。")
    cure = _("请先办理%(holder)s离任，或把任职日期改到离任之后。")


class LastDesk(Refusal):
    """Without this post nobody would receive what comes to the place."""

    message = _("“%(post)s”是“%(place)s”唯一接收事件的职务，撤了就没有人签收。")
    cure = _("请先在这里新设一个“%(role)s”并任命，再撤销这一个。")


class AlreadyHolds(Refusal):
    """The same person in the same post."""

    message = _("%(holder)s已经担任“%(post)s”。")
    cure = _("不需要再次任命。")


class WrongDates(Refusal):
    """An end before its beginning."""

    message = _("结束日期不晚于开始日期 %(since)s。")
    cure = _("请把结束日期改到 %(since)s 之后。")


class WrongSubstitute(Refusal):
    """This post can't stand in for that one."""

    message = _("“%(substitute)s”不能替补“%(post)s”：%(problem)s")
    cure = _("请在同一区县内另选一个在任的职务。")


class NobodyHolds(Refusal):
    """There is no tenure to end or to mark."""

    message = _("“%(post)s”现在没有人担任。")
    cure = _("请先任命。")


class NameMissing(Refusal):
    """What is opened needs a name."""

    message = _("没有填写名称。")
    cure = _("请填写全称，公示牌上会用到。")
    status = 422


class TwoOffices(Refusal):
    """Administrator, security officer and auditor are three people."""

    message = _("%(holder)s已经担任“%(held)s”，不能再担任“%(post)s”。")
    cure = _("系统管理员、安全管理员、审计员要由不同的人担任（三员分立）。请另选一人，或先办理离任。")
