"""Refusals a person can cause here, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class NoSuchItem(Refusal):
    """The item isn't published here."""

    message = _("没有这个服务事项，或者它已经停办。")
    cure = _("请从清单里选一个，居民和网格员就按它登记。")
    status = 400


class WrongDays(Refusal):
    """A campaign begins before it ends, and not in the past."""

    message = _("起止日期不对：不能早于今天，结束不能早于开始。")
    cure = _("请改好日期再发起。")
    status = 400


class NobodyThere(Refusal):
    """The unit has no clerk who answers."""

    message = _("%(name)s现在没有人接办。")
    cure = _("请先给这个单位配上经办人或替补，或另选一个单位。")


class NothingChosen(Refusal):
    """No courtyard was ticked."""

    message = _("没有选庭院。")
    cure = _("请勾选这个单位包保的庭院。")
    status = 400


class Over(Refusal):
    """The campaign has ended."""

    message = _("专项行动已经结束。")
    cure = _("结果还可以看；要接着做，请另发起一次。")
