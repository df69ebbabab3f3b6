"""What the register may refuse."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class BadNumber(Refusal):
    """Not a well-formed identity number."""

    message = _("身份证号不对：应为 18 位，且最后一位是校验码。")
    cure = _("请对照证件逐位核对；15 位的旧号码请按换发的证件填写。")
    status = 400


class BadPhone(Refusal):
    """Not a phone number we can call."""

    message = _("电话号码不对。")
    cure = _("手机号请填 11 位数字；固定电话请带区号，例如 0335-3012345。")
    status = 400


class UnknownCode(Refusal):
    """A value that is not in the code table of its field."""

    message = _("“%(value)s”不在可选的范围内。")
    cure = _("请从列表里选一项；列表里没有的，请告诉系统管理员。")
    status = 400


class EnrolledElsewhere(Refusal):
    """Someone with this number lives elsewhere in the register; we don't say where."""

    message = _("这个身份证号已经在其他社区登记。")
    cure = _("请向上一级办公室申请迁移：原社区办理迁出后，您就能在这里登记。")


class AlreadyEnrolled(Refusal):
    """Someone with this number already lives within the actor's own reach."""

    message = _("这个身份证号已经登记在您的辖区：%(name)s。")
    cure = _("请在“居民”里搜索这个号码；要换住址，请先办理迁出。")


class MovedOutAlready(Refusal):
    """The residence has ended."""

    message = _("这位居民已于 %(until)s 迁出。")
    cure = _("如果又搬回来，请重新登记入户。")


class LivesElsewhere(Refusal):
    """Seen by registration only: changes are made where the person lives."""

    message = _("这位居民的户籍在您这里，但现住其他社区。")
    cure = _("登记信息由现住地社区修改，请联系他们办理。")
    status = 403


class OutsideArea(Refusal):
    """The place lies outside the actor's own."""

    message = _("这个地址不在您的辖区内。")
    cure = _("请核对小区和楼号；不归您管的，请所在社区登记。")
    status = 403


class AlreadyNoted(Refusal):
    """The same circumstance is in force for this resident."""

    message = _("“%(kind)s”已经登记，从 %(since)s 起有效。")
    cure = _("要更新来源或复核日期，请先结束原来的一条，再新增。")


class EndsBeforeItBegins(Refusal):
    """A last day before the first one, or a day still to come."""

    message = _("日期不对：%(on)s 早于开始日期，或者还没有到。")
    cure = _("请填实际发生的那一天，最晚是今天。")
    status = 400


class VisitedAlready(Refusal):
    """The post has noted a visit of that household on that day."""

    message = _("%(on)s 的走访已经记过了。")
    cure = _("同一天再去，不用再记；记错了日期的，按实际日期另记一次。")


class NotTheDayOfAVisit(Refusal):
    """A visit that is still to come, or from before the household was enrolled or after it left."""

    message = _("走访日期不对：%(on)s。")
    cure = _("请填实际走访的那一天：最晚今天，不早于这一户登记的日期，也不晚于迁出的日期。")
    status = 400


class NoPurpose(Refusal):
    """Sealed values are shown for a stated purpose only."""

    message = _("请写明查看的用途。")
    cure = _("至少写四个字，例如“上门核对低保材料”。本人会看到您写的用途。")
    status = 400


class NothingSealed(Refusal):
    """There is nothing to show: the value was never registered."""

    message = _("这一项没有登记，没有可以查看的内容。")
    cure = _("请在下次走访时补登。")
    status = 404
