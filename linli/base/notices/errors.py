"""What a person can be refused here, and what to do next."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class WrongCode(Refusal):
    """The code of an address was wrong, used up or too old."""

    message = _("验证码不对，或者已经过期。")
    cure = _("请核对邮件里的六位数字；试了五次或超过半小时的，重新发一个。")


class NoMail(Refusal):
    """No mail leaves this house."""

    message = _("这里还没有接通电子邮件。")
    cure = _("请联系系统管理员接通后再填；站内通知照常收得到。")


class AlreadyGone(Refusal):
    """A message that waits or was sent isn't sent again."""

    message = _("这条消息正在等待发送，或者已经发出。")
    cure = _("请刷新页面看最新的状态。")


class AddressDead(Refusal):
    """An address is left alone until its owner confirms it."""

    message = _("这个地址已经退回两次，不再使用。")
    cure = _("请先打电话或当面和本人核实，再勾选“已经和本人核实”重发。")


class BadBlank(Refusal):
    """Words have a blank that nobody fills."""

    message = _("“%(blank)s”不是这种消息能用的空格。")
    cure = _("能用的有：%(known)s。请改正后再保存。")


class WordsMissing(Refusal):
    """Words are missing in one language."""

    message = _("中文和英文都要写。")
    cure = _("请补上空着的一项；邮件还要有标题。")


class WordsTooLong(Refusal):
    """A short message isn't short."""

    message = _("短信有 %(length)s 个字，最多 %(most)s 个字。")
    cure = _("请只留最要紧的话，其余的放在链接指向的页面上。")


class TooEarly(Refusal):
    """Words can't hold from a day that is over."""

    message = _("生效日期不能早于今天。")
    cure = _("请选今天或以后的日期；已经发出的消息不会改。")
