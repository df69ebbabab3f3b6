"""What the catalogue may refuse, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class NoSuchItem(Refusal):
    """No published item has that code."""

    message = _("没有这个服务事项，或者它已经停办。")
    cure = _("请从办事清单里重新选；也可以写上关键词搜索。")
    status = 404


class NotADraft(Refusal):
    """Only a draft can be changed or published: what was published stays as people read it."""

    message = _("“%(item)s”第 %(number)s 版已经发布过，不能再改。")
    cure = _("请起草新的一版，发布后自动替换现在的版本。")


class NotPublished(Refusal):
    """Only a published version can be withdrawn."""

    message = _("“%(item)s”第 %(number)s 版现在没有发布，不用停办。")
    cure = _("请刷新页面，看看现在发布的是哪一版。")


class CodeTaken(Refusal):
    """A new item needs a code nobody uses."""

    message = _("代码“%(code)s”已经有事项在用。")
    cure = _("请换一个代码；要改已有的事项，请打开它起草新版。")


class NoInstead(Refusal):
    """A barred item must say where to go."""

    message = _("拒绝事项没有写居民该去哪里办。")
    cure = _("请写明受理单位和办法，居民才不会白跑。")
    status = 400


class PromiseOutOfOrder(Refusal):
    """The end is promised before the answer."""

    message = _("办结时限 %(close)s 天比答复时限 %(answer)s 天还短。")
    cure = _("请把办结时限改成不短于答复时限。")
    status = 400


class NoHandler(Refusal):
    """A department's item names the department."""

    message = _("由部门办理的事项没有写是哪个部门。")
    cure = _("请写部门代码，例如 housing；办理职务是部门经办人时才需要。")
    status = 400


class ComplaintsStayPrivate(Refusal):
    """What is about a named body is never public, one by one."""

    message = _("可以指明反映哪个单位的事项，不能对外公开。")
    cure = _("请把“对外公开什么”改成不公开。")
    status = 400
