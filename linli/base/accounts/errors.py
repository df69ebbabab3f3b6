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
