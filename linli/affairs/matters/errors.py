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


class NothingInstructed(Refusal):
    """There is no instruction that waits for a report."""

    message = _("这件事现在没有等着报告的批示。")
    cure = _("办理中的情况，用“内部备注”记下来。")


class NothingAskedFor(Refusal):
    """No extension is waiting for a decision."""

    message = _("现在没有等着批的延期申请。")
    cure = _("请刷新页面；可能已经有人批过，或者事情已经答复了。")


class NothingDisputed(Refusal):
    """Only what was returned again is ruled on."""

    message = _("这件事没有争议，不用裁定。")
    cure = _("要换承办人的，用转办或交办。")


class NoCard(Refusal):
    """There is no card to lift."""

    message = _("这件事现在没有督办牌。")
    cure = _("请刷新页面；可能已经有人撤销了。")


class AwaitsRuling(Refusal):
    """A disputed matter is ruled on before anything else is done with it."""

    message = _("这件事退回过不止一次，要先裁定由谁办，不能%(move)s。")
    cure = _("请选定承办的职务并写明依据；签收时限一直在走。")


class RulingStands(Refusal):
    """Whoever a ruling put it on does not return it."""

    message = _("这件事已经裁定由您办理，不能%(move)s。")
    cure = _("请先签收办理；对裁定有意见的，同时向裁定的上级反映。")


class AlreadyAskedFor(Refusal):
    """One extension at a time."""

    message = _("延期已经申请过，还没有批。")
    cure = _("请等上一级的决定，或给他们打个电话；批准之前按原来的期限办。")


class PartOfAnother(Refusal):
    """A part is neither split again nor merged."""

    message = _("这是从另一件拆出来的，不能再%(move)s。")
    cure = _("请在原来的那一件上办。")


class PartsOpen(Refusal):
    """The resident gets one answer, when every part has its own."""

    message = _("拆出去的还有 %(count)s 件没有答复，现在不能答复居民。")
    cure = _("请先催办拆出去的；各件都答复了，再一并答复居民。")


class HelpersOpen(Refusal):
    """An assisting post has not reported yet, and no reason was given for not waiting."""

    message = _("协办的还有 %(count)s 家没有报告。")
    cure = _("请等他们报告；等不了的，写明为什么不等。")


class AlreadyHelping(Refusal):
    """The post was asked to help and is not done."""

    message = _("已经请过这个职务协办，对方还没有报告。")
    cure = _("可以给对方打个电话，或换一个职务。")


class UrgedAlready(Refusal):
    """The reporter urges once in a while, not all day."""

    message = _("今天已经催过了，承办人已经收到提醒。")
    cure = _("下一个工作日还没有动静，可以再催；急事请直接拨打承办人的电话。")
    status = 429


class LimitTooLong(Refusal):
    """An extension is longer than the area allows, or asked for too often."""

    message = _("一件事最多延期 %(times)s 次，一次最多 %(most)s 个工作日。")
    cure = _("请改短一些；确实办不完的，先答复居民已经做了什么，再上报。")


class TooLateToProlong(Refusal):
    """More time is asked for before the time is over."""

    message = _("答复时限已经过了，不能再申请延期。")
    cure = _("请尽快答复居民；为什么超时，写在内部备注里。")


class NoSuchMain(Refusal):
    """The number given is not a matter that this one can follow."""

    message = _("没有找到可以并入的事项：%(number)s。")
    cure = _("请核对编号；并入的那一件要在办、在您的辖区内，也不能是这一件自己。")
    status = 400


class ProofMissing(Refusal):
    """The item asks for pictures from before and after."""

    message = _("“%(item)s”答复时要有办理前和办理后的照片，现在缺%(missing)s的。")
    cure = _("办理前的用“内部备注”补传；办理后的和答复一起传。")


class ContactUnclear(Refusal):
    """How the resident was contacted is not one of the known ways."""

    message = _("请选怎么联系的。")
    cure = _("电话、短信微信、上门，或者居民到了窗口。")
    status = 400


class ColourUnclear(Refusal):
    """A card is yellow or red, and each colour once at a time."""

    message = _("请选黄牌或红牌；同一种颜色的牌还没有撤销的，不能再发。")
    cure = _("先看看已经发过的牌；要加重的，发红牌。")


class NobodyToTell(Refusal):
    """The matter isn't overdue, or every level above knows already."""

    message = _("这件事没有超时，或者各级都已经知道了。")
    cure = _("不用再上报；要督办的，发督办牌。")


class AlreadyRoute(Refusal):
    """A ruling becomes a routing rule once."""

    message = _("这条裁定已经是派单规则了。")
    cure = _("要改的，先停用原来的规则。")
