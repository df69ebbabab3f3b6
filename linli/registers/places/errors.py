"""Refusals a person can cause here, each with what to do next."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.base.kit.errors import Refusal


@dataclass(frozen=True, slots=True)
class BadRow:
    """One value of a code file that cannot be taken: where it stands, why, and what to do."""

    number: int
    field: str
    value: str
    reason: str
    cure: str


class BadRows(Refusal):
    """A code file with rows that cannot be taken. Nothing of it was imported."""

    message = _("文件里有 %(count)s 处问题，一行也没有导入。")
    cure = _("请按下面的清单逐行改正，再上传整个文件。")
    status = 422

    def __init__(self, rows: list[BadRow]) -> None:
        super().__init__(count=len(rows))
        self.rows = rows


class NotACodeFile(Refusal):
    """The upload isn't a CSV file with the columns we need."""

    message = _("这个文件不是编码清单。")
    cure = _("请上传 CSV 文件，第一行写列名：code,name,level，需要时加 parent。用表格软件另存为 CSV 即可。")
    status = 422


class CodeFileTooLarge(Refusal):
    """More rows than one import takes."""

    message = _("文件太大，一次最多导入 %(most)s 行。")
    cure = _("请按街道或区县拆成几个文件，从上级到下级依次导入。")
    status = 413


class DateNotReached(Refusal):
    """What changes the tree takes effect when it is entered, or did before; not later."""

    message = _("日期 %(day)s 还没有到。")
    cure = _("请把日期改为今天或更早；以后才生效的，到当天再办。")


class WrongLevel(Refusal):
    """The level doesn't fit under the place."""

    message = _("“%(parent)s”下面不能设这一级。")
    cure = _("请从上到下逐级设置：社区、片区、楼栋组、居民小组；社区以上的地域用编码文件导入。")


class NameTaken(Refusal):
    """A sister place has the name already."""

    message = _("“%(parent)s”下面已经有“%(name)s”。")
    cure = _("请换一个名称，或直接使用已有的那一个。")


class SameName(Refusal):
    """The new name is the old one."""

    message = _("新名称和现在的名称一样。")
    cure = _("不需要更名的话，返回即可。")


class Closed(Refusal):
    """The place is no longer in force."""

    message = _("“%(name)s”已于 %(day)s 撤销。")
    cure = _("请在它的沿革里找到现在的地域，再到那里办理。")


class BasisMissing(Refusal):
    """A change of the tree rests on a decision."""

    message = _("没有填写依据。")
    cure = _("请写明批准文件的名称和文号。")
    status = 422


class CountTaken(Refusal):
    """The same source has counted the same thing on the same day."""

    message = _("“%(source)s”在 %(day)s 的这项数字已经录入。")
    cure = _("官方数字不改写；数字有误的，请写明更正的来源后另录一条。")


class WrongPlan(Refusal):
    """A reorganisation that doesn't add up."""

    message = _("这个调整方案还不完整：%(problem)s")
    cure = _("请补全后再看一次影响。")
    status = 422


class CodeTaken(Refusal):
    """Another place has the code."""

    message = _("编码 %(code)s 正在由“%(name)s”使用。")
    cure = _("请核对编码；编码不能同时属于两个地域。")


def problem(row: int, field: str, value: Any, reason: Any, cure: Any) -> BadRow:
    """A `BadRow` in the reader's language; long values are cut."""
    return BadRow(row, field, str(value)[:80], str(reason), str(cure))
