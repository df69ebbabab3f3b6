"""Refusal: an expected no, said so that a person can act on it."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Refusal(Exception):
    """An expected refusal: what is wrong and what to do next, both translated.

    Subclasses set `message` and `cure`; `%(name)s` placeholders are filled from the keyword arguments.
    Anything that is not a `Refusal` is a bug and rises.
    """

    message: ClassVar[Words] = _("这一步现在不能办。")
    cure: ClassVar[Words] = _("请返回上一页重试；仍不行请联系社区服务大厅。")
    status: ClassVar[int] = 409

    def __init__(self, **details: Any) -> None:
        super().__init__(type(self).__name__)
        self.details = details

    def __str__(self) -> str:
        return f"{self.said} {self.next_step}"

    @property
    def said(self) -> str:
        """What is wrong, in the reader's language."""
        return str(self.message) % self.details if self.details else str(self.message)

    @property
    def next_step(self) -> str:
        """What to do next, in the reader's language."""
        return str(self.cure) % self.details if self.details else str(self.cure)


class NotAllowed(Refusal):
    """The post someone acts as does not carry this right."""

    message = _("您当前的职务没有这项权限。")
    cure = _("请切换到有权限的职务，或请上级办理。")
    status = 403


class NotFound(Refusal):
    """Nothing of that name is within the actor's reach; outside it is told apart from nowhere to nobody."""

    message = _("没有找到您要的内容，或者它不在您的辖区内。")
    cure = _("请核对编号；属于其他社区的，请联系上一级办公室。")
    status = 404


class TooMany(Refusal):
    """A rate limit was reached."""

    message = _("操作太频繁了。")
    cure = _("请过 %(minutes)s 分钟再试；急事请直接拨打社区电话或 96345。")
    status = 429
