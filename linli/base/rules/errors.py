"""Refusals a person can cause here, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class UnknownParameter(Refusal):
    """No parameter of that name is declared."""

    message = _("没有名为“%(name)s”的参数。")
    cure = _("请从参数清单中选择；清单里没有的参数不能设置。")


class WrongValue(Refusal):
    """The value isn't of the parameter's kind."""

    message = _("“%(label)s”的取值“%(value)s”格式不对。")
    cure = _("请按这样的格式填写“取值”：%(example)s。")


class BasisMissing(Refusal):
    """A rule without a basis is no rule."""

    message = _("没有填写依据。")
    cure = _("请在“依据”里写明文件名称和条款；地方自定的，写明由哪个单位决定。")


class PastDate(Refusal):
    """What has been counted by is not rewritten."""

    message = _("日期 %(day)s 已经过去，当时的时限是按原规定算的，不能改写。")
    cure = _("请把“开始日期”改为今天或以后。")


class EndsBeforeItBegins(Refusal):
    """The last day comes before the first."""

    message = _("结束日期 %(until)s 不晚于开始日期。")
    cure = _("请把“结束日期”改到开始日期之后，或者留空表示一直有效。")


class OverlappingDates(Refusal):
    """Another value already holds in part of the time."""

    message = _("“%(label)s”从 %(since)s 起已经有取值“%(value)s”，日期重叠。")
    cure = _("请让“结束日期”不晚于 %(since)s，或者先修改 %(since)s 起的那一条。")


class ParameterMissing(Refusal):
    """A declared parameter has no value on the day that is asked about."""

    message = _("参数“%(label)s”在 %(day)s 没有取值。")
    cure = _("请系统管理员在参数中补上这一天的取值；新安装的系统请先装入初始数据。")
