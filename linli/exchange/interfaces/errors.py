"""Refusals that somebody's app can cause, and the administrator."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class BadQuestion(Refusal):
    """The app asked for something that can't be: which parameter, and what to send instead."""

    message = _("参数 %(name)s 不对：%(why)s")
    cure = _("请改正后重发；各参数的写法见 /open/data/。")
    status = 400


class NoSuchJurisdiction(Refusal):
    """The jurisdiction isn't one of ours."""

    message = _("没有 jurisdiction_id 为“%(given)s”的辖区。")
    cure = _("请填市、区县、街道或社区的统计用区划代码，或者不填。")
    status = 404


class NoSuchService(Refusal):
    """The item doesn't exist, or isn't offered to apps."""

    message = _("没有 service_code 为“%(given)s”的服务。")
    cure = _("请从服务列表里选；不在列表里的事项请到门户网站或社区办理。")
    status = 404


class NoSuchRequest(Refusal):
    """No public request of that number; a private one is answered alike."""

    message = _("没有这个编号的公开事项。")
    cure = _("请核对编号；不公开的事项请本人凭编号和查询码在门户网站查看。")
    status = 404


class KeyMissing(Refusal):
    """Filing needs a key."""

    message = _("缺少 api_key。")
    cure = _("请向本地系统管理员申请密钥，随请求一起发送。")
    status = 403


class KeyRefused(Refusal):
    """The key is unknown, expired, revoked or not for this."""

    message = _("api_key 不能用：%(why)s")
    cure = _("请联系发放密钥的系统管理员。")
    status = 403


class TooFast(Refusal):
    """The key's own limit."""

    message = _("这个密钥一分钟最多 %(most)s 次。")
    cure = _("请过一分钟再发。")
    status = 429


class NoShapes(Refusal):
    """Coordinates lead nowhere while no boundaries are loaded."""

    message = _("本地还没有载入边界图，坐标换不成社区。")
    cure = _("请改填 address_string（小区、道路或社区名）或 address_id（社区代码）。")
    status = 400


class WhereUnclear(Refusal):
    """The address leads to several communities, or none."""

    message = _("“%(given)s”找到 %(count)s 个社区：%(some)s。")
    cure = _("请写得更具体，或用 address_id 指明社区代码。")
    status = 400


class NoMediaLinks(Refusal):
    """We never fetch an address that somebody else names."""

    message = _("不接收 media_url：系统不去访问别人给的网址。")
    cure = _("请用 multipart/form-data 的 media 字段直接上传照片。")
    status = 400


class ExpiryTooFar(Refusal):
    """A key lives a year at most."""

    message = _("密钥有效期最长 %(most)s 天。")
    cure = _("请选近一些的日期；到期前可以再发一把。")
    status = 400


class BadWebhookAddress(Refusal):
    """A webhook goes to a plain https address."""

    message = _("这个网址不能用：%(why)s")
    cure = _("请填公网上的 https 网址，不带用户名、密码和 # 后面的部分。")
    status = 400


class WebhookEnded(Refusal):
    """An ended webhook stays ended."""

    message = _("这个推送已经终止。")
    cure = _("要再推送，请新建一个。")
    status = 409
