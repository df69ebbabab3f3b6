"""Refusals a person can cause when filing or moving a matter, each with what to do next."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class MoveRefused(Refusal):
    """The matter is not at a stage that allows this move."""

    message = _("事项现在是“%(state)s”，不能%(move)s。")
    cure = _("请刷新页面，看看是不是有同事已经办了；可以办的步骤列在页面右侧。")


class AlreadySigned(Refusal):
    """Somebody else signed it in the same moment."""

    message = _("这件事已由%(who)s签收。")
    cure = _("不用再签；需要您配合的，可以请对方转办给您。")


class NotYours(Refusal):
    """The post does not hold the matter and has no say over its holder."""

    message = _("这件事现在由%(holder)s负责，您的职务不能%(move)s。")
    cure = _("请联系对方，或请上一级转办。")
    status = 403


class NoteMissing(Refusal):
    """The move needs words: the resident or the next post has to know why."""

    message = _("%(move)s要写明原因或内容。")
    cure = _("请用一两句话写清楚，对方和居民才知道怎么回事。")
    status = 400


class TextTooLong(Refusal):
    """More words than anybody reads."""

    message = _("内容有 %(length)s 个字，最多 %(most)s 个字。")
    cure = _("请写要点；图纸、表格等请拍照上传。")
    status = 400


class TextMissing(Refusal):
    """A request without words."""

    message = _("还没有写要办什么事。")
    cure = _("请用一句话说明：哪里、什么情况、希望怎么办。")
    status = 400


class UnknownItem(Refusal):
    """There is no such service item, or it is withdrawn."""

    message = _("没有这个服务事项，或者它已经停办。")
    cure = _("请从服务事项里重新选；拿不准就选“其他诉求”，由工作人员帮您归类。")
    status = 400


class ItemBarred(Refusal):
    """What the community must not handle; the item says where to go instead."""

    message = _("“%(item)s”按规定不由社区办理。")
    cure = _("%(instead)s")


class ItemNotOpen(Refusal):
    """An item only staff may file."""

    message = _("“%(item)s”由工作人员登记，不在网上受理。")
    cure = _("请到社区服务大厅办理，或拨打社区电话。")


class UnknownPlace(Refusal):
    """The place is not in the tree today."""

    message = _("没有找到这个地点，或者它已经并入别的社区。")
    cure = _("请按小区、道路或社区名称重新选择。")
    status = 400


class OutsideArea(Refusal):
    """Staff file for their own subtree."""

    message = _("这个地点不在您的辖区内。")
    cure = _("请选择本辖区的地点；属于别处的，请居民在网上提交，系统会派给当地。")
    status = 403


class NobodyAnswers(Refusal):
    """No rule finds a post with somebody in it, not even at the top."""

    message = _("这里暂时没有人接办“%(item)s”。")
    cure = _("请拨打 96345；我们已记下这个空缺，请管理员在“组织”里补上任职人员。")


class NoReceiver(Refusal):
    """The post named as the receiver can't receive: retired, unattended, the same one, or the body complained of."""

    message = _("选定的职务现在不能接办。")
    cure = _("请另选一个在岗的职务；被投诉的单位不能办理对自己的投诉。")


class FieldMissing(Refusal):
    """A field that the item requires is empty or isn't one of its choices."""

    message = _("“%(label)s”没有填，或填的不对。")
    cure = _("请按提示补填这一项，其他内容已经保留。")
    status = 400


class PhotoMissing(Refusal):
    """The item asks for a photo."""

    message = _("“%(item)s”需要一张现场照片。")
    cure = _("请拍一张能看清位置和情况的照片再提交。")
    status = 400


class WrongCode(Refusal):
    """Number and code don't belong together; which of them is wrong is not said."""

    message = _("编号或查询码不对。")
    cure = _("请对照提交时的回执；回执丢了，可以带身份证到社区服务大厅查询。")
    status = 404


class NotYetRateable(Refusal):
    """Only what is finished can be rated, and once per handling."""

    message = _("这件事还不能评价，或者已经评价过了。")
    cure = _("办结后就可以评价；不满意可以申请重办。")


class ReopenTooLate(Refusal):
    """The window for reopening is over."""

    message = _("办结已经超过 %(window)s，不能再申请重办。")
    cure = _("请重新提交一件，写上原来的编号，我们会一并处理。")
