"""What taking a file may refuse."""

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


class NotAPhoto(Refusal):
    """The bytes aren't a picture we can read, whatever the file is called."""

    message = _("“%(name)s”不是照片，或者已经损坏。")
    cure = _("请上传手机拍摄的 JPG、PNG 或 WebP 照片；其他内容已为您保留，去掉这个文件即可继续。")
    status = 400


class TooManyPhotos(Refusal):
    """More photos than one submission takes."""

    message = _("一次最多上传 %(most)s 张照片，您选了 %(count)s 张。")
    cure = _("请选最能说明情况的 %(most)s 张；提交后还可以补充。")
    status = 400


class PhotoTooLarge(Refusal):
    """One photo is larger than what we take."""

    message = _("“%(name)s”有 %(size)s MB，超过了 %(most)s MB。")
    cure = _("请用手机重新拍一张，或在相册里压缩后再传。")
    status = 400
