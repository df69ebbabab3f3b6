"""Refusals a person can cause here, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class WrongValues(Refusal):
    """Fields that can't be read as what they are to hold."""

    message = _("这些栏目填得不对：%(fields)s。")
    cure = _("请改好标出的栏目再保存，别的内容都还在。")
    status = 400


class WrongPlace(Refusal):
    """The entry would lie outside the writer's area."""

    message = _("这个地方不在您的辖区。")
    cure = _("请在列表里选一个社区。")
    status = 400


class WrongDays(Refusal):
    """It ends before it begins."""

    message = _("结束日期早于开始日期。")
    cure = _("请改好日期再保存。")
    status = 400


class Over(Refusal):
    """The entry has ended."""

    message = _("这一条已经终止。")
    cure = _("历史还可以看；又有了，请另登记一条。")
