"""Refusals a person can cause here, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class NotAnOrderFile(Refusal):
    """The upload can't be read, or lacks columns without which there is no order."""

    message = _("这个文件读不出工单：%(why)s")
    cure = _("请上传平台导出的 XLSX、CSV 或 JSON；列名不一样的，先在“来源”里写明这个平台怎么称呼各列。")
    status = 422


class FileTooLarge(Refusal):
    """More rows or bytes than one import takes."""

    message = _("文件太大，一次最多 %(rows)s 行、%(megabytes)s 兆。")
    cure = _("请按日期拆成几个文件再导入。")
    status = 413


class NothingToTake(Refusal):
    """Every row of the file is bad, or the file was taken already."""

    message = _("这个文件里没有可以导入的工单，或者已经导入过了。")
    cure = _("有问题的行请下载改正后重新上传；已经导入的，在收件箱里查看。")


class BadOrder(Refusal):
    """An order that was pushed can't be taken."""

    message = _("工单有问题：%(why)s")
    cure = _("请改正后再推送。")
    status = 400


class NoSuchSource(Refusal):
    """The source isn't one of ours, or has ended."""

    message = _("没有这个工单来源。")
    cure = _("请在“来源”里先登记这个平台。")
    status = 404


class SourceTaken(Refusal):
    """The area has a source of that code."""

    message = _("已经有代码为“%(code)s”的来源。")
    cure = _("请换一个代码，或修改原有的来源。")


class WrongStage(Refusal):
    """The order isn't where this can be done."""

    message = _("工单现在是“%(state)s”，这一步不能办。")
    cure = _("请刷新页面，可能同事已经处理了。")


class NoSuchItem(Refusal):
    """The item isn't published."""

    message = _("没有这个服务事项，或者它已经停办。")
    cure = _("请从清单里另选一个。")
    status = 400


class NoSuchPlace(Refusal):
    """The place isn't in the actor's area."""

    message = _("没有选地点，或者它不在本辖区内。")
    cure = _("请按小区、道路或社区名称查找后选定；不在辖区内的，退回热线。")
    status = 400


class ReasonMissing(Refusal):
    """An order goes back with a reason and a written basis (standards 6: 退单要有书面依据)."""

    message = _("退单要写明原因和书面依据。")
    cure = _("请写清为什么不归本辖区办理，依据哪个文件的哪一条。")
    status = 400


class ReturnTooLate(Refusal):
    """The sender's window for returning an order is over."""

    message = _("退单要在收到后 %(window)s 内，现在已经超过了。")
    cure = _("请选“不同意退单，重办”，由上一级裁定谁办；同时和热线沟通。")


class ReturnedOnce(Refusal):
    """What the hotline has sent again isn't returned again."""

    message = _("这件工单退过一次，热线又派了回来，不能再退。")
    cure = _("由上一级裁定谁办；依据充分的，同时向热线书面说明。")


class NothingDue(Refusal):
    """No reply has changed since the last file."""

    message = _("现在没有要回复的工单。")
    cure = _("上次导出之后有变化的才会列出；需要以前的文件，在下面的记录里重新下载。")
