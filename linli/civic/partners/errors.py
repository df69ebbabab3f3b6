"""Refusals a person can cause here, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class BadCreditCode(Refusal):
    """The unified social credit code doesn't check (GB 32100)."""

    message = _("统一社会信用代码“%(code)s”不对。")
    cure = _("请照营业执照核对 18 位代码，个体工商户也有。")
    status = 400


class RegisteredAlready(Refusal):
    """A provider with that code is on the list."""

    message = _("这家服务商已经登记过：%(name)s。")
    cure = _("请打开原来的登记，补上服务项目和服务范围。")


class NothingOffered(Refusal):
    """A provider without a kind of service helps nobody."""

    message = _("至少要有一项服务。")
    cure = _("请在服务项目里填上价格。")
    status = 400


class ReliefTooSmall(Refusal):
    """The reduction for special groups is under what holds in the area (NT-22)."""

    message = _("给困难群体的优惠至少 %(least)s%%，填的是 %(given)s%%。")
    cure = _("请和服务商商定后再登记；优惠的下限由辖区规定。")
    status = 400


class ReasonMissing(Refusal):
    """A step that closes a way says why."""

    message = _("这一步要写明原因。")
    cure = _("写一句话就行，居民和同事看得懂。")
    status = 400


class MatterEnded(Refusal):
    """Nothing is ordered for a matter that is over."""

    message = _("这件事已经办结，不能再派单。")
    cure = _("居民还有需要的，请重新登记一件。")


class OrderedAlready(Refusal):
    """The matter has an open order of that kind."""

    message = _("这件事已经派给了%(name)s，还没有结果。")
    cure = _("要换一家，请先撤回原来的派单。")


class NotServedHere(Refusal):
    """The provider doesn't do that there, or not at present."""

    message = _("这家服务商现在不在这里提供这项服务。")
    cure = _("请刷新页面，从列出的服务商里另选一家。")


class UnknownCircumstance(Refusal):
    """The circumstance gives no right to priority here."""

    message = _("这类情形在本地没有优先优惠的规定。")
    cure = _("请另选一项，或按普通派单。")
    status = 400


class WrongStage(Refusal):
    """The order isn't where this can be done."""

    message = _("派单现在是“%(state)s”，这一步不能办。")
    cure = _("请刷新页面，可能同事已经记过了。")
