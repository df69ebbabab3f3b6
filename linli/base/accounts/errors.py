"""What signing in may refuse."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class WrongPassword(Refusal):
    """The name and password do not belong together, or the account is closed; we don't say which."""

    message = _("用户名或密码不对。")
    cure = _("请核对后重试；忘记密码请找本单位系统管理员当面重置。")
    status = 403


class PostEnded(Refusal):
    """The session's post is no longer held."""

    message = _("您已不再担任这个职务。")
    cure = _("请重新选择以哪个职务办事。")
    status = 403


class SignInFirst(Refusal):
    """The page needs somebody signed in."""

    message = _("请先登录。")
    cure = _("工作人员请用工作账号登录；居民办事不用登录也可以。")
    status = 401


class SecondFactorFirst(Refusal):
    """A post acts only in a session in which a second factor was shown (GB/T 22239-2019, 8.1.4.1 d)."""

    message = _("以职务办事，除了密码还要第二种验证。")
    cure = _("请打开“第二步验证”页面，输入验证码或使用安全密钥。")
    status = 403


class SignInAgain(Refusal):
    """The password was shown too long ago, or not at all."""

    message = _("登录已超时。")
    cure = _("请回到登录页，重新输入用户名和密码。")
    status = 403


class WrongCode(Refusal):
    """Neither the app's present code nor an unused spare code."""

    message = _("验证码不对，或者已经用过。")
    cure = _("请等应用里显示下一个验证码再输入；手机时间不准的，请先设为自动校时。")
    status = 403


class WrongKey(Refusal):
    """The key's answer doesn't fit the question, or the key is not known here."""

    message = _("没有认出这把安全密钥。")
    cure = _("请换一把登记过的密钥重试，或改用验证码。")
    status = 403


class CopiedKey(Refusal):
    """The key's counter went backwards: there are two of it."""

    message = _("这把安全密钥的计数倒退了，可能被复制过，已停止使用。")
    cure = _("请改用验证码登录，删除这把密钥，并告诉安全管理员。")
    status = 403


class TooManyFactors(Refusal):
    """More ways than anyone needs."""

    message = _("最多登记 %(most)s 种验证方式。")
    cure = _("请先删除不用的，再添加新的。")


class FactorGone(Refusal):
    """It was removed already."""

    message = _("没有这种验证方式，或者已经删除。")
    cure = _("请刷新页面。")
    status = 404


class LastFactor(Refusal):
    """Without it a post could no longer act."""

    message = _("这是您唯一的第二步验证，不能删除。")
    cure = _("请先添加另一种验证方式，再删除这一种。")


class SessionGone(Refusal):
    """It was ended already."""

    message = _("这个登录已经结束。")
    cure = _("请刷新页面。")
    status = 404


class WeakPassword(Refusal):
    """The new password is too easy."""

    message = _("新密码不够安全：%(why)s")
    cure = _("请换一个至少 10 个字、不常见的密码。")
    status = 422


class WrongOldPassword(Refusal):
    """Whoever wants a new password has to know the old one."""

    message = _("原密码不对。")
    cure = _("请重新输入原密码；忘记了请当面办理重置。")
    status = 403


class NoAccount(Refusal):
    """Nobody signs in so."""

    message = _("没有这个账号。")
    cure = _("请先为本人开立账号。")
    status = 404


class NotForOneself(Refusal):
    """Nobody guards themselves."""

    message = _("不能给自己办理。")
    cure = _("请由另一位安全管理员办理；没有的，由运维人员在服务器上签发。")
    status = 403


class NameTaken(Refusal):
    """User names are unique."""

    message = _("用户名“%(name)s”已经有人用了。")
    cure = _("请换一个用户名。")


class WrongHandover(Refusal):
    """The code, or the name with it, is wrong, was used, or has run out; we don't say which."""

    message = _("用户名或一次性码不对，或者码已经用过、过期。")
    cure = _("请核对纸上的字；仍不行的，请再当面领取一张。")
    status = 403


class BoundAlready(Refusal):
    """An account belongs to one person."""

    message = _("这个账号已经和本人绑定。")
    cure = _("不需要再次绑定；绑错了人的，请到社区服务大厅当面更正。")


class NoMessages(Refusal):
    """No gateway for messages is set up here."""

    message = _("这里还没有开通短信登录。")
    cure = _("办事不用登录：留下电话，凭编号和查询码查进度。")
    status = 503


class WrongPhoneCode(Refusal):
    """Wrong digits, too many tries, or too late."""

    message = _("短信验证码不对，或者已经过期。")
    cure = _("请核对最近一条短信；错了五次或过了十分钟的，请重新获取。")
    status = 403


class Locked(Refusal):
    """The security officer has locked it."""

    message = _("这个账号已停用。")
    cure = _("请带上证件到社区服务大厅办理。")
    status = 403


class ProviderRefused(Refusal):
    """What came back is no answer to what this browser asked, or is not the provider's."""

    message = _("%(title)s没有确认您的身份。")
    cure = _("请回到登录页重新开始，不要使用收藏或转发的网址。")
    status = 403


class ProviderSilent(Refusal):
    """The provider does not answer."""

    message = _("%(title)s现在没有回应。")
    cure = _("请过几分钟再试，或改用用户名和密码、手机号登录。")
    status = 503


class LinkedElsewhere(Refusal):
    """One identity opens one account."""

    message = _("这个%(title)s身份已经连着另一个账号。")
    cure = _("请先登录那个账号；不是您本人连的，请告诉安全管理员。")
