"""Refusals a person can cause here, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class WrongStage(Refusal):
    """The round, call or claim is not at the stage that allows this."""

    message = _("现在是“%(state)s”，不能%(move)s。")
    cure = _("请刷新页面，看看是不是有人已经办了。")


class TooLateToCommit(Refusal):
    """A seed is committed to before the period ends, else somebody could choose it."""

    message = _("这一段时间已经结束，不能再开一轮。")
    cure = _("种子的承诺值要在时段结束之前公布，谁也不能挑；请选一个还没有结束的时段。")
    status = 400


class RoundOverlaps(Refusal):
    """A resident is asked once a period, so rounds of one area don't overlap."""

    message = _("这个时段和第 %(number)s 轮重叠。")
    cure = _("同一位居民一个时段只问一次；请接着那一轮的结束日期开始。")


class PeriodUnclear(Refusal):
    """The days given are no period."""

    message = _("开始日期要早于结束日期，一轮最长 %(most)s 天。")
    cure = _("请重新选开始和结束日期。")
    status = 400


class PeriodRunning(Refusal):
    """The list is complete only when the period is over."""

    message = _("这一轮的时段到 %(until)s 才结束，现在还不能抽取。")
    cure = _("时段结束以后再抽，那时办结的名单才完整。")


class CallsWaiting(Refusal):
    """Results are published when everybody drawn was asked, or tried."""

    message = _("还有 %(count)s 件没有回访完，不能公布结果。")
    cure = _("请先打完；三次联系不上的，记为没有联系上。")


class Involved(Refusal):
    """Whoever had a hand in a matter doesn't ask how it went."""

    message = _("这件事您或您的单位经手过，不能由您回访。")
    cure = _("请换一位没有经手过的回访员。")
    status = 403


class QuietHours(Refusal):
    """Residents aren't called early, at noon or at night."""

    message = _("现在不是回访时间（%(hours)s）。")
    cure = _("请在回访时间里再打。")


class TooSoon(Refusal):
    """Attempts are spaced."""

    message = _("刚打过，%(at)s 以后才能再打。")
    cure = _("请先打别的；换个时间更容易打通。")


class NoPurpose(Refusal):
    """A look at a number wants a purpose."""

    message = _("请写明为什么要看这个号码。")
    cure = _("例如：第几轮满意度回访。看过的记录本人能查到。")
    status = 400


class NoPhone(Refusal):
    """There is no number that may be shown."""

    message = _("没有可以拨打的号码：没有留，或者本人要求隐去。")
    cure = _("这一件只能等居民在查询页面上自己回答；请记为没有联系上。")


class AnswerUnclear(Refusal):
    """All three questions are answered, or none is."""

    message = _("三个问题都要有回答，满意度选五档中的一档。")
    cure = _("请逐题问；居民不愿回答的，记为不愿回答。")
    status = 400


class ReasonMissing(Refusal):
    """This step wants words, for it is kept on record and read by the other side."""

    message = _("%(move)s要写明理由和依据。")
    cure = _("请写清楚根据哪条规定、哪些事实；对方看得到。")
    status = 400


class EvidenceMissing(Refusal):
    """A claim without evidence isn't taken in."""

    message = _("申请认定要附证据。")
    cure = _("请上传照片或材料的影像，写明能证明什么。")
    status = 400


class NothingToClaim(Refusal):
    """Only an answer that counts against the unit can be claimed against, and once."""

    message = _("这一件的回答没有对您单位不利，或者已经申请过。")
    cure = _("只有不满意或没有解决的回答可以申请认定。")


class NotAbove(Refusal):
    """A claim is decided above the unit, by nobody of the unit."""

    message = _("这件认定要由申请单位的上级办理，您的职务不能%(move)s。")
    cure = _("请由上一级有裁定权限的职务办理。")
    status = 403


class SomebodyElse(Refusal):
    """An appeal is decided by somebody who didn't decide before."""

    message = _("原来的认定是您作的，复核要换一个人。")
    cure = _("请由另一位有裁定权限的同志办理。")
    status = 403


class AppealTooLate(Refusal):
    """The time for an appeal is over."""

    message = _("提出的期限 %(by)s 已经过了。")
    cure = _("有新的情况，请重新提交一件事项。")


class PublicWordsMissing(Refusal):
    """What is published is written for everyone, without anything personal."""

    message = _("公示要写明认定了什么，不能有姓名、电话和门牌号。")
    cure = _("请用一句话写明诉求的类型和不合理在哪里。")
    status = 400
