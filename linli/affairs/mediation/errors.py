"""Refusals a person can cause when settling a dispute, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class MoveRefused(Refusal):
    """The dispute is not at a stage that allows this move."""

    message = _("这件纠纷现在是“%(state)s”，不能%(move)s。")
    cure = _("请刷新页面，看看同事是不是已经办了。")


class NotYours(Refusal):
    """The post neither owns the dispute nor mediates it."""

    message = _("这件纠纷由%(owner)s负责，您的职务不能%(move)s。")
    cure = _("请联系对方，或请对方移交给您。")
    status = 403


class NoteMissing(Refusal):
    """The move needs words."""

    message = _("%(move)s要写明原因或内容。")
    cure = _("请用一两句话写清楚。")
    status = 400


class TextTooLong(Refusal):
    """More words than anybody reads."""

    message = _("内容有 %(length)s 个字，最多 %(most)s 个字。")
    cure = _("请写要点，材料可以拍照附上。")
    status = 400


class TextMissing(Refusal):
    """A dispute without a title or facts."""

    message = _("还没有写清是什么纠纷。")
    cure = _("请写一个题目和主要经过。")
    status = 400


class UnknownKind(Refusal):
    """A kind, ground or choice that is not in the list."""

    message = _("没有这个选项。")
    cure = _("请从列表里选。")
    status = 400


class OutsideArea(Refusal):
    """Disputes are registered for one's own area."""

    message = _("这个地点不在您的辖区内。")
    cure = _("请选本辖区的地点，或者告诉当地的调解委员会。")
    status = 403


class NobodyMediates(Refusal):
    """The place has no mediation post that somebody answers for, at any level."""

    message = _("这里还没有调解委员会在岗的人。")
    cure = _("请管理员在“组织”里补上人民调解委员会和任职人员。")


class AlreadyGrown(Refusal):
    """The matter has an open dispute."""

    message = _("这件事已经立了纠纷 %(number)s。")
    cure = _("请到那件纠纷里接着办。")


class NeedTwoSides(Refusal):
    """Nobody mediates with one side alone."""

    message = _("还没有登记齐双方当事人。")
    cure = _("请先登记申请人和对方。")


class Unwilling(Refusal):
    """A party refuses mediation (人民调解法第十七条)."""

    message = _("有当事人明确拒绝调解，不得调解。")
    cure = _("请选“不予受理”，告诉双方还能走哪条路；对方改变主意的，先在当事人一栏改过来。")


class GuardianMissing(Refusal):
    """A minor takes part through a guardian."""

    message = _("%(name)s是未成年人，还没有登记监护人。")
    cure = _("请先登记监护人，由监护人代为参加调解。")


class NotAMediator(Refusal):
    """The post chosen does not mediate here, or nobody answers for it, or it has to avoid this dispute."""

    message = _("选定的职务不能承办这件纠纷。")
    cure = _("请另选一位在岗、与当事人没有利害关系的调解员。")


class MediatorIsParty(Refusal):
    """The mediator is one of the parties (回避)."""

    message = _("选定的调解员就是当事人，应当回避。")
    cure = _("请另选一位调解员。")


class LastMediator(Refusal):
    """A dispute being mediated is not left without a mediator."""

    message = _("换下之后就没有调解员了。")
    cure = _("请同时选定接替的调解员。")


class PartyNotFound(Refusal):
    """No such party of this dispute."""

    message = _("没有找到这位当事人。")
    cure = _("请刷新页面再选。")
    status = 404


class PartiesChanged(Refusal):
    """Parties are taken down by who works on the dispute."""

    message = _("登记和修改当事人，由主办和调解员来做。")
    cure = _("请联系%(owner)s。")
    status = 403


class PartyTwice(Refusal):
    """The person is a party already."""

    message = _("%(name)s已经登记为当事人。")
    cure = _("不用再登记；身份不对的，请写备注说明。")


class PartiesFixed(Refusal):
    """Once an agreement is in force or the dispute has ended, its parties stand."""

    message = _("协议已经生效或者已经结案，不能再改当事人。")
    cure = _("要变更的，请由双方重新达成协议。")


class TermsMissing(Refusal):
    """An agreement says who does what by when (人民调解法第二十九条)."""

    message = _("协议里还没有约定。")
    cure = _("请至少写一条：谁、怎么做、哪天办到。")
    status = 400


class TermInPast(Refusal):
    """A term that is due before it is agreed."""

    message = _("约定的日子 %(day)s 已经过了。")
    cure = _("请写协议生效之后的日子；当场履行的写今天。")
    status = 400


class NotAllSigned(Refusal):
    """The agreement is in force when all have signed (人民调解法第二十九条)."""

    message = _("还有当事人没有签字：%(names)s。")
    cure = _("请等各方都签名、盖章或者按了指印再登记；未成年人由监护人签。")


class NoDraft(Refusal):
    """Nothing has been drawn up."""

    message = _("还没有拟定协议。")
    cure = _("请先拟定调解协议，再打印签字。")


class SealMissing(Refusal):
    """A written agreement bears the committee's seal."""

    message = _("书面协议要盖人民调解委员会的印章才生效。")
    cure = _("盖好印章后勾选“已盖章”；来不及盖的，可以先作口头协议记录。")
    status = 400


class TooLateForCourt(Refusal):
    """The joint application came after its time (人民调解法第三十三条)."""

    message = _("申请司法确认的期限到 %(day)s 为止，已经过了。")
    cure = _("协议仍然有约束力；一方不履行的，另一方可以向人民法院起诉。")


class NotInForce(Refusal):
    """There is no agreement in force, or the court has it already."""

    message = _("没有可以申请司法确认的协议，或者已经申请过。")
    cure = _("请先登记协议签字生效。")


class NotApplied(Refusal):
    """The court decides on what it was asked."""

    message = _("还没有登记司法确认申请。")
    cure = _("请先登记双方共同申请的日期和法院。")


class TermsOpen(Refusal):
    """Something agreed has not been looked at."""

    message = _("还有 %(count)s 条约定没有结果。")
    cure = _("请先回访；确实不用再跟的，写明原因再结案。")


class AlreadyOffered(Refusal):
    """It is being handed over."""

    message = _("已经在移交，等对方接收。")
    cure = _("请联系对方尽快接收；对方不接收的会退回来。")


class NotOffered(Refusal):
    """Nobody offered it."""

    message = _("这件纠纷没有在移交。")
    cure = _("请刷新页面。")


class NoReceiver(Refusal):
    """The post named can't receive."""

    message = _("选定的职务现在不能接收。")
    cure = _("请另选一个在岗的职务。")


class PurposeMissing(Refusal):
    """A sealed phone is opened for a purpose."""

    message = _("查看电话要写明用途。")
    cure = _("请写一句，例如“约定调解时间”。")
    status = 400


class NothingToShow(Refusal):
    """No phone was left."""

    message = _("这位当事人没有留电话。")
    cure = _("登记在册的居民，请到居民登记里查看。")


class BadAppointment(Refusal):
    """An appointment without a place, or in the past."""

    message = _("约定的时间已经过了，或者没有写地点。")
    cure = _("请写将来的时间和当事人找得到的地点。")
    status = 400


class BadApplication(Refusal):
    """An application to the court needs its day and court; a ruling its number."""

    message = _("申请要写已经递交的日期和法院，裁定要写文号。")
    cure = _("请照法院的受理通知或裁定书填写。")
    status = 400
